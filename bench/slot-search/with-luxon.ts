import { DateTime, Interval } from 'luxon';
import type { SlotSearchPerson, SlotSearchRequest } from '../../src/core/meeting/slot-search.ts';
import { MINUTE_MS } from '../../src/core/time/instant.ts';
import { type FoundStarts, PlainCount, STEP_MS, startsOf } from './found-starts.ts';

/** As luxon's manual would have it: a person's free time is intervals minus intervals. */
export function withLuxon(request: SlotSearchRequest): FoundStarts {
  const starts = startsOf(request);
  const count = new PlainCount(request, starts);
  const firstAt = starts[0] ?? 0;
  const lengthMs = request.lengthMinutes * MINUTE_MS;
  for (const person of request.people) {
    for (const free of freeIntervals(person, request)) {
      const first = Math.max(0, Math.ceil((free.start.toMillis() - firstAt) / STEP_MS));
      for (let nth = first; nth < starts.length; nth++) {
        if ((starts[nth] ?? 0) + lengthMs > free.end.toMillis()) break;
        count.add(person, nth);
      }
    }
  }
  return count.found();
}

function freeIntervals(
  { timeZone: zone, weeklyHours = [], away = [], busy = [] }: SlotSearchPerson,
  { fromAt, untilAt }: SlotSearchRequest,
): Interval<true>[] {
  const hours: Interval[] = [];
  const until = DateTime.fromMillis(untilAt, { zone });
  // The day before: its hours may run past midnight.
  let day = DateTime.fromMillis(fromAt, { zone }).startOf('day').minus({ days: 1 });
  for (; day < until; day = day.plus({ days: 1 })) {
    for (const { weekday, startMinute, endMinute } of weeklyHours) {
      if (weekday !== day.weekday) continue;
      const lastDay = endMinute >= 1440 ? day.plus({ days: 1 }) : day;
      const end = endMinute % 1440;
      hours.push(
        Interval.fromDateTimes(
          day.set({ hour: Math.floor(startMinute / 60), minute: startMinute % 60 }),
          lastDay.set({ hour: Math.floor(end / 60), minute: end % 60 }),
        ),
      );
    }
  }
  const blocked = Interval.merge([
    ...away.map(({ fromOn, untilOn }) =>
      Interval.fromDateTimes(
        DateTime.fromISO(fromOn, { zone }),
        DateTime.fromISO(untilOn, { zone }).plus({ days: 1 }),
      ),
    ),
    ...busy.map((one) =>
      Interval.fromDateTimes(
        DateTime.fromMillis(one.fromAt, { zone }),
        DateTime.fromMillis(one.untilAt, { zone }),
      ),
    ),
  ]);
  return Interval.merge(hours)
    .flatMap((window) => window.difference(...blocked.filter((block) => block.overlaps(window))))
    .filter((interval): interval is Interval<true> => interval.isValid);
}
