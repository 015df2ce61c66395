/** What is left when the queue loses everything, or does not answer: the rows. */
import { describe, expect, it } from 'vitest';
import deliverReminder from '../../jobs/deliver-reminder.ts';
import { reconcile, wakeJobs } from '../../src/chat/alarm.ts';
import type { Job, JobContext } from '../../src/chat/job.ts';
import type { Reminder } from '../../src/core/reminder/reminder.ts';
import type { Instant } from '../../src/core/time/instant.ts';
import { fakePlatform } from '../fakes/platform.ts';
import { type SisterTowns, seedSisterTowns } from '../fakes/sister-towns.ts';
import { type Bench, eventually, SOON_MS } from './queue-contract.ts';

/** How long anybody waits for a queue that does not answer. */
const PATIENCE_MS = 8_000;

export function queueLossContract(bench: () => Bench): void {
  const ids = () => bench().ran.map(({ id }) => id);
  const inTime = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([
      work,
      new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('took too long')), PATIENCE_MS).unref();
      }),
    ]);

  describe('as an alarm clock', () => {
    async function setUp() {
      const { under, database, context } = bench();
      const { world } = under;
      const slack = fakePlatform('slack', world.now);
      const discord = fakePlatform('discord', world.now);
      const platforms = new Map([slack, discord].map((platform) => [platform.name, platform] as const));
      const towns = await seedSisterTowns(database, world);
      const alarm: JobContext = { ...context(), platforms };
      const rang = () => [...slack.shown(), ...discord.shown()].map(({ text }) => /note-\w+/.exec(text)?.[0]);
      // As the registry does it: a payload is checked by its own schema.
      const jobs = new Map([['deliver-reminder', deliverReminder as unknown as Job]]);
      return { alarm, towns, rang, work: () => under.work(jobs, alarm) };
    }

    async function note(towns: SisterTowns, text: string, dueAt: Instant): Promise<Reminder> {
      const { under, database } = bench();
      const reminder: Reminder = {
        id: under.world.newId('rem'),
        twinningId: towns.twinning.id,
        about: { type: 'twinning', id: towns.twinning.id },
        kind: 'note',
        target: { type: 'member', memberId: towns.mette.id },
        occurrence: text,
        subjectVersion: 1,
        dueAt,
        text,
        createdById: towns.mette.id,
        createdAt: under.world.now(),
        state: 'scheduled',
        attempts: 0,
      };
      await database.transaction((tx) => tx.reminders.insertReminders([reminder]));
      return reminder;
    }

    it('it rings what is planned, once, however often it was woken', async () => {
      const { queue, under, now } = bench();
      const { towns, rang, work } = await setUp();
      const worker = await work();
      const at = now() + SOON_MS;
      const { id } = await note(towns, 'note-one', at);
      for (let again = 0; again < 3; again += 1) await wakeJobs(queue, [{ type: 'reminder', id, at }]);
      await queue.add('deliver-reminder', { id });
      await under.reach(at);
      await eventually(rang).toEqual(['note-one']);
      await queue.add('deliver-reminder', { id });
      await under.reach(now() + 1);
      await worker.stop();
      expect(rang()).toEqual(['note-one']);
    });

    it('what was cancelled or moved does not ring at its old time', async () => {
      const { queue, under, now, database } = bench();
      const { towns, rang, work } = await setUp();
      const at = now() + SOON_MS;
      const cancelled = await note(towns, 'note-cancelled', at);
      const old = await note(towns, 'note-old', at);
      await wakeJobs(
        queue,
        [cancelled, old].map(({ id }) => ({ type: 'reminder', id, at })),
      );
      await database.transaction(async (tx) => {
        await tx.reminders.cancelReminders({ type: 'twinning', id: towns.twinning.id });
      });
      const moved = await note(towns, 'note-moved', at + SOON_MS);
      await wakeJobs(queue, [{ type: 'reminder', id: moved.id, at: moved.dueAt }]);
      const worker = await work();
      await under.reach(moved.dueAt);
      await eventually(rang).toEqual(['note-moved']);
      await worker.stop();
      expect(rang()).toEqual(['note-moved']);
    });

    it('a queue that lost everything is filled again from the rows', async () => {
      const { queue, under, now } = bench();
      const { alarm, towns, rang, work } = await setUp();
      const at = now() + SOON_MS;
      const planned = [await note(towns, 'note-overdue', now() - 1), await note(towns, 'note-coming', at)];
      await wakeJobs(
        queue,
        planned.map(({ id, dueAt }) => ({ type: 'reminder', id, at: dueAt })),
      );
      expect(await under.held()).toBe(2);
      await under.lose();
      expect(await under.held()).toBe(0);
      const worker = await work();
      // Two bots may do so at once.
      await Promise.all([reconcile(alarm), reconcile(alarm)]);
      await under.reach(at);
      await eventually(() => rang().sort()).toEqual(['note-coming', 'note-overdue']);
      await worker.stop();
      expect(rang()).toHaveLength(2);
    });
  });

  describe('when it lost everything while it worked', () => {
    it('new jobs run, and what repeats comes again: or nobody would fill it', async () => {
      const { queue, recorded, work, under, now } = bench();
      const ticks = () => ids().filter((id) => id === '').length;
      await work(recorded('ring'), recorded('tick', { everyMs: 60 }));
      await under.reach(now() + SOON_MS);
      await eventually(ticks).toBeGreaterThanOrEqual(1);
      await under.lose();
      const before = ticks();
      await queue.add('ring', { id: 'a' }, { key: 'a' });
      await under.reach(now() + 250);
      await eventually(ids).toContain('a');
      await eventually(ticks).toBeGreaterThanOrEqual(before + 3);
    });
  });

  describe('when its server is away', () => {
    const answer = (work: Promise<void>) => inTime(work.then(() => 'answers').catch(() => 'says so'));

    it('says so soon, and goes on when the server is back', async () => {
      const { queue, recorded, work, under, now } = bench();
      const worker = await work(recorded('ring'));
      await queue.add('ring', { id: 'before' });
      await eventually(ids).toEqual(['before']);
      const at = now() + SOON_MS;
      await queue.add('ring', { id: 'planned' }, { runAt: at, key: 'planned' });
      await under.outage('refuses');
      expect(await answer(queue.ping())).toBe('says so');
      expect(await answer(queue.add('ring', { id: 'lost' }))).toBe('says so');
      await under.outage(undefined);
      await eventually(() => answer(queue.ping())).toBe('answers');
      await queue.add('ring', { id: 'after' });
      await under.reach(Math.max(at, now()));
      await eventually(ids).toEqual(expect.arrayContaining(['planned', 'after']));
      expect(ids().filter((id) => id === 'planned')).toHaveLength(1);
      await under.outage('refuses');
      await inTime(worker.stop());
      await inTime(queue.close());
    }, 60_000);

    it('waits for no answer of one that says nothing at all', async () => {
      const { queue, under } = bench();
      await queue.ping();
      await under.outage('is silent');
      const asked = [queue.ping(), queue.add('ring', { id: 'lost' }, { key: 'a' })];
      expect(await Promise.all(asked.map(answer))).toEqual(['says so', 'says so']);
      await under.outage(undefined);
      await eventually(() => answer(queue.ping())).toBe('answers');
      await under.outage('is silent');
      await inTime(queue.close());
    }, 60_000);
  });
}
