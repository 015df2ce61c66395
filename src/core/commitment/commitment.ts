import type { OfficeKind } from '../committee/member.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import type { Id } from '../world.ts';

export const commitmentStates = [
  'offered',
  'accepted',
  'declined',
  'done',
  'confirmed',
  'withdrawn',
] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** Who carries it: an office (and whoever holds it then) or a member, of the owner's town. */
export type Owner =
  | { readonly type: 'member'; readonly memberId: Id<'mbr'> }
  | { readonly type: 'office'; readonly office: OfficeKind };

/** What it must be done before; its day follows from that, and goes with it. */
export type Before =
  | { readonly type: 'meeting'; readonly id: Id<'mtg'> }
  | { readonly type: 'commitment'; readonly id: Id<'cmt'> };

/** What the two sides agree about: the words, and the day. */
export interface Terms {
  readonly what: string;
  /** The last day. With `dueBefore`: the day before it, absent while that has no day. */
  readonly dueOn?: LocalDate;
  readonly dueBefore?: Before;
}

/** All of a commitment that changes. Its history is one of these for each version. */
export interface Standing extends Terms {
  readonly owner: Owner;
  /** The towns it is promised to; never the owner's. */
  readonly toTownIds: readonly Id<'town'>[];
  readonly theme?: string;
  /** RRULE text without an end: how often it is promised anew. */
  readonly every?: string;
  readonly state: CommitmentState;
  /** Whose words stand, or stood last, for the other side to answer; see `turnOf`. */
  readonly proposedByTownId: Id<'town'>;
  /** While accepted: other terms that one side proposes. The old ones hold until the other side accepts. */
  readonly amendment?: Terms;
  /** Why it was declined, withdrawn or reopened. */
  readonly reason?: string;
  /** Who answered (accepted or declined) and who confirmed. */
  readonly answeredById?: Id<'mbr'>;
  readonly confirmedById?: Id<'mbr'>;
}

/**
 * Who owes what to whom by when. One town owes it, whoever of the two sides proposed it: an offer comes from the
 * owner's town, a request from a town it is for.
 */
export interface Commitment extends Standing {
  readonly id: Id<'cmt'>;
  readonly twinningId: Id<'twn'>;
  /** C-{number}, counted per twinning. */
  readonly number: number;
  readonly ownerTownId: Id<'town'>;
  readonly offeredById: Id<'mbr'>;
  /** The occurrence before it; each is followed by one at most. */
  readonly previousId?: Id<'cmt'>;
  /** Raised by every change; buttons and reminders carry it. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

export const referenceOf = ({ number }: Pick<Commitment, 'number'>): string => `C-${number}`;

/** Still open: something is to be done about it. */
export const isOpen = ({ state }: Pick<Commitment, 'state'>): boolean =>
  state === 'offered' || state === 'accepted' || state === 'done';

export const standingOf = (commitment: Commitment): Standing => {
  const { id, twinningId, number, ownerTownId, offeredById, previousId, ...rest } = commitment;
  const { version, createdAt, changedAt, ...standing } = rest;
  return standing;
};
