import { fsyncSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareClusterFolder } from '../../../src/adapters/embedded/cluster-folder.ts';
import { openEngine } from '../../../src/adapters/embedded/engine.ts';
import { openEmbeddedStore } from '../../../src/adapters/embedded/open-embedded-store.ts';
import { makeDataFolder, runFixture } from './run-fixture.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = makeDataFolder();
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a commit', { timeout: 120_000 }, () => {
  it('is synced to the disk before it is acknowledged; a read is not', async () => {
    let syncs = 0;
    const engine = await openEngine({
      clusterDir: await prepareClusterFolder(dataDir),
      onDeath: (reason) => expect.unreachable(reason),
      syncToDisk: (descriptor) => {
        syncs += 1;
        fsyncSync(descriptor);
      },
    });
    await engine.query('CREATE TABLE synced (id int)');
    for (let id = 0; id < 5; id += 1) {
      const before = syncs;
      await engine.query(`INSERT INTO synced VALUES (${id})`);
      expect(syncs).toBeGreaterThan(before);
    }
    const before = syncs;
    await engine.query('SELECT * FROM synced');
    expect(syncs).toBe(before);
    // A checkpoint syncs folders too, which have no descriptor of the engine's own.
    await engine.query('CHECKPOINT');
    expect(syncs).toBeGreaterThan(before + 2);
    const settings = await engine.query(
      `SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'),
              current_setting('wal_sync_method'), current_setting('data_sync_retry')`,
    );
    expect(settings).toEqual([['on', 'on', 'on', 'fsync', 'off']]);
    await engine.close();
  });

  it('that cannot be synced stops the engine instead of being acknowledged', async () => {
    const clusterDir = await prepareClusterFolder(dataDir);
    expect(await runFixture('failing-disk', clusterDir).exit).toBe(42);
    // The log decides on the next start: the folder opens, with that row or without it.
    const store = await openEmbeddedStore({ dataDir });
    const client = new pg.Client(store.poolConfig());
    await client.connect();
    const { rows } = await client.query('SELECT count(*)::int AS count FROM on_a_failing_disk');
    expect(rows[0].count).toBeLessThanOrEqual(1);
    await client.end();
    await store.close();
  });
});

describe('a process killed while it writes', () => {
  it('loses nothing that was acknowledged, and frees the folder at once', { timeout: 240_000 }, async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const writer = runFixture('acknowledging-writer', dataDir, String(round * 1_000_000));
      while (writer.lines.length < 20 + round * 40) await sleep(5);
      writer.process.kill('SIGKILL');
      await writer.exit;
      acknowledged.push(...writer.lines.map(Number));
      const store = await openEmbeddedStore({ dataDir, lockWaitMs: 0 });
      const client = new pg.Client(store.poolConfig());
      await client.connect();
      const { rows } = await client.query<{ id: number; length: number }>(
        'SELECT id, length(filler) AS length FROM acknowledged',
      );
      const found = new Map(rows.map(({ id, length }) => [id, length]));
      expect(acknowledged.filter((id) => found.get(id) !== id % 2_000)).toEqual([]);
      await client.end();
      await store.close();
    }
    expect(acknowledged.length).toBeGreaterThan(400);
  });
});
