/**
 * What the bot expects of its queue and of the worker that runs it, for the fake and every real one alike. It may
 * reorder, so nothing is said of the order. Real time is short here: what is planned is planned a tenth of a second
 * ahead, and time is waited for by planning something at its end.
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { z } from 'zod';
import type { Job, JobContext, Queue } from '../../src/chat/job.ts';
import { defineJob } from '../../src/chat/job.ts';
import type { Database } from '../../src/core/stores.ts';
import type { Instant } from '../../src/core/time/instant.ts';
import type { World } from '../../src/core/world.ts';
import { fakeDatabase } from '../fakes/database.ts';
import { fakeHolidayCalendar } from '../fakes/holiday-calendar.ts';
import { type FakeLog, fakeLog } from '../fakes/log.ts';
import { queueKeysContract } from './queue-keys-contract.ts';
import { queueLossContract } from './queue-loss-contract.ts';
import { queueWorkerContract } from './queue-worker-contract.ts';

export type Jobs = ReadonlyMap<string, Job>;

export interface WorkerUnderTest {
  active(): number;
  stop(): Promise<void>;
}

export interface QueueUnderTest {
  readonly queue: Queue;
  readonly world: World;
  work(jobs: Jobs, context: JobContext): Promise<WorkerUnderTest>;
  /** Lets time pass until this instant. Needs a worker. */
  reach(at: Instant): Promise<void>;
  /** How many jobs wait for their time or for a worker. */
  held(): Promise<number>;
  /** Everything that the queue's server keeps is gone. */
  lose(): Promise<void>;
  /** From now on the server refuses connections, or takes them and says nothing, and comes back with `undefined`. */
  outage(how: 'refuses' | 'is silent' | undefined): Promise<void>;
  /** Connections to the server that are open. */
  connections(): Promise<number>;
}

export interface QueueServer {
  /** A queue with nothing in it. The same as before, unless that was closed. */
  open(): Promise<QueueUnderTest>;
  stop(): Promise<void>;
}

/** Far enough ahead to be planned before it comes. */
export const SOON_MS = 120;

/** Waits until it is so. Long, for a machine that has other things to do. */
export const eventually = <T>(look: () => T | Promise<T>) =>
  expect.poll(look, { timeout: 12_000, interval: 10 });

export interface Ran {
  readonly job: string;
  readonly id: string;
  readonly at: Instant;
}

/** What a test works with: made anew for each. */
export interface Bench {
  readonly under: QueueUnderTest;
  readonly queue: Queue;
  readonly log: FakeLog;
  readonly database: Database;
  readonly now: () => Instant;
  /** Every run of `recorded` jobs, in the order they began. */
  readonly ran: readonly Ran[];
  /** A job that notes that it ran; `then` is what it does besides. */
  recorded(name: string, more?: Partial<Job>, then?: (id: string) => Promise<void>): readonly [string, Job];
  /** A worker, stopped after the test unless the test does it. */
  work(...jobs: readonly (readonly [string, Job])[]): Promise<WorkerUnderTest>;
  context(): JobContext;
}

export function queueContract(name: string, start: () => Promise<QueueServer>): void {
  describe(name, () => {
    let server: QueueServer | undefined;
    let bench: Bench | undefined;
    let workers: WorkerUnderTest[] = [];

    beforeAll(async () => {
      server = await start();
    }, 180_000);
    beforeEach(async () => {
      const under = await server?.open();
      if (under === undefined) throw new Error('not started');
      bench = layBench(under, (worker) => workers.push(worker));
    });
    afterEach(async () => {
      await bench?.under.outage(undefined);
      await Promise.all(workers.map((worker) => worker.stop()));
      workers = [];
    });
    afterAll(() => server?.stop());

    const current = (): Bench => {
      if (bench === undefined) throw new Error('no test is running');
      return bench;
    };
    queueKeysContract(current);
    queueWorkerContract(current);
    queueLossContract(current);
  });
}

function layBench(under: QueueUnderTest, started: (worker: WorkerUnderTest) => void): Bench {
  const ran: Ran[] = [];
  const log = fakeLog();
  const { queue, world } = under;
  const database = fakeDatabase();
  const context = (): JobContext => ({
    world,
    database,
    queue,
    platforms: new Map(),
    holidays: fakeHolidayCalendar(),
    log,
  });
  return {
    under,
    queue,
    log,
    database,
    ran,
    context,
    now: () => world.now(),
    recorded: (job, more = {}, then) => [
      job,
      defineJob({
        payload: z.record(z.string(), z.string()),
        attempts: 1,
        key: ({ id }) => String(id),
        ...more,
        async run({ id = '' }) {
          ran.push({ job, id: String(id), at: world.now() });
          await then?.(String(id));
          return 'done';
        },
      }),
    ],
    async work(...jobs) {
      const worker = await under.work(new Map(jobs), context());
      started(worker);
      return worker;
    },
  };
}
