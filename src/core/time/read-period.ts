import { daysInMonth, formatCivil, readCivil } from './civil-day.ts';
import type { LocalDate } from './instant.ts';
import { addDays, addMonths, weekdayOf } from './local-date.ts';
import { yearAt } from './read-date.ts';
import { afterAny, numberAt, type TypedToken, wordAt } from './typed-token.ts';
import type { DateWords } from './words/date-words.ts';

/** Local dates, both inclusive. */
export interface DateRange {
  readonly fromOn: LocalDate;
  readonly untilOn: LocalDate;
}

/** A whole text that names a stretch of the calendar: "next week", "uge 12", "januar 2027", "the next 3 weeks". */
export function readPeriods(tokens: readonly TypedToken[], words: DateWords, today: LocalDate): DateRange[] {
  const whole = (phrases: readonly string[]) => afterAny(tokens, 0, phrases).includes(tokens.length);
  const found: DateRange[] = [];
  const monday = addDays(today, 1 - weekdayOf(today));
  if (whole(words.thisWeek)) found.push(week(monday));
  if (whole(words.nextWeek)) found.push(week(addDays(monday, 7)));
  if (whole(words.thisMonth)) found.push(month(today));
  if (whole(words.nextMonth)) found.push(month(addMonths(`${today.slice(0, 8)}01`, 1)));
  found.push(
    ...weekNumbers(tokens, words, today),
    ...namedMonths(tokens, words, today),
    ...spans(tokens, words, today),
  );
  return found;
}

function week(monday: LocalDate): DateRange {
  return { fromOn: monday, untilOn: addDays(monday, 6) };
}

function month(within: LocalDate): DateRange {
  const { year, month: number } = readCivil(within) ?? { year: 0, month: 1 };
  return {
    fromOn: formatCivil({ year, month: number, day: 1 }),
    untilOn: formatCivil({ year, month: number, day: daysInMonth(year, number) }),
  };
}

/** ISO weeks. Without a year it is the coming one that has not ended yet. Week 53 only where the year has it. */
function weekNumbers(tokens: readonly TypedToken[], words: DateWords, today: LocalDate): DateRange[] {
  return afterAny(tokens, 0, words.weekNumber).flatMap((at) => {
    const number = numberAt(tokens[at], 2);
    const year = yearAt(tokens[at + 1]);
    if (number === undefined || number < 1 || number > 53) return [];
    if (tokens.length !== at + (year === undefined ? 1 : 2)) return [];
    const thisYear = readCivil(today)?.year ?? 0;
    const years = year === undefined ? [thisYear, thisYear + 1] : [year];
    const weeks = years.map((y) => weekOf(y, number)).filter((found) => found !== undefined);
    const coming = year === undefined ? weeks.find(({ untilOn }) => untilOn >= today) : weeks[0];
    return coming === undefined ? [] : [coming];
  });
}

function weekOf(year: number, number: number): DateRange | undefined {
  const fourth = formatCivil({ year, month: 1, day: 4 });
  const found = week(addDays(fourth, 1 - weekdayOf(fourth) + (number - 1) * 7));
  // The week belongs to the year of its Thursday.
  return addDays(found.fromOn, 3).startsWith(fourth.slice(0, 4)) ? found : undefined;
}

function namedMonths(tokens: readonly TypedToken[], words: DateWords, today: LocalDate): DateRange[] {
  return [0, ...afterAny(tokens, 0, ['in', 'i', 'im', 'en', 'au mois de'])].flatMap((at) => {
    const number = wordAt(tokens[at], words.months);
    const year = yearAt(tokens[at + 1]);
    if (number === undefined || tokens.length !== at + (year === undefined ? 1 : 2)) return [];
    const now = readCivil(today) ?? { year: 0, month: 1 };
    const chosen = year ?? (number >= now.month ? now.year : now.year + 1);
    return [month(formatCivil({ year: chosen, month: number, day: 1 }))];
  });
}

function spans(tokens: readonly TypedToken[], words: DateWords, today: LocalDate): DateRange[] {
  return afterAny(tokens, 0, words.nextSpan).flatMap((at) => {
    const count = numberAt(tokens[at], 3) ?? wordAt(tokens[at], words.numbers);
    if (count === undefined || !Number.isInteger(count) || count === 0) return [];
    return [at + 1, ...afterAny(tokens, at + 1, words.nextSpanAfterNumber)].flatMap((end) => {
      const unit = wordAt(tokens[end], words.units);
      if (unit === undefined || unit === 'minute' || unit === 'hour' || tokens.length !== end + 1) return [];
      const untilOn =
        unit === 'month' ? addMonths(today, count) : addDays(today, count * (unit === 'week' ? 7 : 1));
      return [{ fromOn: today, untilOn }];
    });
  });
}
