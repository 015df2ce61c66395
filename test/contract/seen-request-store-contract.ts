import { describe, expect, it } from 'vitest';
import { hostileTexts } from './random-values.ts';
import { start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

export function seenRequestStoreContract(bench: Bench): void {
  describe('requests', () => {
    it('are seen for the first time once, whatever their id', async () => {
      const { seenRequests } = bench.database;
      for (const id of hostileTexts.filter((text) => text.length < 100)) {
        expect(await seenRequests.firstSight(id, start)).toBe(true);
        expect(await seenRequests.firstSight(id, start + 1)).toBe(false);
      }
    });

    it('are that for one of many at once', async () => {
      const { values, errors } = await manyAtOnce(8, () =>
        bench.database.transaction((tx) => tx.seenRequests.firstSight('the same', start)),
      );
      expect(errors).toEqual([]);
      expect(values.filter((first) => first)).toEqual([true]);
    });

    it('count as not seen when the work of the first one failed', async () => {
      const failing = bench.database.transaction(async (tx) => {
        await tx.seenRequests.firstSight('again', start);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await bench.database.seenRequests.firstSight('again', start)).toBe(true);
    });

    it('are forgotten when they are older than asked for, and counted', async () => {
      const { seenRequests } = bench.database;
      await seenRequests.firstSight('first', start);
      await seenRequests.firstSight('second', start + 1);
      await seenRequests.firstSight('third', start + 2);
      // Seeing it again does not make it younger.
      await seenRequests.firstSight('first', start + 9);
      expect(await seenRequests.forgetSeenBefore(start)).toBe(0);
      expect(await seenRequests.forgetSeenBefore(start + 2)).toBe(2);
      const sights = ['first', 'second', 'third'].map((id) => seenRequests.firstSight(id, start + 3));
      expect(await Promise.all(sights)).toEqual([true, true, false]);
    });
  });
}
