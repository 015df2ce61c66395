/**
 * Who else is told that a promise is late, after its owner was reminded twice: first the deputy of the owner's town, then
 * its chair, then, politely, whoever answers for each town it is for, with a new day to agree to. Each once, a week
 * apart; and nobody twice of the same thing because they hold two offices.
 */
import type { Commitment } from '../commitment/commitment.ts';
import type { OfficeKind } from '../committee/member.ts';
import type { LocalDate } from '../time/instant.ts';
import { addDays, addMonths } from '../time/local-date.ts';
import type { Id } from '../world.ts';

export interface LateStep {
  readonly occurrence: string;
  readonly townId: Id<'town'>;
  readonly office: OfficeKind;
  /** So many weeks after the first overdue reminder. */
  readonly weeksLater: number;
}

type Owed = Pick<Commitment, 'ownerTownId' | 'toTownIds'>;

/** Weekly until this week after the day; then every four weeks, for a year. */
const LAST_WEEKLY_WEEK = 8;
const SELDOM_WEEKS = 4;
const LAST_WEEK = 52;

export function lateSteps({ ownerTownId, toTownIds }: Owed): LateStep[] {
  return [
    { occurrence: 'late-deputy', townId: ownerTownId, office: 'deputy', weeksLater: 2 },
    { occurrence: 'late-chair', townId: ownerTownId, office: 'chair', weeksLater: 3 },
    ...toTownIds.map(
      (townId): LateStep => ({
        occurrence: `late-partner-${townId}`,
        townId,
        office: 'contact-person',
        weeksLater: 4,
      }),
    ),
  ];
}

/** The step that an occurrence is about; undefined when it is none (any more) of this commitment. */
export const lateStep = (occurrence: string, owed: Owed): LateStep | undefined =>
  lateSteps(owed).find((step) => step.occurrence === occurrence);

/** After how many weeks the owner hears of it next; undefined when it has been said often enough. */
export function nextWeek(heardInWeek: number, weeksOver: number): number | undefined {
  const next = Math.max(weeksOver, heardInWeek + (heardInWeek < LAST_WEEKLY_WEEK ? 1 : SELDOM_WEEKS));
  return next > LAST_WEEK ? undefined : next;
}

/** Days that somebody may choose with one press instead of the one that is over. */
export const newDays = (todayOn: LocalDate): readonly LocalDate[] => [
  addDays(todayOn, 7),
  addDays(todayOn, 14),
  addMonths(todayOn, 1),
  addMonths(todayOn, 3),
];
