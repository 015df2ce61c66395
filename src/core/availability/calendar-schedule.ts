import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../time/instant.ts';
import type { BusySpan } from './busy.ts';
import type { BusyCalendar } from './busy-calendar-store.ts';
import type { CalendarReading } from './calendar-reader.ts';

const EVERY_MS = 6 * HOUR_MS;
const FIRST_RETRY_MS = 15 * MINUTE_MS;
const LONGEST_RETRY_MS = DAY_MS;
/** With the pauses between them about eight hours: longer than a server is usually down. */
const FAILURES_TO_TELL = 6;
/** However often nothing has changed: what is asked about moves on, and reaches further. */
const WHOLE_AT_LEAST_EVERY_MS = 7 * DAY_MS;
/** A button is pressed again and again; the other server need not notice. */
const MOST_OFTEN_MS = MINUTE_MS;
const AHEAD_MS = 366 * DAY_MS + WHOLE_AT_LEAST_EVERY_MS;

/** What is asked about: whatever a search for a time may reach before everything is read again. */
export const busyWindow = (now: Instant): BusySpan => ({ fromAt: now, untilAt: now + AHEAD_MS });

/** The version to ask with, where "nothing has changed" would be an answer. */
export function knownVersion(
  { whole }: BusyCalendar,
  timeZone: string,
  now: Instant,
): { readonly etag?: string } {
  const holds =
    whole !== undefined && whole.timeZone === timeZone && now - whole.at < WHOLE_AT_LEAST_EVERY_MS;
  return holds && whole.etag !== undefined ? { etag: whole.etag } : {};
}

export const triedJustNow = ({ triedAt }: BusyCalendar, now: Instant): boolean =>
  triedAt !== undefined && now - triedAt < MOST_OFTEN_MS;

/** The calendar after a reading; its claim is over. */
export function afterReading(
  { claimId: _, leaseUntil: __, trouble: ___, toldAt, ...calendar }: BusyCalendar,
  reading: CalendarReading,
  timeZone: string,
  now: Instant,
): BusyCalendar {
  const tried = { ...calendar, triedAt: now };
  if (reading.type === 'failed') {
    const failures = calendar.failures + 1;
    const pause = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY_MS);
    return {
      ...tried,
      ...(toldAt === undefined ? {} : { toldAt }),
      trouble: reading.trouble,
      failures,
      nextReadAt: now + pause,
    };
  }
  const read = { ...tried, lastReadAt: now, failures: 0, nextReadAt: now + EVERY_MS };
  if (reading.type === 'not-modified') return read;
  const { unread, etag } = reading;
  return { ...read, whole: { at: now, timeZone, unread, ...(etag === undefined ? {} : { etag }) } };
}

/** It fails again and again, and the member was not told yet. */
export const isToBeTold = ({ failures, toldAt }: BusyCalendar): boolean =>
  failures >= FAILURES_TO_TELL && toldAt === undefined;
