import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/prisma/database.ts';
import { applyMigrations } from '../../../src/adapters/prisma/migrate.ts';
import { commitmentMachineContract } from '../../contract/commitment-machine-contract.ts';
import { threeCommittees } from '../../fakes/three-committees.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { createRealDatabase, realPostgresUrl } from '../../real-services.ts';

const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const adminUrl = await realPostgresUrl();

// Only a server runs transactions side by side: there, two who press at the same instant really meet.
describe('a commitment on a real Postgres', () => {
  if (adminUrl === undefined) {
    it.skip('goes only where its rules lead (none answers)', () => undefined);
    return;
  }
  const closing: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });
  commitmentMachineContract(async () => {
    const real = await createRealDatabase(adminUrl, `twinbell_commitment_machine_${process.pid}`);
    const connection = { connectionString: real.url };
    await applyMigrations({ connection, migrationsDir });
    const database = openDatabase({ connection, onWake: () => undefined, log: silent });
    closing.push(
      () => database.close(),
      () => real.drop(),
    );
    const world = fakeWorld();
    return { deps: { world, database }, world, towns: await threeCommittees({ world, database }) };
  }, 12);
});
