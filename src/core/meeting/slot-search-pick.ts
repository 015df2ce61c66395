import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/instant.ts';
import { anyBit, clearBits, placesOf } from './slot-search-bits.ts';
import { burdensOf, type TownClock } from './slot-search-burden.ts';
import type { StartCounter } from './slot-search-counter.ts';
import { localLine, type OffsetStretch, STEP_MS, type StartGrid, startAt } from './slot-search-grid.ts';
import type { Tally } from './slot-search-tally.ts';

/** Any two starts that are offered are at least this far apart. */
export const SPREAD_MS = 2 * HOUR_MS;
/** So many starts of one day are offered, as long as there are other days. */
export const MOST_A_DAY = 2;

const SPREAD_TICKS = SPREAD_MS / STEP_MS;
/** The longest day there is: a zone that changes sides of the date line may live one day twice. */
const DAY_REACH = (2 * DAY_MS) / STEP_MS;

/**
 * The best of the `open` starts, best first. Better is, in this order: fewer required people missing, fewer gaps
 * in the quorum, fewer towns without anybody, more people, more of them within their own hours (`usual`), the
 * lighter burden (`burdensOf`); then the day of which less was offered, the earlier day, full hours before half
 * hours before quarters on all the towns' clocks, the earlier start.
 *
 * Spread: starts less than two hours from a better one are left out, and so is whatever a day (of the first town's
 * calendar) has beyond its two best. Only when that leaves places empty do days offer a third start and more. So
 * among equally good starts each day offers one before any offers a second.
 */
export function pickStarts(
  open: Int32Array,
  tally: Tally,
  usual: StartCounter,
  clocks: readonly TownClock[],
  grid: StartGrid,
  count: number,
): number[] {
  const rank = (among: Int32Array): Int32Array => {
    const reach = tally.absentTowns.best(
      tally.quorumGaps.best(tally.required.best(among, 'most'), 'fewest'),
      'fewest',
    );
    const most = tally.attending.best(reach, 'most');
    return usual === tally.attending ? most : usual.best(most, 'most');
  };
  const picker = new Picker(clocks, grid, count);
  for (const mostADay of [MOST_A_DAY, Number.POSITIVE_INFINITY]) {
    const left = picker.withoutTaken(open, mostADay);
    while (!picker.full && anyBit(left)) {
      const equal = rank(left);
      for (let w = 0; w < left.length; w++) left[w] = (left[w] ?? 0) & ~(equal[w] ?? 0);
      picker.pickFrom(placesOf(equal), mostADay);
      picker.clearTaken(left, mostADay);
    }
  }
  return picker.picked;
}

class Picker {
  readonly picked: number[] = [];
  readonly #ofDay = new Map<number, number>();
  readonly #clocks: readonly TownClock[];
  readonly #anchor: readonly OffsetStretch[];
  readonly #grid: StartGrid;
  readonly #count: number;

  constructor(clocks: readonly TownClock[], grid: StartGrid, count: number) {
    this.#clocks = clocks;
    this.#anchor = clocks[0]?.stretches ?? [];
    this.#grid = grid;
    this.#count = count;
  }

  get full(): boolean {
    return this.picked.length >= this.#count;
  }

  /** Takes what it may from starts that as many can come to, lightest burden first. */
  pickFrom(starts: readonly number[], mostADay: number): void {
    const burdens = burdensOf(starts, this.#clocks, this.#grid);
    while (!this.full) {
      let least = Number.POSITIVE_INFINITY;
      for (const burden of burdens) if (burden < least) least = burden;
      if (least === Number.POSITIVE_INFINITY) return;
      const equal: number[] = [];
      for (let i = 0; i < burdens.length; i++) {
        if (burdens[i] !== least) continue;
        equal.push(starts[i] ?? 0);
        burdens[i] = Number.POSITIVE_INFINITY;
      }
      this.#pickFromEqual(equal, mostADay);
    }
  }

  #pickFromEqual(equal: readonly number[], mostADay: number): void {
    const days = new Map<number, number[]>();
    for (const start of equal) {
      const day = this.#dayOf(start);
      const starts = days.get(day);
      if (starts === undefined) days.set(day, [start]);
      else starts.push(start);
    }
    // Days with fewer offers first; a day that offers another one waits for its next turn.
    for (let nth = 0; nth < mostADay; nth++) {
      let waiting = false;
      for (const [day, starts] of days) {
        if (this.full) return;
        const offered = this.#ofDay.get(day) ?? 0;
        if (offered > nth) {
          waiting = true;
          continue;
        }
        const best = this.#roundest(starts.filter((start) => this.#isApart(start)));
        if (best === undefined) {
          days.delete(day);
          continue;
        }
        this.picked.push(best);
        this.#ofDay.set(day, offered + 1);
        waiting = true;
      }
      if (!waiting) return;
    }
  }

  #dayOf(start: number): number {
    return Math.floor(localLine(startAt(this.#grid, start), this.#anchor) / DAY_MS);
  }

  #isApart(start: number): boolean {
    return this.picked.every((other) => Math.abs(start - other) >= SPREAD_TICKS);
  }

  /** The start on the roundest clocks, and of those the earliest. */
  #roundest(starts: readonly number[]): number | undefined {
    let best: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const start of starts) {
      let edges = 0;
      for (const { stretches } of this.#clocks) {
        const minute = (localLine(startAt(this.#grid, start), stretches) / MINUTE_MS) % 60;
        edges += minute === 0 ? 0 : minute === 30 ? 1 : 2;
      }
      if (edges < least) {
        least = edges;
        best = start;
      }
    }
    return best;
  }

  withoutTaken(open: Int32Array, mostADay: number): Int32Array {
    const left = open.slice();
    this.clearTaken(left, mostADay);
    return left;
  }

  /** Leaves what may still be picked, so that each round picks at least one. */
  clearTaken(left: Int32Array, mostADay: number): void {
    const { count } = this.#grid;
    for (const start of this.picked) {
      clearBits(left, Math.max(0, start - SPREAD_TICKS + 1), Math.min(count, start + SPREAD_TICKS));
      const day = this.#dayOf(start);
      if ((this.#ofDay.get(day) ?? 0) < mostADay) continue;
      for (let i = Math.max(0, start - DAY_REACH); i < Math.min(count, start + DAY_REACH); i++)
        if (this.#dayOf(i) === day) clearBits(left, i, i + 1);
    }
  }
}
