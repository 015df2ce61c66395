import type { Language } from '../text.ts';
import { agreeing, readInEachLanguage } from './each-language.ts';
import { notUnderstood, type ParseResult, understood, unreadable } from './parse-outcome.ts';
import { readMinutes } from './read-span.ts';
import { isMark, numberAt, type TypedToken, tokenise } from './typed-token.ts';

export const SHORTEST_MINUTES = 5;
export const LONGEST_MINUTES = 24 * 60;

/**
 * A length in whole minutes, 5 to 1440, as typed: `90`, `90m`, `1h30`, `1:30`, `1,5 time`, `2 Stunden`,
 * `une heure et demie`. A number alone is minutes.
 */
export function parseDuration(text: string, context: { readonly language: Language }): ParseResult<number> {
  const bad = unreadable(text);
  if (bad) return bad;
  const tokens = tokenise(text);
  return readInEachLanguage(
    text,
    context.language,
    (words) => {
      const found = readMinutes(tokens, 0, words).filter(({ next }) => next === tokens.length);
      const minutes = [...found.map(({ value }) => value), ...plainMinutes(tokens)].map(Math.round);
      if (minutes.length === 0) return notUnderstood(text);
      const agreed = agreeing(
        minutes.map((value) => understood(value)),
        String,
      );
      return agreed.ok ? bounded(agreed.value) : agreed;
    },
    String,
  );
}

/** "90" and "1:30". */
function plainMinutes(tokens: readonly TypedToken[]): number[] {
  const first = numberAt(tokens[0], 5);
  if (first === undefined) return [];
  if (tokens.length === 1) return [first];
  const second = tokens[2]?.text.length === 2 ? numberAt(tokens[2], 2) : undefined;
  const isClock = tokens.length === 3 && isMark(tokens[1], ':') && second !== undefined && second < 60;
  return isClock ? [first * 60 + second] : [];
}

function bounded(minutes: number): ParseResult<number> {
  if (minutes < SHORTEST_MINUTES)
    return { ok: false, problem: 'too-short', got: minutes, limit: SHORTEST_MINUTES };
  if (minutes > LONGEST_MINUTES)
    return { ok: false, problem: 'too-long', got: minutes, limit: LONGEST_MINUTES };
  return understood(minutes);
}
