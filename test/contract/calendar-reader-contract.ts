import { afterAll, describe, expect, it } from 'vitest';
import type { CalendarReader } from '../../src/core/availability/calendar-reader.ts';
import type { Published } from '../fakes/calendar-reader.ts';

export interface CalendarReaderUnderTest {
  readonly reader: CalendarReader;
  /** The address of what `publish` puts there. */
  readonly address: string;
  publish(published: Published | undefined): void;
  stop(): Promise<void>;
}

const hour = (day: number, from: number, until: number) => ({
  fromAt: Date.UTC(2027, 2, day, from),
  untilAt: Date.UTC(2027, 2, day, until),
});

export function calendarReaderContract(name: string, open: () => Promise<CalendarReaderUnderTest>): void {
  describe(name, async () => {
    const { reader, address, publish, stop } = await open();
    afterAll(stop);
    const ask = (etag?: string) =>
      reader.read({
        address,
        timeZone: 'Europe/Copenhagen',
        window: { fromAt: Date.UTC(2027, 2, 1), untilAt: Date.UTC(2027, 2, 31) },
        ...(etag === undefined ? {} : { etag }),
      });

    it('gives the busy times inside the window, merged, and what the server calls this version', async () => {
      publish({ events: [hour(3, 17, 19), hour(2, 9, 10), hour(3, 18, 20), hour(-5, 1, 2)], etag: '"v1"' });
      expect(await ask()).toEqual({
        type: 'busy',
        busy: [hour(2, 9, 10), hour(3, 17, 20)],
        unread: 0,
        etag: '"v1"',
      });
    });

    it('says that nothing has changed since that version, and reads a newer one', async () => {
      publish({ events: [hour(2, 9, 10)], etag: '"v1"' });
      expect(await ask('"v1"')).toEqual({ type: 'not-modified' });
      publish({ events: [], etag: '"v2"' });
      expect(await ask('"v1"')).toEqual({ type: 'busy', busy: [], unread: 0, etag: '"v2"' });
    });

    it('says that there is none, and never rejects', async () => {
      publish(undefined);
      expect(await ask()).toEqual({ type: 'failed', trouble: 'not-found' });
    });
  });
}
