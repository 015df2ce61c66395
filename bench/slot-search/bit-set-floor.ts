import type { SlotSearchPerson, SlotSearchRequest } from '../../src/core/meeting/slot-search.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';
import { epochDayOfDate } from '../../src/core/time/local-date.ts';
import { offsetMinutes, transitions } from '../../src/core/time/zone-offset.ts';
import { type FoundStarts, STEP_MS } from './found-starts.ts';

const WEEK = 672;
const WEEK_WORDS = 21;

interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

/**
 * The least that must be done: one bit for each person and quarter hour, shortened by the meeting, joined and
 * met. It ranks nothing, names nobody, and takes hours, offsets and lengths in whole quarters for granted. What
 * the search costs above this is what ranking and explaining cost.
 */
export function bitSetFloor(request: SlotSearchRequest): FoundStarts {
  const first = Math.ceil(request.fromAt / STEP_MS);
  const ticks = Math.floor(request.untilAt / STEP_MS) - first;
  const length = request.lengthMinutes / 15;
  const words = Math.ceil(ticks / 32);
  const zones = new Map<string, Stretch[]>();
  const free = new Int32Array(words + 1);
  const week = new Int32Array(WEEK_WORDS);
  const everybody = new Int32Array(words).fill(-1);
  const required = new Int32Array(words).fill(-1);
  const groups = new Map<string, Int32Array>();
  for (const person of request.people) {
    let stretches = zones.get(person.timeZone);
    if (stretches === undefined) {
      stretches = stretchesOf(person.timeZone, first, ticks);
      zones.set(person.timeZone, stretches);
    }
    fillFree(free, week, person, stretches, first, ticks);
    shorten(free, length);
    const key = `${person.townId} ${person.represents}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = new Int32Array(words);
      groups.set(key, group);
    }
    for (let w = 0; w < words; w++) {
      const bits = free[w] ?? 0;
      everybody[w] = (everybody[w] ?? 0) & bits;
      group[w] = (group[w] ?? 0) | bits;
    }
    if (person.required === true)
      for (let w = 0; w < words; w++) required[w] = (required[w] ?? 0) & (free[w] ?? 0);
  }
  for (const group of groups.values())
    for (let w = 0; w < words; w++) required[w] = (required[w] ?? 0) & (group[w] ?? 0);
  const count = Math.max(0, ticks - length + 1);
  return { everybody: instants(everybody, first, count), deciding: instants(required, first, count) };
}

function stretchesOf(timeZone: string, first: number, ticks: number): Stretch[] {
  const fromAt = first * STEP_MS;
  const stretches: Stretch[] = [];
  let from = 0;
  let offset = offsetMinutes(fromAt, timeZone) / 15;
  for (const { at, after } of transitions(timeZone, fromAt + 1, (first + ticks) * STEP_MS)) {
    stretches.push({ from, until: at / STEP_MS - first, offset });
    from = at / STEP_MS - first;
    offset = after / 15;
  }
  stretches.push({ from, until: ticks, offset });
  return stretches;
}

function fillFree(
  free: Int32Array,
  week: Int32Array,
  { weeklyHours = [], away = [], busy = [] }: SlotSearchPerson,
  stretches: readonly Stretch[],
  first: number,
  ticks: number,
): void {
  for (const { from, until, offset } of stretches) {
    week.fill(0);
    // Tick 0 of 1970 was a Thursday; the pattern lies on the grid's own weeks, so it can be copied as words.
    const shift = 4 * 96 - offset - first;
    for (const { weekday, startMinute, endMinute } of weeklyHours) {
      const start = mod((weekday - 1) * 96 + startMinute / 15 + shift, WEEK);
      const end = start + (endMinute - startMinute) / 15;
      paint(week, start, Math.min(end, WEEK), true);
      if (end > WEEK) paint(week, 0, end - WEEK, true);
    }
    const firstWord = from >> 5;
    const lastWord = (until - 1) >> 5;
    const head = free[firstWord] ?? 0;
    for (let w = firstWord, i = firstWord % WEEK_WORDS; w <= lastWord; w++) {
      free[w] = week[i] ?? 0;
      if (++i === WEEK_WORDS) i = 0;
    }
    const kept = -1 << (from & 31);
    free[firstWord] = (head & ~kept) | ((free[firstWord] ?? 0) & kept);
  }
  paint(free, ticks, free.length * 32, false);
  for (const { fromAt, untilAt } of busy)
    paint(
      free,
      clamp(Math.floor(fromAt / STEP_MS) - first, ticks),
      clamp(Math.ceil(untilAt / STEP_MS) - first, ticks),
      false,
    );
  for (const { fromOn, untilOn } of away) {
    const start = (epochDayOfDate(fromOn) * DAY_MS) / STEP_MS - first;
    const end = ((epochDayOfDate(untilOn) + 1) * DAY_MS) / STEP_MS - first;
    for (const { from, until, offset } of stretches)
      paint(free, Math.max(from, start - offset), Math.min(until, end - offset), false);
  }
}

/** Leaves the bits from which `length` in a row are set. */
function shorten(bits: Int32Array, length: number): void {
  let has = 1;
  while (has < length) {
    const by = Math.min(has, length - has);
    const skip = by >> 5;
    const shift = by & 31;
    for (let w = 0; w < bits.length; w++) {
      const low = bits[w + skip] ?? 0;
      const high = bits[w + skip + 1] ?? 0;
      bits[w] = (bits[w] ?? 0) & (shift === 0 ? low : (low >>> shift) | (high << (32 - shift)));
    }
    has += by;
  }
}

function paint(bits: Int32Array, from: number, until: number, set: boolean): void {
  if (from >= until) return;
  const firstWord = from >> 5;
  const lastWord = (until - 1) >> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((until - 1) & 31));
  for (let w = firstWord; w <= lastWord; w++) {
    const mask = (w === firstWord ? head : -1) & (w === lastWord ? tail : -1);
    bits[w] = set ? (bits[w] ?? 0) | mask : (bits[w] ?? 0) & ~mask;
  }
}

function instants(bits: Int32Array, first: number, count: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < count; i++)
    if ((((bits[i >> 5] ?? 0) >>> (i & 31)) & 1) === 1) found.push((first + i) * STEP_MS);
  return found;
}

const mod = (n: number, by: number): number => ((n % by) + by) % by;
const clamp = (tick: number, ticks: number): number => Math.max(0, Math.min(ticks, tick));
