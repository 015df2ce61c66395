import { civilOf } from '../time/civil-day.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { addMonths, dateAt, epochDayOfDate } from '../time/local-date.ts';
import { atTimeOfDay } from '../time/resolve-wall.ts';
import type { TwinningSettings } from '../twinning/settings.ts';
import type { TwinningScope } from '../twinning/twinning.ts';

/** When announcements ring on the reader's clock. */
export const MORNING = '09:00';
/** A review is announced so long before its date. */
const AHEAD_MONTHS = 1;

type Agreed = Pick<TwinningSettings, 'signedOn' | 'reviewMonths'>;

/** The day from which anniversaries count; undefined where nobody has said since when the towns are twinned. */
export const foundingDay = (
  { twinning }: Pick<TwinningScope, 'twinning'>,
  { signedOn }: Pick<TwinningSettings, 'signedOn'>,
): LocalDate | undefined => signedOn ?? twinning.sinceOn;

/** The clock by which a review begins: the founding town's. */
export const reviewZone = ({ towns }: Pick<TwinningScope, 'towns'>): string => towns[0]?.timeZone ?? 'UTC';

/** The first whole multiple of `months` after `base` that is later than `after`. From 29 February it is the 28th in other years. */
export function nextMultiple(base: LocalDate, months: number, after: LocalDate): LocalDate {
  const index = (on: LocalDate) => {
    const { year, month } = civilOf(epochDayOfDate(on));
    return year * 12 + month;
  };
  let count = Math.max(1, Math.floor((index(after) - index(base)) / months));
  while (addMonths(base, count * months) <= after) count += 1;
  return addMonths(base, count * months);
}

/** When the review of a day is announced. */
export const reviewStartAt = (dueOn: LocalDate, timeZone: string): Instant =>
  atTimeOfDay(addMonths(dueOn, -AHEAD_MONTHS), MORNING, timeZone).at;

/**
 * The date of the next review that can still be announced in time.
 * @param lastOn the date of the last one; the next is at least half a cycle later, so that a change of the agreement does not bring two in a row
 */
export function nextReviewDate(
  scope: TwinningScope,
  agreed: Agreed,
  lastOn: LocalDate | undefined,
  now: Instant,
): LocalDate {
  const timeZone = reviewZone(scope);
  const base = foundingDay(scope, agreed) ?? dateAt(scope.twinning.createdAt, timeZone);
  const todayOn = dateAt(now, timeZone);
  const earliest = lastOn === undefined ? todayOn : addMonths(lastOn, Math.floor(agreed.reviewMonths / 2));
  let dueOn = nextMultiple(base, agreed.reviewMonths, earliest > todayOn ? earliest : todayOn);
  while (reviewStartAt(dueOn, timeZone) <= now) dueOn = nextMultiple(base, agreed.reviewMonths, dueOn);
  return dueOn;
}

export interface Anniversary {
  readonly on: LocalDate;
  readonly years: number;
  /** Ten, twenty-five, fifty, and every further ten or twenty-five. */
  readonly isRound: boolean;
}

/** The anniversary that falls on a day; undefined when none does. */
export function anniversaryOn(base: LocalDate, on: LocalDate): Anniversary | undefined {
  const years = civilOf(epochDayOfDate(on)).year - civilOf(epochDayOfDate(base)).year;
  if (years < 1 || addMonths(base, years * 12) !== on) return undefined;
  return { on, years, isRound: years % 10 === 0 || years % 25 === 0 };
}
