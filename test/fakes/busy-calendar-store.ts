import type { BusyCalendar, BusyCalendarStore } from '../../src/core/availability/busy-calendar-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, select, type Tables } from './tables.ts';

export function fakeBusyCalendarStore(tables: Tables): BusyCalendarStore {
  const { busyCalendars, busyTimes } = tables;
  const isHeld = ({ leaseUntil }: BusyCalendar, now: number) => leaseUntil !== undefined && leaseUntil > now;
  const forgetTimes = (memberId: string) => {
    for (const [key, row] of busyTimes) if (row.memberId === memberId) busyTimes.delete(key);
  };
  function replaceBusy(
    memberId: BusyCalendar['memberId'],
    busy: Parameters<BusyCalendarStore['saveCalendar']>[1],
  ) {
    forgetTimes(memberId);
    for (const { fromAt, untilAt } of busy) {
      const key = `${memberId}/${fromAt}`;
      if (busyTimes.has(key)) throw new StoreConflict('busy time');
      busyTimes.set(key, { memberId, fromAt, untilAt });
    }
  }
  return {
    async calendarOf(memberId) {
      return copy(busyCalendars.get(memberId));
    },
    async saveCalendar(calendar, busy) {
      busyCalendars.set(calendar.memberId, copy(calendar));
      replaceBusy(calendar.memberId, busy);
    },
    async dueCalendars(now, limit) {
      return select(
        busyCalendars.values(),
        (row) => row.nextReadAt <= now && !isHeld(row, now),
        ({ nextReadAt }) => nextReadAt,
        ({ memberId }) => memberId,
      )
        .slice(0, limit)
        .map(({ memberId }) => memberId);
    },
    async claimCalendar(memberId, { now, leaseUntil, claimId, early }) {
      const row = busyCalendars.get(memberId);
      if (row === undefined || isHeld(row, now) || (!early && row.nextReadAt > now)) return undefined;
      const claimed: BusyCalendar = { ...row, claimId, leaseUntil };
      busyCalendars.set(memberId, claimed);
      return copy(claimed);
    },
    async settleCalendar(claimId, calendar, busy) {
      if (busyCalendars.get(calendar.memberId)?.claimId !== claimId) return false;
      busyCalendars.set(calendar.memberId, copy(calendar));
      if (busy !== undefined) replaceBusy(calendar.memberId, busy);
      return true;
    },
    async busyOf(memberIds, window) {
      return select(
        busyTimes.values(),
        (row) =>
          memberIds.includes(row.memberId) && row.fromAt < window.untilAt && row.untilAt > window.fromAt,
        ({ fromAt }) => fromAt,
        ({ memberId }) => memberId,
      );
    },
    async forgetCalendar(memberId) {
      forgetTimes(memberId);
      return busyCalendars.delete(memberId);
    },
    async forgetBusyBefore(at) {
      let forgotten = 0;
      for (const [key, { untilAt }] of busyTimes) if (untilAt <= at && busyTimes.delete(key)) forgotten += 1;
      return forgotten;
    },
  };
}
