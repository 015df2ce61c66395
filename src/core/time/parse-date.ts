import { FURTHEST_YEARS, isTooFar, meaningOf, numericOrder } from './date-meaning.ts';
import { agreeing, readInEachLanguage } from './each-language.ts';
import type { LocalDate } from './instant.ts';
import { dateAt, daysBetween } from './local-date.ts';
import {
  notUnderstood,
  type ParseResult,
  type TypedContext,
  type Understood,
  understood,
  unreadable,
} from './parse-outcome.ts';
import { mostTelling } from './parse-when.ts';
import { readMoments } from './read-moment.ts';
import { tokenise } from './typed-token.ts';
import type { DateWords } from './words/date-words.ts';

export interface DateContext extends TypedContext {
  /** For anniversaries and reports. Otherwise days before today are refused; today is not. */
  readonly allowPast?: boolean | undefined;
}

/**
 * A calendar day, as typed: `2027-01-12`, `24/11`, `31. maj`, `next friday`, `om 3 uger`, `fin janvier`. Without
 * a year it is the coming one. "next friday" is `ambiguous` on the days when people disagree about it.
 */
export function parseDate(text: string, context: DateContext): ParseResult<LocalDate> {
  const bad = unreadable(text);
  if (bad) return bad;
  return readInEachLanguage(
    text,
    context.language,
    (words) => readIn(words, text, context),
    (date) => date,
  );
}

function readIn(words: DateWords, text: string, context: DateContext): ParseResult<LocalDate> {
  const today = dateAt(context.now, context.timeZone);
  const results: ParseResult<LocalDate>[] = [];
  for (const said of readMoments(tokenise(text), words, numericOrder(words.code, context.timeZone))) {
    if (said.day === undefined || said.clock !== undefined || said.part !== undefined) continue;
    const meaning = meaningOf(said.day, today);
    if (!meaning.ok) results.push(meaning);
    else for (const date of meaning.dates) results.push(checked(date, today, meaning, context));
  }
  const found = results.filter((result): result is Understood<LocalDate> => result.ok);
  return found.length > 0 ? agreeing(found, (date) => date) : (mostTelling(results) ?? notUnderstood(text));
}

function checked(
  date: LocalDate,
  today: LocalDate,
  { notes }: { readonly notes: Understood<LocalDate>['notes'] },
  context: DateContext,
): ParseResult<LocalDate> {
  if (isTooFar(date, today)) return { ok: false, problem: 'too-far', limitYears: FURTHEST_YEARS };
  if (context.allowPast !== true && daysBetween(today, date) < 0) {
    return { ok: false, problem: 'in-the-past', understood: date };
  }
  return understood(date, notes);
}
