import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ballot, type Meeting, meetingKinds, type Slot } from '../../src/core/meeting/meeting.ts';
import { answers } from '../../src/core/meeting/quorum.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/core/time/instant.ts';
import * as random from './random-values.ts';
import { aMeeting, aNumber, aSlot, start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

export const meetingStates = ['draft', 'polling', 'undecided', 'confirmed', 'cancelled'] as const;

export function meetingStoreContract(bench: Bench): void {
  const insert = async (changes: Partial<Meeting> = {}): Promise<Meeting> => {
    const meeting = aMeeting(bench, changes);
    await bench.database.meetings.insertMeeting(meeting);
    return meeting;
  };
  const aBallot = (changes: Partial<Ballot> = {}): Ballot => ({
    slot: 1,
    memberId: bench.towns.mette.id,
    answer: 'yes',
    castAt: start,
    ...changes,
  });

  describe('meetings', () => {
    it('read as they were written, and as they were saved', async () => {
      const { database, world } = bench;
      await random.forRandom(fc.tuple(anyMeeting(bench), anyMeeting(bench)), async (states) => {
        const [id, number] = [world.newId('mtg'), aNumber()];
        const [written, next] = states.map((record) => aMeeting(bench, { ...record, id, number })) as [
          Meeting,
          Meeting,
        ];
        await database.meetings.insertMeeting(written);
        expect(await database.meetings.meeting(id)).toStrictEqual(written);
        // What may change: everything of a draft, all but the slots later, and the ballots never in this way.
        const { slots, ballots } = written;
        const saved = written.state === 'draft' ? next : { ...next, slots };
        await database.meetings.saveMeeting(saved);
        const kept = saved.slots === slots ? ballots : [];
        expect(await database.meetings.meeting(id)).toStrictEqual({ ...saved, ballots: kept });
      });
    });

    it('are found by their number in their twinning; what is not there is undefined', async () => {
      const { database, world, towns } = bench;
      const meeting = await insert();
      const found = (twinningId: Meeting['twinningId'], number: number) =>
        database.meetings.meetingByNumber(twinningId, number);
      expect(await found(towns.twinning.id, meeting.number)).toStrictEqual(meeting);
      expect(await found(world.newId('twn'), meeting.number)).toBeUndefined();
      for (const number of [0, aNumber(), 999_999_999])
        expect(await found(towns.twinning.id, number)).toBeUndefined();
      expect(await database.meetings.meeting(world.newId('mtg'))).toBeUndefined();
      expect(await database.meetings.lockMeeting(world.newId('mtg'))).toBeUndefined();
      await expect(database.meetings.saveMeeting(aMeeting(bench))).rejects.toThrow();
    });

    it('have a number and an id of their own', async () => {
      const { database } = bench;
      const meeting = await insert();
      for (const taken of [{ id: meeting.id }, { number: meeting.number }])
        await expect(insert(taken)).rejects.toBeInstanceOf(StoreConflict);
      expect(await database.meetings.meeting(meeting.id)).toStrictEqual(meeting);
    });

    it('may be given one more slot in any state, with a number of its own', async () => {
      const { database } = bench;
      const ballots = [aBallot()];
      for (const state of meetingStates) {
        const meeting = await insert({ state, ballots });
        const add = (number: number) =>
          database.transaction((tx) => tx.meetings.addSlot(meeting.id, aSlot(number)));
        await add(4);
        await add(3);
        const slots = [...meeting.slots, aSlot(3), aSlot(4)];
        expect(await database.meetings.meeting(meeting.id)).toStrictEqual({ ...meeting, slots });
        await expect(add(4)).rejects.toBeInstanceOf(StoreConflict);
        await database.meetings.saveMeeting({ ...meeting, slots, confirmedSlot: 4 });
        expect(await database.meetings.meeting(meeting.id)).toMatchObject({
          slots,
          ballots,
          confirmedSlot: 4,
        });
      }
      const missing = bench.world.newId('mtg');
      await expect(database.transaction((tx) => tx.meetings.addSlot(missing, aSlot(1)))).rejects.toThrow();
    });

    it('keep the wall time of a slot whose instant is corrected, and the ballots on it', async () => {
      const { database } = bench;
      const meeting = await insert({ state: 'confirmed', ballots: [aBallot()] });
      const correct = (number: number) =>
        database.transaction((tx) => tx.meetings.correctSlot(meeting.id, number, start + 5));
      await correct(1);
      const [first, ...others] = meeting.slots;
      const slots = [{ ...first, at: start + 5 }, ...others];
      expect(await database.meetings.meeting(meeting.id)).toStrictEqual({ ...meeting, slots });
      await expect(correct(9)).rejects.toThrow();
    });

    it('with a slot after an instant are found in any state but called off', async () => {
      const { database } = bench;
      const ids = [];
      for (const state of meetingStates) ids.push((await insert({ state })).id);
      await insert({ slots: [aSlot(1, { at: start })] });
      const latest = Math.max(...[aSlot(1), aSlot(2)].map(({ at }) => at));
      expect(await database.meetings.idsWithSlotsAfter(latest - 1)).toEqual(ids.slice(0, 4));
      expect(await database.meetings.idsWithSlotsAfter(latest)).toEqual([]);
      expect(await database.twinnings.timeZones()).toEqual(['Europe/Copenhagen', 'Europe/Paris']);
    });

    it('convene nobody twice, and have no slot twice', async () => {
      const { towns } = bench;
      await expect(insert({ participantIds: [towns.mette.id, towns.mette.id] })).rejects.toThrow();
      await expect(insert({ slots: [aSlot(1), aSlot(1)] })).rejects.toThrow();
    });

    it('of a twinning are those in the wanted states, newest first, no more than asked for', async () => {
      const { database, towns } = bench;
      const [oldest, newest, older, cancelled] = [
        await insert({ createdAt: start }),
        await insert({ createdAt: start + 2, state: 'confirmed' }),
        await insert({ createdAt: start + 1 }),
        await insert({ createdAt: start + 3, state: 'cancelled' }),
      ];
      const sameTime = await insert({ createdAt: start + 1 });
      const of = async (states: readonly Meeting['state'][], limit: number) =>
        (await database.meetings.meetingsOf(towns.twinning.id, states, limit)).map(({ id }) => id);
      const expected = [newest, sameTime, older, oldest].map(({ id }) => id);
      expect(await of(['polling', 'confirmed'], 10)).toEqual(expected);
      expect(await of(['polling', 'confirmed'], 2)).toEqual(expected.slice(0, 2));
      expect(await of(['cancelled'], 10)).toEqual([cancelled.id]);
      expect(await of([], 10)).toEqual([]);
      expect(await database.meetings.meetingsOf(bench.world.newId('twn'), meetingStates, 10)).toEqual([]);
    });

    it('have been held when they are confirmed and have ended, the last one first', async () => {
      const { database, world, towns } = bench;
      const participantIds = [towns.yann.id, towns.mette.id];
      const at = (number: number) => aSlot(number).at;
      const state = 'confirmed';
      await insert({ state, confirmedSlot: 1, lengthMinutes: 90, participantIds });
      await insert({ state, confirmedSlot: 2 });
      await insert({ state: 'cancelled', confirmedSlot: 1 });
      await insert({ state: 'polling' });
      await insert({ state, confirmedSlot: 9 });
      const first = { at: at(1), lengthMinutes: 90, participantIds };
      const second = { at: at(2), lengthMinutes: 60, participantIds: [] };
      const { id } = towns.twinning;
      const held = async (endedBy: number, limit = 10) =>
        await database.meetings.heldMeetings(id, endedBy, limit);
      expect(await held(at(2) + HOUR_MS)).toStrictEqual([second, first]);
      expect(await held(at(2) + HOUR_MS, 1)).toStrictEqual([second]);
      expect(await held(at(2) + HOUR_MS - 1)).toStrictEqual([first]);
      expect(await held(at(1) + 90 * MINUTE_MS)).toStrictEqual([first]);
      expect(await held(at(1) + 90 * MINUTE_MS - 1)).toStrictEqual([]);
      expect(await database.meetings.heldMeetings(world.newId('twn'), at(9), 10)).toEqual([]);
    });

    it('are polls to close from their deadline on, soonest first, no more than asked for', async () => {
      const { database } = bench;
      const [second, first, third] = [
        await insert({ deadlineAt: start + 2 }),
        await insert({ deadlineAt: start + 1, slots: [] }),
        await insert({ deadlineAt: start + 3 }),
      ];
      await insert();
      for (const state of ['draft', 'undecided', 'confirmed', 'cancelled'] as const)
        await insert({ deadlineAt: start, state });
      expect(await database.meetings.pollsToClose(start, 10)).toEqual([]);
      expect(await database.meetings.pollsToClose(start + 2, 10)).toStrictEqual([first, second]);
      expect(await database.meetings.pollsToClose(start + 9, 10)).toStrictEqual([first, second, third]);
      expect(await database.meetings.pollsToClose(start + 9, 1)).toStrictEqual([first]);
    });
  });

  describe('the slots of a meeting', () => {
    it('come by number, and may be replaced while it is a draft, with the ballots on them', async () => {
      const { database } = bench;
      const draft = await insert({ state: 'draft', slots: [aSlot(2), aSlot(1)], ballots: [aBallot()] });
      expect((await database.meetings.meeting(draft.id))?.slots).toStrictEqual([aSlot(1), aSlot(2)]);
      const polling: Meeting = { ...draft, state: 'polling', slots: [aSlot(1, { at: start })], ballots: [] };
      await database.meetings.saveMeeting(polling);
      expect(await database.meetings.meeting(draft.id)).toStrictEqual(polling);
    });

    it('are fixed from then on; their order in the list means nothing', async () => {
      const { database } = bench;
      const meeting = await insert();
      const { id, slots } = meeting;
      for (const others of [
        [aSlot(1)],
        [aSlot(1), aSlot(2, { at: start })],
        [...slots, aSlot(3)],
      ] as Slot[][])
        await expect(database.meetings.saveMeeting({ ...meeting, slots: others })).rejects.toThrow(/fixed/);
      await database.meetings.saveMeeting({ ...meeting, title: 'Moved', slots: slots.toReversed() });
      expect(await database.meetings.meeting(id)).toStrictEqual({ ...meeting, title: 'Moved' });
    });
  });

  describe('ballots', () => {
    it('are one for each slot and member: a later one replaces the earlier', async () => {
      const { database, towns } = bench;
      const { id } = await insert();
      const yann = towns.yann.id;
      for (const ballot of [
        aBallot({ answer: 'yes' }),
        aBallot({ slot: 2, answer: 'no', castAt: start + 4 }),
        aBallot({ memberId: yann, answer: 'yes', castAt: start + 1 }),
        aBallot({ answer: 'if-need-be', castAt: start + 3 }),
      ])
        await database.meetings.putBallot(id, ballot);
      // By slot, then as they were cast.
      expect((await database.meetings.meeting(id))?.ballots).toStrictEqual([
        aBallot({ memberId: yann, answer: 'yes', castAt: start + 1 }),
        aBallot({ answer: 'if-need-be', castAt: start + 3 }),
        aBallot({ slot: 2, answer: 'no', castAt: start + 4 }),
      ]);
    });

    it('stay when the meeting is saved by somebody who has not seen them', async () => {
      const { database } = bench;
      const meeting = await insert();
      await database.meetings.putBallot(meeting.id, aBallot());
      await database.meetings.saveMeeting({ ...meeting, state: 'undecided' });
      const after = await database.meetings.meeting(meeting.id);
      expect(after).toStrictEqual({ ...meeting, state: 'undecided', ballots: [aBallot()] });
    });

    it('of many at once are all kept, and of one member one', async () => {
      const { database, towns } = bench;
      const { id } = await insert();
      const voters = [towns.mette, towns.anders, towns.yann];
      const { errors } = await manyAtOnce(9, (index) =>
        database.transaction((tx) =>
          tx.meetings.putBallot(id, aBallot({ memberId: voters[index % 3]?.id ?? towns.mette.id })),
        ),
      );
      expect(errors).toEqual([]);
      const ballots = (await database.meetings.meeting(id))?.ballots ?? [];
      expect(ballots.map(({ memberId }) => memberId).toSorted()).toEqual(
        voters.map(({ id }) => id).toSorted(),
      );
    });
  });

  describe('a locked meeting', () => {
    it('is changed by one after the other, each seeing what the one before has made of it', async () => {
      const { database } = bench;
      const { id, version } = await insert();
      const { errors } = await manyAtOnce(8, () =>
        database.transaction(async (tx) => {
          const meeting = await tx.meetings.lockMeeting(id);
          if (meeting !== undefined)
            await tx.meetings.saveMeeting({ ...meeting, version: meeting.version + 1 });
        }),
      );
      expect(errors).toEqual([]);
      expect((await database.meetings.meeting(id))?.version).toBe(version + 8);
    });
  });
}

/** All of it but what must be its own: the id and the number. */
function anyMeeting({ towns }: Bench) {
  const memberIds = [towns.mette.id, towns.anders.id, towns.yann.id];
  const slots = fc
    .array(
      fc.record(
        { wall: fc.constant('2026-11-09T19:00'), timeZone: random.timeZones, at: random.instants },
        { noNullPrototype: true },
      ),
      { maxLength: 4 },
    )
    .map((list) => list.map((slot, index): Slot => ({ number: index + 1, ...slot })));
  const ballotsOn = (count: number) =>
    fc
      .uniqueArray(
        fc.record<Ballot>(
          {
            slot: fc.integer({ min: 1, max: Math.max(1, count) }),
            memberId: fc.constantFrom(...memberIds),
            answer: fc.constantFrom(...answers),
            castAt: random.instants,
          },
          { noNullPrototype: true },
        ),
        { maxLength: count * 3, selector: ({ slot, memberId }) => `${slot}/${memberId}` },
      )
      .map((ballots) =>
        ballots.toSorted(
          (a, b) => a.slot - b.slot || a.castAt - b.castAt || (a.memberId < b.memberId ? -1 : 1),
        ),
      );
  const parts = slots.chain((list) => fc.tuple(fc.constant(list), ballotsOn(list.length)));
  return fc
    .tuple(
      parts,
      random.recordOf(
        {
          title: random.texts,
          organiserId: fc.constantFrom(...memberIds),
          lengthMinutes: fc.integer({ min: 1, max: 2_147_483_647 }),
          participantIds: fc.shuffledSubarray(memberIds),
          state: fc.constantFrom(...meetingStates),
          picked: fc.array(fc.nat(20), { maxLength: 5 }),
          version: random.counts,
          createdAt: random.instants,
        },
        {
          kind: fc.constantFrom(...meetingKinds),
          hostTownId: fc.constantFrom(towns.odder.id, towns.plerin.id),
          deadlineAt: random.instants,
          confirmedSlot: fc.nat(20),
          cancelReason: random.texts,
        },
      ),
    )
    .map(([[slotList, ballots], record]) => ({ ...record, slots: slotList, ballots }));
}
