import { describe, expect, it } from 'vitest';
import type { CalendarFeed, CalendarOwner } from '../../src/core/calendar/calendar-store.ts';
import type { Meeting } from '../../src/core/meeting/meeting.ts';
import { type Database, StoreConflict } from '../../src/core/stores.ts';
import type { SisterTowns } from '../fakes/sister-towns.ts';
import { type FakeWorld, fakeStart } from '../fakes/world.ts';

export interface CalendarBench {
  readonly database: Database;
  readonly world: FakeWorld;
  readonly towns: SisterTowns;
}

/** What the core expects of the store of calendars, on the fake and on the real one. */
export function calendarStoreContract(bench: CalendarBench): void {
  const ofMette = (): CalendarOwner => ({ type: 'member', memberId: bench.towns.mette.id });
  const ofSpace = (): CalendarOwner => ({ type: 'space', spaceId: bench.towns.odderSpace.id });
  const aFeed = (changes: Partial<CalendarFeed> = {}): CalendarFeed => ({
    id: bench.world.newId('cal'),
    digest: bench.world.digest(bench.world.newSecret()),
    owner: ofMette(),
    createdAt: fakeStart,
    ...changes,
  });
  const aMeeting = async (at: number, changes: Partial<Meeting> = {}): Promise<Meeting> => {
    const { world, towns, database } = bench;
    const slot = { number: 1, wall: '2026-01-01T00:00', timeZone: 'Europe/Copenhagen', at };
    const meeting: Meeting = {
      id: world.newId('mtg'),
      twinningId: towns.twinning.id,
      number: await database.transaction((tx) => tx.meetings.nextMeetingNumber(towns.twinning.id)),
      title: 'Youth games',
      organiserId: towns.mette.id,
      lengthMinutes: 60,
      participantIds: [],
      state: 'confirmed',
      slots: [slot, { ...slot, number: 2, at: at + 1 }],
      picked: [1],
      ballots: [{ slot: 1, memberId: towns.yann.id, answer: 'yes', castAt: fakeStart }],
      confirmedSlot: 1,
      version: 2,
      createdAt: fakeStart,
      ...changes,
    };
    await database.meetings.insertMeeting(meeting);
    return meeting;
  };

  describe('calendar feeds', () => {
    it('are found by their owner and by their digest, a space’s beside a member’s', async () => {
      const { calendars } = bench.database;
      const own = aFeed();
      const shared = aFeed({ owner: ofSpace() });
      await calendars.insertFeed(own);
      await calendars.insertFeed(shared);
      expect(await calendars.feedOf(ofMette())).toStrictEqual(own);
      expect(await calendars.feedOf(ofSpace())).toStrictEqual(shared);
      expect(await calendars.feedByDigest(own.digest)).toStrictEqual(own);
      expect(await calendars.feedByDigest(shared.digest)).toStrictEqual(shared);
      expect(await calendars.feedByDigest('something else')).toBeUndefined();
      expect(await calendars.feedOf({ type: 'member', memberId: bench.towns.yann.id })).toBeUndefined();
    });

    it('that are revoked are not found any more, and make room for a new one', async () => {
      const { calendars } = bench.database;
      const old = aFeed();
      await calendars.insertFeed(old);
      await expect(calendars.insertFeed(aFeed())).rejects.toThrow(StoreConflict);
      const revoke = (owner: CalendarOwner) =>
        bench.database.transaction((tx) => tx.calendars.revokeFeedOf(owner, fakeStart + 1));
      expect(await revoke(ofSpace())).toBe(false);
      expect(await revoke(ofMette())).toBe(true);
      expect(await revoke(ofMette())).toBe(false);
      expect(await calendars.feedByDigest(old.digest)).toBeUndefined();
      expect(await calendars.feedOf(ofMette())).toBeUndefined();
      const fresh = aFeed();
      await calendars.insertFeed(fresh);
      expect(await calendars.feedOf(ofMette())).toStrictEqual(fresh);
      await expect(calendars.insertFeed(aFeed({ digest: old.digest, owner: ofSpace() }))).rejects.toThrow(
        StoreConflict,
      );
    });

    it('are made by one of many at once', async () => {
      const made = await Promise.allSettled(
        Array.from({ length: 4 }, () => bench.database.transaction((tx) => tx.calendars.insertFeed(aFeed()))),
      );
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('keep when they were asked for, and what they showed', async () => {
      const { calendars } = bench.database;
      const feed = aFeed();
      await calendars.insertFeed(feed);
      const content = { digest: 'abc', since: fakeStart + 5 };
      await calendars.saveFetch(feed.id, { at: fakeStart + 9, content });
      expect(await calendars.feedOf(ofMette())).toStrictEqual({
        ...feed,
        lastFetchedAt: fakeStart + 9,
        content,
      });
    });

    it('belong to somebody who is there', async () => {
      const nobody: CalendarOwner = { type: 'member', memberId: bench.world.newId('mbr') };
      await expect(bench.database.calendars.insertFeed(aFeed({ owner: nobody }))).rejects.toThrow();
    });
  });

  describe('meetings for calendars', () => {
    const found = async (fromAt: number, limit = 10) =>
      (await bench.database.calendars.datedMeetings([bench.towns.twinning.id], fromAt, limit)).map(
        ({ id }) => id,
      );

    it('are those with a fixed time, by that time, without their ballots', async () => {
      const later = await aMeeting(fakeStart + 2_000, { state: 'cancelled', cancelReason: 'Storm' });
      const sooner = await aMeeting(fakeStart + 1_000, {
        revisedAt: fakeStart,
        participantIds: [bench.towns.yann.id, bench.towns.mette.id],
      });
      for (const state of ['draft', 'polling', 'undecided'] as const)
        await aMeeting(fakeStart + 1_500, { state });
      const { confirmedSlot: _, ...unfixed } = await aMeeting(fakeStart + 1_500, { state: 'polling' });
      await bench.database.meetings.saveMeeting({ ...unfixed, state: 'cancelled' });
      const { calendars } = bench.database;
      const expected = [sooner, later].map(({ ballots: _b, picked: _p, ...dated }) => dated);
      expect(await calendars.datedMeetings([bench.towns.twinning.id], 0, 10)).toStrictEqual(expected);
      expect(await calendars.datedMeetings([bench.world.newId('twn')], 0, 10)).toEqual([]);
      expect(await calendars.datedMeetings([], 0, 10)).toEqual([]);
    });

    it('begin at the given instant or later; of too many, the latest', async () => {
      const meetings = [];
      for (const at of [1, 2, 3]) meetings.push(await aMeeting(fakeStart + at));
      const [first, second, third] = meetings.map(({ id }) => id);
      expect(await found(fakeStart + 1)).toEqual([first, second, third]);
      expect(await found(fakeStart + 2)).toEqual([second, third]);
      expect(await found(fakeStart, 2)).toEqual([second, third]);
    });
  });

  describe('the key that signs addresses', () => {
    it('is the first one that was offered', async () => {
      const offer = (key: string) => bench.database.transaction((tx) => tx.calendars.signingKey(key));
      const key = await offer('one');
      expect(await offer('two')).toBe(key);
    });
  });
}
