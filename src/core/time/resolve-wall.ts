import {
  DAY_MS,
  type Instant,
  type LocalDate,
  MINUTE_MS,
  type TimeOfDay,
  type WallTime,
  type ZonedMoment,
} from './instant.ts';
import { wallToLine } from './wall-time.ts';
import { offsetMinutes, wallAt } from './zone-offset.ts';

/**
 * What a wall time means in a zone. In a gap (clocks go forward over it) `earlier` and `later` are the readings
 * with the new and the old offset, both of them showing another time; in an overlap both show that very time.
 */
export type WallResolution =
  | { readonly kind: 'unique'; readonly at: Instant }
  | { readonly kind: 'gap' | 'overlap'; readonly earlierAt: Instant; readonly laterAt: Instant };

/** @throws RangeError for an unknown zone or for text that is not a wall time on an existing day. */
export function resolveWall(wall: WallTime, timeZone: string): WallResolution {
  const line = wallToLine(wall);
  const before = offsetMinutes(line - DAY_MS, timeZone);
  const after = offsetMinutes(line + DAY_MS, timeZone);
  const withBefore = line - before * MINUTE_MS;
  if (before === after) return { kind: 'unique', at: withBefore };
  const withAfter = line - after * MINUTE_MS;
  const beforeFits = offsetMinutes(withBefore, timeZone) === before;
  const afterFits = offsetMinutes(withAfter, timeZone) === after;
  if (beforeFits !== afterFits) return { kind: 'unique', at: beforeFits ? withBefore : withAfter };
  return {
    kind: beforeFits ? 'overlap' : 'gap',
    earlierAt: Math.min(withBefore, withAfter),
    laterAt: Math.max(withBefore, withAfter),
  };
}

/** A moment, and whether the clock change made it other than what was asked for. */
export interface ResolvedMoment extends ZonedMoment {
  /** `gap`: the asked time does not exist, `wall` is what is shown instead. `overlap`: it is the first of two. */
  readonly kind: 'unique' | 'gap' | 'overlap';
  /** The wall time that was asked for; differs from `wall` in a gap only. */
  readonly askedWall: WallTime;
}

/**
 * The instant of a wall time by the policy of the house: a gap goes to the later instant, an overlap to the
 * first. Tell the person when `kind` is not `unique`.
 * @throws RangeError for an unknown zone or for text that is not a wall time on an existing day.
 */
export function instantOf(wall: WallTime, timeZone: string): ResolvedMoment {
  const resolved = resolveWall(wall, timeZone);
  if (resolved.kind === 'unique') return { kind: 'unique', wall, askedWall: wall, timeZone, at: resolved.at };
  const at = resolved.kind === 'gap' ? resolved.laterAt : resolved.earlierAt;
  return { kind: resolved.kind, wall: wallAt(at, timeZone), askedWall: wall, timeZone, at };
}

/** The moment of a time of day on a local date; see `instantOf` for clock changes and errors. */
export function atTimeOfDay(date: LocalDate, time: TimeOfDay, timeZone: string): ResolvedMoment {
  return instantOf(`${date}T${time}`, timeZone);
}
