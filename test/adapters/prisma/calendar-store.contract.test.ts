import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { openEmbeddedStore } from '../../../src/adapters/embedded/open-embedded-store.ts';
import { openDatabase } from '../../../src/adapters/prisma/database.ts';
import { applyMigrations } from '../../../src/adapters/prisma/migrate.ts';
import type { Database } from '../../../src/core/stores.ts';
import { type CalendarBench, calendarStoreContract } from '../../contract/calendar-store-contract.ts';
import { fakeDatabase } from '../../fakes/database.ts';
import { type SisterTowns, seedSisterTowns } from '../../fakes/sister-towns.ts';
import { fakeStart, fakeWorld } from '../../fakes/world.ts';
import { createRealDatabase, realPostgresUrl } from '../../real-services.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const postgres = await realPostgresUrl();

type Opened = { readonly database: Database; close(): Promise<unknown> };

async function onPostgres(connection: PoolConfig, close: () => Promise<unknown>): Promise<Opened> {
  await applyMigrations({ connection, migrationsDir: 'prisma/migrations' });
  const database = openDatabase({ connection, onWake: () => undefined, log: silent });
  return {
    database,
    close: async () => {
      await database.close();
      await close();
    },
  };
}

const stores: { name: string; there: boolean; open: () => Promise<Opened> }[] = [
  {
    name: 'the fake',
    there: true,
    open: async () => ({ database: fakeDatabase(), close: async () => undefined }),
  },
  {
    name: 'the embedded store',
    there: true,
    async open() {
      const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-calendar-'));
      const store = await openEmbeddedStore({ dataDir });
      return await onPostgres(store.poolConfig(), async () => {
        await store.close();
        await rm(dataDir, { recursive: true, force: true });
      });
    },
  },
  {
    name: 'a Postgres server',
    there: postgres !== undefined,
    async open() {
      const real = await createRealDatabase(postgres ?? '', `twinbell_calendar_${process.pid}`);
      return await onPostgres({ connectionString: real.url }, real.drop);
    },
  },
];

describe.each(stores)('the store of calendars: $name', ({ there, open }) => {
  describe.skipIf(!there)('(a Postgres server where it is one)', () => {
    const world = fakeWorld();
    let opened: Opened | undefined;
    let towns: SisterTowns | undefined;
    const present = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error('read the bench inside a test');
      return value;
    };
    const bench: CalendarBench = {
      world,
      get database() {
        return present(opened).database;
      },
      get towns() {
        return present(towns);
      },
    };
    beforeAll(async () => {
      opened = await open();
    });
    beforeEach(async () => {
      world.set(fakeStart);
      towns = await seedSisterTowns(bench.database, world);
    });
    afterAll(async () => await opened?.close());

    calendarStoreContract(bench);
  });
});
