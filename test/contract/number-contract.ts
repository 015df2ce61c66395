/** The M-, C- and R-numbers: three counters of a twinning, with the same promises. */
import { describe, expect, it } from 'vitest';
import type { Stores } from '../../src/core/stores.ts';
import type { Twinning } from '../../src/core/twinning/twinning.ts';
import { start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

const counters = {
  meeting: (stores: Stores, id: Twinning['id']) => stores.meetings.nextMeetingNumber(id),
  commitment: (stores: Stores, id: Twinning['id']) => stores.commitments.nextCommitmentNumber(id),
  reminder: (stores: Stores, id: Twinning['id']) => stores.reminders.nextReminderNumber(id),
};

export function numberContract(bench: Bench): void {
  describe.each(Object.entries(counters))('the %s numbers of a twinning', (name, next) => {
    it('count from 1, whatever others count', async () => {
      const { database, world, towns } = bench;
      const other: Twinning = { id: world.newId('twn'), name: 'Another', createdAt: start };
      await database.twinnings.insertTwinning(other);
      const [ownId, otherId] = [towns.twinning.id, other.id];
      for (const [counter, count] of Object.entries(counters)) {
        if (counter === name) continue;
        await database.transaction((tx) => count(tx, ownId));
      }
      const given: number[] = [];
      for (const id of [ownId, ownId, otherId, ownId])
        given.push(await database.transaction((tx) => next(tx, id)));
      expect(given).toEqual([1, 2, 1, 3]);
      const within = await database.transaction(async (tx) => [await next(tx, ownId), await next(tx, ownId)]);
      expect(within).toEqual([4, 5]);
    });

    it('are given to each of many at once, without a gap, and not used up by work that fails', async () => {
      const { database, towns } = bench;
      const { values, errors } = await manyAtOnce(10, (index) =>
        database.transaction(async (tx) => {
          const number = await next(tx, towns.twinning.id);
          if (index % 2 === 1) throw new Error('changed my mind');
          return number;
        }),
      );
      expect(values.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
      expect(errors).toEqual(Array(5).fill(new Error('changed my mind')));
    });
  });
}
