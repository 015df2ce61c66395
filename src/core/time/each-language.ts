import { type Language, languages } from '../text.ts';
import { notUnderstood, type ParseResult, type Understood } from './parse-outcome.ts';
import { da } from './words/da.ts';
import type { DateWords } from './words/date-words.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { fr } from './words/fr.ts';

const WORDS: Readonly<Record<Language, DateWords>> = { en, da, de, fr };

/**
 * Reads in the person's language, and in the others only when that one does not know the text. Others that
 * disagree make the text ambiguous. `keyOf` tells equal meanings.
 */
export function readInEachLanguage<T>(
  text: string,
  language: Language,
  read: (words: DateWords) => ParseResult<T>,
  keyOf: (value: T) => string,
): ParseResult<T> {
  const own = read(WORDS[language]);
  if (own.ok || own.problem !== 'not-understood') return own;
  const others = languages.filter((other) => other !== language).map((other) => read(WORDS[other]));
  const found = others.filter((result) => result.ok);
  if (found.length > 0) return agreeing(found, keyOf);
  return others.find((result) => !result.ok && result.problem !== 'not-understood') ?? notUnderstood(text);
}

/** One meaning is an answer, several are a question. */
export function agreeing<T>(found: readonly Understood<T>[], keyOf: (value: T) => string): ParseResult<T> {
  const distinct = new Map(found.map((result) => [keyOf(result.value), result]));
  const [only] = distinct.values();
  if (only !== undefined && distinct.size === 1) return only;
  const candidates = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { value }]) => value);
  return { ok: false, problem: 'ambiguous', candidates };
}
