import { afterAny, isMark, numberAt, type TypedToken } from './typed-token.ts';
import type { DateWords } from './words/date-words.ts';

/** Hours of a day: "17-21", "17:00 - 21:00", "de 17h à 21h", "5-9 pm". Minutes of the day, the end 1 to 1440. */
export interface SaidHourRange {
  readonly startMinute: number;
  /** May be less than the start: then it runs past midnight. Midnight is 1440. */
  readonly endMinute: number;
  /** English small hours without am or pm, such as "5-9": probably meant after noon, not surely. */
  readonly unsure: boolean;
  /** No clock shows one of the two: what was said. */
  readonly impossible?: string;
  readonly next: number;
}

interface SaidHour {
  readonly hour: number;
  readonly minute: number;
  readonly meridiem: 'am' | 'pm' | undefined;
  /** Without minutes. */
  readonly bare: boolean;
  readonly next: number;
}

/** The range at token `i`, if one stands there. */
export function readHourRange(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
): SaidHourRange | undefined {
  const before = [...words.at, ...words.from];
  for (const from of [i, ...afterAny(tokens, i, before)]) {
    for (const at of [from, ...afterAny(tokens, from, words.at)]) {
      const start = readHour(tokens, at, words);
      if (start === undefined) continue;
      const middles = isMark(tokens[start.next], '-', '~')
        ? [start.next + 1]
        : afterAny(tokens, start.next, words.until);
      for (const middle of middles) {
        for (const last of [middle, ...afterAny(tokens, middle, words.at)]) {
          const end = readHour(tokens, last, words);
          if (end !== undefined) return rangeOf(start, end, words.code === 'en');
        }
      }
    }
  }
  return undefined;
}

function readHour(tokens: readonly TypedToken[], i: number, words: DateWords): SaidHour | undefined {
  const hour = numberAt(tokens[i], 2);
  if (hour === undefined) return undefined;
  let next = i + 1;
  let minute: number | undefined;
  const marked = afterAny(tokens, next, words.hourMark)[0];
  const minuteAt = isMark(tokens[next], ':', '.') ? next + 1 : marked;
  if (minuteAt !== undefined && tokens[minuteAt]?.text.length === 2) minute = numberAt(tokens[minuteAt], 2);
  if (minute !== undefined && minuteAt !== undefined) next = minuteAt + 1;
  else if (marked !== undefined) next = marked;
  const unit = minute === undefined ? undefined : afterAny(tokens, next, words.hourMark)[0];
  const am = words.code === 'en' ? afterAny(tokens, next, ['am', 'a m'])[0] : undefined;
  const pm = words.code === 'en' ? afterAny(tokens, next, ['pm', 'p m'])[0] : undefined;
  return {
    hour,
    minute: minute ?? 0,
    meridiem: am !== undefined ? 'am' : pm !== undefined ? 'pm' : undefined,
    bare: minute === undefined,
    next: am ?? pm ?? unit ?? next,
  };
}

function rangeOf(start: SaidHour, end: SaidHour, isEnglish: boolean): SaidHourRange {
  const next = end.next;
  // "5-9 pm": the first hour is of the same half of the day if that puts it before the second.
  const inherited = start.meridiem ?? (start.hour <= 12 ? end.meridiem : undefined);
  const endMinute = minuteOf(end, end.meridiem) || 1440;
  const sameHalf = minuteOf(start, inherited);
  const startMinute =
    sameHalf < endMinute || start.meridiem !== undefined ? sameHalf : minuteOf(start, undefined);
  const wrong = [start, end].find(
    ({ hour, minute, meridiem }) =>
      minute > 59 ||
      hour > 24 ||
      (hour === 24 && minute > 0) ||
      (meridiem !== undefined && (hour > 12 || hour === 0)),
  );
  const noMeridiem = start.meridiem === undefined && end.meridiem === undefined;
  const isBare = isEnglish && start.bare && end.bare && noMeridiem;
  const range = {
    startMinute: startMinute === 1440 ? 0 : startMinute,
    endMinute,
    unsure: isBare && start.hour >= 1 && start.hour <= 6 && end.hour > start.hour && end.hour <= 11,
    next,
  };
  return wrong === undefined
    ? range
    : { ...range, impossible: `${wrong.hour}:${String(wrong.minute).padStart(2, '0')}` };
}

function minuteOf({ hour, minute }: SaidHour, meridiem: 'am' | 'pm' | undefined): number {
  if (meridiem === undefined) return hour * 60 + minute;
  return (hour % 12) * 60 + minute + (meridiem === 'pm' ? 720 : 0);
}
