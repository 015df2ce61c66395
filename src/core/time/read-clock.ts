import {
  afterAny,
  isMark,
  numberAt,
  type Reading,
  readPhrases,
  type TypedToken,
  wordAt,
} from './typed-token.ts';
import type { DateWords, DayPart } from './words/date-words.ts';

/** A time of day as it was said. */
export type Clock =
  /** `twelve`: the hour may be meant before or after noon. */
  | { readonly kind: 'time'; readonly hour: number; readonly minute: number; readonly twelve: boolean }
  /** Between two days: of the start or of the end of a day, who knows. */
  | { readonly kind: 'midnight' }
  /** 25:00, 13 pm: no clock shows it. */
  | { readonly kind: 'impossible'; readonly said: string };

/** All ways to read a time of day from token `i` on. English alone has hours that need am or pm. */
export function readClock(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<Clock>[] {
  const readings = readUnmarked(tokens, i, words, false);
  for (const start of afterAny(tokens, i, words.at))
    readings.push(...readUnmarked(tokens, start, words, true));
  return readings;
}

function readUnmarked(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
  hadAt: boolean,
): Reading<Clock>[] {
  return [
    ...afterAny(tokens, i, words.noon).map((next) => ({ value: time(12, 0), next })),
    ...afterAny(tokens, i, words.midnight).map((next) => ({ value: { kind: 'midnight' } as const, next })),
    ...readDigits(tokens, i, words, hadAt),
    ...readWords(tokens, i, words, hadAt),
  ];
}

function readDigits(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
  hadAt: boolean,
): Reading<Clock>[] {
  const first = tokens[i];
  const hour = numberAt(first, 2);
  if (hour === undefined || first === undefined) {
    const packed = numberAt(first, 4);
    if (packed === undefined || first?.text.length !== 4 || !hadAt) return [];
    return [{ value: time(Math.floor(packed / 100), packed % 100), next: i + 1 }];
  }
  const readings: Reading<Clock>[] = [];
  const second = tokens[i + 1];
  const minute = tokens[i + 2]?.text.length === 2 ? numberAt(tokens[i + 2], 2) : undefined;
  const marks = afterAny(tokens, i + 1, words.hourMark);
  if (isMark(second, ':', '.') && minute !== undefined) {
    // 24.30 is no time, but a date may read it; 24:30 can only have been meant as a time.
    if (isMark(second, ':') || (hour <= 23 && minute <= 59)) {
      readings.push(...withMeridiem(tokens, i + 3, hour, minute, words));
      const ends = afterAny(tokens, i + 3, words.hourMark);
      readings.push(...ends.map((next) => ({ value: time(hour, minute), next })));
    }
  }
  for (const mark of marks) {
    const after = tokens[mark]?.text.length === 2 ? numberAt(tokens[mark], 2) : undefined;
    if (after !== undefined) readings.push({ value: time(hour, after), next: mark + 1 });
    readings.push({ value: bareHour(first.text, words), next: mark });
  }
  readings.push(...withMeridiem(tokens, i + 1, hour, 0, words).filter(({ next }) => next > i + 1));
  if (hadAt) readings.push({ value: bareHour(first.text, words), next: i + 1 });
  return readings;
}

/** "18:30", and where the language has it, "6:30 pm" or "6 p.m.". */
function withMeridiem(
  tokens: readonly TypedToken[],
  i: number,
  hour: number,
  minute: number,
  words: DateWords,
): Reading<Clock>[] {
  const readings: Reading<Clock>[] = [{ value: time(hour, minute), next: i }];
  if (words.code !== 'en') return readings;
  for (const { value: isAfternoon, next } of readPhrases(tokens, i, MERIDIEMS)) {
    // 13 pm is refused rather than repaired.
    const value =
      hour > 12 || hour === 0
        ? ({ kind: 'impossible', said: `${hour} ${isAfternoon ? 'pm' : 'am'}` } as const)
        : time((hour % 12) + (isAfternoon ? 12 : 0), minute);
    readings.push({ value, next });
  }
  return readings;
}

const MERIDIEMS: readonly (readonly [string, boolean])[] = [
  ['am', false],
  ['a m', false],
  ['pm', true],
  ['p m', true],
];

function readWords(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
  hadAt: boolean,
): Reading<Clock>[] {
  const readings: Reading<Clock>[] = [];
  for (const { value: minutes, next } of readPhrases(tokens, i, words.beforeHour)) {
    for (const hour of readHour(tokens, next, words)) {
      readings.push({ value: spoken(hour.value, minutes), next: hour.next });
      for (const end of afterAny(tokens, hour.next, words.hourMark)) {
        readings.push({ value: spoken(hour.value, minutes), next: end });
      }
    }
  }
  for (const hour of readHour(tokens, i, words)) {
    const ends = afterAny(tokens, hour.next, words.hourMark);
    const isDigits = tokens[i]?.kind === 'number';
    for (const end of [hour.next, ...ends]) {
      for (const { value: minutes, next } of readPhrases(tokens, end, words.afterHour)) {
        readings.push({ value: spoken(hour.value, minutes), next });
      }
      if (!isDigits && (hadAt || end > hour.next)) readings.push({ value: spoken(hour.value, 0), next: end });
    }
    if (!isDigits) {
      readings.push(
        ...withMeridiem(tokens, hour.next, hour.value, 0, words).filter(({ next }) => next > hour.next),
      );
    }
    // "8 in the evening" needs no other sign that it is an hour.
    if (readPhrases(tokens, hour.next, words.dayParts).length > 0) {
      readings.push({ value: spoken(hour.value, 0), next: hour.next });
    }
  }
  return readings;
}

function readHour(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<number>[] {
  const hour = numberAt(tokens[i], 2) ?? wordAt(tokens[i], words.numbers);
  // "a" and "en" are numbers of things, never hours of the clock.
  const isArticle = tokens[i]?.text === 'a' || tokens[i]?.text === 'an';
  return hour === undefined || isArticle || !Number.isInteger(hour) || hour > 24
    ? []
    : [{ value: hour, next: i + 1 }];
}

/** "half past six": said of a twelve-hour clock, unless the hour is beyond it ("18 heures et demie"). */
function spoken(hour: number, minutes: number): Clock {
  if (hour > 12 || hour === 0) {
    const total = (hour * 60 + minutes + 1440) % 1440;
    return hour > 23 ? time(hour, 0) : time(Math.floor(total / 60), total % 60);
  }
  const total = ((hour % 12) * 60 + minutes + 720) % 720;
  return { kind: 'time', hour: Math.floor(total / 60), minute: total % 60, twelve: true };
}

/** An hour without minutes: literal on the Continent and when written 06, uncertain as an English "6". */
function bareHour(text: string, words: DateWords): Clock {
  const hour = Number(text);
  const twelve = words.code === 'en' && text.length === 1 + Number(hour > 9) && hour >= 1 && hour <= 11;
  return twelve ? { kind: 'time', hour, minute: 0, twelve } : time(hour, 0);
}

function time(hour: number, minute: number): Clock {
  if (hour > 23 || minute > 59) return { kind: 'impossible', said: `${pad(hour)}:${pad(minute)}` };
  return { kind: 'time', hour, minute, twelve: false };
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** Minutes of the day that a clock reading can mean, given the part of the day; none when they contradict. */
export function minutesOf(clock: Clock & { kind: 'time' }, part: DayPart | undefined): number[] {
  const literal = clock.hour * 60 + clock.minute;
  if (part === undefined) return clock.twelve ? [literal, literal + 720] : [literal];
  // With "in the evening" any hour up to 12 may be one of a twelve-hour clock.
  const both = clock.hour <= 12 ? [literal % 720, (literal % 720) + 720] : [literal];
  return both.filter((minute) =>
    PARTS[part].some(([from, until]) => minute >= from * 60 && minute < until * 60),
  );
}

const PARTS: Readonly<Record<DayPart, readonly (readonly [fromHour: number, untilHour: number])[]>> = {
  morning: [[3, 12]],
  afternoon: [[12, 19]],
  evening: [[16, 24]],
  night: [
    [20, 24],
    [0, 6],
  ],
};
