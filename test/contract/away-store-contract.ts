import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AwaySpan, mergeAway } from '../../src/core/availability/away.ts';
import type { Database } from '../../src/core/stores.ts';
import { dateOfEpochDay } from '../../src/core/time/local-date.ts';
import type { SisterTowns } from '../fakes/sister-towns.ts';
import type { FakeWorld } from '../fakes/world.ts';

/** To be read inside a test: two towns with three people, and nobody away. */
export interface AwayBench {
  readonly database: Database;
  readonly towns: SisterTowns;
  readonly world: FakeWorld;
}

const span = (fromOn: string, untilOn: string): AwaySpan => ({ fromOn, untilOn });

export function awayStoreContract(bench: AwayBench): void {
  describe('days away', () => {
    it('read as they were written, first day first, and replace what was there', async () => {
      const { database, towns } = bench;
      const anySpans = fc.array(
        fc
          .tuple(fc.integer({ min: 20_000, max: 22_000 }), fc.nat(30))
          .map(([day, length]) => span(dateOfEpochDay(day), dateOfEpochDay(day + length))),
        { maxLength: 8 },
      );
      await fc.assert(
        fc.asyncProperty(anySpans, async (given) => {
          await database.away.saveAway(
            towns.mette.id,
            given.length === 0 ? [] : mergeAway(given).toReversed(),
          );
          expect(await database.away.awayOf([towns.mette.id])).toStrictEqual(
            mergeAway(given).map(({ fromOn, untilOn }) => ({ memberId: towns.mette.id, fromOn, untilOn })),
          );
        }),
        { numRuns: 15 },
      );
    });

    it('are those of the members asked for', async () => {
      const { database, towns } = bench;
      await database.away.saveAway(towns.mette.id, [span('2027-07-05', '2027-07-06')]);
      await database.away.saveAway(towns.yann.id, [span('2027-07-01', '2027-07-02')]);
      await database.away.saveAway(towns.anders.id, [span('2027-07-03', '2027-07-04')]);
      const of = async (...people: (keyof SisterTowns & ('mette' | 'yann' | 'anders'))[]) =>
        (await database.away.awayOf(people.map((name) => towns[name].id))).map(({ memberId }) => memberId);
      expect(await of('mette', 'yann')).toEqual([towns.yann.id, towns.mette.id]);
      expect(await of('anders')).toEqual([towns.anders.id]);
      expect(await of()).toEqual([]);
    });

    it('are forgotten when their last day has passed', async () => {
      const { database, towns } = bench;
      await database.away.forgetAwayBefore('9999-12-31');
      await database.away.saveAway(towns.mette.id, [
        span('2027-01-01', '2027-01-03'),
        span('2027-01-06', '2027-01-09'),
      ]);
      await database.away.saveAway(towns.yann.id, [span('2027-01-02', '2027-01-08')]);
      expect(await database.away.forgetAwayBefore('2027-01-09')).toBe(2);
      expect(await database.away.forgetAwayBefore('2027-01-09')).toBe(0);
      const left = await database.away.awayOf([towns.mette.id, towns.yann.id]);
      expect(left.map(({ fromOn }) => fromOn)).toEqual(['2027-01-06']);
    });

    it('are not kept of somebody who is not there, nor when their transaction fails', async () => {
      const { database, towns, world } = bench;
      const nobody = world.newId('mbr');
      await expect(database.away.saveAway(nobody, [span('2027-01-01', '2027-01-03')])).rejects.toThrow();
      await expect(
        database.transaction(async (tx) => {
          await tx.away.saveAway(towns.mette.id, [span('2027-01-01', '2027-01-03')]);
          throw new Error('changed their mind');
        }),
      ).rejects.toThrow('changed their mind');
      expect(await database.away.awayOf([nobody, towns.mette.id])).toEqual([]);
    });

    it('and regions of towns are kept as they are said', async () => {
      const { database, towns } = bench;
      await database.twinnings.saveTown({ ...towns.plerin, region: '68' });
      expect((await database.twinnings.town(towns.plerin.id))?.region).toBe('68');
      expect(await database.twinnings.town(towns.odder.id)).not.toHaveProperty('region');
    });
  });
}
