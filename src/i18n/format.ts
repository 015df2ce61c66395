import { IntlMessageFormat } from 'intl-messageformat';
import type { InstantParam, Language, ListParam, MentionParam, Param, Phrase } from '../core/text.ts';
import { catalogues } from './catalogues.ts';

/** Whom a text is for, as far as wording goes. */
export interface Wording {
  readonly language: Language;
  /** BCP 47, for dates and numbers. */
  readonly locale: string;
  readonly timeZone: string;
}

/**
 * How a platform writes things down. Text from people passes through `text` and nothing else, so a medium
 * that escapes there is safe everywhere. The catalogues hold no markup but <b>, so their own words need none.
 */
export interface Medium {
  readonly text: (fromPeople: string) => string;
  readonly bold: (written: string) => string;
  readonly code: (raw: string) => string;
  readonly mention: (mention: MentionParam) => string;
  /** The platform's own way to show an instant on the reader's clock; undefined where it has none. */
  readonly instant?: (instant: InstantParam, fallback: string) => string;
}

/** For places that know no markup: form labels, button labels, notifications. */
export const plainMedium: Medium = {
  text: (text) => text,
  bold: (text) => text,
  code: (text) => text,
  mention: ({ name }) => name,
};

/** Words a phrase for a reader. @throws when the catalogue lacks it or a parameter is missing: a test would have shown it. */
export function word(phrase: Phrase, wording: Wording, medium: Medium): string {
  const values: Record<string, unknown> = { b: (chunks: unknown[]) => medium.bold(chunks.join('')) };
  for (const [name, param] of Object.entries(phrase.params)) values[name] = wordParam(param, wording, medium);
  const written = messageFormat(wording, phrase.key).format(values);
  return Array.isArray(written) ? written.join('') : String(written);
}

const formats = new Map<string, IntlMessageFormat>();

function messageFormat({ language, locale }: Wording, key: string): IntlMessageFormat {
  const cacheKey = `${locale} ${language} ${key}`;
  let format = formats.get(cacheKey);
  if (format === undefined) {
    const text = catalogues[language][key];
    if (text === undefined) throw new RangeError(`no message ${key} in ${language}`);
    format = new IntlMessageFormat(text, locale);
    formats.set(cacheKey, format);
  }
  return format;
}

function wordParam(param: Param, wording: Wording, medium: Medium): string | number {
  if (typeof param === 'number') return param;
  if (typeof param === 'string') return medium.text(param);
  switch (param.type) {
    case 'message':
      return word(param, wording, medium);
    case 'instant':
      return wordInstant(param, wording, medium);
    case 'day':
      return dayFormat(wording.locale, param.short === true).format(new Date(`${param.on}T12:00:00Z`));
    case 'duration':
      return wordDuration(param.minutes, wording.locale);
    case 'country':
      return displayNames(wording.locale, 'region').of(param.code) ?? param.code;
    case 'language':
      return displayNames(wording.locale, 'language').of(param.language) ?? param.language;
    case 'mention':
      return medium.mention(param);
    case 'code':
      return medium.code(param.code);
    case 'texts':
      return medium.text(param.texts[wording.language]);
    case 'list':
      return wordList(param, wording, medium);
  }
}

function wordInstant(param: InstantParam, wording: Wording, medium: Medium): string {
  const timeZone = param.timeZone ?? wording.timeZone;
  // On another town's clock everybody reads 24 hours, so that 9 in the evening is never taken for the morning.
  const written = instantFormat(
    wording.locale,
    timeZone,
    param.form === 'time',
    param.timeZone !== undefined,
  ).format(param.at);
  return param.timeZone === undefined && medium.instant ? medium.instant(param, written) : written;
}

function wordDuration(minutes: number, locale: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [unitFormat(locale, 'hour').format(hours)] : []),
    ...(rest > 0 || hours === 0 ? [unitFormat(locale, 'minute').format(rest)] : []),
  ];
  return listFormat(locale, 'conjunction').format(parts);
}

function wordList({ items, join }: ListParam, wording: Wording, medium: Medium): string {
  const words = items.map((item) => String(wordParam(item, wording, medium)));
  if (join === 'none') return words.join(', ');
  return listFormat(wording.locale, join === 'and' ? 'conjunction' : 'disjunction').format(words);
}

function cached<A extends readonly unknown[], T>(make: (...args: A) => T): (...args: A) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = args.join(' ');
    let value = made.get(key);
    if (value === undefined) {
      value = make(...args);
      made.set(key, value);
    }
    return value;
  };
}

const instantFormat = cached(
  (locale: string, timeZone: string, timeOnly: boolean, twentyFourHours: boolean) =>
    new Intl.DateTimeFormat(locale, {
      ...(timeOnly ? {} : { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      ...(twentyFourHours || !locale.endsWith('-US') ? { hourCycle: 'h23' } : {}),
    }),
);
const dayFormat = cached(
  (locale: string, short: boolean) =>
    new Intl.DateTimeFormat(locale, {
      weekday: short ? 'short' : 'long',
      day: 'numeric',
      month: short ? 'short' : 'long',
      ...(short ? {} : { year: 'numeric' }),
      timeZone: 'UTC',
    }),
);
const unitFormat = cached(
  (locale: string, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
);
const listFormat = cached(
  (locale: string, type: Intl.ListFormatType) => new Intl.ListFormat(locale, { type }),
);
const displayNames = cached(
  (locale: string, type: Intl.DisplayNamesType) => new Intl.DisplayNames(locale, { type }),
);
