/** When jobs run, and which of them are one. */
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/core/time/instant.ts';
import { type Bench, eventually, SOON_MS } from './queue-contract.ts';

const FAR_MS = 48 * HOUR_MS;

export function queueKeysContract(bench: () => Bench): void {
  const ids = () => bench().ran.map(({ id }) => id);
  const sorted = () => ids().sort();
  const pass = (milliseconds: number) => bench().under.reach(bench().now() + milliseconds);

  describe('when', () => {
    it('a job runs at its instant, not before, and once', async () => {
      const { queue, recorded, work, now, under } = bench();
      await work(recorded('ring'));
      const at = now() + SOON_MS;
      await queue.add('ring', { id: 'a' }, { runAt: at, key: 'a' });
      await under.reach(at);
      await eventually(ids).toEqual(['a']);
      expect(bench().ran[0]?.job).toBe('ring');
      expect(bench().ran[0]?.at).toBeGreaterThanOrEqual(at);
      await eventually(under.held).toBe(0);
      await pass(SOON_MS);
      expect(ids()).toEqual(['a']);
    });

    it('a job without an instant runs at once, and so does what is overdue', async () => {
      const { queue, recorded, work, now } = bench();
      await work(recorded('ring'));
      await queue.add('ring', { id: 'at once' });
      await queue.add('ring', { id: 'overdue' }, { runAt: now() - HOUR_MS, key: 'a' });
      await queue.add('ring', { id: 'never planned' }, { runAt: 0 });
      await pass(1);
      await eventually(sorted).toEqual(['at once', 'never planned', 'overdue']);
    });

    it('what was planned while nobody worked runs when somebody does', async () => {
      const { queue, recorded, work, now } = bench();
      await queue.add('ring', { id: 'planned' }, { runAt: now() + 1 });
      await queue.add('ring', { id: 'at once' });
      await work(recorded('ring'));
      await pass(SOON_MS);
      await eventually(sorted).toEqual(['at once', 'planned']);
    });

    it('what comes within 48 hours is kept, and the rest left in its rows', async () => {
      const { queue, now, under } = bench();
      await queue.add('ring', { id: 'far' }, { runAt: now() + FAR_MS + 60_000 });
      await queue.add('ring', { id: 'a year' }, { runAt: now() + 365 * 24 * HOUR_MS, key: 'far' });
      expect(await under.held()).toBe(0);
      await queue.add('ring', { id: 'near' }, { runAt: now() + FAR_MS - 60_000, key: 'far' });
      expect(await under.held()).toBe(1);
    });

    it('many at once run once each', async () => {
      const { queue, recorded, work, now, under } = bench();
      await work(recorded('ring'));
      const all = Array.from({ length: 40 }, (_, count) => `id-${String(count).padStart(2, '0')}`);
      const at = now() + SOON_MS;
      await Promise.all(
        all.map((id, index) => queue.add('ring', { id }, index % 2 === 0 ? { key: id } : { runAt: at })),
      );
      await under.reach(Math.max(at, now()));
      await eventually(sorted).toEqual(all);
      await eventually(under.held).toBe(0);
    });
  });

  describe('which are one', () => {
    it('the same wake twice is one, whatever its key looks like', async () => {
      const { queue, recorded, work, now, under } = bench();
      const keys = ['1234567890', 'a:b', 'a:b:c', ':', '', ' ', 'æ/%/…', 'repeat:x', 'x'.repeat(200)];
      // All are added before the first is due, however slow the machine: nobody works yet.
      const at = now() + SOON_MS;
      for (const key of keys)
        for (let again = 0; again < 2; again += 1) {
          await queue.add('ring', { id: `planned ${key}` }, { runAt: at, key });
          await queue.add('ring', { id: `at once ${key}` }, { key });
        }
      const wanted = keys.flatMap((key) => [`planned ${key}`, `at once ${key}`]).sort();
      expect(await under.held()).toBe(wanted.length);
      await work(recorded('ring'));
      await under.reach(Math.max(at, now()));
      await eventually(sorted).toEqual(wanted);
    });

    it('moved to another instant it is another wake: its row decides which counts', async () => {
      const { queue, recorded, work, now, under } = bench();
      const at = now() + SOON_MS;
      await queue.add('ring', { id: 'first plan' }, { runAt: at + 20, key: 'a' });
      await queue.add('ring', { id: 'earlier' }, { runAt: at, key: 'a' });
      await queue.add('ring', { id: 'later' }, { runAt: at + 40, key: 'a' });
      expect(await under.held()).toBe(3);
      await work(recorded('ring'));
      await under.reach(at + 40);
      await eventually(sorted).toEqual(['earlier', 'first plan', 'later']);
      const began = (id: string) => bench().ran.find((one) => one.id === id)?.at ?? 0;
      expect(began('earlier')).toBeGreaterThanOrEqual(at);
      expect(began('first plan')).toBeGreaterThanOrEqual(at + 20);
      expect(began('later')).toBeGreaterThanOrEqual(at + 40);
    });

    it('a key is of one job, and what has none is never one', async () => {
      const { queue, recorded, work } = bench();
      await queue.add('ring', { id: 'a' }, { key: 'same' });
      await queue.add('show', { id: 'b' }, { key: 'same' });
      for (const id of ['c', 'd']) await queue.add('ring', { id });
      await work(recorded('ring'), recorded('show'));
      await eventually(sorted).toEqual(['a', 'b', 'c', 'd']);
    });

    it('once it ran its key is free again', async () => {
      const { queue, recorded, work, under } = bench();
      await work(recorded('ring'));
      const at = bench().now();
      for (const id of ['first', 'second', 'third']) {
        // The run is noted a moment after it ended.
        await eventually(async () => {
          await queue.add('ring', { id }, { key: 'a', runAt: at });
          await pass(1);
          return ids();
        }).toContain(id);
        await eventually(under.held).toBe(0);
      }
    });
  });
}
