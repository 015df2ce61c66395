import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, it } from 'vitest';
import { openEmbeddedStore } from '../../../src/adapters/embedded/open-embedded-store.ts';
import { openDatabase } from '../../../src/adapters/prisma/database.ts';
import { applyMigrations } from '../../../src/adapters/prisma/migrate.ts';
import type { OpenStores, StoresUnderTest } from '../../contract/store-bench.ts';
import { storesContract } from '../../contract/stores-contract.ts';
import { seedSisterTowns } from '../../fakes/sister-towns.ts';
import { createRealDatabase, realPostgresUrl } from '../../real-services.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Prisma's stores over a server; it is brought back to its seed before each test. */
async function openPrismaStores(
  connection: pg.ClientConfig,
  [world, onWake]: Parameters<OpenStores>,
): Promise<Omit<StoresUnderTest, 'sideBySide'>> {
  await applyMigrations({ connection, migrationsDir: 'prisma/migrations' });
  const database = openDatabase({ connection, onWake, log: silent });
  const towns = await seedSisterTowns(database, world);
  const client = new pg.Client(connection);
  await client.connect();
  await client.query('CREATE SCHEMA seed');
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  );
  for (const { name } of rows) await client.query(`CREATE TABLE seed."${name}" AS TABLE public."${name}"`);
  const steps = rows.map(
    ({ name }) => `
      DELETE FROM public."${name}" AS now WHERE now NOT IN (SELECT seed FROM seed."${name}" AS seed);
      INSERT INTO public."${name}" SELECT * FROM seed."${name}" EXCEPT SELECT * FROM public."${name}";`,
  );
  await client.query(
    `CREATE FUNCTION seed.reset() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${steps.join('')} END $$`,
  );
  return {
    async fresh() {
      await client.query('SELECT seed.reset()');
      return { database, towns };
    },
    async close() {
      await client.end();
      await database.close();
    },
  };
}

storesContract('the stores of Prisma on the embedded store', async (...parts) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-test-'));
  const embedded = await openEmbeddedStore({ dataDir });
  const stores = await openPrismaStores(embedded.poolConfig(), parts);
  return {
    ...stores,
    sideBySide: false,
    async close() {
      await stores.close();
      await embedded.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});

const adminUrl = await realPostgresUrl();
if (adminUrl === undefined) {
  describe.skipIf(true)('the stores of Prisma on a real Postgres (none answers)', () => {
    it('fulfil the contract', () => undefined);
  });
} else {
  storesContract('the stores of Prisma on a real Postgres', async (...parts) => {
    const name = `twinbell_stores_${process.pid}`;
    const database = await createRealDatabase(adminUrl, name);
    // A server with a clock of its own must not move an instant.
    await database.run(`ALTER DATABASE "${name}" SET TimeZone = 'Asia/Kathmandu'`);
    const stores = await openPrismaStores({ connectionString: database.url }, parts);
    return {
      ...stores,
      sideBySide: true,
      async close() {
        await stores.close();
        await database.drop();
      },
    };
  });
}
