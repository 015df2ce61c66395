import type { Language } from '../text.ts';
import type { LocalDate } from '../time/instant.ts';

/**
 * public: nearly everybody is off. bank: offices are closed. school, optional: some are off. observance: a day with
 * a name, on which people work (Bavarians on 15 August, outside of its Catholic communities).
 */
export const holidayKinds = ['public', 'bank', 'school', 'optional', 'observance'] as const;
export type HolidayKind = (typeof holidayKinds)[number];

export interface Holiday {
  readonly on: LocalDate;
  /** In the language asked for where the calendar has it, else as it is called there or in English. */
  readonly name: string;
  readonly kind: HolidayKind;
}

export interface Region {
  /** As `Town.region`. */
  readonly code: string;
  readonly name: string;
}

/** What decides which holidays a town keeps. */
export interface HolidayPlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly region?: string | undefined;
}

/**
 * Port: the holidays of countries and their regions. It helps, and nothing depends on it: what it does not know, or
 * cannot find out now, is no holiday. Never rejects.
 */
export interface HolidayCalendar {
  /**
   * Both days inclusive, first day first; a holiday of several days once for each. An unknown region has those of the
   * country. Of a span beyond ten years only the first ten are answered.
   */
  holidaysOf(
    place: HolidayPlace,
    fromOn: LocalDate,
    untilOn: LocalDate,
    language: Language,
  ): Promise<readonly Holiday[]>;
  /** The regions of a country that keep holidays of their own, sorted by name; none where all are alike. */
  regionsOf(country: string, language: Language): Promise<readonly Region[]>;
}
