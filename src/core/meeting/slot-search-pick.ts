import { DAY_MS, MINUTE_MS } from '../time/instant.ts';
import { comfortLevel } from './slot-comfort.ts';
import { type OffsetStretch, STEP_MS, type StartGrid } from './slot-search-ranges.ts';
import type { Tally } from './slot-search-tally.ts';

/** Two starts offered for one day are at least this far apart. */
export const SPREAD_MS = 2 * 60 * MINUTE_MS;
/** At most so many starts of one local day are offered. */
export const MOST_A_DAY = 2;

/**
 * The best starts, best first. Better is, in this order: fewer required people missing, fewer gaps in the
 * quorum, fewer towns without anybody, more people, more of them within their own hours (`usual`), the worst
 * town's comfort, the sum of all towns' comfort; then the earlier day, then full hours before half hours before
 * quarters, then the earlier start.
 *
 * Spread: among equally good starts (up to comfort) each day of the first town's calendar offers its best one
 * before any day offers a second, and no day offers more than two, which are two hours apart or more.
 */
export function pickStarts(
  tally: Tally,
  usual: Uint16Array,
  zones: readonly (readonly OffsetStretch[])[],
  grid: StartGrid,
  count: number,
): number[] {
  const reach = reachOf(tally, usual, grid.count);
  const comfort = new Float64Array(grid.count).fill(-1);
  const picked: number[] = [];
  const pickedOfDay = new Map<number, number[]>();
  const anchor = zones[0] ?? [];
  let worseThan = -1;
  while (picked.length < count) {
    const best = nextBest(reach, worseThan);
    if (best === undefined) break;
    worseThan = best;
    const reaching: number[] = [];
    for (let i = 0; i < grid.count; i++) if (reach[i] === best) reaching.push(i);
    for (const i of reaching) comfort[i] = comfortOf(i, zones, grid);
    const levels = [...new Set(reaching.map((i) => comfort[i] ?? 0))].sort((a, b) => a - b);
    for (const level of levels) {
      const equal = reaching.filter((i) => comfort[i] === level);
      pickFrom(equal, picked, pickedOfDay, anchor, zones, grid, count);
      if (picked.length >= count) break;
    }
  }
  return picked;
}

/** One number per start for who can come; smaller is better. Infinite where nobody can. */
function reachOf(tally: Tally, usual: Uint16Array, count: number): Float64Array {
  const reach = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const attending = tally.attending[i] ?? 0;
    // Ten bits or more each; together they stay below 2^53.
    reach[i] =
      attending === 0
        ? Number.POSITIVE_INFINITY
        : (((tally.missingRequired[i] ?? 0) * 256 + Math.min(255, tally.quorumGaps[i] ?? 0)) * 256 +
            Math.min(255, tally.absentTowns[i] ?? 0)) *
            2 ** 26 +
          (8191 - attending) * 8192 +
          (8191 - (usual[i] ?? 0));
  }
  return reach;
}

function nextBest(reach: Float64Array, worseThan: number): number | undefined {
  let best = Number.POSITIVE_INFINITY;
  for (const value of reach) if (value > worseThan && value < best) best = value;
  return best === Number.POSITIVE_INFINITY ? undefined : best;
}

function comfortOf(i: number, zones: readonly (readonly OffsetStretch[])[], grid: StartGrid): number {
  let worst = 0;
  let sum = 0;
  for (const stretches of zones) {
    const local = localLine(i, stretches, grid);
    const minute = (local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS;
    const level = comfortLevel(minute, grid.lengthMs / MINUTE_MS);
    worst = Math.max(worst, level);
    sum += level;
  }
  return worst * 1000 + sum;
}

function pickFrom(
  equal: readonly number[],
  picked: number[],
  pickedOfDay: Map<number, number[]>,
  anchor: readonly OffsetStretch[],
  zones: readonly (readonly OffsetStretch[])[],
  grid: StartGrid,
  count: number,
): void {
  const byDay = new Map<number, number[]>();
  for (const i of equal) {
    const day = Math.floor(localLine(i, anchor, grid) / DAY_MS);
    const starts = byDay.get(day);
    if (starts === undefined) byDay.set(day, [i]);
    else starts.push(i);
  }
  for (let nth = 0; nth < MOST_A_DAY; nth++) {
    for (const [day, starts] of byDay) {
      if (picked.length >= count) return;
      const taken = pickedOfDay.get(day) ?? [];
      if (taken.length > nth) continue;
      const fresh = starts.filter((i) => taken.every((other) => Math.abs(i - other) * STEP_MS >= SPREAD_MS));
      const best = roundest(fresh, zones, grid);
      if (best === undefined) continue;
      picked.push(best);
      pickedOfDay.set(day, [...taken, best]);
    }
  }
}

/** The start on the roundest clocks, and of those the earliest. */
function roundest(
  starts: readonly number[],
  zones: readonly (readonly OffsetStretch[])[],
  grid: StartGrid,
): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const i of starts) {
    let edges = 0;
    for (const stretches of zones) {
      const minute = (localLine(i, stretches, grid) / MINUTE_MS) % 60;
      edges += minute === 0 ? 0 : minute === 30 ? 1 : 2;
    }
    if (edges < least) {
      least = edges;
      best = i;
    }
  }
  return best;
}

/** The start on a zone's local line; stretches are few, so a walk finds its own. */
function localLine(i: number, stretches: readonly OffsetStretch[], grid: StartGrid): number {
  const at = (grid.first + i) * STEP_MS;
  for (const { untilAt, offsetMs } of stretches) if (at < untilAt) return at + offsetMs;
  return at + (stretches.at(-1)?.offsetMs ?? 0);
}
