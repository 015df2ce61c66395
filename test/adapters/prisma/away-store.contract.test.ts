import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PoolConfig } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { openEmbeddedStore } from '../../../src/adapters/embedded/open-embedded-store.ts';
import { openDatabase } from '../../../src/adapters/prisma/database.ts';
import { applyMigrations } from '../../../src/adapters/prisma/migrate.ts';
import type { Database } from '../../../src/core/stores.ts';
import { awayStoreContract } from '../../contract/away-store-contract.ts';
import { fakeDatabase } from '../../fakes/database.ts';
import { type SisterTowns, seedSisterTowns } from '../../fakes/sister-towns.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { createRealDatabase, realPostgresUrl } from '../../real-services.ts';

interface Opened {
  readonly database: Database;
  close(): Promise<void>;
}

function run(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    const world = fakeWorld();
    let opened: Opened | undefined;
    let towns: SisterTowns | undefined;
    const present = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error('read the bench inside a test');
      return value;
    };
    beforeAll(async () => {
      opened = await open();
    }, 240_000);
    beforeEach(async () => {
      towns = await seedSisterTowns(present(opened).database, world);
    });
    afterAll(() => opened?.close());
    awayStoreContract({
      world,
      get database() {
        return present(opened).database;
      },
      get towns() {
        return present(towns);
      },
    });
  });
}

async function onPostgres(connection: PoolConfig, gone: () => Promise<void>): Promise<Opened> {
  await applyMigrations({ connection, migrationsDir: resolve('prisma/migrations') });
  const quiet = () => undefined;
  const log = { info: quiet, warn: quiet, error: quiet };
  const database = openDatabase({ connection, onWake: quiet, log });
  return {
    database,
    async close() {
      await database.close();
      await gone();
    },
  };
}

run('the fake', async () => ({ database: fakeDatabase(), close: async () => undefined }));

run('the embedded store', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-away-'));
  const store = await openEmbeddedStore({ dataDir });
  return await onPostgres(store.poolConfig(), async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
});

const adminUrl = await realPostgresUrl();
if (adminUrl === undefined) {
  describe.skipIf(true)('a real Postgres (none answers: set TWINBELL_TEST_DATABASE_URL)', () => {
    it('fulfils the contract', () => undefined);
  });
} else {
  run('a real Postgres', async () => {
    const real = await createRealDatabase(adminUrl, `twinbell_away_${process.pid}`);
    return await onPostgres({ connectionString: real.url }, () => real.drop());
  });
}
