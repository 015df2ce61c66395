import type { BusySpan } from '../../core/availability/busy.ts';
import type { BusyCalendar, BusyCalendarStore } from '../../core/availability/busy-calendar-store.ts';
import { calendarTroubles } from '../../core/availability/calendar-reader.ts';
import type { Id } from '../../core/world.ts';
import type { BusyCalendar as CalendarRow } from './generated/client.ts';
import {
  type Client,
  readId,
  readIdOrNull,
  readWordOrNull,
  toDate,
  toDateOrNull,
  toInstant,
  toInstantOrNull,
  withoutNulls,
} from './row.ts';

export function prismaBusyCalendarStore(client: Client): BusyCalendarStore {
  async function replaceBusy(memberId: Id<'mbr'>, busy: readonly BusySpan[]): Promise<void> {
    await client.busyTime.deleteMany({ where: { memberId } });
    await client.busyTime.createMany({
      data: busy.map(({ fromAt, untilAt }) => ({
        memberId,
        fromAt: toDate(fromAt),
        untilAt: toDate(untilAt),
      })),
    });
  }
  return {
    async calendarOf(memberId) {
      const row = await client.busyCalendar.findUnique({ where: { memberId } });
      return row === null ? undefined : readCalendar(row);
    },
    async saveCalendar(calendar, busy) {
      const { memberId } = calendar;
      const columns = columnsOf(calendar);
      await client.busyCalendar.upsert({
        where: { memberId },
        create: { memberId, ...columns },
        update: columns,
      });
      await replaceBusy(memberId, busy);
    },
    async dueCalendars(now, limit) {
      const rows = await client.busyCalendar.findMany({
        where: { nextReadAt: { lte: toDate(now) }, ...unheld(now) },
        orderBy: [{ nextReadAt: 'asc' }, { memberId: 'asc' }],
        take: limit,
        select: { memberId: true },
      });
      return rows.map(({ memberId }) => readId('mbr', memberId));
    },
    async claimCalendar(memberId, { now, leaseUntil, claimId, early }) {
      const { count } = await client.busyCalendar.updateMany({
        where: { memberId, ...unheld(now), ...(early ? {} : { nextReadAt: { lte: toDate(now) } }) },
        data: { claimId, leaseUntil: toDate(leaseUntil) },
      });
      return count === 0
        ? undefined
        : readCalendar(await client.busyCalendar.findUniqueOrThrow({ where: { memberId } }));
    },
    async settleCalendar(claimId, calendar, busy) {
      const { memberId } = calendar;
      const { count } = await client.busyCalendar.updateMany({
        where: { memberId, claimId },
        data: columnsOf(calendar),
      });
      if (count > 0 && busy !== undefined) await replaceBusy(memberId, busy);
      return count > 0;
    },
    async busyOf(memberIds, { fromAt, untilAt }) {
      const rows = await client.busyTime.findMany({
        where: {
          memberId: { in: [...memberIds] },
          fromAt: { lt: toDate(untilAt) },
          untilAt: { gt: toDate(fromAt) },
        },
        orderBy: [{ fromAt: 'asc' }, { memberId: 'asc' }],
      });
      return rows.map((row) => ({
        memberId: readId('mbr', row.memberId),
        fromAt: toInstant(row.fromAt),
        untilAt: toInstant(row.untilAt),
      }));
    },
    async forgetCalendar(memberId) {
      const { count } = await client.busyCalendar.deleteMany({ where: { memberId } });
      return count > 0;
    },
    async forgetBusyBefore(at) {
      const { count } = await client.busyTime.deleteMany({ where: { untilAt: { lte: toDate(at) } } });
      return count;
    },
  };
}

const unheld = (now: number) => ({ OR: [{ leaseUntil: null }, { leaseUntil: { lte: toDate(now) } }] });

function columnsOf(calendar: BusyCalendar) {
  const { address, whole } = calendar;
  return {
    keyId: address.keyId,
    sealedAddress: address.text,
    connectedAt: toDate(calendar.connectedAt),
    lastReadAt: toDateOrNull(calendar.lastReadAt),
    wholeAt: toDateOrNull(whole?.at),
    wholeZone: whole?.timeZone ?? null,
    wholeUnread: whole?.unread ?? null,
    wholeEtag: whole?.etag ?? null,
    trouble: calendar.trouble ?? null,
    failures: calendar.failures,
    toldAt: toDateOrNull(calendar.toldAt),
    triedAt: toDateOrNull(calendar.triedAt),
    nextReadAt: toDate(calendar.nextReadAt),
    claimId: calendar.claimId ?? null,
    leaseUntil: toDateOrNull(calendar.leaseUntil),
  };
}

function readCalendar(row: CalendarRow): BusyCalendar {
  const { wholeAt, wholeZone, wholeUnread, wholeEtag } = row;
  return withoutNulls({
    memberId: readId('mbr', row.memberId),
    address: { keyId: row.keyId, text: row.sealedAddress },
    connectedAt: toInstant(row.connectedAt),
    lastReadAt: toInstantOrNull(row.lastReadAt),
    whole:
      wholeAt === null || wholeZone === null || wholeUnread === null
        ? null
        : withoutNulls({
            at: toInstant(wholeAt),
            timeZone: wholeZone,
            unread: wholeUnread,
            etag: wholeEtag,
          }),
    trouble: readWordOrNull(calendarTroubles, row.trouble),
    failures: row.failures,
    toldAt: toInstantOrNull(row.toldAt),
    triedAt: toInstantOrNull(row.triedAt),
    nextReadAt: toInstant(row.nextReadAt),
    claimId: readIdOrNull('dlv', row.claimId),
    leaseUntil: toInstantOrNull(row.leaseUntil),
  });
}
