import type { Language } from '../core/text.ts';
import type { Id } from '../core/world.ts';
import type { Reader } from './call.ts';

/** Port: where the bot's own web server is reached from outside. There are none without PUBLIC_URL. */
export interface CalendarAddresses {
  /** What a calendar program subscribes to. Whoever has it reads the calendar. */
  feed(secret: string): string;
  /** One meeting as a file, worded in a language; nobody can guess it, and it always gives the present state. */
  meetingFile(meetingId: Id<'mtg'>, language: Language): string;
}

/** What a card needs to offer a meeting for people's own calendars. */
export interface CalendarOffer {
  readonly reader: Reader;
  readonly addresses?: CalendarAddresses;
}
