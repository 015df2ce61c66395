import { bitSetFloor } from './bit-set-floor.ts';
import type { Contestant, FoundStarts } from './found-starts.ts';
import { ours } from './ours.ts';
import { withDateFnsTz } from './with-date-fns-tz.ts';
import { withLuxon } from './with-luxon.ts';

export const contestants = {
  ours,
  floor: bitSetFloor,
  luxon: withLuxon,
  'date-fns-tz': withDateFnsTz,
} as const satisfies Record<string, Contestant>;

export type ContestantName = keyof typeof contestants;

/** How far somebody's answer is from another one. */
export interface Difference {
  readonly missing: number;
  readonly extra: number;
}

export function differenceOf(found: FoundStarts, expected: FoundStarts): Difference {
  const count = (some: readonly number[], others: readonly number[]) => {
    const known = new Set(others);
    return some.filter((at) => !known.has(at)).length;
  };
  return {
    missing: count(expected.deciding, found.deciding) + count(expected.everybody, found.everybody),
    extra: count(found.deciding, expected.deciding) + count(found.everybody, expected.everybody),
  };
}
