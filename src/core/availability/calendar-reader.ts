import type { BusySpan } from './busy.ts';

/**
 * Why a calendar could not be read. not-public: the name leads nowhere, or into a private network (which of both is
 * not told: the bot is no probe). unreachable: no connection, or no valid certificate. too-slow, too-large: beyond
 * the limits. too-much: more entries than are read. redirects: too many, or away from https. not-found: the server
 * knows no calendar there (any more). server-trouble: it answered with a failure of its own. not-a-calendar: what
 * came is none. key-lost: the address kept here cannot be opened any more.
 */
export const calendarTroubles = [
  'not-public',
  'unreachable',
  'too-slow',
  'too-large',
  'too-much',
  'redirects',
  'not-found',
  'server-trouble',
  'not-a-calendar',
  'key-lost',
] as const;
export type CalendarTrouble = (typeof calendarTroubles)[number];

export interface CalendarQuestion {
  /** https, as `calendarAddress` made it. A secret: it appears in no log and no error. */
  readonly address: string;
  /** What the server called the version that was read last. */
  readonly etag?: string;
  /** On whose clock days and times without a zone are. */
  readonly timeZone: string;
  /** What is asked about. */
  readonly window: BusySpan;
}

export type CalendarReading =
  | {
      readonly type: 'busy';
      /** As `mergeBusy` makes them. */
      readonly busy: readonly BusySpan[];
      /** How many entries were not understood, and are not in `busy`. */
      readonly unread: number;
      readonly etag?: string;
    }
  | { readonly type: 'not-modified' }
  | { readonly type: 'failed'; readonly trouble: CalendarTrouble };

/** Port: reads a calendar that somebody else publishes, within limits of size, time and number. Never rejects. */
export interface CalendarReader {
  read(question: CalendarQuestion): Promise<CalendarReading>;
}
