import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Before,
  type Commitment,
  commitmentStates,
  type Owner,
  standingOf,
  type Terms,
} from '../../src/core/commitment/commitment.ts';
import { type CommitmentChange, changeKinds } from '../../src/core/commitment/commitment-change.ts';
import { officeKinds } from '../../src/core/committee/member.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import * as random from './random-values.ts';
import { aCommitment, aMeeting, aNumber, start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

export function commitmentStoreContract(bench: Bench): void {
  const insert = async (changes: Partial<Commitment> = {}): Promise<Commitment> => {
    const commitment = aCommitment(bench, changes);
    await bench.database.commitments.insertCommitment(commitment);
    return commitment;
  };

  /** What a commitment may have to be done before. */
  async function insertAnchors(): Promise<Before[]> {
    const meeting = aMeeting(bench);
    await bench.database.meetings.insertMeeting(meeting);
    return [
      { type: 'meeting', id: meeting.id },
      { type: 'commitment', id: (await insert()).id },
    ];
  }

  describe('commitments', () => {
    it('read as they were written, and as they were saved', async () => {
      const { database, world } = bench;
      const anchors = await insertAnchors();
      const any = anyCommitment(bench, anchors);
      await random.forRandom(fc.tuple(any, any), async (states) => {
        const [id, number] = [world.newId('cmt'), aNumber()];
        const [written, saved] = states.map((record) => aCommitment(bench, { ...record, id, number })) as [
          Commitment,
          Commitment,
        ];
        await database.commitments.insertCommitment(written);
        expect(await database.commitments.commitment(id)).toStrictEqual(written);
        await database.commitments.saveCommitment(saved);
        expect(await database.commitments.commitment(id)).toStrictEqual(saved);
      });
    });

    it('are found by their number in their twinning; what is not there is undefined', async () => {
      const { database, world, towns } = bench;
      const commitment = await insert();
      const found = (twinningId: Commitment['twinningId'], number: number) =>
        database.commitments.commitmentByNumber(twinningId, number);
      expect(await found(towns.twinning.id, commitment.number)).toStrictEqual(commitment);
      expect(await found(world.newId('twn'), commitment.number)).toBeUndefined();
      for (const number of [0, aNumber(), 999_999_999])
        expect(await found(towns.twinning.id, number)).toBeUndefined();
      expect(await database.commitments.commitment(world.newId('cmt'))).toBeUndefined();
      expect(await database.commitments.lockCommitment(world.newId('cmt'))).toBeUndefined();
      await expect(database.commitments.saveCommitment(aCommitment(bench))).rejects.toThrow();
    });

    it('have a number and an id of their own, and are promised to a town once', async () => {
      const { database, towns } = bench;
      const commitment = await insert();
      for (const taken of [{ id: commitment.id }, { number: commitment.number }])
        await expect(insert(taken)).rejects.toBeInstanceOf(StoreConflict);
      await expect(insert({ toTownIds: [towns.plerin.id, towns.plerin.id] })).rejects.toThrow();
      expect(await database.commitments.commitment(commitment.id)).toStrictEqual(commitment);
    });

    it('of a twinning come by number', async () => {
      const { database, world, towns } = bench;
      const numbers = [aNumber(), aNumber(), aNumber()];
      for (const number of numbers.toReversed()) await insert({ number });
      const found = await database.commitments.commitmentsOf(towns.twinning.id);
      expect(found.map(({ number }) => number)).toEqual(numbers);
      expect(await database.commitments.commitmentsOf(world.newId('twn'))).toEqual([]);
    });

    it('keep every change of theirs as it was, one for each version', async () => {
      const { database, towns, world } = bench;
      const anchors = await insertAnchors();
      await random.forRandom(
        fc.tuple(
          anyCommitment(bench, anchors),
          anyChange(bench),
          anyCommitment(bench, anchors),
          anyChange(bench),
        ),
        async ([first, told, second, toldNext]) => {
          const commitment = await insert();
          const { id: commitmentId, twinningId } = commitment;
          const changes = [
            { ...told, version: 1, standing: standingOf(aCommitment(bench, first)) },
            { ...toldNext, version: 2, standing: standingOf(aCommitment(bench, second)) },
          ].map((change): CommitmentChange => ({ ...change, commitmentId, twinningId }));
          for (const change of changes.toReversed()) await database.commitments.insertChange(change);
          expect(await database.commitments.changesOf(commitmentId)).toStrictEqual(changes);
          const [one] = changes;
          if (one !== undefined)
            await expect(database.commitments.insertChange(one)).rejects.toBeInstanceOf(StoreConflict);
          const all = await database.commitments.changesIn(towns.twinning.id);
          const own = all.filter((change) => change.commitmentId === commitmentId);
          expect(own.map(({ version }) => version).sort()).toEqual([1, 2]);
          expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((a, b) => a - b));
        },
      );
      expect(await database.commitments.changesIn(world.newId('twn'))).toEqual([]);
    });

    it('are found by what they must be done before, while they are open', async () => {
      const { database } = bench;
      for (const dueBefore of await insertAnchors()) {
        const open = await insert({ dueBefore, state: 'accepted' });
        await insert({ dueBefore, state: 'confirmed' });
        await insert();
        const later = await insert({ dueBefore });
        const found = await database.commitments.commitmentsBefore(dueBefore);
        expect(found.map(({ id }) => id)).toEqual([open.id, later.id]);
      }
    });

    it('that recur are followed by one at most', async () => {
      const { database } = bench;
      const every = 'FREQ=YEARLY';
      const waiting = await insert({ every, state: 'accepted', createdAt: start });
      const offered = await insert({ every });
      const followed = await insert({ every, state: 'done', createdAt: start + 1 });
      const toRepeat = async () => {
        const known = [waiting.id, offered.id, followed.id];
        return (await database.commitments.commitmentsToRepeat()).filter((id) => known.includes(id));
      };
      expect(await toRepeat()).toEqual([waiting.id, followed.id]);
      const next = await insert({ previousId: followed.id });
      expect(await toRepeat()).toEqual([waiting.id]);
      expect((await database.commitments.commitmentAfter(followed.id))?.id).toBe(next.id);
      expect(await database.commitments.commitmentAfter(waiting.id)).toBeUndefined();
      await expect(insert({ previousId: followed.id })).rejects.toBeInstanceOf(StoreConflict);
    });

    it('when locked are changed by one after the other', async () => {
      const { database } = bench;
      const { id, version } = await insert();
      const { errors } = await manyAtOnce(8, () =>
        database.transaction(async (tx) => {
          const commitment = await tx.commitments.lockCommitment(id);
          if (commitment !== undefined)
            await tx.commitments.saveCommitment({ ...commitment, version: commitment.version + 1 });
        }),
      );
      expect(errors).toEqual([]);
      expect((await database.commitments.commitment(id))?.version).toBe(version + 8);
    });
  });
}

