import type { Language } from '../text.ts';
import { readInEachLanguage } from './each-language.ts';
import type { Weekday } from './instant.ts';
import { notUnderstood, type ParseNote, type ParseResult, understood, unreadable } from './parse-outcome.ts';
import { readHourRange } from './read-hour-range.ts';
import { afterAny, afterPhrase, isMark, type TypedToken, tokenise, wordAt } from './typed-token.ts';
import { formatMinuteOfDay } from './wall-time.ts';
import {
  formatWeeklyHours,
  LONGEST_NIGHT_MINUTES,
  tidyWeeklyHours,
  type WeeklyHours,
  type WeeklyWindow,
} from './weekly-hours.ts';
import type { DateWords } from './words/date-words.ts';

/**
 * Hours of a week, as typed: `mon-fri 17:00-21:00, sat 9-12`, `hverdage 17-21`, `Mo, Mi 18-20 Uhr`,
 * `du lundi au vendredi de 17h à 21h`. Hours may run past midnight by up to 12 hours in all (noted); a longer
 * night reads like a slip and is `ends-before-start`. English small hours without am or pm are `ambiguous`.
 */
export function parseWeeklyHours(
  text: string,
  context: { readonly language: Language },
): ParseResult<WeeklyHours> {
  const bad = unreadable(text);
  if (bad) return bad;
  const tokens = tokenise(text);
  return readInEachLanguage(
    text,
    context.language,
    (words) => readIn(words, tokens, text),
    (hours) => formatWeeklyHours(hours, 'en'),
  );
}

interface SaidHours {
  readonly weekday: Weekday;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly unsure: boolean;
}

function readIn(words: DateWords, tokens: readonly TypedToken[], text: string): ParseResult<WeeklyHours> {
  const said: SaidHours[] = [];
  let days: readonly Weekday[] = [];
  let afterHours = true;
  let i = 0;
  while (i < tokens.length) {
    const hours = readHourRange(tokens, i, words);
    if (hours !== undefined && days.length > 0) {
      if (hours.impossible !== undefined)
        return { ok: false, problem: 'impossible-time', understood: hours.impossible };
      said.push(...days.map((weekday) => ({ weekday, ...hours })));
      i = hours.next;
      afterHours = true;
      continue;
    }
    const read = readDays(tokens, i, words);
    if (read !== undefined) {
      days = afterHours ? read.days : [...days, ...read.days];
      i = read.next;
      afterHours = false;
      continue;
    }
    const next = isMark(tokens[i], ',', ';', ':', '&', '+') ? i + 1 : afterAny(tokens, i, words.and)[0];
    if (next === undefined || i === 0) return notUnderstood(text);
    i = next;
  }
  // A day without hours is a sentence half said.
  if (said.length === 0 || !afterHours) return notUnderstood(text);
  return meant(said);
}

/** "mon", "mon-fri", "monday to friday", "weekdays". */
function readDays(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
): { days: readonly Weekday[]; next: number } | undefined {
  for (const start of [i, ...afterAny(tokens, i, [...words.on, ...words.from])]) {
    for (const [phrase, days] of Object.entries(words.daySets)) {
      const next = afterPhrase(tokens, start, phrase);
      if (next !== undefined) return { days: days as readonly Weekday[], next };
    }
    const first = wordAt(tokens[start], words.weekdays);
    if (first === undefined) continue;
    const middles = isMark(tokens[start + 1], '-', '~')
      ? [start + 2]
      : afterAny(tokens, start + 1, words.until);
    for (const middle of middles) {
      // "monday and wednesday" are two days, though "and" also ends a range of dates.
      if (afterAny(tokens, start + 1, words.and).includes(middle)) continue;
      const last = wordAt(tokens[middle], words.weekdays);
      if (last !== undefined) return { days: daysThrough(first, last), next: middle + 1 };
    }
    return { days: [first as Weekday], next: start + 1 };
  }
  return undefined;
}

function daysThrough(first: number, last: number): Weekday[] {
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, n) => (((first - 1 + n) % 7) + 1) as Weekday);
}

function meant(said: readonly SaidHours[]): ParseResult<WeeklyHours> {
  for (const { startMinute, endMinute } of said) {
    const night = endMinute <= startMinute ? endMinute + 1440 - startMinute : 0;
    if (startMinute === endMinute || night > LONGEST_NIGHT_MINUTES) {
      return {
        ok: false,
        problem: 'ends-before-start',
        from: formatMinuteOfDay(startMinute),
        until: formatMinuteOfDay(endMinute),
      };
    }
  }
  const literal = tidyWeeklyHours(said.map((hours) => windowOf(hours, 0)));
  if (said.some(({ unsure }) => unsure)) {
    const afternoon = tidyWeeklyHours(said.map((hours) => windowOf(hours, hours.unsure ? 720 : 0)));
    return { ok: false, problem: 'ambiguous', candidates: [afternoon, literal] };
  }
  const notes: ParseNote[] = literal
    .filter(({ endMinute }) => endMinute > 1440)
    .map((window) => ({ note: 'crosses-midnight', ...window }));
  return understood(literal, notes);
}

function windowOf({ weekday, startMinute, endMinute }: SaidHours, shift: number): WeeklyWindow {
  const end = endMinute <= startMinute ? endMinute + 1440 : endMinute;
  return { weekday, startMinute: startMinute + shift, endMinute: end + shift };
}
