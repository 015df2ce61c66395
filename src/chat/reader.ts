import type { Member } from '../core/committee/member.ts';
import { type Language, languages } from '../core/text.ts';
import type { PlatformName, Space, Town } from '../core/twinning/twinning.ts';
import type { Profile, Reader } from './call.ts';

/**
 * The languages Slack's own interface is offered in, of ours. Whoever speaks another one (Danish) has to run
 * Slack in English, so an English Slack says nothing about them.
 */
const slackInterfaceLanguages: readonly Language[] = ['en', 'de', 'fr'];

const preferredLocales: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  da: 'da-DK',
  de: 'de-DE',
  fr: 'fr-FR',
};

/** The language of a BCP 47 locale, where it is one of ours. */
export function languageOf(locale: string | undefined): Language | undefined {
  const primary = locale?.split('-')[0]?.toLowerCase();
  return languages.find((language) => language === primary);
}

/** How dates and numbers are written for this language; Americans read their own way. */
export function localeOf(
  language: Language,
  platformLocale: string | undefined,
  country: string | undefined,
): string {
  if (language === 'en') return platformLocale === 'en-US' || country === 'US' ? 'en-US' : 'en-GB';
  return languageOf(platformLocale) === language && platformLocale?.includes('-')
    ? platformLocale
    : preferredLocales[language];
}

export interface ReaderFacts {
  readonly platform: PlatformName;
  readonly member?: Member | undefined;
  readonly profile?: Profile | undefined;
  readonly space?: Space | undefined;
  readonly town?: Town | undefined;
}

/** A person: own choice, else what the platform says where that says anything, else the space's, else en-GB. */
export function readerOf({ platform, member, profile, space, town }: ReaderFacts): Reader {
  const home = space?.language ?? town?.language;
  const platformLocale = profile?.locale ?? member?.platformLocale;
  const told = languageOf(platformLocale);
  const uninformative =
    platform === 'slack' && told === 'en' && home !== undefined && !slackInterfaceLanguages.includes(home);
  const language = member?.language ?? (uninformative ? undefined : told) ?? home ?? 'en';
  return {
    language,
    locale: localeOf(language, platformLocale, town?.country),
    timeZone: member?.timeZone ?? profile?.timeZone ?? town?.timeZone ?? 'UTC',
  };
}

/** Everybody in a space: its language, its town's clock. */
export function spaceReader(space: Space, town: Town): Reader {
  return {
    language: space.language,
    locale: localeOf(space.language, undefined, town.country),
    timeZone: town.timeZone,
  };
}
