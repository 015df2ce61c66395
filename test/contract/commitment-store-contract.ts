import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commitment, Owner } from '../../src/core/commitment/commitment.ts';
import { officeKinds } from '../../src/core/committee/member.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import * as random from './random-values.ts';
import { aCommitment, aNumber } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

export const commitmentStates = [
  'offered',
  'accepted',
  'declined',
  'done',
  'confirmed',
  'withdrawn',
] as const;

export function commitmentStoreContract(bench: Bench): void {
  const insert = async (changes: Partial<Commitment> = {}): Promise<Commitment> => {
    const commitment = aCommitment(bench, changes);
    await bench.database.commitments.insertCommitment(commitment);
    return commitment;
  };

  describe('commitments', () => {
    it('read as they were written, and as they were saved', async () => {
      const { database, world } = bench;
      await random.forRandom(fc.tuple(anyCommitment(bench), anyCommitment(bench)), async (states) => {
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
function anyCommitment({ towns }: Bench) {
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
      version: random.counts,
      createdAt: random.instants,
      changedAt: random.instants,
    },
    {
      dueOn: random.dates,
      theme: random.texts,
      reason: random.texts,
      answeredById: memberIds,
      confirmedById: memberIds,
    },
  );
}
