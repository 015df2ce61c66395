import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { createPostgresBackend, type Job, Queue, Worker } from 'bullmq';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmbeddedStore,
  type EmbeddedStoreOptions,
  openEmbeddedStore,
} from '../../../src/adapters/embedded/open-embedded-store.ts';
import type { EmbeddedStoreFailed } from '../../../src/adapters/embedded/store-errors.ts';
import { PrismaClient } from '../../../src/adapters/prisma/generated/client.ts';
import { type BreakableDisk, breakableDisk, stackOverflow } from './break-engine.ts';
import { makeDataFolder } from './run-fixture.ts';

const broken = { code: '57P02', message: 'the embedded store broke down and is starting again' };
const diskFailed = 'PANIC: could not fsync file';

describe('an engine that dies while the process lives', { timeout: 240_000 }, () => {
  let dataDir = '';
  let disk: BreakableDisk;
  let restarts: EmbeddedStoreFailed[];
  let failures: EmbeddedStoreFailed[];
  let store: EmbeddedStore;
  beforeEach(() => {
    dataDir = makeDataFolder();
    disk = breakableDisk();
    [restarts, failures] = [[], []];
  });
  afterEach(async () => {
    disk.mend();
    await store.close();
    disk.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const open = async (options: Partial<EmbeddedStoreOptions> = {}) => {
    store = await openEmbeddedStore({
      dataDir,
      connectWaitMs: 60_000,
      onRestart: (reason) => restarts.push(reason),
      onFailure: (error) => failures.push(error),
      ...options,
    });
  };
  const connect = async () => {
    const client = new pg.Client(store.poolConfig());
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const ask = async (sql: string): Promise<unknown[]> => {
    const client = await connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  };

  it('tells every client why; who connects again meanwhile waits, and finds all that was acknowledged', async () => {
    await open();
    await ask('CREATE TABLE kept (id int PRIMARY KEY)');
    const acknowledged: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      const writers = [1, 2, 3].map(async (writer) => {
        const client = await connect();
        for (let id = round * 1_000_000 + writer * 100_000; ; id += 1) {
          const failure = await client.query('INSERT INTO kept VALUES ($1)', [id]).then(
            () => acknowledged.push(id) && undefined,
            (error: unknown) => error,
          );
          if (failure) return failure;
        }
      });
      const before = acknowledged.length;
      const [idle, holder, waiting] = [await connect(), await connect(), await connect()];
      const idleTold = once(idle, 'error');
      await until(() => acknowledged.length > before + 30);
      await holder.query('BEGIN; INSERT INTO kept VALUES (-1)');
      const waitingTold = waiting.query('SELECT 1').catch((error: unknown) => error);
      await expect(holder.query(stackOverflow)).rejects.toMatchObject(broken);
      expect(await waitingTold).toMatchObject(broken);
      expect((await idleTold)[0]).toMatchObject(broken);
      for (const told of await Promise.all(writers)) expect(told).toMatchObject(broken);
      const found = new Set((await ask('SELECT id FROM kept')).map((row) => (row as { id: number }).id));
      expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
      expect(found).not.toContain(-1);
    }
    expect(restarts.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 2 }, () => 'RangeError: Maximum call stack size exceeded'),
    );
    expect(failures).toEqual([]);
  });

  it('goes on serving Prisma and BullMQ, with what they had planned', async () => {
    await open();
    const prisma = new PrismaClient({ adapter: new PrismaPg({ ...store.poolConfig(), max: 4 }) });
    await prisma.$executeRaw`CREATE TABLE rung (name text)`;
    const connection = { ...store.poolConfig(), migrate: true };
    const queue = new Queue('bells', { connection }, createPostgresBackend);
    const worker = new Worker(
      'bells',
      ({ name }: Job) => prisma.$executeRaw`INSERT INTO rung VALUES (${name})`,
      { connection, concurrency: 4 },
      createPostgresBackend,
    );
    const complaints: string[] = [];
    queue.on('error', ({ message }) => complaints.push(message));
    worker.on('error', ({ message }) => complaints.push(message));
    await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
    const rung = async () =>
      (await prisma.$queryRaw<{ name: string }[]>`SELECT name FROM rung`).map(({ name }) => name);

    await queue.add('planned', {}, { delay: 3_000 });
    await queue.upsertJobScheduler('tick', { every: 1_000 }, { name: 'tick', data: {}, opts: {} });
    const inTransaction = prisma.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO rung VALUES ('never')`;
      await tx.$executeRawUnsafe(stackOverflow);
    });
    await expect(inTransaction).rejects.toThrow(broken.message);
    // The same client, at once, while the engine is starting again.
    expect(await rung()).not.toContain('never');
    expect(restarts).toHaveLength(1);
    await queue.add('immediate', {}, {});
    await until(async () => (await rung()).includes('planned') && (await rung()).includes('immediate'));
    const ticks = (await rung()).filter((name) => name === 'tick').length;
    await until(async () => (await rung()).filter((name) => name === 'tick').length > ticks, 90_000);
    expect((await rung()).filter((name) => name !== 'tick').sort()).toEqual(['immediate', 'planned']);
    // Waiting is quiet: without it BullMQ tries, and complains, a thousand times a second.
    expect(complaints.length).toBeLessThan(50);
    await worker.close();
    await queue.close();
    await prisma.$disconnect();
  });

  it('because the disk fails is not trusted with the commit, and works again when the disk does', async () => {
    await open();
    await ask('CREATE TABLE kept (id int PRIMARY KEY); INSERT INTO kept VALUES (1)');
    disk.break();
    const writer = await connect();
    await expect(writer.query('INSERT INTO kept VALUES (2)')).rejects.toMatchObject(broken);
    const meanwhile = ask('SELECT id FROM kept WHERE id = 1');
    disk.mend();
    expect(await meanwhile).toEqual([{ id: 1 }]);
    await ask('INSERT INTO kept VALUES (3)');
    expect(restarts[0]?.reason).toContain(diskFailed);
    expect(failures).toEqual([]);
  });

  it('and cannot live again is given up after some tries, with the reason, and loses nothing', async () => {
    await open();
    await ask('CREATE TABLE kept (id int PRIMARY KEY); INSERT INTO kept VALUES (1)');
    disk.break();
    const writer = await connect();
    await expect(writer.query('INSERT INTO kept VALUES (2)')).rejects.toMatchObject(broken);
    await expect(connect()).rejects.toThrow('could not be started again: FATAL:');
    await until(() => failures.length > 0);
    expect(failures[0]?.message).toMatch(/could not be started again: FATAL: .*I\/O error/);
    expect(restarts).toEqual([]);
    await store.close();
    disk.mend();
    await open();
    expect(await ask('SELECT id FROM kept WHERE id <> 2')).toEqual([{ id: 1 }]);
  });

  it('is waited for only so long', async () => {
    await open({ connectWaitMs: 100 });
    disk.break();
    const writer = await connect();
    await expect(writer.query('CREATE TABLE never (id int)')).rejects.toMatchObject(broken);
    await expect(connect()).rejects.toThrow('the embedded store is not running');
  });

  it('over tcp is followed by one at the same address', async () => {
    await open({ transport: 'tcp' });
    const before = store.poolConfig();
    const client = await connect();
    await expect(client.query(stackOverflow)).rejects.toMatchObject(broken);
    await until(() => restarts.length === 1);
    // As a client does that knows nothing of waiting.
    const { stream: _, ...plain } = before;
    const again = new pg.Client(plain);
    await again.connect();
    expect((await again.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await again.end();
  });

  it('frees the folder when the store is closed before the next one lives', async () => {
    await open();
    const client = await connect();
    await expect(client.query(stackOverflow)).rejects.toMatchObject(broken);
    await store.close();
    expect(restarts).toEqual([]);
    await open({ lockWaitMs: 0 });
    expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

async function until(condition: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  for (const end = performance.now() + limitMs; !(await condition()); await sleep(20))
    if (performance.now() > end) throw new Error(`This has not become true: ${condition}`);
}
