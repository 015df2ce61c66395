import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ballot, Meeting } from '../../src/core/meeting/meeting.ts';
import { officerChoices, ruleOf } from '../../src/core/meeting/quorum-choice.ts';
import type { Database } from '../../src/core/stores.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';
import { defaultSettings } from '../../src/core/twinning/settings.ts';
import { type SisterTowns, seedSisterTowns } from '../fakes/sister-towns.ts';
import { fakeWorld } from '../fakes/world.ts';

/** What polls and settings ask of a database, on the fake and on the real one. */
export function pollStorageContract(
  name: string,
  open: () => Promise<{ database: Database; close(): Promise<unknown> }>,
): void {
  describe(`settings and ballots on ${name}`, { timeout: 60_000 }, () => {
    const world = fakeWorld();
    let database: Database;
    let close: () => Promise<unknown>;
    let towns: SisterTowns;

    beforeAll(async () => {
      ({ database, close } = await open());
      towns = await seedSisterTowns(database, world);
    }, 120_000);
    afterAll(() => close?.());

    async function poll(more: Partial<Meeting> = {}): Promise<Meeting> {
      const at = world.now() + 10 * DAY_MS;
      const slot = { timeZone: 'UTC', wall: '2026-11-12T09:00', at };
      return await database.transaction(async (tx) => {
        const meeting: Meeting = {
          id: world.newId('mtg'),
          twinningId: towns.twinning.id,
          number: await tx.meetings.nextMeetingNumber(towns.twinning.id),
          title: 'Games',
          organiserId: towns.mette.id,
          lengthMinutes: 60,
          participantIds: [],
          state: 'polling',
          slots: [1, 2, 3].map((number) => ({ ...slot, number })),
          picked: [],
          ballots: [],
          deadlineAt: at,
          version: 1,
          createdAt: world.now(),
          ...more,
        };
        await tx.meetings.insertMeeting(meeting);
        return meeting;
      });
    }

    it('have their defaults until somebody changes them, and keep what was said', async () => {
      const { id: twinningId } = towns.twinning;
      expect(await database.settings.settings(twinningId)).toEqual(defaultSettings(twinningId));
      for (const officers of officerChoices) {
        const perTown = { municipality: 1, citizens: 2, youth: 0 };
        const quorum = ruleOf({ perTown, heads: 4, officers });
        const changed = {
          twinningId,
          quorum,
          videoLink: 'https://meet.example.org/a?b=1&c=%20',
          reviewMonths: 24,
          signedOn: '1996-02-29',
          agreement: 'Friendship “for ever” – https://example.org/charter',
          silenceWeeks: 9,
        };
        await database.settings.saveSettings(changed);
        expect(await database.settings.settings(twinningId)).toEqual(changed);
      }
      const empty = { twinningId, quorum: { perTown: {} }, reviewMonths: 12, silenceWeeks: 0 };
      await database.settings.saveSettings(empty);
      expect(await database.settings.settings(twinningId)).toEqual(empty);
    });

    it('are held while they are changed: two changes at once both count', async () => {
      const { id: twinningId } = towns.twinning;
      await database.settings.saveSettings({
        ...defaultSettings(twinningId),
        quorum: { perTown: {}, minimum: 0 },
      });
      const raise = () =>
        database.transaction(async (tx) => {
          const { quorum, ...rest } = await tx.settings.lockSettings(twinningId);
          await tx.settings.saveSettings({
            ...rest,
            quorum: { ...quorum, minimum: (quorum.minimum ?? 0) + 1 },
          });
        });
      await Promise.all([raise(), raise(), raise()]);
      expect((await database.settings.settings(twinningId)).quorum.minimum).toBe(3);
    });

    it('keep who must come, and which poll replaced which', async () => {
      const requiredIds = [towns.yann.id, towns.mette.id];
      const old = await poll({ requiredIds });
      expect(await database.meetings.meeting(old.id)).toEqual(old);
      const next = await poll({ replaces: old.number });
      const retired: Meeting = { ...old, state: 'cancelled', replacedBy: next.number, version: 2 };
      await database.meetings.saveMeeting(retired);
      expect(await database.meetings.meeting(old.id)).toEqual(retired);
      const { requiredIds: _, ...nobodyMust } = retired;
      await database.meetings.saveMeeting(nobodyMust);
      expect(await database.meetings.meeting(old.id)).toEqual(nobodyMust);
      expect(await database.meetings.meeting(next.id)).toEqual(next);
    });

    it('say who wrote a ballot down, until the person answers; and lose what is taken back', async () => {
      const { id } = await poll();
      const given = (slot: number, member: SisterTowns['mette'], more: Partial<Ballot> = {}): Ballot => ({
        ...{ slot, memberId: member.id, answer: 'yes', castAt: world.now() },
        ...more,
      });
      const recorded = { recordedById: towns.mette.id, answer: 'no' } as const;
      const own = given(1, towns.anders, { castAt: world.now() + 1 });
      await database.transaction(async (tx) => {
        await tx.meetings.putBallot(id, given(1, towns.anders, recorded));
        await tx.meetings.putBallot(id, given(2, towns.anders, recorded));
        await tx.meetings.putBallot(id, given(1, towns.yann));
      });
      await database.transaction((tx) => tx.meetings.putBallot(id, own));
      const ballots = async () => (await database.meetings.meeting(id))?.ballots;
      expect(await ballots()).toEqual([given(1, towns.yann), own, given(2, towns.anders, recorded)]);
      const remove = (slots: readonly number[]) =>
        database.transaction((tx) => tx.meetings.removeBallots(id, towns.anders.id, slots));
      expect(await remove([3])).toBe(0);
      expect(await remove([1, 2, 3])).toBe(2);
      expect(await remove([1, 2, 3])).toBe(0);
      expect(await ballots()).toEqual([given(1, towns.yann)]);
    });
  });
}
