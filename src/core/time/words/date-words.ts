import type { Language } from '../../text.ts';

export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night';
export type SpanUnit = 'minute' | 'hour' | 'day' | 'week' | 'month';

/**
 * The words of one language that dates are made of. All are folded (lower case, no accents; see `foldText`),
 * words of a phrase are separated by one space, and a dot after a word is not part of it.
 */
export interface DateWords {
  readonly code: Language;
  readonly months: Readonly<Record<string, number>>;
  /** ISO weekday. */
  readonly weekdays: Readonly<Record<string, number>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly units: Readonly<Record<string, SpanUnit>>;
  /** Days from today, with the part of the day where the phrase says one. */
  readonly relativeDays: readonly (readonly [phrase: string, days: number, part?: DayPart])[];
  readonly dayParts: readonly (readonly [phrase: string, part: DayPart])[];
  /** Parts of the day only right after a day, because alone they are a day ("morgen") or vague. */
  readonly dayPartsAfterDay: readonly (readonly [phrase: string, part: DayPart])[];
  /** Before a time. */
  readonly at: readonly string[];
  /** Before a date. */
  readonly on: readonly string[];
  /** Before a day of the month alone: "the 24th", "d. 28.". */
  readonly theDay: readonly string[];
  /** Between day and month, and after ordinals. */
  readonly of: readonly string[];
  readonly ordinals: readonly string[];
  readonly noon: readonly string[];
  readonly midnight: readonly string[];
  /** "this Friday", "coming": the first one. Before, or after (French). */
  readonly coming: readonly string[];
  /** "next": people disagree whether that is the first one or the one of next week. */
  readonly next: readonly string[];
  /** After the hour: "18 Uhr 30", "18 h 30". */
  readonly hourMark: readonly string[];
  /** Before a span that starts now: "in 20 minutes", "om 2 timer". */
  readonly within: readonly string[];
  /** After a span that starts now: "20 minutes from now". */
  readonly fromNow: readonly string[];
  readonly and: readonly string[];
  /** Spans in words: minutes. */
  readonly spans: readonly (readonly [phrase: string, minutes: number])[];
  /** Before an hour in words: the minutes to add to it ("half past" 30, "halv" -30). */
  readonly beforeHour: readonly (readonly [phrase: string, minutes: number])[];
  /** After an hour ("et demie" 30). */
  readonly afterHour: readonly (readonly [phrase: string, minutes: number])[];
  readonly endOf: readonly string[];
  readonly thisWeek: readonly string[];
  readonly nextWeek: readonly string[];
  readonly thisMonth: readonly string[];
  readonly nextMonth: readonly string[];
  /** "week 12", "uge 12". */
  readonly weekNumber: readonly string[];
  /** "the next 3 weeks": before the number, and where French puts it, after. */
  readonly nextSpan: readonly string[];
  readonly nextSpanAfterNumber: readonly string[];
  /** Before a range and between its ends. */
  readonly from: readonly string[];
  readonly until: readonly string[];
  /** Sets of weekdays in opening hours. */
  readonly daySets: Readonly<Record<string, readonly number[]>>;
}

export const WEEKDAYS_ONLY: readonly number[] = [1, 2, 3, 4, 5];
export const WEEKEND: readonly number[] = [6, 7];
export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** `names('january jan', 'february feb')`: each string lists the spellings of the next number, from 1. */
export function names(...spellings: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    spellings.flatMap((words, index) => words.split(' ').map((word) => [word, index + 1] as const)),
  );
}

/** `units('minute min', 'hour', …)`: spellings of minute, hour, day, week, month. */
export function units(
  ...spellings: readonly [string, string, string, string, string]
): Record<string, SpanUnit> {
  const order: readonly SpanUnit[] = ['minute', 'hour', 'day', 'week', 'month'];
  return Object.fromEntries(
    spellings.flatMap((words, index) =>
      words.split(' ').map((word) => [word, order[index] ?? 'minute'] as const),
    ),
  );
}
