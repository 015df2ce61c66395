import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { renderIcs } from '../../../src/adapters/calendar/render-ics.ts';
import { vtimezone } from '../../../src/adapters/calendar/vtimezone.ts';
import { wordEntry } from '../../../src/chat/view/calendar-words.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { anEntry, inEnglish } from './entries.ts';
import { hasIcalendar, offsetsByIcalendar, readWithIcalendar } from './icalendar-reader.ts';

/**
 * One of each way in which clocks are described, and those of the towns; but none with UNTIL, which this library takes
 * only in local time, against RFC 5545 (vtimezone.test.ts reads those).
 */
const zones = [
  'Europe/Copenhagen',
  'America/Los_Angeles',
  'America/New_York',
  'Asia/Kathmandu',
  'Asia/Jerusalem',
  'America/Santiago',
  'America/Nuuk',
  'America/Scoresbysund',
  'Asia/Almaty',
  'America/Asuncion',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Easter',
  'Antarctica/Troll',
];

describe.skipIf(!hasIcalendar)('read by python-icalendar (needs Debian’s python3-icalendar)', () => {
  it('a clock goes as Temporal says, from hour to hour around each change, 2024 to 2036', async () => {
    const asked = zones.map((zone) => {
      const component = vtimezone(zone, 2024, 2036);
      if (component === undefined) throw new Error(`${zone} is not described`);
      const text = ICAL.stringify(component as unknown as Parameters<typeof ICAL.stringify>[0]);
      const instants: number[] = [];
      let at = Temporal.Instant.from('2024-01-02T00:00Z').toZonedDateTimeISO(zone);
      for (;;) {
        const change = at.getTimeZoneTransition('next');
        if (change === null || change.year > 2036) break;
        for (const hours of [-24, -1, 0, 1, 24]) instants.push(change.epochMilliseconds + hours * 3_600_000);
        at = change;
      }
      for (let month = 0; month < 13 * 12; month += 1) instants.push(Date.UTC(2024, month, 15, 12));
      return { zone, text, instants };
    });
    const answers = await offsetsByIcalendar(asked);
    const wrong = asked.flatMap(({ zone, instants }, index) =>
      instants.flatMap((at, place) => {
        const right =
          Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
        const found = answers[index]?.[place];
        return found === right ? [] : [`${zone} ${new Date(at).toISOString()}: ${found}, not ${right}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('a meeting is at its instants, in its words, before and after a move and a cancellation', async () => {
    const planned = anEntry();
    const moved = anEntry({
      startAt: Date.UTC(2027, 6, 12, 16),
      sequence: 3,
      revisedAt: Date.UTC(2026, 11, 1),
    });
    const cancelled = { ...moved, sequence: 4, cancelled: true };
    for (const entry of [planned, moved, cancelled]) {
      const words = wordEntry(entry, 'follows', inEnglish);
      const kind = { type: 'feed', name: 'Meetings; Aalborg, Solvang' } as const;
      const text = [...renderIcs(kind, [entry], () => words)].join('');
      expect(await readWithIcalendar(text)).toEqual({
        method: 'PUBLISH',
        name: 'Meetings; Aalborg, Solvang',
        zones: ['Europe/Copenhagen'],
        events: [
          {
            uid: planned.uid,
            sequence: entry.sequence,
            status: entry.cancelled ? 'CANCELLED' : 'CONFIRMED',
            summary: words.title,
            description: words.description,
            organizer: 'mailto:no-reply@twinbell.invalid',
            stamp: entry.revisedAt,
            startAt: entry.startAt,
            startZone: 'Europe/Copenhagen',
            startWall: wallAt(entry.startAt, 'Europe/Copenhagen'),
            endAt: entry.endAt,
          },
        ],
      });
    }
  });
});
