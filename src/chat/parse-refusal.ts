import { quoted } from '../core/clean-text.ts';
import { type DomainError, refusal } from '../core/domain-error.ts';
import { msg } from '../core/message.ts';
import { day, instant, type Language, list, type Param, type Phrase } from '../core/text.ts';
import { addDays, dateAt, isLocalDate } from '../core/time/local-date.ts';
import type { ParseFailure } from '../core/time/parse-outcome.ts';
import type { ParseContext } from './option.ts';

/** What was being read: decides the example that is shown. */
export type Example = 'when' | 'date' | 'range' | 'duration' | 'slots' | 'hours';

/** A date in the near future, so that the example works when it is copied. */
const soonOn = ({ now, timeZone }: ParseContext): string => addDays(dateAt(now, timeZone), 14);

export const exampleWhen = (context: ParseContext): string => `${soonOn(context)} 19:00`;

export const exampleHours = (language: Language): string =>
  ({
    en: 'mon-fri 17:00-21:00, sat 9-12',
    da: 'man-fre 17:00-21:00, lør 9-12',
    de: 'Mo-Fr 17:00-21:00, Sa 9-12',
    fr: 'lun-ven 17:00-21:00, sam 9-12',
  })[language];

export function exampleOf(kind: Example, context: ParseContext): string {
  const on = soonOn(context);
  switch (kind) {
    case 'when':
      return exampleWhen(context);
    case 'date':
      return on;
    case 'range':
      return `${on}..${addDays(on, 14)}`;
    case 'duration':
      return '90m';
    case 'slots':
      return `${on} 17:00; ${addDays(on, 2)} 18:30`;
    case 'hours':
      return exampleHours(context.language);
  }
}

/** Says in one sentence what was understood and shows a valid example. */
export function parseRefusal(
  failure: ParseFailure<unknown>,
  raw: string,
  context: ParseContext,
  kind: Example,
): DomainError {
  const example = exampleOf(kind, context);
  const typed = quoted(raw);
  switch (failure.problem) {
    case 'empty':
    case 'not-understood':
      return refusal(`error.time.not-understood.${kind}`, { typed, example });
    case 'text-too-long':
      return refusal('error.time.text-too-long', { limit: failure.limit, example });
    case 'impossible-date':
      return refusal('error.time.impossible-date', { understood: failure.understood, example });
    case 'impossible-time':
      return refusal('error.time.impossible-time', { understood: failure.understood, example });
    case 'weekday-mismatch':
      return refusal('error.time.weekday-mismatch', { day: day(failure.understood), example });
    case 'time-missing':
      return refusal('error.time.time-missing', { day: day(failure.understood), example });
    case 'in-the-past':
      return refusal('error.time.in-the-past', {
        when: meaning(failure.understood, context) ?? typed,
        example,
      });
    case 'too-far':
      return refusal('error.time.too-far', { years: failure.limitYears, example });
    case 'ambiguous': {
      const meanings = failure.candidates.flatMap((candidate) => meaning(candidate, context) ?? []);
      return refusal('error.time.ambiguous', { typed, candidates: list(meanings, 'or'), example });
    }
    case 'ends-before-start':
      if (kind === 'hours')
        return refusal('error.time.night-too-long', { from: failure.from, until: failure.until, example });
      return refusal('error.time.ends-before-start', {
        from: meaning(failure.from, context) ?? failure.from,
        until: meaning(failure.until, context) ?? failure.until,
        example,
      });
    case 'too-short':
    case 'too-long': {
      const limit: Phrase | Param =
        kind === 'duration'
          ? { type: 'duration', minutes: failure.limit }
          : msg('unit.days', { count: failure.limit });
      return refusal(failure.problem === 'too-short' ? 'error.time.too-short' : 'error.time.too-long', {
        limit,
        example,
      });
    }
    case 'too-few':
    case 'too-many':
      return refusal(failure.problem === 'too-few' ? 'error.time.too-few' : 'error.time.too-many', {
        limit: failure.limit,
        example,
      });
  }
}

/** What a text was understood to mean: a day or a moment. */
function meaning(value: unknown, { timeZone }: ParseContext): Param | undefined {
  if (typeof value === 'string' && isLocalDate(value)) return day(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if ('at' in value && typeof value.at === 'number') return instant(value.at, timeZone);
  if (Array.isArray(value))
    return list(value.flatMap((item: unknown) => meaning(item, { timeZone } as ParseContext) ?? []));
  if ('fromOn' in value && typeof value.fromOn === 'string') return day(value.fromOn);
  return undefined;
}
