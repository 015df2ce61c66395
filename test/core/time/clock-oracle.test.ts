import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src/core/time/instant.ts';
import { addDays, startOfDay, weekdayOf } from '../../../src/core/time/local-date.ts';
import { instantOf, resolveWall } from '../../../src/core/time/resolve-wall.ts';
import { allTimeZones, isTimeZone } from '../../../src/core/time/time-zone.ts';
import { lineToWall } from '../../../src/core/time/wall-time.ts';
import { offsetMinutes, transitions, wallAt } from '../../../src/core/time/zone-offset.ts';

const FROM = Date.UTC(2020, 0, 1);
const UNTIL = Date.UTC(2037, 0, 1);
const zones = allTimeZones().filter((zone) => isTimeZone(zone));

describe('the clock against an independent Temporal', () => {
  it('runs in the process zone that was asked for', () => {
    expect(process.env.TZ).toBe(process.env.TWINBELL_TEST_ZONE ?? 'UTC');
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(process.env.TZ);
  });

  it('finds every transition of every zone 2020 to 2036, with the offsets around it', () => {
    let seen = 0;
    const wrong: string[] = [];
    for (const zone of zones) {
      const expected = temporalTransitions(zone);
      const found = transitions(zone, FROM, UNTIL);
      seen += expected.length;
      if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(zone);
    }
    expect(wrong).toEqual([]);
    expect(zones.length).toBeGreaterThan(400);
    expect(seen).toBeGreaterThan(4000);
  }, 60_000);

  it('resolves wall times around every transition as Temporal does', () => {
    let checked = 0;
    const wrong: string[] = [];
    // A full check of each transition for each zone; wall times inside, on the edges of and beside the change.
    for (const zone of zones) {
      for (const { at, before, after } of transitions(zone, FROM, UNTIL)) {
        const low = at + Math.min(before, after) * MINUTE_MS;
        const high = at + Math.max(before, after) * MINUTE_MS;
        for (const line of [
          low - MINUTE_MS,
          low,
          low + 15 * MINUTE_MS,
          high - MINUTE_MS,
          high,
          high + 30 * MINUTE_MS,
        ]) {
          checked++;
          if (!agrees(lineToWall(line), zone)) wrong.push(`${zone} ${lineToWall(line)}`);
        }
        for (const near of [at - MINUTE_MS, at, at + MINUTE_MS]) {
          checked++;
          if (offsetMinutes(near, zone) !== temporalOffset(near, zone)) wrong.push(`${zone} ${near}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(40_000);
  }, 60_000);

  it('agrees on any instant and any wall time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: FROM, max: UNTIL }), (zone, instant) => {
        const at = Math.floor(instant / MINUTE_MS) * MINUTE_MS;
        expect(wallAt(at, zone)).toBe(
          Temporal.Instant.fromEpochMilliseconds(at)
            .toZonedDateTimeISO(zone)
            .toPlainDateTime()
            .toString()
            .slice(0, 16),
        );
        expect(agrees(lineToWall(at), zone)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('starts each day where Temporal starts it, also where midnight is skipped', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 17 * 365 }), (zone, days) => {
        const date = addDays('2020-01-01', days);
        const plain = Temporal.PlainDate.from(date);
        expect(startOfDay(date, zone)).toBe(plain.toZonedDateTime(zone).epochMilliseconds);
        expect(weekdayOf(date)).toBe(plain.dayOfWeek);
      }),
      { numRuns: 2000 },
    );
    expect(wallAt(startOfDay('2021-03-28', 'Asia/Beirut'), 'Asia/Beirut')).toBe('2021-03-28T01:00');
  });

  it('does not miss the seven days of summer time in Gaza in October 2040', () => {
    const found = transitions('Asia/Gaza', Date.UTC(2040, 9, 1), Date.UTC(2040, 10, 30));
    expect(found).toHaveLength(2);
  });

  it('refuses the empty zone, offsets and non-zones instead of taking the zone of the process', () => {
    for (const zone of [
      '',
      ' ',
      '+01:00',
      '-05',
      'Z+1',
      'Europe/Atlantis',
      'undefined',
      'a'.repeat(300),
      '../etc',
    ]) {
      expect(isTimeZone(zone)).toBe(false);
      expect(() => offsetMinutes(0, zone)).toThrow(RangeError);
      expect(() => wallAt(DAY_MS, zone)).toThrow(RangeError);
      expect(() => instantOf('2026-11-24T10:00', zone)).toThrow(RangeError);
    }
  });

  it('refuses wall times that are not one', () => {
    for (const wall of [
      '2026-7-1T10:00',
      '2027-02-30T10:00',
      '2026-07-01T24:00',
      '2026-07-01',
      '2026-07-01T10:00Z',
      '',
    ]) {
      expect(() => resolveWall(wall, 'Europe/Copenhagen')).toThrow(RangeError);
    }
  });
});

function temporalOffset(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
}

function temporalTransitions(zone: string): { at: number; before: number; after: number }[] {
  const found: { at: number; before: number; after: number }[] = [];
  let cursor = Temporal.Instant.fromEpochMilliseconds(FROM - 1).toZonedDateTimeISO(zone);
  for (;;) {
    const next = cursor.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= UNTIL) return found;
    const at = next.epochMilliseconds;
    const before = temporalOffset(at - 1, zone);
    const after = temporalOffset(at, zone);
    if (before !== after) found.push({ at, before, after });
    cursor = next;
  }
}

function agrees(wall: string, zone: string): boolean {
  const plain = Temporal.PlainDateTime.from(wall);
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  const compatible = plain.toZonedDateTime(zone, { disambiguation: 'compatible' });
  const ours = resolveWall(wall, zone);
  const chosen = instantOf(wall, zone);
  const shows = compatible.toPlainDateTime().toString().slice(0, 16);
  if (chosen.at !== compatible.epochMilliseconds || chosen.wall !== shows) return false;
  if (earlier === later) return ours.kind === 'unique' && ours.at === earlier;
  return (
    ours.kind === (shows === wall ? 'overlap' : 'gap') && ours.earlierAt === earlier && ours.laterAt === later
  );
}
