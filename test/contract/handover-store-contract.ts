import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Handover, handoverStates } from '../../src/core/committee/handover.ts';
import { officeKinds } from '../../src/core/committee/member.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import * as random from './random-values.ts';
import { start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

export function handoverStoreContract(bench: Bench): void {
  const aHandover = (changes: Partial<Handover> = {}): Handover => ({
    id: bench.world.newId('hnd'),
    townId: bench.towns.odder.id,
    fromId: bench.towns.mette.id,
    toId: bench.towns.anders.id,
    offices: ['secretary'],
    whole: true,
    state: 'proposed',
    proposedById: bench.towns.mette.id,
    proposedAt: start,
    ...changes,
  });
  const insert = async (changes: Partial<Handover> = {}): Promise<Handover> => {
    const handover = aHandover(changes);
    await bench.database.handovers.insertHandover(handover);
    return handover;
  };

  describe('handovers', () => {
    it('read as they were written, and as they were saved', async () => {
      const { database, towns } = bench;
      const somebody = fc.constantFrom(towns.mette.id, towns.anders.id, towns.yann.id);
      const anyHandover = random.recordOf(
        {
          fromId: somebody,
          toId: somebody,
          offices: fc.subarray([...officeKinds]),
          whole: fc.boolean(),
          state: fc.constantFrom(...handoverStates),
          proposedById: somebody,
          proposedAt: random.instants,
        },
        {
          answeredById: somebody,
          answeredAt: random.instants,
          moved: fc.record(
            {
              promises: random.counts,
              meetings: random.counts,
              series: random.counts,
              reminders: random.counts,
            },
            { noNullPrototype: true },
          ),
        },
      );
      await random.forRandom(fc.tuple(anyHandover, anyHandover), async ([first, next]) => {
        const written = await insert(first);
        expect(await database.handovers.handover(written.id)).toStrictEqual(written);
        const saved = aHandover({ ...next, id: written.id });
        await database.handovers.saveHandover(saved);
        expect(await database.handovers.handover(written.id)).toStrictEqual(saved);
      });
    });

    it('are found by town and state, oldest first', async () => {
      const { database, towns } = bench;
      const second = await insert({ proposedAt: start + 1 });
      const first = await insert();
      const declined = await insert({ state: 'declined', proposedAt: start + 2 });
      const theirs = await insert({ townId: towns.plerin.id });
      const { odder, plerin } = towns;
      expect(await database.handovers.handoversOf([odder.id], ['proposed'])).toStrictEqual([first, second]);
      expect(await database.handovers.handoversOf([odder.id], ['proposed', 'declined'])).toStrictEqual([
        first,
        second,
        declined,
      ]);
      expect(await database.handovers.handoversOf([plerin.id], ['proposed'])).toStrictEqual([theirs]);
      expect(await database.handovers.handoversOf([], ['proposed'])).toEqual([]);
      expect(await database.handovers.handoversOf([odder.id], [])).toEqual([]);
    });

    it('that are not there are undefined, and cannot be saved; that are there cannot be made again', async () => {
      const { database } = bench;
      const handover = aHandover();
      await expect(database.handovers.saveHandover(handover)).rejects.toThrow();
      expect(await database.handovers.handover(handover.id)).toBeUndefined();
      await database.handovers.insertHandover(handover);
      await expect(database.handovers.insertHandover(handover)).rejects.toBeInstanceOf(StoreConflict);
    });

    it('are answered by one of many at once: who holds the row lets the others wait', async () => {
      const { database } = bench;
      const { id } = await insert();
      const { values } = await manyAtOnce(4, () =>
        database.transaction(async (tx) => {
          const held = await tx.handovers.lockHandover(id);
          if (held?.state !== 'proposed') return 'too late';
          await tx.handovers.saveHandover({ ...held, state: 'accepted' });
          return 'first';
        }),
      );
      expect(values.toSorted()).toEqual(['first', 'too late', 'too late', 'too late']);
    });
  });
}
