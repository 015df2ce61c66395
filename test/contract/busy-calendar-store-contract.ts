import { describe, expect, it } from 'vitest';
import type { BusyCalendar } from '../../src/core/availability/busy-calendar-store.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/core/time/instant.ts';
import { fakeStart } from '../fakes/world.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

const now = fakeStart;
const span = (from: number, until: number) => ({
  fromAt: now + from * HOUR_MS,
  untilAt: now + until * HOUR_MS,
});
const always = { fromAt: now - 1000 * HOUR_MS, untilAt: now + 1000 * HOUR_MS };

export function busyCalendarStoreContract(bench: Bench): void {
  const calendar = (memberId: BusyCalendar['memberId'], more: Partial<BusyCalendar> = {}): BusyCalendar => ({
    memberId,
    address: { keyId: 'k1', text: 'c2VhbGVk' },
    connectedAt: now,
    failures: 0,
    nextReadAt: now,
    ...more,
  });
  const claim = (claimId: `dlv_${string}`, more = {}) => ({
    now,
    leaseUntil: now + MINUTE_MS,
    claimId,
    early: false,
    ...more,
  });

  describe('private calendars', () => {
    it('read as they were written, with everything and with nothing', async () => {
      const { database, towns, world } = bench;
      const full = calendar(towns.mette.id, {
        lastReadAt: now + 1,
        whole: { at: now + 2, timeZone: 'Europe/Copenhagen', unread: 3, etag: '"v1"' },
        trouble: 'too-slow',
        failures: 4,
        toldAt: now + 5,
        triedAt: now + 6,
        nextReadAt: now + 7,
        claimId: world.newId('dlv'),
        leaseUntil: now + 8,
      });
      for (const kept of [full, calendar(towns.mette.id), full]) {
        await database.busyCalendars.saveCalendar(kept, []);
        expect(await database.busyCalendars.calendarOf(towns.mette.id)).toStrictEqual(kept);
      }
      expect(await database.busyCalendars.calendarOf(towns.yann.id)).toBeUndefined();
    });

    it('are nobody’s who is not there', async () => {
      const { database, world } = bench;
      await expect(database.busyCalendars.saveCalendar(calendar(world.newId('mbr')), [])).rejects.toThrow();
    });

    it('are due when their time has come and nobody holds them, the longest waiting first', async () => {
      const { database, towns } = bench;
      const { busyCalendars } = database;
      await busyCalendars.saveCalendar(calendar(towns.mette.id, { nextReadAt: now - 1 }), []);
      await busyCalendars.saveCalendar(calendar(towns.anders.id, { nextReadAt: now - 2 }), []);
      await busyCalendars.saveCalendar(calendar(towns.yann.id, { nextReadAt: now + 1 }), []);
      expect(await busyCalendars.dueCalendars(now, 10)).toEqual([towns.anders.id, towns.mette.id]);
      expect(await busyCalendars.dueCalendars(now, 1)).toEqual([towns.anders.id]);
      await busyCalendars.saveCalendar(
        calendar(towns.anders.id, { nextReadAt: now - 2, leaseUntil: now + 1 }),
        [],
      );
      expect(await busyCalendars.dueCalendars(now, 10)).toEqual([towns.mette.id]);
      expect(await busyCalendars.dueCalendars(now + 1, 10)).toHaveLength(3);
    });

    it('are held by one, however many ask at once, until the lease lapses', async () => {
      const { database, towns, world } = bench;
      await database.busyCalendars.saveCalendar(calendar(towns.mette.id), []);
      const { values, errors } = await manyAtOnce(5, () =>
        database.transaction((tx) =>
          tx.busyCalendars.claimCalendar(towns.mette.id, claim(world.newId('dlv'))),
        ),
      );
      expect(errors).toEqual([]);
      expect(values.filter((held) => held !== undefined)).toHaveLength(1);
      const next = world.newId('dlv');
      const later = claim(next, { now: now + MINUTE_MS, leaseUntil: now + 2 * MINUTE_MS });
      expect(await database.busyCalendars.claimCalendar(towns.mette.id, later)).toStrictEqual(
        calendar(towns.mette.id, { claimId: next, leaseUntil: now + 2 * MINUTE_MS }),
      );
    });

    it('are held before their time only by who asks for that', async () => {
      const { database, towns, world } = bench;
      await database.busyCalendars.saveCalendar(calendar(towns.mette.id, { nextReadAt: now + 1 }), []);
      const { busyCalendars } = database;
      expect(await busyCalendars.claimCalendar(towns.mette.id, claim(world.newId('dlv')))).toBeUndefined();
      expect(
        await busyCalendars.claimCalendar(towns.mette.id, claim(world.newId('dlv'), { early: true })),
      ).toBeDefined();
      expect(await busyCalendars.claimCalendar(towns.yann.id, claim(world.newId('dlv')))).toBeUndefined();
    });

    it('are changed by a reading only while its claim holds them', async () => {
      const { database, towns, world } = bench;
      const { busyCalendars } = database;
      const mine = world.newId('dlv');
      const settle = (id: `dlv_${string}`, failures: number, busy?: ReturnType<typeof span>[]) =>
        database.transaction((tx) =>
          tx.busyCalendars.settleCalendar(id, calendar(towns.mette.id, { failures }), busy),
        );
      const times = async () => (await busyCalendars.busyOf([towns.mette.id], always)).length;
      await busyCalendars.saveCalendar(calendar(towns.mette.id), [span(1, 2)]);
      await busyCalendars.claimCalendar(towns.mette.id, claim(mine));
      expect(await settle(world.newId('dlv'), 9, [])).toBe(false);
      expect(await times()).toBe(1);
      expect(await settle(mine, 1)).toBe(true);
      expect(await busyCalendars.calendarOf(towns.mette.id)).toStrictEqual(
        calendar(towns.mette.id, { failures: 1 }),
      );
      expect(await times()).toBe(1);
      expect(await settle(mine, 2, [])).toBe(false);

      const again = world.newId('dlv');
      await busyCalendars.claimCalendar(towns.mette.id, claim(again));
      expect(await settle(again, 0, [span(3, 4), span(5, 6)])).toBe(true);
      expect(await times()).toBe(2);

      const late = world.newId('dlv');
      await busyCalendars.claimCalendar(towns.mette.id, claim(late));
      await busyCalendars.forgetCalendar(towns.mette.id);
      expect(await settle(late, 0, [span(3, 4)])).toBe(false);
      expect(await times()).toBe(0);
    });

    it('give the busy times of those asked for that overlap the window, in order', async () => {
      const { database, towns } = bench;
      const { busyCalendars } = database;
      await busyCalendars.saveCalendar(calendar(towns.mette.id), [span(4, 6), span(0, 2)]);
      await busyCalendars.saveCalendar(calendar(towns.yann.id), [span(1, 5)]);
      const both = [towns.mette.id, towns.yann.id];
      expect(await busyCalendars.busyOf(both, span(0, 9))).toStrictEqual([
        { memberId: towns.mette.id, ...span(0, 2) },
        { memberId: towns.yann.id, ...span(1, 5) },
        { memberId: towns.mette.id, ...span(4, 6) },
      ]);
      expect(await busyCalendars.busyOf([towns.mette.id], span(2, 4))).toEqual([]);
      expect(await busyCalendars.busyOf([towns.mette.id], span(1, 4))).toHaveLength(1);
      expect(await busyCalendars.busyOf([], always)).toEqual([]);
    });

    it('keep no time twice', async () => {
      const { database, towns } = bench;
      await expect(
        database.busyCalendars.saveCalendar(calendar(towns.mette.id), [span(1, 2), span(1, 3)]),
      ).rejects.toThrow();
      expect(await database.busyCalendars.calendarOf(towns.mette.id)).toBeUndefined();
    });

    it('are forgotten whole, and only of the one who asked', async () => {
      const { database, towns } = bench;
      const { busyCalendars } = database;
      await busyCalendars.saveCalendar(calendar(towns.mette.id), [span(1, 2)]);
      await busyCalendars.saveCalendar(calendar(towns.yann.id), [span(1, 2)]);
      expect(await busyCalendars.forgetCalendar(towns.mette.id)).toBe(true);
      expect(await busyCalendars.forgetCalendar(towns.mette.id)).toBe(false);
      expect(await busyCalendars.calendarOf(towns.mette.id)).toBeUndefined();
      const left = await busyCalendars.busyOf([towns.mette.id, towns.yann.id], always);
      expect(left.map(({ memberId }) => memberId)).toEqual([towns.yann.id]);
    });

    it('let go of busy times that have passed', async () => {
      const { database, towns } = bench;
      await database.busyCalendars.saveCalendar(calendar(towns.mette.id), [
        span(-3, -1),
        span(-1, 0),
        span(-1.5, 1),
      ]);
      expect(await database.busyCalendars.forgetBusyBefore(now)).toBe(2);
      expect(await database.busyCalendars.busyOf([towns.mette.id], always)).toHaveLength(1);
    });
  });
}
