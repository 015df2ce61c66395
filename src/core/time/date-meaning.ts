import type { Language } from '../text.ts';
import { daysInMonth, formatCivil, isCivilDate, readCivil } from './civil-day.ts';
import type { LocalDate, Weekday } from './instant.ts';
import { addDays, addMonths, daysBetween, weekdayOf } from './local-date.ts';
import type { ParseFailure, ParseNote } from './parse-outcome.ts';
import type { NumericOrder, SaidDay } from './read-date.ts';

/** A day without a year that is this recently past is taken for a slip, not for next year's. */
const RECENT_DAYS = 31;

export type DateMeaning =
  | { readonly ok: true; readonly dates: readonly LocalDate[]; readonly notes: readonly ParseNote[] }
  | ParseFailure<never>;

/** The dates that a said day can mean when today is `today`: one, or several between which only the person knows. */
export function meaningOf(said: SaidDay, today: LocalDate): DateMeaning {
  switch (said.kind) {
    case 'offset':
      return dates(addDays(today, said.days));
    case 'span':
      return meaningOfSpan(said, today);
    case 'weekday':
      return dates(...weekdayDates(said.weekday, said.which, today));
    case 'day-of-month': {
      const { year, month, day } = readCivil(today) ?? { year: 0, month: 1, day: 1 };
      const ahead =
        said.day >= day ? { year, month } : { year: month === 12 ? year + 1 : year, month: (month % 12) + 1 };
      return meaningOfDay({ kind: 'day', ...ahead, day: said.day }, today);
    }
    case 'month-end': {
      const year =
        said.year ??
        yearOfNext(today, (y) => ({ year: y, month: said.month, day: daysInMonth(y, said.month) }));
      return dates(formatCivil({ year, month: said.month, day: daysInMonth(year, said.month) }));
    }
    case 'day':
      return meaningOfDay(said, today);
  }
}

function meaningOfSpan(said: SaidDay & { kind: 'span' }, today: LocalDate): DateMeaning {
  if (said.count > 4000) return { ok: false, problem: 'too-far', limitYears: FURTHEST_YEARS };
  if (said.unit === 'month') return dates(addMonths(today, said.count));
  return dates(addDays(today, said.count * (said.unit === 'week' ? 7 : 1)));
}

function meaningOfDay(said: SaidDay & { kind: 'day' }, today: LocalDate): DateMeaning {
  const { month, day } = said;
  const year = said.year ?? yearOfNext(today, (y) => ({ year: y, month, day }));
  const date = formatCivil({ year, month, day });
  if (!isCivilDate({ year, month, day })) return { ok: false, problem: 'impossible-date', understood: date };
  const weekday = weekdayOf(date);
  if (said.weekday !== undefined && said.weekday !== weekday) {
    return {
      ok: false,
      problem: 'weekday-mismatch',
      understood: date,
      typedWeekday: said.weekday as Weekday,
      weekday,
    };
  }
  const isNextYear = said.year === undefined && year > (readCivil(today)?.year ?? year);
  return { ok: true, dates: [date], notes: isNextYear ? [{ note: 'next-year', on: date }] : [] };
}

function yearOfNext(
  today: LocalDate,
  dayIn: (year: number) => { year: number; month: number; day: number },
): number {
  const year = readCivil(today)?.year ?? 0;
  const typed = dayIn(year);
  // A day that does not exist is refused later, under the year in which it would have come.
  const day = Math.min(typed.day, daysInMonth(year, Math.min(typed.month, 12)));
  const candidate = { ...typed, day };
  if (!isCivilDate(candidate)) return year;
  return daysBetween(formatCivil(candidate), today) > RECENT_DAYS ? year + 1 : year;
}

function weekdayDates(
  weekday: number,
  which: (SaidDay & { kind: 'weekday' })['which'],
  today: LocalDate,
): LocalDate[] {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  const ofNextWeek = addDays(today, 7 - weekdayOf(today) + weekday);
  if (which === 'of-next-week') return [ofNextWeek];
  if (which === 'next') {
    const first = addDays(today, ahead === 0 ? 7 : ahead);
    return first === ofNextWeek ? [first] : [first, ofNextWeek];
  }
  return ahead === 0 ? [today, addDays(today, 7)] : [addDays(today, ahead)];
}

function dates(...found: readonly LocalDate[]): DateMeaning {
  return { ok: true, dates: found, notes: [] };
}

/** Dates beyond this are slips of the finger. */
export const FURTHEST_YEARS = 10;

export function isTooFar(date: LocalDate, today: LocalDate): boolean {
  return daysBetween(today, date) > FURTHEST_YEARS * 366;
}

/** English typed on an American clock may put the month first; then 05/03 is asked back. */
export function numericOrder(language: Language, timeZone: string): NumericOrder {
  return language === 'en' && AMERICAN_CLOCKS.test(timeZone) ? 'either' : 'day-first';
}

const AMERICAN_CLOCKS =
  /^(US\/|Pacific\/Honolulu|America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Juneau|Nome|Sitka|Adak|Boise|Detroit|Menominee|Metlakatla|Yakutat|Indiana\/|Kentucky\/|North_Dakota\/))/;
