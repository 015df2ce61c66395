import { DAY_MS, type Instant, MINUTE_MS } from '../time/instant.ts';
import type { WeeklyHours, WeeklyWindow } from '../time/weekly-hours.ts';
import { clearBits, setBits } from './slot-search-bits.ts';
import {
  eachTimeOfDays,
  firstFrom,
  firstLastingPast,
  type OffsetStretch,
  STEP_MS,
  type StartGrid,
  startAt,
} from './slot-search-grid.ts';

const WEEK_MS = 7 * DAY_MS;
/** Day 0 was a Thursday; weeks begin on Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
const WEEK_TICKS = WEEK_MS / STEP_MS;
/** A week is a whole number of words, so a pattern repeats word by word. */
const WEEK_WORDS = WEEK_TICKS / 32;

/**
 * Weekly hours as pairs of start and end in milliseconds after Monday 00:00 on the local line. They neither touch
 * nor overlap; starts are within the week, ends may be beyond it (Sunday night).
 */
export type WeekPattern = readonly number[];

export function weekPattern(hours: WeeklyHours): WeekPattern {
  const pattern: number[] = [];
  for (const { weekday, startMinute, endMinute } of inOrder(hours)) {
    const day = (weekday - 1) * DAY_MS;
    const start = day + startMinute * MINUTE_MS;
    const end = day + endMinute * MINUTE_MS;
    const last = pattern.length - 1;
    if (last > 0 && start <= (pattern[last] ?? 0)) pattern[last] = Math.max(pattern[last] ?? 0, end);
    else pattern.push(start, end);
  }
  // Sunday night goes on in Monday's hours.
  while (pattern.length > 2 && (pattern.at(-1) ?? 0) >= WEEK_MS + (pattern[0] ?? 0)) {
    const [, end = 0] = pattern.splice(0, 2);
    const last = pattern.length - 1;
    pattern[last] = Math.max(pattern[last] ?? 0, end + WEEK_MS);
  }
  const [start = 0, end = 0] = pattern;
  return end - start >= WEEK_MS ? [0, 2 * WEEK_MS] : pattern;
}

function order(a: WeeklyWindow, b: WeeklyWindow): number {
  return a.weekday - b.weekday || a.startMinute - b.startMinute;
}

function inOrder(hours: WeeklyHours): WeeklyHours {
  for (let i = 1; i < hours.length; i++) {
    const before = hours[i - 1];
    const window = hours[i];
    if (before !== undefined && window !== undefined && order(before, window) > 0)
      return [...hours].sort(order);
  }
  return hours;
}

/** When somebody can come: in their hours of every week, but not at blocked times. */
export interface Calendar {
  readonly pattern: WeekPattern;
  readonly stretches: readonly OffsetStretch[];
  /** Days away, as pairs of first and last epoch day. */
  readonly awayDays: readonly number[];
  readonly busy: readonly { readonly fromAt: Instant; readonly untilAt: Instant }[];
}

/** Room for one week of starts. */
export const roomForWeek = (): Int32Array => new Int32Array(WEEK_WORDS);

/**
 * Writes the starts at which somebody is free for the whole meeting into the row.
 * @param week Room to work in: a new one for each of hundreds of people costs more than all the rest.
 */
export function writeFreeStarts(
  calendar: Calendar,
  grid: StartGrid,
  row: Int32Array,
  week: Int32Array,
): void {
  row.fill(0);
  writeHours(calendar, grid, row, week);
  const { stretches, awayDays, busy } = calendar;
  for (const { fromAt, untilAt } of busy)
    if (fromAt < untilAt) clearBits(row, firstLastingPast(fromAt, grid), firstFrom(untilAt, grid));
  for (let i = 0; i < awayDays.length; i += 2)
    eachTimeOfDays(awayDays[i] ?? 0, awayDays[i + 1] ?? 0, stretches, (fromAt, untilAt) =>
      clearBits(row, firstLastingPast(fromAt, grid), firstFrom(untilAt, grid)),
    );
}

/**
 * Somebody is free at an instant when their local clock then shows one of their hours; so an hour that clocks show
 * twice is free twice, and one they skip is not there. Hours are shortened (and blocks lengthened) by the meeting:
 * a start is one bit, whatever the length is.
 */
