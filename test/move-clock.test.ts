import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob, type Job, type JobContext } from '../src/chat/job.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../src/core/time/instant.ts';
import { moveClock } from '../src/move-clock.ts';
import { fakeDatabase } from './fakes/database.ts';
import { fakeHolidayCalendar } from './fakes/holiday-calendar.ts';
import { fakeLog } from './fakes/log.ts';
import { fakeQueue } from './fakes/queue.ts';
import { fakeStart, fakeWorld } from './fakes/world.ts';

/** Monday 2 November 2026, 09:00 UTC; so many hours later. */
const hour = (count: number): Instant => fakeStart + count * HOUR_MS;
const name = (at: Instant) => new Date(at).toISOString().slice(5, 16);

/** Moves a clock that stands still meanwhile, except while a job runs: that takes `slowMs`. */
async function moved(to: Instant, due: readonly Instant[], paces: Record<string, number>, slowMs = 0) {
  const world = fakeWorld();
  const log = fakeLog();
  const happened: string[] = [];
  const context: JobContext = {
    ...{ world, log, queue: fakeQueue(world), holidays: fakeHolidayCalendar(), platforms: new Map() },
    database: { ...fakeDatabase(), nextDueAt: async (after) => due.find((at) => at > after) },
  };
  const jobOf = (job: string, everyMs: number): Job =>
    defineJob({
      ...{
        payload: z.record(z.string(), z.union([z.string(), z.number()])),
        attempts: 1,
        everyMs,
        key: () => 'all',
      },
      async run() {
        happened.push(`${job} ${name(world.now())}`);
        world.advance(slowMs);
        if (job === 'broken') throw new Error('out of order');
        return 'done';
      },
    });
  await moveClock({
    ...{ to, context, atWork: () => 0, realNow: () => fakeStart },
    reached: (at) => happened.push(name(at)),
    clock: { now: world.now, setOffset: (ms) => world.set(fakeStart + ms) },
    jobs: new Map(Object.entries(paces).map(([job, everyMs]) => [job, jobOf(job, everyMs)])),
  });
  return { happened, log, now: world.now() };
}

describe('a clock that is moved', () => {
  it('stops where something falls due, and where a daily job would have run, in that order', async () => {
    const { happened, now } = await moved(hour(40), [hour(2), hour(20)], { daily: DAY_MS });
    expect(happened).toEqual([
      '11-02T11:00',
      '11-03T00:00',
      'daily 11-03T00:00',
      '11-03T05:00',
      '11-04T00:00',
      'daily 11-04T00:00',
      '11-04T01:00',
    ]);
    expect(now).toBe(hour(40));
  });

  it('runs what has a longer pace at its own beats, and leaves what is quicker to the real time', async () => {
    const { happened } = await moved(hour(24 * 21), [], { weekly: 7 * DAY_MS, hourly: HOUR_MS });
    expect(happened.filter((one) => !/^\d/.test(one))).toEqual([
      'weekly 11-05T00:00',
      'weekly 11-12T00:00',
      'weekly 11-19T00:00',
    ]);
  });

  it('leaves no day out, however long its jobs take, and goes on where one fails', async () => {
    const { happened, log } = await moved(hour(24 * 4), [], { broken: DAY_MS }, 13 * HOUR_MS);
    const days = happened.filter((one) => one.startsWith('broken')).map((one) => one.slice(7, 12));
    expect(days).toHaveLength(4);
    expect(log.codes()).toEqual(Array.from({ length: 4 }, () => 'job.failed'));
  });

  it('goes nowhere when it is there', async () => {
    expect((await moved(fakeStart, [], { daily: DAY_MS })).happened).toEqual([]);
  });
});
