import ICAL from 'ical.js';
import { type Instant, MINUTE_MS } from '../../core/time/instant.ts';
import { instantOf } from '../../core/time/resolve-wall.ts';
import { isTimeZone } from '../../core/time/time-zone.ts';
import { lineToWall, wallToLine } from '../../core/time/wall-time.ts';
import { wallAt } from '../../core/time/zone-offset.ts';

/**
 * Between what a clock shows and when that is. What it shows is a number of milliseconds as if the clock were UTC
 * (see `wallToLine`), to the minute.
 */
export interface EventClock {
  at(line: number): Instant;
  lineAt(at: Instant): number;
}

const utc: EventClock = { at: (line) => line, lineAt: (at) => at };

const inZone = (timeZone: string): EventClock => ({
  at: (line) => instantOf(lineToWall(line), timeZone).at,
  lineAt: (at) => wallToLine(wallAt(at, timeZone)),
});

/** A zone that the file describes itself, and calls by a name that is none of the world's: "Romance Standard Time". */
const asDescribed = (zone: ICAL.Timezone): EventClock => {
  const offsetAt = (line: number, isUtc: boolean) => {
    const time = ICAL.Time.fromJSDate(new Date(line), true);
    if (isUtc) return zone.utcOffset(time.convertToZone(zone)) * 1000;
    time.zone = zone;
    return zone.utcOffset(time) * 1000;
  };
  return {
    at: (line) => line - offsetAt(line, false),
    lineAt: (at) => Math.floor((at + offsetAt(at, true)) / MINUTE_MS) * MINUTE_MS,
  };
};

/** What the clock shows, to the minute. */
export const lineOf = ({ year, month, day, hour, minute, isDate }: ICAL.Time): number =>
  Date.UTC(year, month - 1, day, isDate ? 0 : hour, isDate ? 0 : minute);

export interface Clocks {
  /** The clock that a property's times are on: its own zone's, or that of the calendar's owner. */
  of(property: ICAL.Property, time: ICAL.Time): EventClock;
}

/** @param zones the VTIMEZONE components of the file */
export function clocksOf(ownTimeZone: string, zones: readonly ICAL.Component[]): Clocks {
  const own = inZone(ownTimeZone);
  const described = new Map(
    zones.map((component) => [String(component.getFirstPropertyValue('tzid') ?? ''), component]),
  );
  const known = new Map<string, EventClock>();
  const clockOf = (tzid: string): EventClock => {
    // "/example.org/Europe/Berlin" has the zone's usual name at its end.
    const usual = tzid.startsWith('/') ? tzid.split('/').slice(2).join('/') : tzid;
    if (isTimeZone(usual)) return inZone(usual);
    const component = described.get(tzid);
    return component === undefined ? own : asDescribed(new ICAL.Timezone({ component, tzid }));
  };
  return {
    of(property, time) {
      if (!time.isDate && time.zone === ICAL.Timezone.utcTimezone) return utc;
      const tzid = property.getFirstParameter('tzid');
      if (time.isDate || tzid === undefined || tzid === '') return own;
      let clock = known.get(tzid);
      if (clock === undefined) {
        clock = clockOf(tzid);
        known.set(tzid, clock);
      }
      return clock;
    },
  };
}
