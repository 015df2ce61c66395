/** How jobs are run: tries, what fails, what repeats, and how a worker ends. */
import { describe, expect, it } from 'vitest';
import { type Bench, eventually, SOON_MS } from './queue-contract.ts';

/** A promise that the test settles. */
function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

export function queueWorkerContract(bench: () => Bench): void {
  const ids = () => bench().ran.map(({ id }) => id);
  const of = (job: string) => bench().ran.filter((one) => one.job === job).length;
  const pass = (milliseconds: number) => bench().under.reach(bench().now() + milliseconds);

  describe('what fails', () => {
    it('is tried as often as its job says, and told to the operator', async () => {
      const { queue, recorded, work, log, under } = bench();
      let troubles = 2;
      await work(
        recorded('ring', { attempts: 3 }, async () => {
          troubles -= 1;
          if (troubles >= 0) throw new Error('not yet');
        }),
      );
      await queue.add('ring', { id: 'a' }, { key: 'a' });
      await eventually(ids).toEqual(['a', 'a', 'a']);
      await eventually(under.held).toBe(0);
      await pass(SOON_MS);
      expect(ids()).toHaveLength(3);
      const failed = log.entries.filter(({ code }) => code === 'job.failed');
      expect(failed.map(({ fields }) => [fields.job, fields.attempt])).toEqual([
        ['ring', 1],
        ['ring', 2],
      ]);
    });

    it('is given up after that, holds up nothing, and may be woken again', async () => {
      const { queue, recorded, work, under } = bench();
      await work(
        recorded('ring', { attempts: 2 }, () => Promise.reject(new Error('never'))),
        recorded('show'),
      );
      await queue.add('ring', { id: 'a' }, { key: 'a' });
      await queue.add('show', { id: 'b' });
      await eventually(() => [of('ring'), of('show')]).toEqual([2, 1]);
      await eventually(under.held).toBe(0);
      await eventually(async () => {
        await queue.add('ring', { id: 'a' }, { key: 'a' });
        await pass(1);
        return of('ring');
      }).toBeGreaterThanOrEqual(4);
    });

    it('is left alone when no job has that name, or when it is no payload of its job', async () => {
      const { queue, recorded, work, log, under } = bench();
      await work(recorded('ring'));
      await queue.add('unknown', { id: 'a' });
      await queue.add('ring', { id: 7 });
      await queue.add('ring', { id: 'good' });
      await eventually(ids).toEqual(['good']);
      await eventually(under.held).toBe(0);
      await eventually(() => log.codes().sort()).toEqual(['job.failed', 'job.unknown']);
    });
  });

  describe('what repeats', () => {
    it('comes again and again with nobody asking, also after a failure, and ends with its job', async () => {
      const { recorded, work } = bench();
      const both = [
        recorded('tick', { everyMs: 60 }, () => Promise.reject(new Error('never'))),
        recorded('ring'),
      ];
      const first = await work(...both);
      const second = await work(...both);
      await pass(250);
      await eventually(() => of('tick')).toBeGreaterThanOrEqual(3);
      await first.stop();
      await second.stop();
      const before = of('tick');
      await work(recorded('ring'));
      await pass(200);
      expect(of('tick')).toBe(before);
    });
  });

  describe('how a worker ends', () => {
    it('it finishes what it began, and the next one takes what it did not', async () => {
      const { queue, recorded, work } = bench();
      const slow = gate();
      const finished: string[] = [];
      const first = await work(
        recorded('ring', {}, async (id) => {
          await slow.passed;
          finished.push(id);
        }),
      );
      await queue.add('ring', { id: 'begun' });
      await eventually(ids).toEqual(['begun']);
      expect(first.active()).toBe(1);
      let stopped = false;
      const stopping = first.stop().then(() => {
        stopped = true;
      });
      await queue.add('ring', { id: 'late' });
      expect(stopped).toBe(false);
      slow.open();
      await stopping;
      expect(finished).toEqual(ids());
      expect(first.active()).toBe(0);
      await queue.add('ring', { id: 'too late' });
      expect(ids()).not.toContain('too late');
      await work(recorded('ring'));
      await eventually(() => ids().sort()).toEqual(['begun', 'late', 'too late']);
    });

    it('several jobs are under way at once, so that a slow one holds up nobody', async () => {
      const { queue, recorded, work } = bench();
      const slow = gate();
      const worker = await work(
        recorded('ring', {}, (id) => (id === 'slow' ? slow.passed : Promise.resolve())),
      );
      await queue.add('ring', { id: 'slow' });
      await eventually(ids).toEqual(['slow']);
      await queue.add('ring', { id: 'quick' }, { runAt: bench().now() + SOON_MS });
      await pass(SOON_MS);
      await eventually(ids).toEqual(['slow', 'quick']);
      expect(worker.active()).toBeGreaterThanOrEqual(1);
      slow.open();
      await eventually(() => worker.active()).toBe(0);
    });

    it('nothing stays open behind it and the queue, and ending twice is no mistake', async () => {
      const { queue, recorded, work, under } = bench();
      const worker = await work(recorded('ring'), recorded('tick', { everyMs: 60_000 }));
      await queue.add('ring', { id: 'a' });
      await eventually(ids).toEqual(['a']);
      await Promise.all([worker.stop(), worker.stop()]);
      await queue.close();
      await queue.close();
      await eventually(under.connections).toBe(0);
    });
  });
}
