import { DAY_MS, MINUTE_MS } from '../time/instant.ts';
import { epochDayOfDate } from '../time/local-date.ts';
import { comfortLevel } from './slot-comfort.ts';
import {
  eachTimeOfDays,
  firstFrom,
  firstLastingPast,
  type OffsetStretch,
  STEP_MS,
  type StartGrid,
  startAt,
} from './slot-search-grid.ts';
import type { SlotPenalty, SlotSearchTown } from './slot-search-request.ts';

/** A town's clock over the grid, and what weighs on it. */
export interface TownClock {
  readonly stretches: readonly OffsetStretch[];
  readonly weight: number;
  /** The penalised starts `from` to `until - 1`. */
  readonly penalties: readonly { readonly from: number; readonly until: number; readonly levels: number }[];
}

export function townClock(
  { id, weight = 1 }: SlotSearchTown,
  penalties: readonly SlotPenalty[],
  stretches: readonly OffsetStretch[],
  grid: StartGrid,
): TownClock {
  const weighing: { from: number; until: number; levels: number }[] = [];
  for (const { townId, fromOn, untilOn, levels } of penalties) {
    if (townId !== id) continue;
    // A meeting across a clock change touches two stretches of the same day and still bears the penalty once.
    let borne = 0;
    eachTimeOfDays(epochDayOfDate(fromOn), epochDayOfDate(untilOn), stretches, (fromAt, untilAt) => {
      const from = Math.max(borne, firstLastingPast(fromAt, grid));
      borne = firstFrom(untilAt, grid);
      weighing.push({ from, until: borne, levels });
    });
  }
  return { stretches, weight, penalties: weighing };
}

/** More than the sum over all towns ever is; the worst town counts before the sum. */
const WORST = 2 ** 26;

/**
 * How hard each of these starts (in order) is on the towns, smaller is better: the worst town's burden first, then
 * the sum of all. A town's burden is its level of discomfort times its weight, and its penalties.
 */
export function burdensOf(
  starts: readonly number[],
  clocks: readonly TownClock[],
  grid: StartGrid,
): Float64Array {
  const worst = new Float64Array(starts.length);
  const sum = new Float64Array(starts.length);
  const own = new Float64Array(starts.length);
  const levelsOf = comfortTables(grid);
  for (const { stretches, weight, penalties } of clocks) {
    let nth = 0;
    for (const { untilAt, offsetMs } of stretches) {
      const until = Math.ceil(untilAt / STEP_MS) - grid.first;
      const localStart = startAt(grid, 0) + offsetMs;
      const shift = modulo(Math.floor(localStart / STEP_MS), DAY_TICKS);
      const levels = levelsOf(modulo(localStart, STEP_MS), weight);
      for (; nth < starts.length; nth++) {
        const start = starts[nth] ?? 0;
        if (start >= until) break;
        own[nth] = levels[(start + shift) % DAY_TICKS] ?? 0;
      }
    }
    for (const { from, until, levels } of penalties) {
      for (let i = placeOf(starts, from); (starts[i] ?? until) < until; i++)
        own[i] = (own[i] ?? 0) + inUnits(levels);
    }
    for (let i = 0; i < starts.length; i++) {
      const burden = own[i] ?? 0;
      sum[i] = (sum[i] ?? 0) + burden;
      if (burden > (worst[i] ?? 0)) worst[i] = burden;
    }
  }
  for (let i = 0; i < starts.length; i++) sum[i] = (sum[i] ?? 0) + (worst[i] ?? 0) * WORST;
  return sum;
}

const DAY_TICKS = DAY_MS / STEP_MS;

/** Whole numbers add up to the same in any order. */
const inUnits = (levels: number): number => Math.round(levels * 100);

/** The weighed comfort of each tick of the local day, for clocks that are `restMs` off the grid. */
function comfortTables(grid: StartGrid): (restMs: number, weight: number) => Float64Array {
  const tables = new Map<string, Float64Array>();
  return (restMs, weight) => {
    const key = `${restMs} ${weight}`;
    let table = tables.get(key);
    if (table === undefined) {
      table = new Float64Array(DAY_TICKS);
      for (let tick = 0; tick < DAY_TICKS; tick++) {
        const minute = (tick * STEP_MS + restMs) / MINUTE_MS;
        table[tick] = inUnits(weight * comfortLevel(minute, grid.lengthMs / MINUTE_MS));
      }
      tables.set(key, table);
    }
    return table;
  };
}

function placeOf(starts: readonly number[], least: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

const modulo = (n: number, by: number): number => n - Math.floor(n / by) * by;
