import { foldText } from './fold-text.ts';

/** A piece of typed text: digits, a folded word, or one other character. */
export interface TypedToken {
  readonly kind: 'number' | 'word' | 'mark';
  readonly text: string;
}

/** One way to read tokens: its meaning, and the index of the first token after it. */
export interface Reading<T> {
  readonly value: T;
  readonly next: number;
}

/**
 * Cuts text into tokens in one pass. Apostrophes vanish ("aujourd'hui"), dots after words too ("kl.", "okt."),
 * all dashes are '-', two dots or an arrow are '~', a new line is ';', and German compounds of a weekday and a part of the day come apart ("Freitagabend").
 */
export function tokenise(text: string): TypedToken[] {
  const folded = foldText(text)
    .replace(/['’‘`´]/g, '')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\.{2,}|→/g, ' ~ ')
    .replace(/\n/g, ';')
    .replace(/(tag|woch|abend)(fruh|frueh|morgen|vormittag|nachmittag|abend)(?![a-z])/g, '$1 $2');
  const tokens: TypedToken[] = [];
  for (const [piece] of folded.matchAll(/\d+|\p{L}+|@|\S/gu)) {
    if (/^\d/.test(piece)) tokens.push({ kind: 'number', text: piece });
    else if (/^[\p{L}@]/u.test(piece)) tokens.push({ kind: 'word', text: piece });
    else if (piece !== '.' || tokens.at(-1)?.kind !== 'word') tokens.push({ kind: 'mark', text: piece });
  }
  return tokens;
}

/** The index after the phrase if it stands at `i` ("apres demain" also matches "après-demain"). */
export function afterPhrase(tokens: readonly TypedToken[], i: number, phrase: string): number | undefined {
  let at = i;
  let first = true;
  for (const word of phrase.split(' ')) {
    if (!first && isMark(tokens[at], '-')) at++;
    const token = tokens[at];
    if (token === undefined || token.kind === 'mark' || token.text !== word) return undefined;
    at++;
    first = false;
  }
  return at;
}

/** The indices after each of the phrases that stands at `i`. */
export function afterAny(tokens: readonly TypedToken[], i: number, phrases: readonly string[]): number[] {
  const ends = phrases.map((phrase) => afterPhrase(tokens, i, phrase)).filter((end) => end !== undefined);
  return [...new Set(ends)];
}

/** The phrases that stand at `i`, with what they mean. */
export function readPhrases<T>(
  tokens: readonly TypedToken[],
  i: number,
  phrases: readonly (readonly [phrase: string, value: T])[],
): Reading<T>[] {
  return phrases.flatMap(([phrase, value]) => {
    const next = afterPhrase(tokens, i, phrase);
    return next === undefined ? [] : [{ value, next }];
  });
}

export function isMark(token: TypedToken | undefined, ...marks: readonly string[]): boolean {
  return token?.kind === 'mark' && marks.includes(token.text);
}

/** The number of digits-only tokens of at most `longest` digits. */
export function numberAt(token: TypedToken | undefined, longest: number): number | undefined {
  return token?.kind === 'number' && token.text.length <= longest ? Number(token.text) : undefined;
}

/** What a word at `i` means in a word list; never an inherited property such as "constructor". */
export function wordAt<T>(token: TypedToken | undefined, list: Readonly<Record<string, T>>): T | undefined {
  return token?.kind === 'word' && Object.hasOwn(list, token.text) ? list[token.text] : undefined;
}
