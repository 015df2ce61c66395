import { DAY_MS, type Instant, type LocalDate, MINUTE_MS } from '../time/instant.ts';
import { epochDayOfDate } from '../time/local-date.ts';
import type { WeeklyHours } from '../time/weekly-hours.ts';
import { offsetMinutes, transitions } from '../time/zone-offset.ts';

/** Candidate starts lie on this grid of the UTC line; every zone of today is a whole number of steps from UTC. */
export const STEP_MS = 15 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
/** Day 0 was a Thursday; weeks begin on Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** A stretch of time in which a zone keeps one offset. */
export interface OffsetStretch {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly offsetMs: number;
}

/** The zone's offsets from `fromAt` to `untilAt`, each stretch once: all that the search asks of a zone. */
export function offsetStretches(timeZone: string, fromAt: Instant, untilAt: Instant): OffsetStretch[] {
  const stretches: OffsetStretch[] = [];
  let startAt = fromAt;
  let offset = offsetMinutes(fromAt, timeZone);
  for (const { at, after } of transitions(timeZone, fromAt + 1, untilAt)) {
    stretches.push({ fromAt: startAt, untilAt: at, offsetMs: offset * MINUTE_MS });
    startAt = at;
    offset = after;
  }
  stretches.push({ fromAt: startAt, untilAt, offsetMs: offset * MINUTE_MS });
  return stretches;
}

/** The starts that are searched: steps `first` to `first + count - 1` of the UTC grid. */
export interface StartGrid {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly lengthMs: number;
  readonly first: number;
  readonly count: number;
}

/** Starts at or after `fromAt` whose meeting ends by `untilAt`. */
export function startGrid(fromAt: Instant, untilAt: Instant, lengthMinutes: number): StartGrid {
  const lengthMs = lengthMinutes * MINUTE_MS;
  const first = Math.ceil(fromAt / STEP_MS);
  const last = Math.floor((untilAt - lengthMs) / STEP_MS);
  return { fromAt, untilAt, lengthMs, first, count: Math.max(0, last - first + 1) };
}

/** Milliseconds from Monday 00:00 on the local line, pairs of start and end, in order; nights that wrap are cut. */
export type WeekPattern = readonly number[];

export function weekPattern(hours: WeeklyHours): WeekPattern {
  const pairs: [number, number][] = [];
  for (const { weekday, startMinute, endMinute } of hours) {
    const start = (weekday - 1) * DAY_MS + startMinute * MINUTE_MS;
    const end = (weekday - 1) * DAY_MS + endMinute * MINUTE_MS;
    pairs.push([start, Math.min(end, WEEK_MS)]);
    if (end > WEEK_MS) pairs.push([0, end - WEEK_MS]);
  }
  pairs.sort((a, b) => a[0] - b[0]);
  return pairs.flat();
}

/** Instants at which somebody cannot come: pairs of start and end, in order, merged. */
export function blockedTimes(
  away: readonly { readonly fromOn: LocalDate; readonly untilOn: LocalDate }[],
  busy: readonly { readonly fromAt: Instant; readonly untilAt: Instant }[],
  stretches: readonly OffsetStretch[],
): number[] {
  const pairs: [number, number][] = [];
  for (const { fromAt, untilAt } of busy) if (fromAt < untilAt) pairs.push([fromAt, untilAt]);
  for (const { fromOn, untilOn } of away) {
    const from = epochDayOfDate(fromOn) * DAY_MS;
    const until = (epochDayOfDate(untilOn) + 1) * DAY_MS;
    for (const stretch of stretches) {
      const start = Math.max(stretch.fromAt, from - stretch.offsetMs);
      const end = Math.min(stretch.untilAt, until - stretch.offsetMs);
      if (start < end) pairs.push([start, end]);
    }
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const merged: number[] = [];
  for (const [start, end] of pairs) {
    const last = merged.length - 1;
    if (last > 0 && start <= (merged[last] ?? 0)) merged[last] = Math.max(merged[last] ?? 0, end);
    else merged.push(start, end);
  }
  return merged;
}

/**
 * The starts at which somebody is free for the whole meeting, as pairs of first and last index on the grid, in
 * order. Somebody is free at an instant when their local clock then shows one of their hours and nothing blocks
 * it; so an hour that clocks show twice is free twice, and one they skip is not there.
 */
export function freeStarts(
  pattern: WeekPattern,
  stretches: readonly OffsetStretch[],
  blocked: readonly number[],
  grid: StartGrid,
): number[] {
  const ranges: number[] = [];
  const { lengthMs, first, fromAt: gridFromAt, untilAt: gridUntilAt } = grid;
  let block = 0;
  // The free time that is being put together: windows that touch become one.
  let openAt = 0;
  let closeAt = -1;

  const addStarts = (freeAt: Instant, untilAt: Instant) => {
    const from = Math.ceil(freeAt / STEP_MS) - first;
    const last = Math.floor((untilAt - lengthMs) / STEP_MS) - first;
    if (last >= from) ranges.push(from, last);
  };

  const flush = () => {
    if (closeAt - openAt < lengthMs) return;
    let freeAt = openAt;
    while (block < blocked.length && (blocked[block + 1] ?? 0) <= freeAt) block += 2;
    for (let i = block; i < blocked.length; i += 2) {
      const blockAt = blocked[i] ?? 0;
      if (blockAt >= closeAt) break;
      if (blockAt > freeAt) addStarts(freeAt, blockAt);
      freeAt = Math.max(freeAt, blocked[i + 1] ?? 0);
    }
    if (freeAt < closeAt) addStarts(freeAt, closeAt);
  };

  for (const stretch of stretches) {
    const { offsetMs } = stretch;
    const fromAt = Math.max(stretch.fromAt, gridFromAt);
    const untilAt = Math.min(stretch.untilAt, gridUntilAt);
    const local = fromAt + offsetMs - FIRST_MONDAY_MS;
    const firstWeek = Math.floor(local / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS - offsetMs;
    for (let weekAt = firstWeek; weekAt < untilAt; weekAt += WEEK_MS) {
      for (let i = 0; i < pattern.length; i += 2) {
        const startAt = Math.max(fromAt, weekAt + (pattern[i] ?? 0));
        const endAt = Math.min(untilAt, weekAt + (pattern[i + 1] ?? 0));
        if (startAt >= endAt) continue;
        if (startAt <= closeAt) {
          closeAt = Math.max(closeAt, endAt);
        } else {
          flush();
          openAt = startAt;
          closeAt = endAt;
        }
      }
    }
  }
  flush();
  return ranges;
}

/** Whether the index lies in one of the pairs. */
export function includesStart(ranges: readonly number[], index: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (index < (ranges[middle * 2] ?? 0)) high = middle - 1;
    else if (index > (ranges[middle * 2 + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}
