import {
  afterAny,
  isMark,
  numberAt,
  type Reading,
  readPhrases,
  type TypedToken,
  wordAt,
} from './typed-token.ts';
import type { DateWords } from './words/date-words.ts';

/** Minutes from now, for a whole text such as "in 20 minutes", "om halvanden time", "90 min from now". */
export function readSpans(tokens: readonly TypedToken[], words: DateWords): number[] {
  const found: number[] = [];
  for (const start of afterAny(tokens, 0, words.within)) {
    for (const { value, next } of readMinutes(tokens, start, words))
      if (next === tokens.length) found.push(value);
  }
  for (const { value, next } of readMinutes(tokens, 0, words)) {
    if (afterAny(tokens, next, words.fromNow).includes(tokens.length)) found.push(value);
  }
  return [...new Set(found)];
}

/** All ways to read minutes and hours from token `i` on: "90 min", "1 h 30", "1,5 time", "2 hours and 15 minutes". */
export function readMinutes(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<number>[] {
  const readings: Reading<number>[] = [...readPhrases(tokens, i, words.spans)];
  for (const amount of readAmount(tokens, i, words)) {
    const unit = wordAt(tokens[amount.next], words.units);
    const next = amount.next + 1;
    if (unit === 'minute') readings.push({ value: amount.value, next });
    if (unit !== 'hour') continue;
    readings.push({ value: amount.value * 60, next });
    for (const from of [next, ...afterAny(tokens, next, words.and)]) {
      for (const rest of readAmount(tokens, from, words)) {
        const isMinutes = wordAt(tokens[rest.next], words.units) === 'minute';
        const total = amount.value * 60 + rest.value;
        if (isMinutes) readings.push({ value: total, next: rest.next + 1 });
        // "1h30", "1 h 30"
        else if (from === next && rest.next === from + 1 && tokens[from]?.text.length === 2) {
          readings.push({ value: total, next: rest.next });
        }
      }
    }
  }
  return readings;
}

function readAmount(tokens: readonly TypedToken[], i: number, words: DateWords): Reading<number>[] {
  const whole = numberAt(tokens[i], 5);
  const word = wordAt(tokens[i], words.numbers);
  if (whole === undefined) return word === undefined ? [] : [{ value: word, next: i + 1 }];
  const fraction = tokens[i + 2];
  if (isMark(tokens[i + 1], '.', ',') && numberAt(fraction, 2) !== undefined) {
    return [{ value: Number(`${whole}.${fraction?.text}`), next: i + 3 }];
  }
  return [{ value: whole, next: i + 1 }];
}
