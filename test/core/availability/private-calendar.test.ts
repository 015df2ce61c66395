import { beforeEach, describe, expect, it } from 'vitest';
import { sealedSecrets } from '../../../src/adapters/system/sealed-secrets.ts';
import type { BusySpan } from '../../../src/core/availability/busy.ts';
import type {
  CalendarQuestion,
  CalendarReading,
  CalendarTrouble,
} from '../../../src/core/availability/calendar-reader.ts';
import {
  calendarState,
  connectCalendar,
  forgetCalendar,
  refreshCalendar,
} from '../../../src/core/availability/private-calendar.ts';
import { proposeMeeting } from '../../../src/core/meeting/propose-meeting.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time/instant.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const ADDRESS = 'https://calendar.example/private-0123456789/basic.ics';
const secrets = sealedSecrets(Buffer.alloc(32, 1).toString('base64'));

describe('a private calendar', () => {
  let towns: Committees;
  let answer: CalendarReading;
  let asked: CalendarQuestion[];
  let whileReading: () => Promise<unknown>;
  const calendars = {
    secrets,
    reader: {
      async read(question: CalendarQuestion) {
        asked.push(question);
        await whileReading();
        return answer;
      },
    },
  };
  const busy = (spans: readonly BusySpan[] = [], etag?: string): CalendarReading => ({
    type: 'busy',
    busy: spans,
    unread: 0,
    ...(etag === undefined ? {} : { etag }),
  });
  const fails = (trouble: CalendarTrouble): CalendarReading => ({ type: 'failed', trouble });
  const hours = (from: number, until: number): BusySpan => {
    const now = towns.world.now();
    return { fromAt: now + from * HOUR_MS, untilAt: now + until * HOUR_MS };
  };
  const connect = (who = towns.mette) => connectCalendar(towns.deps, calendars, who.member, ADDRESS);
  const refresh = (when: 'due' | 'early' = 'due', who = towns.mette) =>
    refreshCalendar(towns.deps, calendars, who.member.id, when);
  const state = (who = towns.mette) => calendarState(towns.deps, calendars, who.member.id);

  beforeEach(async () => {
    towns = await sisterCommittees();
    answer = busy();
    asked = [];
    whileReading = async () => undefined;
  });

  it('is read on its owner’s clock for a year ahead, and shows its host and a number', async () => {
    answer = busy([hours(1, 2), hours(30, 40)]);
    await connect();
    const now = towns.world.now();
    expect(asked).toMatchObject([
      { address: ADDRESS, timeZone: 'Europe/Copenhagen', window: { fromAt: now } },
    ]);
    expect(asked[0]?.window.untilAt).toBeGreaterThan(now + 365 * DAY_MS);
    expect(await state()).toMatchObject({ host: 'calendar.example', busy: 2, calendar: { lastReadAt: now } });
    expect(await state(towns.jens)).toBeUndefined();
  });

  it('keeps its address so that the store alone does not tell it', async () => {
    await connect();
    const kept = await towns.database.busyCalendars.calendarOf(towns.mette.member.id);
    expect(JSON.stringify(kept)).not.toMatch(/example|private|0123456789/);
    // Moved to somebody else's row, it opens for nobody.
    if (kept === undefined) throw new Error('nothing is kept');
    await towns.database.busyCalendars.saveCalendar({ ...kept, memberId: towns.jens.member.id }, []);
    expect(await state(towns.jens)).not.toHaveProperty('host');
  });

  it('leaves an entry that says who and when, and nothing of the address', async () => {
    await connect();
    const [entry] = await towns.database.audit.entriesAbout(towns.mette.member.id, 1);
    expect(entry).toMatchObject({ action: 'availability/calendar', memberId: towns.mette.member.id });
    expect(JSON.stringify(entry)).not.toContain('example');
  });

  it('that cannot be read is not kept, and one that was stays', async () => {
    answer = fails('not-a-calendar');
    expect(await refusalOf(connect())).toBe('error.private-calendar.not-a-calendar');
    expect(await state()).toBeUndefined();
    answer = busy([hours(1, 2)]);
    await connect();
    answer = fails('not-public');
    expect(await refusalOf(connect())).toBe('error.private-calendar.not-public');
    expect(await state()).toMatchObject({ busy: 1 });
  });

  it('is not kept of young people; and no longer of who becomes one of them', async () => {
    expect(await refusalOf(connect(towns.emma))).toBe('error.private-calendar.youth');
    expect(asked).toEqual([]);
    await connect();
    await towns.database.committees.saveMember({ ...towns.mette.member, represents: 'youth' });
    towns.world.advance(7 * HOUR_MS);
    expect(await refresh()).toBeUndefined();
    expect(await state()).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('keeps a meeting out of its busy times', async () => {
    const proposal = { title: 'Board', lengthMinutes: 60, participantIds: [] };
    const before = await proposeMeeting(towns.deps, towns.mette, proposal);
    const [best] = before.search.candidates;
    if (best === undefined) throw new Error('no time was found');
    answer = busy([{ fromAt: best.at, untilAt: best.endAt }]);
    await connect();
    const after = await proposeMeeting(towns.deps, towns.mette, proposal);
    expect(best.attendees).toContain(towns.mette.member.id);
    for (const { at, endAt, attendees } of after.search.candidates)
      if (at < best.endAt && endAt > best.at) expect(attendees).not.toContain(towns.mette.member.id);
  });

  it('is read again after six hours, not before, and replaced by what is there then', async () => {
    answer = busy([hours(1, 2), hours(30, 40)], '"v1"');
    await connect();
    towns.world.advance(6 * HOUR_MS - 1);
    expect(await refresh()).toBeUndefined();
    towns.world.advance(1);
    answer = busy([hours(3, 4)]);
    expect(await refresh()).toMatchObject({ tell: false });
    expect(asked[1]).toMatchObject({ etag: '"v1"' });
    expect(await state()).toMatchObject({ busy: 1, calendar: { lastReadAt: towns.world.now() } });
    expect(await refresh()).toBeUndefined();
  });

  it('stays as it was when nothing has changed, and is read whole once a week, or in another zone', async () => {
    answer = busy([hours(30, 400)], '"v1"');
    await connect();
    answer = { type: 'not-modified' };
    towns.world.advance(6 * HOUR_MS);
    await refresh();
    expect(await state()).toMatchObject({ busy: 1, calendar: { lastReadAt: towns.world.now() } });
    expect(asked[1]).toHaveProperty('etag');
    towns.world.advance(7 * DAY_MS);
    await refresh();
    expect(asked[2]).not.toHaveProperty('etag');
    answer = busy([], '"v2"');
    towns.world.advance(6 * HOUR_MS);
    await refresh();
    await towns.database.committees.saveMember({ ...towns.mette.member, timeZone: 'Asia/Tokyo' });
    towns.world.advance(6 * HOUR_MS);
    await refresh();
    expect(asked.at(-1)).toMatchObject({ timeZone: 'Asia/Tokyo' });
    expect(asked.at(-1)).not.toHaveProperty('etag');
  });

  it('is tried less and less often while it fails, keeps what it had, and tells its owner once', async () => {
    answer = busy([hours(100, 200)]);
    await connect();
    answer = fails('unreachable');
    towns.world.advance(6 * HOUR_MS);
    const pauses: number[] = [];
    const told: boolean[] = [];
    for (let round = 0; round < 10; round += 1) {
      const refreshed = await refresh();
      if (refreshed === undefined) throw new Error('it was due');
      told.push(refreshed.tell);
      const pause = refreshed.calendar.nextReadAt - towns.world.now();
      pauses.push(pause / MINUTE_MS);
      towns.world.advance(pause - 1);
      expect(await refresh()).toBeUndefined();
      towns.world.advance(1);
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
    expect(told).toEqual([false, false, false, false, false, true, false, false, false, false]);
    expect(await state()).toMatchObject({ busy: 1, calendar: { trouble: 'unreachable', failures: 10 } });
    answer = busy();
    await refresh();
    const read = (await state())?.calendar;
    expect(read).toMatchObject({ failures: 0 });
    expect(read).not.toHaveProperty('trouble');
    expect(read).not.toHaveProperty('toldAt');
  });

  it('is read at once on demand, but not twice in a minute', async () => {
    await connect();
    expect(await refresh('early')).toBeUndefined();
    towns.world.advance(MINUTE_MS);
    expect(await refresh('early')).toBeDefined();
    expect(await refresh('early')).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it('is read by one at a time; who dies at it holds nobody up for long', async () => {
    await connect();
    towns.world.advance(6 * HOUR_MS);
    const both = await Promise.all([refresh(), refresh()]);
    expect(both.filter((one) => one !== undefined)).toHaveLength(1);
    towns.world.advance(6 * HOUR_MS);
    whileReading = () => Promise.reject(new Error('killed'));
    await expect(refresh()).rejects.toThrow('killed');
    whileReading = async () => undefined;
    expect(await refresh()).toBeUndefined();
    towns.world.advance(2 * MINUTE_MS);
    expect(await refresh()).toBeDefined();
  });

  it('that is forgotten or replaced while it is read, is not brought back by the reading', async () => {
    await connect();
    towns.world.advance(6 * HOUR_MS);
    answer = busy([hours(1, 2)]);
    whileReading = () => forgetCalendar(towns.deps, towns.mette.member);
    expect(await refresh()).toBeUndefined();
    expect(await state()).toBeUndefined();
  });

  it('cannot be read with another key, and says so', async () => {
    await connect();
    towns.world.advance(6 * HOUR_MS);
    const others = { ...calendars, secrets: sealedSecrets(Buffer.alloc(32, 2).toString('base64')) };
    await refreshCalendar(towns.deps, others, towns.mette.member.id);
    expect(asked).toHaveLength(1);
    expect(await calendarState(towns.deps, others, towns.mette.member.id)).toMatchObject({
      calendar: { trouble: 'key-lost' },
    });
  });

  it('is forgotten whole, and that alone is written down', async () => {
    answer = busy([hours(1, 2)]);
    await connect();
    expect(await forgetCalendar(towns.deps, towns.mette.member)).toBe(true);
    expect(await state()).toBeUndefined();
    const always = { fromAt: 0, untilAt: towns.world.now() + 400 * DAY_MS };
    expect(await towns.database.busyCalendars.busyOf([towns.mette.member.id], always)).toEqual([]);
    const entries = await towns.database.audit.entriesAbout(towns.mette.member.id, 9);
    expect(entries.filter(({ action }) => action === 'availability/calendar-forget')).toHaveLength(1);
    expect(await forgetCalendar(towns.deps, towns.mette.member)).toBe(false);
  });
});