function writeHours(
  { pattern, stretches }: Calendar,
  grid: StartGrid,
  row: Int32Array,
  week: Int32Array,
): void {
  let done = 0;
  let writtenOffsetMs: number | undefined;
  for (const { fromAt, untilAt, offsetMs } of stretches) {
    const from = Math.ceil(fromAt / STEP_MS) - grid.first;
    const after = Math.min(grid.count, Math.floor((untilAt - grid.lengthMs) / STEP_MS) + 1 - grid.first);
    if (from >= after) continue;
    lookAcross(pattern, stretches, grid, row, done, from);
    if (offsetMs !== writtenOffsetMs) writeWeek(pattern, offsetMs, grid, week);
    writtenOffsetMs = offsetMs;
    repeatWeek(week, row, from, after);
    done = after;
  }
  lookAcross(pattern, stretches, grid, row, done, grid.count);
}

/** The starts of one week at one offset; weeks begin with the grid here. */
function writeWeek(pattern: WeekPattern, offsetMs: number, grid: StartGrid, week: Int32Array): void {
  week.fill(0);
  const shift = FIRST_MONDAY_MS - offsetMs - startAt(grid, 0);
  for (let i = 0; i < pattern.length; i += 2) {
    const first = Math.ceil(((pattern[i] ?? 0) + shift) / STEP_MS);
    const after = Math.floor(((pattern[i + 1] ?? 0) + shift - grid.lengthMs) / STEP_MS) + 1;
    if (first >= after) continue;
    const turned = first - Math.floor(first / WEEK_TICKS) * WEEK_TICKS;
    const turnedAfter = turned + Math.min(after - first, WEEK_TICKS);
    setBits(week, turned, Math.min(turnedAfter, WEEK_TICKS));
    setBits(week, 0, turnedAfter - WEEK_TICKS);
  }
}

/** Repeats the week over the starts `from` to `until - 1`. Bits before them stay; after them there are none yet. */
function repeatWeek(week: Int32Array, row: Int32Array, from: number, until: number): void {
  const first = from >>> 5;
  const last = (until - 1) >>> 5;
  const before = row[first] ?? 0;
  let nth = first % WEEK_WORDS;
  for (let w = first; w <= last; w++) {
    row[w] = week[nth] ?? 0;
    nth = nth + 1 === WEEK_WORDS ? 0 : nth + 1;
  }
  row[last] = (row[last] ?? 0) & (-1 >>> (31 - ((until - 1) & 31)));
  row[first] = ((row[first] ?? 0) & (-1 << (from & 31))) | before;
}

/** Looks at meetings during which the clocks change one by one: starts `from` to `until - 1`. */
function lookAcross(
  pattern: WeekPattern,
  stretches: readonly OffsetStretch[],
  grid: StartGrid,
  row: Int32Array,
  from: number,
  until: number,
): void {
  for (let start = from; start < until; start++) {
    const at = startAt(grid, start);
    if (isInHours(at, at + grid.lengthMs, pattern, stretches)) setBits(row, start, start + 1);
  }
}

/** Whether the local clock shows the hours from the one instant to the other. */
export function isInHours(
  at: Instant,
  endAt: Instant,
  pattern: WeekPattern,
  stretches: readonly OffsetStretch[],
): boolean {
  for (const { fromAt, untilAt, offsetMs } of stretches) {
    const lasts = Math.min(endAt, untilAt) - Math.max(at, fromAt);
    if (lasts <= 0) continue;
    const line = Math.max(at, fromAt) + offsetMs - FIRST_MONDAY_MS;
    const local = line - Math.floor(line / WEEK_MS) * WEEK_MS;
    if (!isWithin(pattern, local, local + lasts)) return false;
  }
  return true;
}

/** Whether a time of the local week, or of the one after it, lies within the hours. */
function isWithin(pattern: WeekPattern, start: number, end: number): boolean {
  for (let i = 0; i < pattern.length; i += 2) {
    const from = pattern[i] ?? 0;
    const until = pattern[i + 1] ?? 0;
    if ((start >= from && end <= until) || end + WEEK_MS <= until) return true;
  }
  return false;
}
