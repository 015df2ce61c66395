/** Chance that can be played again: the same seed gives the same ten years. */
export interface Dice {
  /** 0 to 1, never 1. */
  next(): number;
  /** So often, of a hundred times. */
  percent(chance: number): boolean;
  /** A whole number from 0, less than this. */
  below(count: number): number;
  /** Undefined of nothing. */
  pick<T>(from: readonly T[]): T | undefined;
}

/** Mulberry32: small, and good enough to decide who forgets the minutes. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    percent: (chance) => next() * 100 < chance,
    below,
    pick: (from) => from[below(from.length)],
  };
}
