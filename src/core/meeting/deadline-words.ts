import { foldText } from '../time/fold-text.ts';
import type { LocalDate } from '../time/instant.ts';
import { type DateContext, parseDate } from '../time/parse-date.ts';
import type { ParseFailure } from '../time/parse-outcome.ts';

/** Words that say that a day comes next and is a limit, folded. The longer ones first. */
const DEADLINE = [
  'no later than the',
  'no later than',
  'due on',
  'due by',
  'due',
  'by the',
  'by',
  'before the',
  'before',
  'until',
  'senest den',
  'senest d.',
  'senest',
  'inden den',
  'inden d.',
  'inden',
  'frist den',
  'frist',
  'bis spatestens',
  'bis zum',
  'bis',
  'spatestens am',
  'spatestens',
  'vor dem',
  'au plus tard le',
  'au plus tard',
  'avant le',
  'avant',
  'dici le',
  'dici',
  'jusquau',
  'pour le',
];

/** "the", "den" and the like are words of the date for some languages: tried with what follows and without. */
const STARTS = DEADLINE.map((words) => words.split(' '));

/** How many of the words at the beginning say "until"; 0 when they do not. All ways, longest first. */
function limitsAt(words: readonly string[]): number[] {
  const folded = words.map((word) => foldText(word).replace(/['’]/g, ''));
  const found = STARTS.filter((start) => start.every((word, index) => folded[index] === word)).map(
    ({ length }) => length,
  );
  return [...new Set(found)].sort((a, b) => b - a);
}

export type SaidDue =
  | { readonly state: 'day'; readonly on: LocalDate; readonly typed: string }
  /** It looks like a day, and only the writer knows which. */
  | { readonly state: 'unclear'; readonly typed: string; readonly failure: ParseFailure<LocalDate> };

export const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** The whole of the text as a day, with or without "by" before it; undefined when it does not even look like one. */
export function readDue(text: string, context: DateContext): SaidDue | undefined {
  const typed = text.trim();
  const words = wordsOf(typed);
  const limits = limitsAt(words);
  let failure: ParseFailure<LocalDate> | undefined;
  for (const skipped of [...limits, 0]) {
    const rest = words.slice(skipped).join(' ');
    if (rest === '') continue;
    const read = parseDate(rest, context);
    if (read.ok) return { state: 'day', on: read.value, typed };
    if (failure === undefined || failure.problem === 'not-understood') failure = read;
  }
  if (failure === undefined) return undefined;
  // "by the river" says nothing about a day; "by the 35th" means to.
  const meant = failure.problem !== 'not-understood' || (limits.length > 0 && /\d/.test(typed));
  return meant ? { state: 'unclear', typed, failure } : undefined;
}

/** A day with "by" before it at the end of a text, and what stands before that. */
export function readDueAtEnd(
  text: string,
  context: DateContext,
): { readonly before: string; readonly due: SaidDue } | undefined {
  const words = wordsOf(text);
  const first = Math.max(0, words.length - LONGEST_DUE_WORDS);
  const starts = words.flatMap((_, at) => (at >= first && limitsAt(words.slice(at)).length > 0 ? [at] : []));
  let unclear: { readonly before: string; readonly due: SaidDue } | undefined;
  for (const at of starts.slice(-MOST_LIMITS)) {
    const due = readDue(words.slice(at).join(' '), context);
    if (due === undefined) continue;
    const found = { before: words.slice(0, at).join(' '), due };
    if (due.state === 'day') return found;
    unclear ??= found;
  }
  return unclear;
}

/** "bis spätestens" are two; who says it more often is not understood, and reading stays quick. */
const MOST_LIMITS = 2;
/** "no later than the 1st of April 2027", and some air. */
const LONGEST_DUE_WORDS = 10;
