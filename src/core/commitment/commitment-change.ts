import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { Standing } from './commitment.ts';

/**
 * add: offered or asked for; an occurrence of a recurring one too. edit: changed by the side whose to change it was.
 * counter: other terms, for the other side to answer. grant: more time, given by the side it is promised to. follow: its day went with what it must be done before.
 * handover: its owner passed it on. The others are named as what people do.
 */
export const changeKinds = [
  'add',
  'edit',
  'counter',
  'grant',
  'accept',
  'decline',
  'withdraw',
  'done',
  'confirm',
  'reopen',
  'undo',
  'follow',
  'handover',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One change of a commitment: who made it, when, and what it was from then on. Written once, never changed. */
export interface CommitmentChange {
  readonly commitmentId: Id<'cmt'>;
  readonly twinningId: Id<'twn'>;
  /** Of the commitment after it. */
  readonly version: number;
  readonly at: Instant;
  readonly kind: ChangeKind;
  /** Absent when nobody did it: a day that followed a meeting, an occurrence whose time had come. */
  readonly memberId?: Id<'mbr'>;
  readonly townId?: Id<'town'>;
  readonly reason?: string;
  readonly standing: Standing;
}

/** A change with what it was before; absent for the first. */
export interface Step extends CommitmentChange {
  readonly before?: Standing;
}

/** Pure: the changes of one or several commitments, each with what stood before it, in the order given. */
export function stepsOf(changes: readonly CommitmentChange[]): Step[] {
  const last = new Map<string, Standing>();
  return changes.map((change) => {
    const before = last.get(change.commitmentId);
    last.set(change.commitmentId, change.standing);
    return before === undefined ? change : { ...change, before };
  });
}
