import { format } from 'date-fns';
import { toZonedTime } from 'date-fns-tz';
import type { SlotSearchPerson, SlotSearchRequest } from '../../src/core/meeting/slot-search.ts';
import { MINUTE_MS } from '../../src/core/time/instant.ts';
import { type FoundStarts, PlainCount, startsOf } from './found-starts.ts';

/** The obvious way: convert each slot for each person, and look whether it lies in one of their windows. */
export function withDateFnsTz(request: SlotSearchRequest): FoundStarts {
  const starts = startsOf(request);
  const count = new PlainCount(request, starts);
  const lengthMs = request.lengthMinutes * MINUTE_MS;
  for (const [nth, at] of starts.entries()) {
    for (const person of request.people) if (isFree(person, at, at + lengthMs)) count.add(person, nth);
  }
  return count.found();
}

function isFree(
  { timeZone, weeklyHours = [], away = [], busy = [] }: SlotSearchPerson,
  at: number,
  endAt: number,
): boolean {
  const start = toZonedTime(at, timeZone);
  const end = toZonedTime(endAt, timeZone);
  const startMinute = start.getHours() * 60 + start.getMinutes();
  const endMinute = end.getHours() * 60 + end.getMinutes() + (start.getDate() === end.getDate() ? 0 : 1440);
  const weekday = start.getDay() === 0 ? 7 : start.getDay();
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  const inHours = weeklyHours.some(
    (window) =>
      (window.weekday === weekday && startMinute >= window.startMinute && endMinute <= window.endMinute) ||
      (window.weekday === dayBefore &&
        startMinute + 1440 >= window.startMinute &&
        endMinute + 1440 <= window.endMinute),
  );
  if (!inHours || busy.some(({ fromAt, untilAt }) => fromAt < endAt && untilAt > at)) return false;
  const firstOn = format(start, 'yyyy-MM-dd');
  // A meeting that ends at midnight does not touch the next day.
  const lastOn = format(toZonedTime(endAt - 1, timeZone), 'yyyy-MM-dd');
  return !away.some(({ fromOn, untilOn }) => fromOn <= lastOn && untilOn >= firstOn);
}
