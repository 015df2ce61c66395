import type { Language } from '../core/text.ts';
import type { Instant } from '../core/time/instant.ts';
import type { FieldKind } from './form.ts';
import type { Example } from './parse-refusal.ts';

/** What parsing may depend on. Parsing is pure: no lookups, so that it can be done before anything else. */
export interface ParseContext {
  readonly now: Instant;
  /** The caller's zone and language: how dates are read. */
  readonly timeZone: string;
  readonly language: Language;
}

/** One suggestion while typing; `label` is worded for the reader already. */
export interface Completion {
  readonly label: string;
  readonly value: string;
}

/**
 * One option, defined once and offered natively by both platforms. Every raw value is a string: Slack text as
 * typed, a Discord option, a form field, a button's argument. A person is `<@USERID>`.
 */
export interface OptionType<T> {
  /** How Discord asks for it. Choices are listed when `choices` is set; 'string' with `complete` autocompletes. */
  readonly discord: 'string' | 'user';
  readonly field: FieldKind;
  readonly required: boolean;
  /** Asked for like a required one, unless this other option says the same in its way. */
  readonly unless?: string;
  readonly maxLength: number;
  /** The values of a fixed choice; their labels are `choice.{name of the choice}.{value}` in the catalogue. */
  readonly choices?: { readonly name: string; readonly values: readonly string[] };
  /**
   * Only the form asks for it: when typing there are other words for the same. Its parser is also given the empty
   * text of a form in which nothing was chosen.
   */
  readonly formOnly?: true;
  /** What is typed here is kept nowhere and repeated to nobody, not even to be corrected. */
  readonly secret?: true;
  /** What a form shows where it asks for this in words. */
  readonly example?: Example;
  /** Suggestions; the name of a completer that the router knows. */
  readonly completer?: CompleterName;
  /** @throws DomainError that says what was understood and shows a valid example. */
  readonly parse: (raw: string, context: ParseContext) => T;
}

export type CompleterName =
  | 'place'
  | 'country'
  | 'time-zone'
  | 'language'
  | 'meeting'
  | 'commitment'
  | 'reminder'
  | 'when'
  | 'due'
  | 'theme'
  | 'every'
  | 'hours'
  | 'region';

export type Options = Readonly<Record<string, OptionType<unknown>>>;

/** An option that may be left out. */
export interface OptionalType<T> extends OptionType<T> {
  readonly required: false;
}

export type OptionValues<O extends Options> = {
  readonly [K in keyof O as O[K] extends OptionalType<unknown> ? never : K]: O[K] extends OptionType<infer T>
    ? T
    : never;
} & {
  readonly [K in keyof O as O[K] extends OptionalType<unknown> ? K : never]?: O[K] extends OptionType<infer T>
    ? T
    : never;
};
