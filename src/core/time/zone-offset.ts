import { formatInTimeZone } from 'date-fns-tz';
import { civilOf, epochDayOf } from './civil-day.ts';
import { DAY_MS, type Instant, MINUTE_MS, type WallTime } from './instant.ts';
import { isTimeZone } from './time-zone.ts';
import { lineToWall } from './wall-time.ts';

/**
 * The only file that asks date-fns-tz anything, and it asks for one thing: the offset (`xxx`), which was right
 * for every zone under every process zone. Its other conversions were not; see docs/architecture.md.
 */

/** A stretch of time with one offset; it lasts until the next one begins. */
interface Stretch {
  readonly fromAt: Instant;
  readonly offset: number;
}

/** The clocks of a zone change. Offsets in minutes east of UTC. */
export interface Transition {
  readonly at: Instant;
  readonly before: number;
  readonly after: number;
}

/** Instants outside these years are asked for one by one and not remembered. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/** The two closest transitions in today's data are 6.96 days apart (Gaza, October 2040). */
const PROBE_MS = 6 * DAY_MS;

// A memo of a pure function: it changes how fast the answer comes, never the answer. It is bounded, because
// zone names come from a closed list and years from the horizon of a meeting.
const stretchesOf = new Map<string, Map<number, readonly Stretch[]>>();

/**
 * Offset of the zone at the instant, in minutes east of UTC (Copenhagen in winter: 60).
 * @throws RangeError for an unknown zone (an empty one would silently mean the process's zone) or no number.
 */
export function offsetMinutes(at: Instant, timeZone: string): number {
  if (!Number.isFinite(at)) throw new RangeError('Not an instant');
  const { year } = civilOf(Math.floor(at / DAY_MS));
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    refuseUnknown(timeZone);
    return askOffset(at, timeZone);
  }
  const stretches = stretchesIn(timeZone, year);
  let offset = stretches[0]?.offset ?? 0;
  for (let i = 1; i < stretches.length; i++) {
    const stretch = stretches[i];
    if (stretch === undefined || stretch.fromAt > at) break;
    offset = stretch.offset;
  }
  return offset;
}

/** What the clock of the zone shows at the instant, to the minute. @throws RangeError for an unknown zone. */
export function wallAt(at: Instant, timeZone: string): WallTime {
  return lineToWall(at + offsetMinutes(at, timeZone) * MINUTE_MS);
}

/** Changes of the zone's clocks with `fromAt <= at < untilAt`, in order. @throws RangeError for an unknown zone. */
export function transitions(timeZone: string, fromAt: Instant, untilAt: Instant): Transition[] {
  const found: Transition[] = [];
  if (!(fromAt < untilAt)) return found;
  const firstYear = Math.max(FIRST_YEAR, civilOf(Math.floor(fromAt / DAY_MS)).year);
  const lastYear = Math.min(LAST_YEAR, civilOf(Math.floor(untilAt / DAY_MS)).year);
  for (let year = firstYear; year <= lastYear; year++) {
    const stretches = stretchesIn(timeZone, year);
    for (let i = 1; i < stretches.length; i++) {
      const stretch = stretches[i];
      const before = stretches[i - 1];
      if (!stretch || !before || stretch.fromAt < fromAt || stretch.fromAt >= untilAt) continue;
      found.push({ at: stretch.fromAt, before: before.offset, after: stretch.offset });
    }
  }
  return found;
}

function stretchesIn(timeZone: string, year: number): readonly Stretch[] {
  let years = stretchesOf.get(timeZone);
  if (years === undefined) {
    refuseUnknown(timeZone);
    years = new Map();
    stretchesOf.set(timeZone, years);
  }
  let stretches = years.get(year);
  if (stretches === undefined) {
    stretches = expandYear(timeZone, year);
    years.set(year, stretches);
  }
  return stretches;
}

function expandYear(timeZone: string, year: number): Stretch[] {
  const start = epochDayOf({ year, month: 1, day: 1 }) * DAY_MS;
  const end = epochDayOf({ year: year + 1, month: 1, day: 1 }) * DAY_MS;
  // The millisecond before the year, so that a change on its very first one is a transition of this year.
  let knownAt = start - 1;
  let offset = askOffset(knownAt, timeZone);
  const stretches: Stretch[] = [{ fromAt: start - 1, offset }];
  while (knownAt < end - 1) {
    const probeAt = Math.min(knownAt + PROBE_MS, end - 1);
    const probed = askOffset(probeAt, timeZone);
    if (probed !== offset) {
      stretches.push({ fromAt: changeBetween(timeZone, knownAt, probeAt, offset), offset: probed });
      offset = probed;
    }
    knownAt = probeAt;
  }
  return stretches;
}

/** The first whole minute at which the offset is no longer `before`. */
function changeBetween(timeZone: string, lowAt: Instant, highAt: Instant, before: number): Instant {
  let low = Math.floor(lowAt / MINUTE_MS);
  let high = Math.ceil(highAt / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (askOffset(middle * MINUTE_MS, timeZone) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

function askOffset(at: Instant, timeZone: string): number {
  const text = formatInTimeZone(at, timeZone, 'xxx');
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6));
  return text.startsWith('-') ? -minutes : minutes;
}

function refuseUnknown(timeZone: string): void {
  if (!isTimeZone(timeZone)) throw new RangeError(`Unknown time zone: ${timeZone.slice(0, 60) || '(empty)'}`);
}
