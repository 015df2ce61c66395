import type { Instant, LocalDate } from './time/instant.ts';

/** Languages with a complete catalogue. */
export const languages = ['en', 'da', 'de', 'fr'] as const;
export type Language = (typeof languages)[number];

/**
 * What may stand in a message. A plain string is *text from people*: every renderer escapes it for its
 * platform and it can never ping anybody. Everything with a meaning of its own is tagged, and worded for
 * the one who reads it.
 */
export type Param =
  | string
  | number
  | InstantParam
  | DayParam
  | DurationParam
  | CountryParam
  | LanguageParam
  | MentionParam
  | ListParam
  | CodeParam
  | TextsParam
  | Phrase;

/**
 * An instant. With `timeZone` it is shown on that zone's clock; without, on the reader's own (natively, where
 * the platform can). `form` says how much: 'full' weekday, date and time; 'time' the time of day only.
 */
export interface InstantParam {
  readonly type: 'instant';
  readonly at: Instant;
  readonly timeZone?: string;
  readonly form: 'full' | 'time' | 'relative';
}
/**
 * A calendar day that belongs to no zone, for example a due date. Always shown with its weekday; `short` where there
 * is little room (a picture), and then without the year.
 */
export interface DayParam {
  readonly type: 'day';
  readonly on: LocalDate;
  readonly short?: true;
}
export interface DurationParam {
  readonly type: 'duration';
  readonly minutes: number;
}
/** ISO 3166-1 alpha-2, shown as the reader calls that country. */
export interface CountryParam {
  readonly type: 'country';
  readonly code: string;
}
export interface LanguageParam {
  readonly type: 'language';
  readonly language: Language;
}
/**
 * A person. Shown by name; where `ping` is set and the message goes to that person's platform, as a mention
 * that notifies exactly them.
 */
export interface MentionParam {
  readonly type: 'mention';
  readonly name: string;
  readonly accounts: readonly { platform: 'slack' | 'discord'; userId: string }[];
  readonly ping: boolean;
}
/** Joined as the reader's language joins lists. */
export interface ListParam {
  readonly type: 'list';
  readonly items: readonly Param[];
  readonly join: 'and' | 'or' | 'none';
}
/** Shown as code, to be copied: a command, a reference, an invitation code. */
export interface CodeParam {
  readonly type: 'code';
  readonly code: string;
}
/** The same words in every language, where they are no message of ours: data, or what was kept of it. */
export interface TextsParam {
  readonly type: 'texts';
  readonly texts: Texts;
}
export type Texts = Readonly<Record<Language, string>>;
/** A message inside a message. The catalogue's types are checked where it is made (`src/i18n/message.ts`). */
export interface Phrase {
  readonly type: 'message';
  readonly key: string;
  readonly params: Readonly<Record<string, Param>>;
}

export const instant = (at: Instant, timeZone?: string, form: InstantParam['form'] = 'full'): InstantParam =>
  timeZone === undefined ? { type: 'instant', at, form } : { type: 'instant', at, timeZone, form };
export const day = (on: LocalDate): DayParam => ({ type: 'day', on });
export const shortDay = (on: LocalDate): DayParam => ({ type: 'day', on, short: true });
export const duration = (minutes: number): DurationParam => ({ type: 'duration', minutes });
export const country = (code: string): CountryParam => ({ type: 'country', code });
export const code = (text: string): CodeParam => ({ type: 'code', code: text });
export const inEach = (texts: Texts): TextsParam => ({ type: 'texts', texts });
export const list = (items: readonly Param[], join: ListParam['join'] = 'and'): ListParam => ({
  type: 'list',
  items,
  join,
});
