// Reads an export (/twin export) into an empty Twinbell:
//   npm run import-export -- aalborg-solvang-export-2027-05-03.zip
// Where to, DATABASE_URL says, or DATA_DIR for the embedded store, as for npm start; the bot must not run meanwhile.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArchiveFile } from '../src/adapters/document/archive-file.ts';
import { openEmbeddedStore } from '../src/adapters/embedded/open-embedded-store.ts';
import { openDatabase } from '../src/adapters/prisma/database.ts';
import { applyMigrations } from '../src/adapters/prisma/migrate.ts';
import { readConfig, useUtc } from '../src/config.ts';
import { ArchiveRefused } from '../src/core/archive/archive-store.ts';

useUtc();
const [file] = process.argv.slice(2);
if (file === undefined) throw new RangeError('which file? npm run import-export -- FILE');
const { databaseUrl, dataDir } = readConfig();
const silent = () => undefined;
const embedded =
  databaseUrl === undefined ? await openEmbeddedStore({ dataDir: join(dataDir, 'postgres') }) : undefined;
const connection = embedded?.poolConfig() ?? { connectionString: databaseUrl };
try {
  const archive = readArchiveFile(readFileSync(file));
  const migrationsDir = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
  await applyMigrations({ connection, migrationsDir });
  const log = { info: silent, warn: silent, error: silent };
  const database = openDatabase({ connection, onWake: silent, log });
  try {
    await database.archives.write(archive);
  } finally {
    await database.close();
  }
  const rows = Object.values(archive.tables).reduce((sum, table) => sum + table.length, 0);
  process.stdout.write(
    `Read in ${rows} rows of ${archive.twinningId}. Start the bot: what is due will ring.\n`,
  );
} catch (error) {
  if (!(error instanceof ArchiveRefused)) throw error;
  process.stderr.write(`Nothing was read in: ${error.message}.\n`);
  process.exitCode = 1;
} finally {
  await embedded?.close();
}
