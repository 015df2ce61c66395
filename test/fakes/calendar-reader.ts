import { mergeBusy } from '../../src/core/availability/busy.ts';
import type { CalendarReader } from '../../src/core/availability/calendar-reader.ts';
import type { Instant } from '../../src/core/time/instant.ts';

/** What stands at an address: events and a version; undefined where there is nothing. */
export type Published = {
  readonly events: readonly { fromAt: Instant; untilAt: Instant }[];
  readonly etag: string;
};

/** Reads what a test says is published. */
export function fakeCalendarReader(published: (address: string) => Published | undefined): CalendarReader {
  return {
    async read({ address, etag, window }) {
      const found = published(address);
      if (found === undefined) return { type: 'failed', trouble: 'not-found' };
      if (found.etag === etag) return { type: 'not-modified' };
      return { type: 'busy', busy: mergeBusy(found.events, window), unread: 0, etag: found.etag };
    },
  };
}
