import { civilOf, daysInMonth, epochDayOf, formatCivil, readCivil, weekdayOfEpochDay } from './civil-day.ts';
import type { Instant, LocalDate, TimeOfDay, Weekday } from './instant.ts';
import { atTimeOfDay, instantOf, type ResolvedMoment } from './resolve-wall.ts';
import { dateOfWall } from './wall-time.ts';
import { wallAt } from './zone-offset.ts';

/** True for `YYYY-MM-DD` on a day that exists. */
export function isLocalDate(text: string): boolean {
  return readCivil(text) !== undefined;
}

/** Days since 1970-01-01. @throws RangeError when it is not an existing `YYYY-MM-DD`. */
export function epochDayOfDate(date: LocalDate): number {
  const civil = readCivil(date);
  if (civil === undefined) throw new RangeError(`Not a date (YYYY-MM-DD): ${date.slice(0, 40)}`);
  return epochDayOf(civil);
}

export function dateOfEpochDay(epochDay: number): LocalDate {
  return formatCivil(civilOf(epochDay));
}

/** The calendar day `days` later (or earlier). @throws RangeError when the date does not exist. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfEpochDay(epochDayOfDate(date) + days);
}

/** The same weekday `weeks` later: calendar weeks, whatever the clocks do. @throws RangeError as `addDays`. */
export function addWeeksLocal(date: LocalDate, weeks: number): LocalDate {
  return addDays(date, weeks * 7);
}

/** The same day `months` later, or that month's last day when it is shorter. @throws RangeError as `addDays`. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = civilOf(epochDayOfDate(date));
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return formatCivil({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** Calendar days from the first date to the second, negative when the second is earlier. */
export function daysBetween(from: LocalDate, until: LocalDate): number {
  return epochDayOfDate(until) - epochDayOfDate(from);
}

/** 1 (Monday) to 7 (Sunday). @throws RangeError when the date does not exist. */
export function weekdayOf(date: LocalDate): Weekday {
  return weekdayOfEpochDay(epochDayOfDate(date));
}

/** The date on the zone's calendar at the instant. @throws RangeError for an unknown zone. */
export function dateAt(at: Instant, timeZone: string): LocalDate {
  return dateOfWall(wallAt(at, timeZone));
}

/** The first instant of the local date: 00:00, or what the clock jumps to where midnight is skipped. */
export function startOfDay(date: LocalDate, timeZone: string): Instant {
  return instantOf(`${date}T00:00`, timeZone).at;
}

/** The next time the clock shows `time`, strictly after `now`. @throws RangeError for a bad zone or time. */
export function nextTimeOfDay(now: Instant, time: TimeOfDay, timeZone: string): ResolvedMoment {
  const today = dateAt(now, timeZone);
  // Three days: the Pacific once skipped a whole one.
  for (let days = 0; days < 3; days++) {
    const moment = atTimeOfDay(addDays(today, days), time, timeZone);
    if (moment.at > now) return moment;
  }
  return atTimeOfDay(addDays(today, 3), time, timeZone);
}
