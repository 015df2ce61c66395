import type { Commitment, CommitmentState } from '../commitment/commitment.ts';
import { isOpen } from '../commitment/list-commitments.ts';
import { confirmedSlotOf, type Meeting } from '../meeting/meeting.ts';
import type { Attendance } from '../meeting/meeting-record.ts';
import { participation, type TownParticipation } from '../meeting/participation.ts';
import { foldText } from '../time/fold-text.ts';
import { type Instant, type LocalDate, MINUTE_MS } from '../time/instant.ts';
import { dateAt } from '../time/local-date.ts';
import type { Town } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';

export interface YearFacts {
  /** The first day of the year, and the day after its last. */
  readonly fromOn: LocalDate;
  readonly untilOn: LocalDate;
  readonly now: Instant;
  readonly towns: readonly Town[];
  readonly meetings: readonly Meeting[];
  readonly attendances: readonly Attendance[];
  readonly commitments: readonly Commitment[];
  /** What the towns wanted to turn to. */
  readonly themes: readonly string[];
}

export interface TownPromises {
  readonly townId: Id<'town'>;
  /** How many the town has made that were open in the year or came to their end in it, by what became of them. */
  readonly byState: ReadonlyMap<CommitmentState, number>;
  readonly total: number;
  /** Of those accepted: past their day. */
  readonly overdue: number;
}

export interface YearFigures {
  /** Meetings that took place, and of how many of them somebody has counted who came. */
  readonly meetings: number;
  readonly counted: number;
  /** Of the counted meetings. */
  readonly participation: readonly TownParticipation[];
  readonly promises: readonly TownPromises[];
  /** Themes of the promises of the year, and those wanted that none had; as they were first written. */
  readonly touched: readonly string[];
  readonly untouched: readonly string[];
}

/** What there is to say of a year. Every promise counts once, for the town that made it; days are those of its clock. */
export function yearFigures(facts: YearFacts): YearFigures {
  const { fromOn, untilOn, now, towns } = facts;
  const within = (on: LocalDate) => on >= fromOn && on < untilOn;
  const held = facts.meetings.filter((meeting) => {
    const slot = confirmedSlotOf(meeting);
    return (
      meeting.state === 'confirmed' &&
      slot !== undefined &&
      slot.at + meeting.lengthMinutes * MINUTE_MS <= now &&
      within(dateAt(slot.at, slot.timeZone))
    );
  });
  const counted = facts.attendances.filter(({ meetingId }) => held.some(({ id }) => id === meetingId));
  const ofYear = facts.commitments.filter((commitment) => {
    const timeZone = towns.find(({ id }) => id === commitment.ownerTownId)?.timeZone ?? 'UTC';
    return (
      dateAt(commitment.createdAt, timeZone) < untilOn &&
      (isOpen(commitment) || within(dateAt(commitment.changedAt, timeZone)))
    );
  });
  const touched = eachOnce(ofYear.flatMap(({ theme }) => (theme === undefined ? [] : [theme])));
  const touchedKeys = new Set(touched.map(foldText));
  return {
    meetings: held.length,
    counted: counted.length,
    participation: participation(
      towns.map(({ id }) => id),
      counted,
    ),
    promises: towns.map((town) => promisesOf(town, ofYear, now)),
    touched,
    untouched: eachOnce(facts.themes).filter((theme) => !touchedKeys.has(foldText(theme))),
  };
}

function promisesOf({ id, timeZone }: Town, commitments: readonly Commitment[], now: Instant): TownPromises {
  const own = commitments.filter(({ ownerTownId }) => ownerTownId === id);
  const byState = new Map<CommitmentState, number>();
  for (const { state } of own) byState.set(state, (byState.get(state) ?? 0) + 1);
  const todayOn = dateAt(now, timeZone);
  return {
    townId: id,
    byState,
    total: own.length,
    overdue: own.filter((one) => isOverdue(one, todayOn)).length,
  };
}

/** Accepted, and past its day on the calendar of the town that promised it. */
export const isOverdue = (
  { state, dueOn }: Pick<Commitment, 'state' | 'dueOn'>,
  todayOn: LocalDate,
): boolean => state === 'accepted' && dueOn !== undefined && dueOn < todayOn;

function eachOnce(themes: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const theme of themes) if (!found.has(foldText(theme))) found.set(foldText(theme), theme);
  return [...found.values()];
}
