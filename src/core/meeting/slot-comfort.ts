/**
 * How a local time of day sits with volunteers who have work, children and sleep. `good` is within 08:00 to
 * 22:00, `bearable` within 07:00 to 23:00, `hard` within 06:00 to 24:00, `night` anything else.
 */
export type Comfort = 'good' | 'bearable' | 'hard' | 'night';

export const COMFORTS: readonly Comfort[] = ['good', 'bearable', 'hard', 'night'];

const BOUNDS_MINUTES: readonly (readonly [from: number, until: number])[] = [
  [8 * 60, 22 * 60],
  [7 * 60, 23 * 60],
  [6 * 60, 24 * 60],
];

/** What makes an hour uncomfortable: that people get up early for it, stay up late, or should be asleep. */
export type Hardship = 'early' | 'late' | 'night';

const NOON_MINUTE = 12 * 60;

/** Why a meeting that begins at this minute of the local day is uncomfortable; undefined while it is `good`. */
export function hardshipAt(startMinute: number, comfort: Comfort): Hardship | undefined {
  if (comfort === 'good') return undefined;
  if (comfort === 'night') return 'night';
  return startMinute < NOON_MINUTE ? 'early' : 'late';
}

/** 0 (good) to 3 (night) for a meeting that begins at this minute of the local day. */
export function comfortLevel(startMinute: number, lengthMinutes: number): number {
  const level = BOUNDS_MINUTES.findIndex(
    ([from, until]) => startMinute >= from && startMinute + lengthMinutes <= until,
  );
  return level === -1 ? BOUNDS_MINUTES.length : level;
}
