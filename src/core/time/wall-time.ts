import { civilOf, epochDayOf, formatCivil, readCivil } from './civil-day.ts';
import { DAY_MS, type LocalDate, MINUTE_MS, type TimeOfDay, type WallTime } from './instant.ts';

/** True for `HH:mm` between 00:00 and 23:59. */
export function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Minutes since local midnight, 0 to 1439. @throws RangeError when it is not `HH:mm`. */
export function minuteOfDay(time: TimeOfDay): number {
  if (!isTimeOfDay(time)) throw new RangeError(`Not a time of day (HH:mm): ${time.slice(0, 40)}`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** `HH:mm` of a minute of the day; 1440 is written 24:00, later minutes wrap to the next day's clock. */
export function formatMinuteOfDay(minute: number): TimeOfDay {
  const shown = minute > 1440 ? minute - 1440 : minute;
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`;
}

export function dateOfWall(wall: WallTime): LocalDate {
  return wall.slice(0, 10);
}

export function timeOfWall(wall: WallTime): TimeOfDay {
  return wall.slice(11, 16);
}

/** True for `YYYY-MM-DDTHH:mm` on a day that exists; says nothing about daylight-saving gaps. */
export function isWallTime(text: string): boolean {
  return (
    text.length === 16 &&
    text[10] === 'T' &&
    readCivil(text.slice(0, 10)) !== undefined &&
    isTimeOfDay(text.slice(11))
  );
}

/**
 * The wall time's number of milliseconds as if its clock were UTC: a coordinate for arithmetic, not an instant.
 * @throws RangeError when it is not `YYYY-MM-DDTHH:mm` on an existing day.
 */
export function wallToLine(wall: WallTime): number {
  const civil = readCivil(wall.slice(0, 10));
  if (!civil || !isWallTime(wall))
    throw new RangeError(`Not a wall time (YYYY-MM-DDTHH:mm): ${wall.slice(0, 40)}`);
  return epochDayOf(civil) * DAY_MS + minuteOfDay(timeOfWall(wall)) * MINUTE_MS;
}

/** Inverse of `wallToLine`; seconds are cut off. */
export function lineToWall(line: number): WallTime {
  const epochDay = Math.floor(line / DAY_MS);
  const minute = Math.floor((line - epochDay * DAY_MS) / MINUTE_MS);
  return `${formatCivil(civilOf(epochDay))}T${formatMinuteOfDay(minute)}`;
}
