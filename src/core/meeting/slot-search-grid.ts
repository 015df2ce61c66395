import { DAY_MS, type Instant, MINUTE_MS } from '../time/instant.ts';
import { offsetMinutes, transitions } from '../time/zone-offset.ts';
import { wordsFor } from './slot-search-bits.ts';

/** One tick. Starts lie on this grid of the UTC line; every zone of today is a whole number of ticks from UTC. */
export const STEP_MS = 15 * MINUTE_MS;

/** The starts that are searched: ticks `first` to `first + count - 1` of the UTC grid. */
export interface StartGrid {
  readonly lengthMs: number;
  readonly first: number;
  readonly count: number;
  /** Words of a row that has a bit for each start. */
  readonly words: number;
}

/** Starts at or after `fromAt` whose meeting ends by `untilAt`. */
export function startGrid(fromAt: Instant, untilAt: Instant, lengthMinutes: number): StartGrid {
  const lengthMs = lengthMinutes * MINUTE_MS;
  const first = Math.ceil(fromAt / STEP_MS);
  const last = Math.floor((untilAt - lengthMs) / STEP_MS);
  const count = Math.max(0, last - first + 1);
  return { lengthMs, first, count, words: wordsFor(count) };
}

export const startAt = (grid: StartGrid, index: number): Instant => (grid.first + index) * STEP_MS;

/** A stretch of time in which a zone keeps one offset. */
export interface OffsetStretch {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly offsetMs: number;
}

/** The first start whose meeting lasts longer than until `at`. */
export const firstLastingPast = (at: Instant, { first, lengthMs }: StartGrid): number =>
  Math.max(0, Math.floor((at - lengthMs) / STEP_MS) + 1 - first);

/** The first start at or after `at`, or the end of the grid. */
export const firstFrom = (at: Instant, { first, count }: StartGrid): number =>
  Math.min(count, Math.ceil(at / STEP_MS) - first);

/** The zone's offsets over all the meetings, each stretch once: all that the search asks of a zone. */
export function offsetStretches(timeZone: string, grid: StartGrid): OffsetStretch[] {
  const fromAt = startAt(grid, 0);
  const untilAt = Math.max(fromAt, startAt(grid, grid.count - 1) + grid.lengthMs);
  const stretches: OffsetStretch[] = [];
  let at = fromAt;
  let offset = offsetMinutes(fromAt, timeZone);
  for (const change of transitions(timeZone, fromAt + 1, untilAt)) {
    stretches.push({ fromAt: at, untilAt: change.at, offsetMs: offset * MINUTE_MS });
    at = change.at;
    offset = change.after;
  }
  stretches.push({ fromAt: at, untilAt, offsetMs: offset * MINUTE_MS });
  return stretches;
}

/** What the clock shows at an instant of the grid, as a number on the local line; stretches are few. */
export function localLine(at: Instant, stretches: readonly OffsetStretch[]): number {
  for (const { untilAt, offsetMs } of stretches) if (at < untilAt) return at + offsetMs;
  return at + (stretches.at(-1)?.offsetMs ?? 0);
}

/** The days of the zone's calendar that the time touches: pairs of first and last epoch day. */
export function daysTouched(
  fromAt: Instant,
  untilAt: Instant,
  stretches: readonly OffsetStretch[],
): number[] {
  const days: number[] = [];
  for (const stretch of stretches) {
    const start = Math.max(fromAt, stretch.fromAt);
    const end = Math.min(untilAt, stretch.untilAt);
    if (start < end)
      days.push(
        Math.floor((start + stretch.offsetMs) / DAY_MS),
        Math.floor((end - 1 + stretch.offsetMs) / DAY_MS),
      );
  }
  return days;
}

/** Calls with each time on the UTC line at which the zone's calendar shows one of these epoch days. */
export function eachTimeOfDays(
  firstDay: number,
  lastDay: number,
  stretches: readonly OffsetStretch[],
  each: (fromAt: Instant, untilAt: Instant) => void,
): void {
  for (const { fromAt, untilAt, offsetMs } of stretches) {
    const start = Math.max(fromAt, firstDay * DAY_MS - offsetMs);
    const end = Math.min(untilAt, (lastDay + 1) * DAY_MS - offsetMs);
    if (start < end) each(start, end);
  }
}
