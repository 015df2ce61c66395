import { FURTHEST_YEARS, isTooFar, meaningOf, numericOrder } from './date-meaning.ts';
import { agreeing, readInEachLanguage } from './each-language.ts';
import type { LocalDate } from './instant.ts';
import { dateAt, daysBetween } from './local-date.ts';
import type { DateContext } from './parse-date.ts';
import {
  notUnderstood,
  type ParseFailure,
  type ParseResult,
  type Understood,
  understood,
  unreadable,
} from './parse-outcome.ts';
import { mostTelling } from './parse-when.ts';
import { afterOrdinal, readDate, type SaidDay } from './read-date.ts';
import { type DateRange, readPeriods } from './read-period.ts';
import { afterAny, isMark, numberAt, type TypedToken, tokenise } from './typed-token.ts';
import type { DateWords } from './words/date-words.ts';

export interface RangeContext extends DateContext {
  /** More days than this are `too-long`; 366 unless told. */
  readonly mostDays?: number | undefined;
}

/**
 * Local dates, both inclusive, as typed: `2027-01-10..2027-01-31`, `10.-31. januar`, `du 10 au 31 janvier`,
 * `january 2027`, `next 3 weeks`, `uge 12`, or one day. A range that began before today starts today (noted).
 */
export function parseDateRange(text: string, context: RangeContext): ParseResult<DateRange> {
  const bad = unreadable(text);
  if (bad) return bad;
  return readInEachLanguage(text, context.language, (words) => readIn(words, text, context), keyOf);
}

export type { DateRange };

const keyOf = ({ fromOn, untilOn }: DateRange) => `${fromOn} ${untilOn}`;

function readIn(words: DateWords, text: string, context: RangeContext): ParseResult<DateRange> {
  const tokens = tokenise(text);
  const today = dateAt(context.now, context.timeZone);
  const results: ParseResult<DateRange>[] = readPeriods(tokens, words, today).map((range) =>
    understood(range),
  );
  for (const day of wholeDays(tokens, words, context)) {
    for (const date of datesOf(day, today)) results.push(mapped(date, (on) => ({ fromOn: on, untilOn: on })));
  }
  for (const [left, right] of splits(tokens, words))
    results.push(...between(left, right, words, today, context));
  const found = results.map((result) => (result.ok ? checked(result.value, today, context) : result));
  const good = found.filter((result): result is Understood<DateRange> => result.ok);
  return good.length > 0 ? agreeing(good, keyOf) : (mostTelling(found) ?? notUnderstood(text));
}

/** The two ends of "A..B", "A - B", "from A to B", wherever it can be cut. */
function splits(tokens: readonly TypedToken[], words: DateWords): [TypedToken[], TypedToken[]][] {
  const cuts: [TypedToken[], TypedToken[]][] = [];
  for (const start of [0, ...afterAny(tokens, 0, words.from)]) {
    for (let i = start + 1; i < tokens.length - 1; i++) {
      const ends = isMark(tokens[i], '~', '-') ? [i + 1] : afterAny(tokens, i, words.until);
      for (const end of ends) cuts.push([tokens.slice(start, i), tokens.slice(end)]);
    }
  }
  return cuts;
}

function between(
  left: readonly TypedToken[],
  right: readonly TypedToken[],
  words: DateWords,
  today: LocalDate,
  context: RangeContext,
): ParseResult<DateRange>[] {
  return wholeDays(right, words, context).flatMap((end) => {
    const starts = [...wholeDays(left, words, context), ...bareDays(left, words, end)];
    return starts.flatMap((said) => {
      const start = withYearOf(said, end);
      return datesOf(start, today).flatMap((from): ParseResult<DateRange>[] => {
        if (!from.ok) return [from];
        return datesOf(end, from.value).map((until) =>
          mapped(until, (untilOn) => ({ fromOn: from.value, untilOn })),
        );
      });
    });
  });
}

/** "10" in "10 - 31 January": the day of the month that the other end names. */
function bareDays(tokens: readonly TypedToken[], words: DateWords, end: SaidDay): SaidDay[] {
  if (end.kind !== 'day') return [];
  return [0, ...afterAny(tokens, 0, words.on)].flatMap((at) => {
    const day = numberAt(tokens[at], 2);
    const isWhole = afterOrdinal(tokens, at + 1, words).includes(tokens.length);
    return day !== undefined && isWhole
      ? [{ kind: 'day', year: end.year, month: end.month, day } as const]
      : [];
  });
}

/** A year given for the end alone is also that of the start, or the one before where the range spans New Year. */
function withYearOf(start: SaidDay, end: SaidDay): SaidDay {
  if (start.kind !== 'day' || end.kind !== 'day' || start.year !== undefined || end.year === undefined)
    return start;
  const isLater = start.month * 31 + start.day > end.month * 31 + end.day;
  return { ...start, year: isLater ? end.year - 1 : end.year };
}

function wholeDays(tokens: readonly TypedToken[], words: DateWords, context: RangeContext): SaidDay[] {
  return readDate(tokens, 0, words, numericOrder(words.code, context.timeZone))
    .filter(
      ({ value, next }) => next === tokens.length && !(value.kind === 'offset' && value.part !== undefined),
    )
    .map(({ value }) => value);
}

function datesOf(day: SaidDay, today: LocalDate): (Understood<LocalDate> | ParseFailure<never>)[] {
  const meaning = meaningOf(day, today);
  return meaning.ok ? meaning.dates.map((date) => understood(date)) : [meaning];
}

function mapped(
  result: Understood<LocalDate> | ParseFailure<never>,
  toRange: (date: LocalDate) => DateRange,
): ParseResult<DateRange> {
  return result.ok ? understood(toRange(result.value)) : result;
}

function checked(range: DateRange, today: LocalDate, context: RangeContext): ParseResult<DateRange> {
  const { fromOn, untilOn } = range;
  const days = daysBetween(fromOn, untilOn) + 1;
  if (days < 1) return { ok: false, problem: 'ends-before-start', from: fromOn, until: untilOn };
  if (isTooFar(untilOn, today)) return { ok: false, problem: 'too-far', limitYears: FURTHEST_YEARS };
  const isPast = context.allowPast !== true && fromOn < today;
  if (isPast && untilOn < today) return { ok: false, problem: 'in-the-past', understood: range };
  const limit = context.mostDays ?? 366;
  const taken = isPast ? { fromOn: today, untilOn } : range;
  const got = daysBetween(taken.fromOn, untilOn) + 1;
  if (got > limit) return { ok: false, problem: 'too-long', got, limit };
  return understood(taken, isPast ? [{ note: 'starts-today', typedFromOn: fromOn }] : []);
}
