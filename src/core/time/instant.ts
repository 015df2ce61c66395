/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** Local date and time to the minute, `YYYY-MM-DDTHH:mm`, meaningless without a time zone. */
export type WallTime = string;

/** Local calendar day, `YYYY-MM-DD`. */
export type LocalDate = string;

/** Local time on a 24-hour clock, `HH:mm`, 00:00 to 23:59. */
export type TimeOfDay = string;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/**
 * A promise made on somebody's clock: what the clock will show, whose clock it is, and the instant that
 * follows from today's time-zone data. When that data changes, `at` is recomputed from `wall`.
 */
export interface ZonedMoment {
  readonly wall: WallTime;
  readonly timeZone: string;
  readonly at: Instant;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
/** A day on the UTC line. A local day may be 23 or 25 hours: use `addDays` for calendars. */
export const DAY_MS = 86_400_000;
