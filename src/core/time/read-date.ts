import {
  afterAny,
  afterPhrase,
  isMark,
  numberAt,
  type Reading,
  readPhrases,
  type TypedToken,
  wordAt,
} from './typed-token.ts';
import type { DateWords, DayPart } from './words/date-words.ts';

/** A day as it was said. */
export type SaidDay =
  | {
      readonly kind: 'day';
      readonly year?: number | undefined;
      readonly month: number;
      readonly day: number;
      /** ISO weekday that was named with it. */
      readonly weekday?: number | undefined;
    }
  | { readonly kind: 'offset'; readonly days: number; readonly part?: DayPart | undefined }
  | {
      readonly kind: 'weekday';
      readonly weekday: number;
      readonly which: 'bare' | 'coming' | 'next' | 'of-next-week';
    }
  | { readonly kind: 'day-of-month'; readonly day: number }
  | { readonly kind: 'span'; readonly count: number; readonly unit: 'day' | 'week' | 'month' }
  | { readonly kind: 'month-end'; readonly year?: number | undefined; readonly month: number };

/** How 05/03 may be read: the day first; where Americans write English, perhaps the month first. */
export type NumericOrder = 'day-first' | 'either';

/** All ways to read a day from token `i` on. */
export function readDate(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
  order: NumericOrder,
): Reading<SaidDay>[] {
  const starts = [i, ...afterAny(tokens, i, words.on)];
  return starts
    .flatMap((start) => [
      ...readRelative(tokens, start, words),
      ...readWeekday(tokens, start, words, order),
      ...readCalendarDay(tokens, start, words, order),
      ...readSpan(tokens, start, words),
      ...readMonthEnd(tokens, start, words),
    ])
    .concat(readDayOfMonth(tokens, i, words));
}

