import { refusal } from './domain-error.ts';

/** How long each kind of text may be, in characters as people count them (code points). */
const longest = { name: 80, title: 150, what: 300, reason: 300, note: 500 } as const;
export type TextKind = keyof typeof longest;

/**
 * Characters that show nothing, or turn what stands beside them around: control and format characters
 * (bidirectional marks, zero-width spaces, tags), except the joiners that emoji and several scripts are
 * written with.
 */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * Text of people as it is stored: one line, one space between words, nothing invisible.
 * @throws DomainError when nothing is left, or it is too long (never cut: it is theirs).
 */
export function cleanText(raw: string, kind: TextKind): string {
  const clean = visible(raw);
  const limit = longest[kind];
  const length = [...clean].length;
  if (clean.replace(/[\u200c\u200d]/gu, '') === '') throw refusal('error.text.empty');
  if (length > limit) throw refusal('error.text.too-long', { length, limit });
  return clean;
}

/**
 * The same for a text of several lines: no spaces at their ends, one empty line at most between two. Counted as the
 * platforms' forms count, in UTF-16 units, so that it comes back into the form whole.
 */
export function cleanLines(raw: string, limit: number): string {
  const clean = raw
    .split(/\r\n?|\n|\u2028|\u2029/u)
    .map(visible)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
  if (clean.replace(/[\s\u200c\u200d]/gu, '') === '') throw refusal('error.text.empty');
  if (clean.length > limit) throw refusal('error.text.too-long', { length: clean.length, limit });
  return clean;
}

const QUOTED = 80;

/** What somebody typed, to be quoted in a sentence that says it was not understood: harmless, and short. */
export function quoted(typed: string, longest = QUOTED): string {
  const characters = [...visible(typed)];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

const visible = (raw: string): string =>
  raw.normalize('NFC').replace(/\s+/gu, ' ').replace(invisible, '').trim();
