import type { Language } from '../text.ts';
import { readInEachLanguage } from './each-language.ts';
import { notUnderstood, type ParseResult, understood, unreadable } from './parse-outcome.ts';
import { ruleDay } from './recurrence.ts';
import { formatRule, type RecurrenceRule, rule } from './recurrence-rule.ts';
import { isMark, numberAt, type TypedToken, tokenise, wordAt } from './typed-token.ts';
import type { DateWords } from './words/date-words.ts';
import { type RecurrenceUnit, type RecurrenceWords, recurrenceWords } from './words/recurrence-words.ts';

const FREQUENCY = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' } as const;
const MOST_INTERVAL = 99;

/** One word of such a text, by what it does. */
type Piece =
  | { readonly type: 'every' | 'of' | 'other' }
  | { readonly type: 'ordinal' | 'number' | 'weekday' | 'month'; readonly value: number }
  | { readonly type: 'days'; readonly value: readonly number[] }
  | { readonly type: 'unit' | 'often'; readonly unit: RecurrenceUnit; readonly times: number }
  | { readonly type: 'ambiguous'; readonly unit: RecurrenceUnit };

/**
 * How often, as typed: `second Thursday`, `sidste fredag i måneden`, `alle 2 Wochen`, `tous les mois`, `12 May`. What is
 * left open (which weekday, which day of the month) follows from the first day: see `completeRule`. What people
 * understand differently ("every second Thursday") is `ambiguous`; nothing may be left over.
 */
export function parseRecurrence(
  text: string,
  context: { readonly language: Language },
): ParseResult<RecurrenceRule> {
  const bad = unreadable(text);
  if (bad) return bad;
  const tokens = tokenise(text);
  return readInEachLanguage(text, context.language, (words) => readIn(words, tokens, text), formatRule);
}

function readIn(words: DateWords, tokens: readonly TypedToken[], text: string): ParseResult<RecurrenceRule> {
  const own = recurrenceWords[words.code];
  const pieces = piecesOf(tokens, words, own);
  if (pieces === undefined || pieces.length === 0) return notUnderstood(text);
  const meanings = meaningsOf(pieces, own);
  const [first] = meanings;
  if (first === undefined) return notUnderstood(text);
  return meanings.length === 1
    ? understood(first)
    : { ok: false, problem: 'ambiguous', candidates: meanings };
}

/** Undefined when there is a word that does nothing here. */
function piecesOf(
  tokens: readonly TypedToken[],
  words: DateWords,
  own: RecurrenceWords,
): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined || isMark(token, ',')) continue;
    const digits = numberAt(token, 2);
    if (digits !== undefined) {
      const following = tokens[i + 1];
      const ends =
        isMark(following, '.') || (following?.kind === 'word' && own.ordinalEndings.includes(following.text));
      pieces.push({ type: ends ? 'ordinal' : 'number', value: digits });
      if (ends) i++;
      continue;
    }
    if (token.kind !== 'word') return undefined;
    const piece = pieceOf(token, words, own, pieces.length > 0);
    if (piece === undefined) return undefined;
    if (piece !== 'filler') pieces.push(piece);
  }
  return pieces;
}

function pieceOf(
  token: TypedToken,
  words: DateWords,
  own: RecurrenceWords,
  begun: boolean,
): Piece | 'filler' | undefined {
  const { text } = token;
  const ordinal = wordAt(token, own.ordinals);
  if (ordinal !== undefined) return { type: 'ordinal', value: ordinal };
  const unit = wordAt(token, own.units);
  if (unit !== undefined) return { type: 'unit', unit: unit[0], times: unit[1] };
  const often = wordAt(token, own.often);
  if (often !== undefined) return { type: 'often', unit: often[0], times: often[1] };
  const vague = wordAt(token, own.ambiguous);
  if (vague !== undefined) return { type: 'ambiguous', unit: vague };
  if (own.other.includes(text)) return { type: 'other' };
  // Some words are both: "jeden" begins, and later stands for "of each".
  if (begun && own.of.includes(text)) return { type: 'of' };
  if (own.every.includes(text)) return { type: 'every' };
  const weekday = wordAt(token, words.weekdays);
  if (weekday !== undefined) return { type: 'weekday', value: weekday };
  const month = wordAt(token, words.months);
  if (month !== undefined) return { type: 'month', value: month };
  const set = wordAt(token, words.daySets);
  if (set !== undefined) return { type: 'days', value: set };
  if (own.filler.includes(text) || own.of.includes(text)) return 'filler';
  const number = wordAt(token, words.numbers);
  return number !== undefined && Number.isInteger(number) ? { type: 'number', value: number } : undefined;
}