function readRelative(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<SaidDay>[] {
  return words.relativeDays.flatMap(([phrase, days, part]) => {
    const next = afterPhrase(tokens, i, phrase);
    return next === undefined ? [] : [{ value: { kind: 'offset' as const, days, part }, next }];
  });
}

function readWeekday(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
  order: NumericOrder,
): Reading<SaidDay>[] {
  const readings: Reading<SaidDay>[] = [];
  const named = (start: number, which: 'bare' | 'coming' | 'next') => {
    const weekday = wordAt(tokens[start], words.weekdays);
    if (weekday === undefined) return;
    readings.push({ value: { kind: 'weekday', weekday, which }, next: start + 1 });
    for (const next of afterAny(tokens, start + 1, words.code === 'fr' ? words.next : [])) {
      readings.push({ value: { kind: 'weekday', weekday, which: 'next' }, next });
    }
    for (const next of afterAny(tokens, start + 1, words.nextWeek)) {
      readings.push({ value: { kind: 'weekday', weekday, which: 'of-next-week' }, next });
    }
    if (which === 'next') return;
    const after = isMark(tokens[start + 1], ',') ? start + 2 : start + 1;
    for (const from of [after, ...afterAny(tokens, after, words.on)]) {
      for (const { value, next } of readCalendarDay(tokens, from, words, order)) {
        if (value.kind === 'day') readings.push({ value: { ...value, weekday }, next });
      }
    }
  };
  named(i, 'bare');
  for (const start of afterAny(tokens, i, words.coming)) named(start, 'coming');
  if (words.code !== 'fr') for (const start of afterAny(tokens, i, words.next)) named(start, 'next');
  for (const start of afterAny(tokens, i, words.nextWeek)) {
    for (const at of [start, ...afterAny(tokens, start, words.on)]) {
      const weekday = wordAt(tokens[at], words.weekdays);
      if (weekday !== undefined)
        readings.push({ value: { kind: 'weekday', weekday, which: 'of-next-week' }, next: at + 1 });
    }
  }
  return readings;
}

function readCalendarDay(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
  order: NumericOrder,
): Reading<SaidDay>[] {
  return [
    ...readYearFirst(tokens, i),
    ...readNumeric(tokens, i, words, order),
    ...readNamedMonth(tokens, i, words),
  ];
}

/** 2027-01-12, 2027/1/12. */
function readYearFirst(tokens: readonly TypedToken[], i: number): Reading<SaidDay>[] {
  const year = yearAt(tokens[i]);
  const month = numberAt(tokens[i + 2], 2);
  const day = numberAt(tokens[i + 4], 2);
  const separated = isMark(tokens[i + 1], '-', '/', '.') && tokens[i + 3]?.text === tokens[i + 1]?.text;
  if (year === undefined || month === undefined || day === undefined || !separated) return [];
  return [{ value: { kind: 'day', year, month, day }, next: i + 5 }];
}

/** 24/11, 24.11., 24/11/2026, 24.11.26, 24-11-2026. */
function readNumeric(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
  order: NumericOrder,
): Reading<SaidDay>[] {
  const first = numberAt(tokens[i], 2);
  const separator = tokens[i + 1];
  const second = numberAt(tokens[i + 2], 2);
  if (first === undefined || second === undefined || !isMark(separator, '/', '.', '-')) return [];
  const readings: Reading<SaidDay>[] = [];
  const push = (year: number | undefined, next: number) => {
    for (const value of inOrders(first, second, year, words, order)) readings.push({ value, next });
  };
  // With a dot and no such month it is a time: 19.30.
  if (!isMark(separator, '-') && (second <= 12 || isMark(separator, '/'))) {
    push(undefined, i + 3);
    if (isMark(separator, '.') && isMark(tokens[i + 3], '.')) push(undefined, i + 4);
  }
  if (tokens[i + 3]?.text !== separator?.text) return readings;
  const year = yearAt(tokens[i + 4]) ?? shortYear(tokens[i + 4], separator?.text);
  if (year !== undefined) push(year, i + 5);
  return readings;
}

function inOrders(
  first: number,
  second: number,
  year: number | undefined,
  words: DateWords,
  order: NumericOrder,
): SaidDay[] {
  const dayFirst: SaidDay = { kind: 'day', year, month: second, day: first };
  const monthFirst: SaidDay = { kind: 'day', year, month: first, day: second };
  if (words.code !== 'en') return [dayFirst];
  if (second > 12 && first <= 12) return [monthFirst];
  return order === 'either' && first !== second && first <= 12 ? [dayFirst, monthFirst] : [dayFirst];
}

/** 24 november 2026, 24. nov., 1er mars, 3rd of May, November 24th, 2026. */
function readNamedMonth(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<SaidDay>[] {
  const readings: Reading<SaidDay>[] = [];
  const withYears = (month: number, day: number, next: number) => {
    readings.push({ value: { kind: 'day', month, day }, next });
    const at = isMark(tokens[next], ',') ? next + 1 : next;
    const year = yearAt(tokens[at]);
    if (year !== undefined) readings.push({ value: { kind: 'day', year, month, day }, next: at + 1 });
  };
  const day = numberAt(tokens[i], 2);
  if (day !== undefined) {
    for (const after of afterOrdinal(tokens, i + 1, words)) {
      for (const at of [after, ...afterAny(tokens, after, words.of)]) {
        const month = wordAt(tokens[at], words.months);
        if (month !== undefined) withYears(month, day, at + 1);
      }
    }
  }
  const month = words.code === 'en' ? wordAt(tokens[i], words.months) : undefined;
  if (month !== undefined) {
    for (const at of [i + 1, ...afterAny(tokens, i + 1, ['the'])]) {
      const dayAfter = numberAt(tokens[at], 2);
      if (dayAfter === undefined) continue;
      for (const after of afterOrdinal(tokens, at + 1, words)) withYears(month, dayAfter, after);
    }
  }
  return readings;
}

/** "the 24th", "d. 28.", "le 28": needs its article, and in English its ending. */
function readDayOfMonth(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<SaidDay>[] {
  return afterAny(tokens, i, words.theDay).flatMap((at) => {
    const day = numberAt(tokens[at], 2);
    if (day === undefined || day < 1 || day > 31) return [];
    const ends =
      words.code === 'en' ? afterAny(tokens, at + 1, words.ordinals) : afterOrdinal(tokens, at + 1, words);
    return ends.map((next) => ({ value: { kind: 'day-of-month' as const, day }, next }));
  });
}

/** The index itself, and the one after "." or an ordinal ending. */
export function afterOrdinal(tokens: readonly TypedToken[], i: number, words: DateWords): number[] {
  return [i, ...(isMark(tokens[i], '.') ? [i + 1] : []), ...afterAny(tokens, i, words.ordinals)];
}

/** "in 3 weeks", "om 3 uger", "2 weeks from now": whole days, weeks or months. */
function readSpan(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<SaidDay>[] {
  const readings: Reading<SaidDay>[] = [];
  const read = (start: number, finish: (next: number) => number[]) => {
    const count = numberAt(tokens[start], 4) ?? wordAt(tokens[start], words.numbers);
    const unit = wordAt(tokens[start + 1], words.units);
    if (count === undefined || !Number.isInteger(count) || unit === undefined) return;
    if (unit === 'minute' || unit === 'hour') return;
    for (const next of finish(start + 2)) readings.push({ value: { kind: 'span', count, unit }, next });
  };
  for (const start of afterAny(tokens, i, words.within)) read(start, (next) => [next]);
  read(i, (next) => afterAny(tokens, next, words.fromNow));
  return readings;
}

/** "end of January", "ultimo januar 2027". */
function readMonthEnd(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<SaidDay>[] {
  const phrases = words.endOf.map((phrase) => [phrase, true] as const);
  return readPhrases(tokens, i, phrases).flatMap(({ next }) => {
    const month = wordAt(tokens[next], words.months);
    if (month === undefined) return [];
    const year = yearAt(tokens[next + 1]);
    const without: Reading<SaidDay> = { value: { kind: 'month-end', month }, next: next + 1 };
    return year === undefined
      ? [without]
      : [without, { value: { kind: 'month-end' as const, month, year }, next: next + 2 }];
  });
}

export function yearAt(token: TypedToken | undefined): number | undefined {
  return token?.text.length === 4 ? numberAt(token, 4) : undefined;
}

function shortYear(token: TypedToken | undefined, separator: string | undefined): number | undefined {
  const year = token?.text.length === 2 && separator !== '-' ? numberAt(token, 2) : undefined;
  return year === undefined ? undefined : 2000 + year;
}
