import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PoolConfig } from 'pg';
import { openEmbeddedStore } from '../../../src/adapters/embedded/open-embedded-store.ts';
import { openDatabase } from '../../../src/adapters/prisma/database.ts';
import { applyMigrations } from '../../../src/adapters/prisma/migrate.ts';
import { pollStorageContract } from '../../contract/poll-storage-contract.ts';
import { createRealDatabase, realPostgresUrl } from '../../real-services.ts';

const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function onStore(connection: PoolConfig, closeStore: () => Promise<unknown>) {
  await applyMigrations({ connection, migrationsDir });
  const database = openDatabase({ connection, onWake: () => undefined, log: silent });
  return {
    database,
    async close() {
      await database.close();
      await closeStore();
    },
  };
}

pollStorageContract('the embedded store', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-polls-'));
  const store = await openEmbeddedStore({ dataDir });
  return await onStore(store.poolConfig(), async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
});

const adminUrl = await realPostgresUrl();
if (adminUrl !== undefined) {
  pollStorageContract('a real Postgres', async () => {
    const real = await createRealDatabase(adminUrl, `twinbell_poll_storage_${process.pid}`);
    return await onStore({ connectionString: real.url }, real.drop);
  });
}