/** The shape of the pieces, one letter each, decides; what does not have a known shape was not understood. */
const LETTERS: Readonly<Record<Piece['type'], string>> = {
  every: 'e',
  of: 'f',
  other: 'x',
  ordinal: 'o',
  number: 'n',
  weekday: 'w',
  month: 'm',
  days: 's',
  unit: 'u',
  often: 't',
  ambiguous: 'a',
};

function meaningsOf(pieces: readonly Piece[], own: RecurrenceWords): RecurrenceRule[] {
  const shape = pieces.map(({ type }) => LETTERS[type]).join('');
  const values = (type: 'ordinal' | 'number' | 'weekday' | 'month'): number[] =>
    pieces.flatMap((piece) => (piece.type === type ? [piece.value] : []));
  const units = pieces.flatMap((piece) => (piece.type === 'unit' || piece.type === 'often' ? [piece] : []));
  const [ordinals, numbers, weekdays, months] = [
    values('ordinal'),
    values('number'),
    values('weekday'),
    values('month'),
  ];
  const days = weekdays.map((weekday) => ruleDay(weekday));
  const [unit] = units;
  const [ordinal = 0] = ordinals;
  const [number = 1] = numbers;

  // "weekly", "every week", "every 2 weeks", "every other week", "every second week"; perhaps "on Thursday".
  if (/^(e?(n|o|x)?u|t)f?e?w*$/.test(shape) && unit !== undefined) {
    const times = shape.includes('x') ? 2 : shape.includes('o') ? ordinal : number;
    if (weekdays.length > 0 && unit.unit !== 'week') return [];
    return periods(unit.unit, times * unit.times, { days });
  }
  const vague = pieces.find((piece) => piece.type === 'ambiguous');
  if (vague !== undefined)
    return pieces.length > 1
      ? []
      : vague.unit === 'week'
        ? [rule('WEEKLY', { interval: 2 }), rule('WEEKLY')]
        : [rule('MONTHLY', { interval: 2 }), rule('MONTHLY')];
  // "Thursday every 2 weeks", as Danes say it.
  if (/^w+e[no]?u$/.test(shape) && unit?.unit === 'week')
    return periods('week', (shape.includes('o') ? ordinal : number) * unit.times, { days });
  if (/^e?w+$/.test(shape)) return [rule('WEEKLY', { days })];
  if (/^e?xw+$/.test(shape)) return [rule('WEEKLY', { interval: 2, days })];
  const set = pieces.find((piece) => piece.type === 'days');
  if (/^e?s$/.test(shape) && set !== undefined)
    return [rule('WEEKLY', { days: set.value.map((weekday) => ruleDay(weekday)) })];
  // "every 2 Thursdays": in French as good as said; elsewhere only with the word for each.
  if (/^enw$/.test(shape)) return periods('week', number, { days });
  // "every second Thursday".
  if (/^eow$/.test(shape) && ordinal > 0) return everyNth(ordinal, days, own);
  // "second Thursday", "first and third Monday of the month", "last Friday of every 2 months".
  if (/^e?o+w+(f?e?(n|o|x)?u|f?t)?$/.test(shape) || /^(t|e?n?u)f?e?o+w+$/.test(shape)) {
    const times = shape.includes('x') ? 2 : shape.match(/wf?e?ou$/) ? (ordinals.at(-1) ?? 1) : number;
    const nths = /wf?e?ou$/.test(shape) ? ordinals.slice(0, -1) : ordinals;
    if (unit !== undefined && unit.unit !== 'month') return [];
    if (nths.some((nth) => nth === 0 || nth > 5)) return [];
    const nthDays = nths.flatMap((nth) => weekdays.map((weekday) => ruleDay(weekday, nth)));
    return periods('month', times * (unit?.times ?? 1), { days: nthDays });
  }
  // "second Thursday of May", "every 2 years on 12 May", "12 May every 2 years".
  const counted = pieces.flatMap((piece) =>
    piece.type === 'ordinal' || piece.type === 'number' ? [piece.value] : [],
  );
  if (unit === undefined || unit.unit === 'year') {
    const first = /^e?[no]u/.test(shape);
    const interval = first ? counted[0] : /[no]u$/.test(shape) ? counted.at(-1) : 1;
    const on = counted[first ? 1 : 0] ?? 0;
    if (/^(t|e?[no]?u)?e?owf?m(f?e?[no]?u)?$/.test(shape)) {
      if (on === 0 || on > 5) return [];
      const nthDays = weekdays.map((weekday) => ruleDay(weekday, on));
      return periods('year', interval ?? 1, { months, days: nthDays });
    }
    if (/^(t|e?[no]?u)?e?f?([no]f?m|m[no])(f?e?[no]?u)?$/.test(shape))
      return onDay('YEARLY', on, interval ?? 1, months);
  }
  return dayOfMonth(shape, counted, units);
}

