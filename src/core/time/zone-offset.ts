import { formatInTimeZone } from 'date-fns-tz';
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

/** The two closest transitions in today's data are 6.96 days apart (Gaza, October 2040). */
const PROBE_MS = 6 * DAY_MS;

/** Offsets are looked up and remembered season by season: most questions are about the next few weeks. */
const SEASON_MS = 16 * PROBE_MS;

/** 1970 to 2199; instants outside of them are asked for one by one and not remembered. */
const SEASONS = 875;

// A memo of a pure function: it changes how fast the answer comes, never the answer. It is bounded, because
// zone names come from a closed list and seasons from the horizon of a meeting.
const stretchesOf = new Map<string, Map<number, readonly Stretch[]>>();

/**
 * Offset of the zone at the instant, in minutes east of UTC (Copenhagen in winter: 60).
 * @throws RangeError for an unknown zone (an empty one would silently mean the process's zone) or no number.
 */
export function offsetMinutes(at: Instant, timeZone: string): number {
  if (!Number.isFinite(at)) throw new RangeError('Not an instant');
  const season = Math.floor(at / SEASON_MS);
  if (season < 0 || season >= SEASONS) {
    refuseUnknown(timeZone);
    return askOffset(at, timeZone);
  }
  const stretches = stretchesIn(timeZone, season);
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
  const first = Math.max(0, Math.floor(fromAt / SEASON_MS));
  const last = Math.min(SEASONS - 1, Math.floor((untilAt - 1) / SEASON_MS));
  for (let season = first; season <= last; season++) {
    const stretches = stretchesIn(timeZone, season);
    for (let i = 1; i < stretches.length; i++) {
      const stretch = stretches[i];
      const before = stretches[i - 1];
      if (!stretch || !before || stretch.fromAt < fromAt || stretch.fromAt >= untilAt) continue;
      found.push({ at: stretch.fromAt, before: before.offset, after: stretch.offset });
    }
  }
  return found;
}

function stretchesIn(timeZone: string, season: number): readonly Stretch[] {
  let seasons = stretchesOf.get(timeZone);
  if (seasons === undefined) {
    refuseUnknown(timeZone);
    seasons = new Map();
    stretchesOf.set(timeZone, seasons);
  }
  let stretches = seasons.get(season);
  if (stretches === undefined) {
    stretches = expand(timeZone, season * SEASON_MS, (season + 1) * SEASON_MS);
    seasons.set(season, stretches);
  }
  return stretches;
}

function expand(timeZone: string, start: Instant, end: Instant): Stretch[] {
  // The millisecond before, so that a change on the very first one is a transition of this season.
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
