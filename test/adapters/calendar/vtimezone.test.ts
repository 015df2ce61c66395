import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { vtimezone } from '../../../src/adapters/calendar/vtimezone.ts';
import { allTimeZones } from '../../../src/core/time/time-zone.ts';
import { offsetAt, onsetsOf, readIcs } from './read-ics.ts';

const [FIRST, LAST] = [2024, 2036];
const FROM = Date.UTC(FIRST, 0, 1);
const UNTIL = Date.UTC(LAST + 1, 0, 1);

/** What Temporal says of a zone: its changes in these years, as milliseconds. */
function changesOf(zone: string): number[] {
  const changes: number[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(FROM - 1).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= UNTIL) return changes;
    changes.push(next.epochMilliseconds);
    at = next;
  }
}
const temporalOffset = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;

/** One zone for each history of these years: zones with the same one are described alike. */
const distinct = new Map<string, string>();
for (const zone of allTimeZones()) {
  const changes = changesOf(zone);
  const history = [FROM, ...changes].map((at) => `${at} ${temporalOffset(at, zone)}`).join();
  if (!distinct.has(history)) distinct.set(history, zone);
}
const zones = [...distinct.values()];

const written = (zone: string, first = FIRST, last = LAST) => {
  const component = vtimezone(zone, first, last);
  return component && ICAL.stringify(component as unknown as Parameters<typeof ICAL.stringify>[0]);
};

describe('the clocks of a zone, for calendar programs', () => {
  it('say what Temporal says for every zone, 2024 to 2036, but where the clocks follow the moon', () => {
    const unsaid: string[] = [];
    const wrong: string[] = [];
    let asked = 0;
    for (const zone of zones) {
      const text = written(zone);
      if (text === undefined) {
        unsaid.push(zone);
        continue;
      }
      const onsets = onsetsOf(readIcs(text), LAST + 1);
      const instants = changesOf(zone).flatMap((at) => [at - 60_000, at, at + 60_000]);
      for (let at = FROM; at < UNTIL; at += 19 * 86_400_000) instants.push(at);
      for (const at of instants) {
        asked += 1;
        if (offsetAt(onsets, at) !== temporalOffset(at, zone))
          wrong.push(`${zone} ${new Date(at).toISOString()}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(unsaid).toEqual(['Africa/Casablanca', 'Asia/Gaza']);
    expect(zones.length).toBeGreaterThan(60);
    expect(asked).toBeGreaterThan(15_000);
  }, 120_000);

  it.each([
    ['Europe/Copenhagen', ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU']],
    ['America/Los_Angeles', ['FREQ=YEARLY;BYMONTH=3;BYDAY=2SU', 'FREQ=YEARLY;BYMONTH=11;BYDAY=1SU']],
  ])('of %s are one rule for summer and one for winter, the same whatever the years', (zone, rules) => {
    const text = written(zone) ?? '';
    expect([...text.matchAll(/RRULE:(.*)\r/g)].map(([, rule]) => rule)).toEqual(rules);
    expect(text).not.toContain('RDATE');
    expect(text).toContain(`TZID:${zone}\r\n`);
    expect(written(zone, 2029, 2031)).toBe(text);
  });

  it('of a zone without daylight saving are one standard time', () => {
    expect(readIcs(written('Asia/Tokyo') ?? '').inside.map(({ name }) => name)).toEqual(['STANDARD']);
  });

  it('of a zone that changed its rules are the old ones until then and the new ones since', () => {
    const almaty = readIcs(written('Asia/Almaty') ?? '');
    const onsets = onsetsOf(almaty, LAST);
    expect(offsetAt(onsets, Date.UTC(2024, 1, 29, 17, 59))).toBe(360);
    expect(offsetAt(onsets, Date.UTC(2024, 1, 29, 18, 0))).toBe(300);
  });

  it('are refused for what is no zone', () => {
    expect(() => vtimezone('', 2026, 2027)).toThrow(RangeError);
    expect(() => vtimezone('Mars/Olympus', 2026, 2027)).toThrow(RangeError);
  });
});