/** "the 15th", "15th of every 2 months", "monthly on the 15th", "day 15 of the month", "last day of the month". */
function dayOfMonth(
  shape: string,
  counted: readonly number[],
  units: readonly { readonly unit: RecurrenceUnit; readonly times: number }[],
): RecurrenceRule[] {
  const [unit, later] = units;
  const [day = 0] = counted;
  const again = /[no]u$/.test(shape) && counted.length > 1 ? (counted.at(-1) ?? 1) : 1;
  const month = unit?.unit === 'day' ? later : unit;
  if (month !== undefined && month.unit !== 'month') return [];
  const interval = again * (month?.times ?? 1);
  if (/^(e?o|n)((f|e|fe)[no]?u)?$/.test(shape) && unit?.unit !== 'day')
    return onDay('MONTHLY', day, interval, []);
  if (/^e?(ou|un)((f|e|fe)[no]?u)?$/.test(shape) && unit?.unit === 'day')
    return onDay('MONTHLY', day, interval, []);
  if (/^(t|eu)f?[no]$/.test(shape) && unit?.unit === 'month') return onDay('MONTHLY', day, unit.times, []);
  if (/^e[no]uf?[no]$/.test(shape) && unit?.unit === 'month')
    return onDay('MONTHLY', counted[1] ?? 0, day * unit.times, []);
  return [];
}

/** "every second Thursday" is every two weeks for some, and the second of each month for others. */
function everyNth(nth: number, days: RecurrenceRule['days'], own: RecurrenceWords): RecurrenceRule[] {
  const weeks = rule('WEEKLY', { interval: nth, days });
  const isClear = nth === 1 || nth > 5 || (nth === 2 && own.secondIsOther);
  if (isClear) return nth === 1 ? [monthly(days, nth)] : [weeks];
  return [weeks, monthly(days, nth)];
}

const monthly = (days: RecurrenceRule['days'], nth: number): RecurrenceRule =>
  rule('MONTHLY', { days: days.map(({ weekday }) => ruleDay(weekday, nth)) });

function periods(unit: RecurrenceUnit, interval: number, parts: Partial<RecurrenceRule>): RecurrenceRule[] {
  return interval < 1 || interval > MOST_INTERVAL ? [] : [rule(FREQUENCY[unit], { interval, ...parts })];
}

function onDay(
  frequency: 'MONTHLY' | 'YEARLY',
  day: number,
  interval: number,
  months: readonly number[],
): RecurrenceRule[] {
  if (day === 0 || day > 31 || day < -1 || interval < 1 || interval > MOST_INTERVAL) return [];
  return [rule(frequency, { interval, months, monthDays: [day] })];
}
