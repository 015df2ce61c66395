import type { Instant, LocalDate, Weekday } from '../time/instant.ts';
import { addDays, dateAt, weekdayOf } from '../time/local-date.ts';
import { atTimeOfDay } from '../time/resolve-wall.ts';

/** When a space wants its weekly summary, on its town's clock. */
export interface DigestTime {
  readonly weekday: Weekday;
  /** 0 to 23. */
  readonly hour: number;
}

/** Monday at nine, until somebody chooses another time. */
export const usualDigestTime: DigestTime = { weekday: 1, hour: 9 };

const twoDigits = (count: number): string => String(count).padStart(2, '0');

/** As it is written down: `1-09`. */
export const digestKey = ({ weekday, hour }: DigestTime): string => `${weekday}-${twoDigits(hour)}`;

/** The time that a key says; undefined when it is none. */
export function readDigestKey(key: string): DigestTime | undefined {
  const [, weekday, hour] = /^([1-7])-([01]\d|2[0-3])$/.exec(key) ?? [];
  return weekday === undefined ? undefined : { weekday: Number(weekday) as Weekday, hour: Number(hour) };
}

/** The first one strictly after `now`, and the day it falls on. */
export function nextDigest(
  { weekday, hour }: DigestTime,
  timeZone: string,
  now: Instant,
): { readonly on: LocalDate; readonly at: Instant } {
  const todayOn = dateAt(now, timeZone);
  const first = addDays(todayOn, (weekday - weekdayOf(todayOn) + 7) % 7);
  for (const on of [first, addDays(first, 7)]) {
    const { at } = atTimeOfDay(on, `${twoDigits(hour)}:00`, timeZone);
    if (at > now) return { on, at };
  }
  throw new RangeError('a week without its day');
}
