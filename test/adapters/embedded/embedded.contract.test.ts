import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { openEmbeddedStore } from '../../../src/adapters/embedded/open-embedded-store.ts';
import { postgresContract } from '../../contract/postgres-contract.ts';
import { createRealDatabase, realPostgresUrl } from '../../real-services.ts';

for (const transport of ['unix', 'tcp'] as const) {
  postgresContract(`the embedded store over ${transport}`, async (options) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-test-'));
    const store = await openEmbeddedStore({ dataDir, transport, ...options });
    return {
      connection: store.poolConfig(),
      async close() {
        await store.close();
        rmSync(dataDir, { recursive: true });
      },
    };
  });
}

const adminUrl = await realPostgresUrl();
if (adminUrl === undefined) {
  describe.skipIf(true)('a real Postgres (none answers: set TWINBELL_TEST_DATABASE_URL)', () => {
    it('fulfils the contract', () => undefined);
  });
} else {
  postgresContract('a real Postgres', async ({ idleTransactionTimeoutMs }) => {
    const name = `twinbell_contract_${process.pid}`;
    const database = await createRealDatabase(adminUrl, name);
    await database.run(
      `ALTER DATABASE "${name}" SET idle_in_transaction_session_timeout = ${idleTransactionTimeoutMs}`,
    );
    const { hostname, port, username, password } = new URL(database.url);
    return {
      connection: {
        host: decodeURIComponent(hostname),
        port: Number(port || 5432),
        user: decodeURIComponent(username),
        database: name,
        ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      },
      close: () => database.drop(),
    };
  });
}
