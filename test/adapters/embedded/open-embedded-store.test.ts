import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedStore, openEmbeddedStore } from '../../../src/adapters/embedded/open-embedded-store.ts';
import { DataFolderInUse, EmbeddedStoreFailed } from '../../../src/adapters/embedded/store-errors.ts';
import { makeDataFolder, runFixture } from './run-fixture.ts';

async function connect(store: EmbeddedStore, config: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ ...store.poolConfig(), ...config });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('the data folder', { timeout: 120_000 }, () => {
  let dataDir = '';
  beforeEach(() => {
    dataDir = makeDataFolder();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is refused while another process has it open, and free when that one is killed', async () => {
    const holder = runFixture('holder', dataDir);
    while (holder.lines.length === 0) await sleep(20);
    const refused = await openEmbeddedStore({ dataDir, lockWaitMs: 0 }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataFolderInUse);
    expect(refused).toMatchObject({ dataDir, holder: expect.stringContaining(String(holder.process.pid)) });
    holder.process.kill('SIGKILL');
    await holder.exit;
    await (await openEmbeddedStore({ dataDir, lockWaitMs: 0 })).close();
  });

  it('is refused a second time within one process too, until it is closed', async () => {
    const first = await openEmbeddedStore({ dataDir });
    await expect(openEmbeddedStore({ dataDir, lockWaitMs: 0 })).rejects.toBeInstanceOf(DataFolderInUse);
    const waiting = openEmbeddedStore({ dataDir, lockWaitMs: 5_000 });
    await first.close();
    await (await waiting).close();
  });

  it('may lie deeper than a socket could, and need not exist', async () => {
    const deep = join(dataDir, 'a'.repeat(100), 'b'.repeat(100), 'data');
    const store = await openEmbeddedStore({ dataDir: deep });
    const client = await connect(store);
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await store.close();
  });

  it('opens after a first start that was interrupted', async () => {
    mkdirSync(join(dataDir, 'cluster-unfinished'));
    writeFileSync(join(dataDir, 'cluster-unfinished', 'PG_VERSION'), '17\n');
    await (await openEmbeddedStore({ dataDir })).close();
  });

  it('that holds no cluster fails with a clear error', async () => {
    mkdirSync(join(dataDir, 'cluster'));
    writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), 'not a version\n');
    await expect(openEmbeddedStore({ dataDir })).rejects.toBeInstanceOf(EmbeddedStoreFailed);
  });
});

describe('the running store', () => {
  let dataDir = '';
  let store: EmbeddedStore;
  const restarts: Error[] = [];
  const failures: Error[] = [];
  beforeAll(async () => {
    dataDir = makeDataFolder();
    store = await openEmbeddedStore({
      dataDir,
      onRestart: (reason) => restarts.push(reason),
      onFailure: (error) => failures.push(error),
    });
  });
  afterAll(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
    // Nothing that the tests ask of it may cost the engine its life.
    expect([...restarts, ...failures]).toEqual([]);
  });

  it('does not hold up the process while it works', async () => {
    const client = await connect(store);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const began = performance.now();
    await client.query('SELECT count(*) FROM generate_series(1, 3000000)');
    const took = performance.now() - began;
    delay.disable();
    expect(took).toBeGreaterThan(300);
    expect(delay.max / 1e6).toBeLessThan(took / 2);
    await client.end();
  });

  it('refuses what would starve its engine, and goes on', async () => {
    const client = await connect(store);
    for (const sql of ['COPY t FROM STDIN', '/* x */ copy "t" (a) from  stdin with (format csv)']) {
      await expect(client.query(sql)).rejects.toMatchObject({ code: '0A000' });
      await expect(client.query({ text: sql, values: [], name: `n${sql.length}` })).rejects.toMatchObject({
        code: '0A000',
      });
    }
    expect((await client.query("SELECT 'COPY t FROM STDIN' AS text")).rows[0].text).toBe('COPY t FROM STDIN');
    await client.end();
  });

  it('refuses databases that it does not have', async () => {
    await expect(connect(store, { database: 'other' })).rejects.toMatchObject({ code: '3D000' });
  });

  it('cancels a query that waits for its turn', async () => {
    const [holder, waiting] = [await connect(store), await connect(store)];
    await holder.query('BEGIN');
    const query = new pg.Query('SELECT 1');
    const failed = new Promise((resolve) => query.on('error', resolve));
    waiting.query(query);
    await sleep(50);
    const canceller = new pg.Client(store.poolConfig()) as pg.Client & {
      cancel(client: pg.Client, query: pg.Query): void;
    };
    canceller.cancel(waiting, query);
    expect(await failed).toMatchObject({ code: '57014' });
    await holder.query('COMMIT');
    expect((await waiting.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
    await Promise.all([holder.end(), waiting.end()]);
  });
});

describe('over tcp', { timeout: 120_000 }, () => {
  it('asks for a password', async () => {
    const dataDir = makeDataFolder();
    const store = await openEmbeddedStore({ dataDir, transport: 'tcp' });
    await expect(connect(store, { password: 'guess' })).rejects.toMatchObject({ code: '28P01' });
    const client = await connect(store);
    await client.end();
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
});
