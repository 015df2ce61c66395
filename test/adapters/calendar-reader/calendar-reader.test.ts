import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarReader } from '../../../src/adapters/calendar-reader/calendar-reader.ts';
import { MOST_BYTES } from '../../../src/adapters/calendar-reader/fetch-calendar.ts';
import { type CalendarServer, calendarOf, calendarServer, eventOf } from './calendar-server.ts';

const window = { fromAt: Date.UTC(2027, 0, 1), untilAt: Date.UTC(2028, 0, 1) };
const ask = (server: CalendarServer, etag?: string) => ({
  address: server.url('/private.ics'),
  timeZone: 'Europe/Copenhagen',
  window,
  ...(etag === undefined ? {} : { etag }),
});

/** About as much as is taken: 4,900 events, a tenth of them series, with words that nobody here wants to know. */
function largeCalendar(): string {
  const events = Array.from({ length: 4_900 }, (_, n) => {
    const start = new Date(Date.UTC(2020, 0, 1) + n * 13 * 3_600_000)
      .toISOString()
      .replace(/[-:]|\.000/g, '');
    const rule = n % 10 === 0 ? '\nRRULE:FREQ=WEEKLY;COUNT=30' : '';
    return eventOf(`UID:${n}\nDTSTART:${start}\nDURATION:PT1H${rule}\nDESCRIPTION:${'words '.repeat(155)}`);
  });
  return calendarOf(...events);
}

describe('a calendar that is read', { timeout: 90_000 }, () => {
  let server: CalendarServer;
  beforeAll(async () => {
    server = await calendarServer();
  });
  afterAll(() => server.close());

  it('gives its busy times and its version, and then that nothing has changed', async () => {
    const reader = calendarReader(server.options);
    server.serve = ({ headers }, response) => {
      if (headers['if-none-match'] === '"v1"') return void response.writeHead(304).end();
      response
        .setHeader('etag', '"v1"')
        .end(calendarOf(eventOf('DTSTART:20270301T160000Z\nDURATION:PT1H'), eventOf('DTSTART:?')));
    };
    expect(await reader.read(ask(server))).toEqual({
      type: 'busy',
      busy: [{ fromAt: Date.UTC(2027, 2, 1, 16), untilAt: Date.UTC(2027, 2, 1, 17) }],
      unread: 1,
      etag: '"v1"',
    });
    expect(await reader.read(ask(server, '"v1"'))).toEqual({ type: 'not-modified' });
    await reader.close();
  });

  it('of 5 MB does not hold the bot up', async () => {
    const reader = calendarReader({ ...server.options, limitMs: 60_000, threadLimitMs: 60_000 });
    const text = Buffer.from(largeCalendar());
    expect(text.length).toBeGreaterThan(0.9 * MOST_BYTES);
    expect(text.length).toBeLessThanOrEqual(MOST_BYTES);
    server.serve = (_, response) => void response.end(text);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const reading = await reader.read(ask(server));
    delay.disable();
    expect(reading).toMatchObject({ type: 'busy', unread: 0 });
    // On a machine with much else to do single turns are late through no fault of ours; on a free one none is.
    expect(delay.percentile(95) / 1e6).toBeLessThan(50);
    await reader.close();
  });

  it('ends with its thread when it takes too long, and the next one is read all the same', async () => {
    const reader = calendarReader({ ...server.options, threadLimitMs: 1 });
    server.serve = (_, response) => void response.end(largeCalendar());
    expect(await reader.read(ask(server))).toEqual({ type: 'failed', trouble: 'too-much' });
    const patient = calendarReader(server.options);
    server.serve = (_, response) => void response.end(calendarOf());
    expect(await patient.read(ask(server))).toMatchObject({ type: 'busy', busy: [] });
    await reader.close();
    await patient.close();
  });

  it('that is none, or has too much in it, is told apart', async () => {
    const reader = calendarReader(server.options);
    server.serve = (_, response) => void response.end('Sign in, please');
    expect(await reader.read(ask(server))).toEqual({ type: 'failed', trouble: 'not-a-calendar' });
    server.serve = (_, response) =>
      void response.end(
        calendarOf(...Array.from({ length: 5_001 }, () => eventOf('DTSTART:20270301T160000Z'))),
      );
    expect(await reader.read(ask(server))).toEqual({ type: 'failed', trouble: 'too-much' });
    await reader.close();
  });
});
