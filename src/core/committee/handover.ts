import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { OfficeKind } from './member.ts';

export const handoverStates = ['proposed', 'accepted', 'declined', 'withdrawn'] as const;
export type HandoverState = (typeof handoverStates)[number];

/** How much a handover passes on. */
export interface HandedOver {
  readonly promises: number;
  readonly meetings: number;
  readonly series: number;
  readonly reminders: number;
}

/**
 * One member passes their duties on to another of the same town. Nothing moves before the successor accepts; until
 * then whoever had it has it, and is reached.
 */
export interface Handover {
  readonly id: Id<'hnd'>;
  readonly townId: Id<'town'>;
  readonly fromId: Id<'mbr'>;
  readonly toId: Id<'mbr'>;
  readonly offices: readonly OfficeKind[];
  /**
   * Whether it is everything they do: then what they promised and organise themselves goes along. Not so when they
   * keep another office.
   */
  readonly whole: boolean;
  readonly state: HandoverState;
  readonly proposedById: Id<'mbr'>;
  readonly proposedAt: Instant;
  /** Who accepted, declined or withdrew it. */
  readonly answeredById?: Id<'mbr'>;
  readonly answeredAt?: Instant;
  /** What moved when it was accepted. */
  readonly moved?: HandedOver;
}

/** Whether two handovers would pass on the same thing. */
export const collide = (
  one: Pick<Handover, 'fromId' | 'offices' | 'whole'>,
  other: Pick<Handover, 'fromId' | 'offices' | 'whole'>,
): boolean =>
  one.fromId === other.fromId &&
  ((one.whole && other.whole) || one.offices.some((kind) => other.offices.includes(kind)));