/** All of it but what must be its own: the id and the number. */
function anyCommitment({ towns }: Bench, anchors: readonly Before[]) {
  const memberIds = fc.constantFrom(towns.mette.id, towns.anders.id, towns.yann.id);
  const townIds = [towns.odder.id, towns.plerin.id];
  return random.recordOf(
    {
      what: random.texts,
      owner: fc.oneof(
        memberIds.map((memberId): Owner => ({ type: 'member', memberId })),
        fc.constantFrom(...officeKinds).map((office): Owner => ({ type: 'office', office })),
      ),
      ownerTownId: fc.constantFrom(...townIds),
      toTownIds: fc.shuffledSubarray(townIds),
      offeredById: memberIds,
      state: fc.constantFrom(...commitmentStates),
      proposedByTownId: fc.constantFrom(...townIds),
      version: random.counts,
      createdAt: random.instants,
      changedAt: random.instants,
    },
    {
      dueOn: random.dates,
      dueBefore: fc.constantFrom(...anchors),
      every: random.texts,
      amendment: random.recordOf(
        { what: random.texts },
        { dueOn: random.dates, dueBefore: fc.constantFrom(...anchors) },
      ) as fc.Arbitrary<Terms>,
      theme: random.texts,
      reason: random.texts,
      answeredById: memberIds,
      confirmedById: memberIds,
    },
  );
}

function anyChange({ towns }: Bench) {
  return random.recordOf(
    { at: random.instants, kind: fc.constantFrom(...changeKinds) },
    {
      memberId: fc.constantFrom(towns.mette.id, towns.yann.id),
      townId: fc.constantFrom(towns.odder.id, towns.plerin.id),
      reason: random.texts,
    },
  );
}
