/** The two libraries that Twinbell runs on it, side by side: Prisma and BullMQ. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { createPostgresBackend, type Job, Queue, QueueEvents, Worker } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaClient } from '../../src/adapters/prisma/generated/client.ts';
import type { Connect } from './postgres-contract.ts';

export function postgresClientsContract(connect: Connect): void {
  describe('Prisma and BullMQ', () => {
    let prisma: PrismaClient;
    const connection = () => ({ ...connect.connection, migrate: true });
    const runs: { name: string; at: number }[] = [];
    let queue: ReturnType<typeof openQueue>;
    let worker: ReturnType<typeof openWorker>;
    const openQueue = () => new Queue('contract', { connection: connection() }, createPostgresBackend);
    const openWorker = () =>
      new Worker(
        'contract',
        async (job: Job) => {
          await prisma.$executeRaw`UPDATE contract_bell SET rung = rung + 1 WHERE id = ${job.data.id}`;
          runs.push({ name: job.name, at: performance.now() });
        },
        { connection: connection(), concurrency: 4 },
        createPostgresBackend,
      );

    beforeAll(async () => {
      prisma = new PrismaClient({ adapter: new PrismaPg({ ...connect.connection, max: 4 }) });
      await prisma.$executeRaw`CREATE TABLE contract_bell (id int PRIMARY KEY, rung int NOT NULL)`;
      queue = openQueue();
      worker = openWorker();
      await queue.waitUntilReady();
      await worker.waitUntilReady();
    });
    afterAll(async () => {
      await worker?.close();
      await queue?.close();
      await prisma?.$disconnect();
    });

    const ranOf = (name: string) => runs.filter((run) => run.name === name);
    const until = async (condition: () => boolean, limitMs = 8_000) => {
      const giveUpAt = performance.now() + limitMs;
      while (!condition() && performance.now() < giveUpAt) await sleep(10);
    };

    it('a transaction of Prisma is undone when its callback throws, whatever the isolation level', async () => {
      for (const isolationLevel of ['ReadCommitted', 'Serializable'] as const) {
        const failing = prisma.$transaction(
          async (transaction) => {
            await transaction.$executeRaw`INSERT INTO contract_bell VALUES (99, 0)`;
            throw new Error('changed my mind');
          },
          { isolationLevel },
        );
        await expect(failing).rejects.toThrow('changed my mind');
      }
      expect(await prisma.$queryRaw`SELECT id FROM contract_bell WHERE id = 99`).toEqual([]);
    });

    it('many of Prisma at once add up', async () => {
      await prisma.$executeRaw`INSERT INTO contract_bell VALUES (1, 0)`;
      const ring = () =>
        prisma.$transaction(async (transaction) => {
          await transaction.$queryRaw`SELECT rung FROM contract_bell WHERE id = 1 FOR UPDATE`;
          await transaction.$executeRaw`UPDATE contract_bell SET rung = rung + 1 WHERE id = 1`;
        });
      await Promise.all(Array.from({ length: 30 }, ring));
      expect(await prisma.$queryRaw`SELECT rung FROM contract_bell WHERE id = 1`).toEqual([{ rung: 30 }]);
    });

    it('an immediate job starts at once, also while a far one is pending', async () => {
      await prisma.$executeRaw`INSERT INTO contract_bell VALUES (2, 0)`;
      await queue.add('far', { id: 2 }, { delay: 3_600_000 });
      await sleep(300);
      const began = performance.now();
      await queue.add('immediate', { id: 2 });
      await until(() => ranOf('immediate').length > 0);
      expect((ranOf('immediate')[0]?.at ?? Number.POSITIVE_INFINITY) - began).toBeLessThan(1_000);
    });

    it('a delayed job runs at its time', async () => {
      const began = performance.now();
      await queue.add('delayed', { id: 2 }, { delay: 700 });
      await until(() => ranOf('delayed').length > 0);
      const took = (ranOf('delayed')[0]?.at ?? Number.POSITIVE_INFINITY) - began;
      expect(took).toBeGreaterThanOrEqual(690);
      expect(took).toBeLessThan(2_000);
    });

    it('a repeated job comes again and again until it is removed', async () => {
      await queue.upsertJobScheduler('tick', { every: 200 }, { name: 'repeated', data: { id: 2 } });
      await until(() => ranOf('repeated').length >= 3);
      await queue.removeJobScheduler('tick');
      expect(ranOf('repeated').length).toBeGreaterThanOrEqual(3);
    });

    it('hundreds of jobs each run once while Prisma reads and writes', async () => {
      await prisma.$executeRaw`INSERT INTO contract_bell VALUES (3, 0)`;
      const jobs = 150;
      let running = true;
      const reader = (async () => {
        let reads = 0;
        for (; running; reads += 1) await prisma.$queryRaw`SELECT sum(rung) FROM contract_bell`;
        return reads;
      })();
      await Promise.all(Array.from({ length: jobs }, () => queue.add('many', { id: 3 })));
      await until(() => ranOf('many').length >= jobs, 15_000);
      running = false;
      expect(await reader).toBeGreaterThan(0);
      expect(await prisma.$queryRaw`SELECT rung FROM contract_bell WHERE id = 3`).toEqual([{ rung: jobs }]);
    });

    it('events tell when a job is done', async () => {
      const events = new QueueEvents('contract', { connection: connection() }, createPostgresBackend);
      await events.waitUntilReady();
      // BullMQ reads once before it listens, and sleeps over what comes in between, on any Postgres.
      await sleep(300);
      const job = await queue.add('awaited', { id: 2 });
      await job.waitUntilFinished(events, 5_000);
      await events.close();
      expect(ranOf('awaited')).toHaveLength(1);
    });
  });
}
