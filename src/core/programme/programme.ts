import type { Texts } from '../text.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { ProgrammeName } from './programme-template.ts';

export const programmeStates = ['draft', 'offered'] as const;
/** draft: who plans it sees it. offered: its commitments are made. */
export type ProgrammeState = (typeof programmeStates)[number];

export const pastWays = ['leave-out', 'now'] as const;
/** What becomes of steps whose day has passed: nothing, or they are due within a week. */
export type PastWay = (typeof pastWays)[number];

/** A commitment that a plan has made, and of which step. */
export interface ProgrammePart {
  readonly commitmentId: Id<'cmt'>;
  readonly stepId: string;
}

/** What a step said when it was offered: editing the template changes nothing of it. */
export interface KeptStep {
  readonly text: Texts;
  readonly seen: boolean;
}

/** A plan for one date, made from a template. */
export interface Programme {
  readonly id: Id<'prg'>;
  readonly twinningId: Id<'twn'>;
  readonly template: ProgrammeName;
  readonly on: LocalDate;
  readonly hostTownId: Id<'town'>;
  readonly guestTownIds: readonly Id<'town'>[];
  readonly plannedById: Id<'mbr'>;
  readonly plannedByTownId: Id<'town'>;
  /** Steps that were unticked. */
  readonly leftOut: readonly string[];
  readonly past: PastWay;
  /** The days that a person has confirmed for known deadlines, by their ids. */
  readonly deadlines: Readonly<Record<string, LocalDate>>;
  readonly state: ProgrammeState;
  /** What was offered, by day. Empty in a draft. */
  readonly parts: readonly ProgrammePart[];
  readonly kept: Readonly<Record<string, KeptStep>>;
  readonly createdAt: Instant;
}
