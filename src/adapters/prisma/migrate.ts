/** Brings a database, embedded or real, to the state that this version of Twinbell needs. */
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { committedMark, noFilters, openSchemaEngine, readMigrations } from './schema-engine.ts';

export interface MigrationOptions {
  /** As for `new pg.Pool()`. */
  connection: pg.PoolConfig;
  /** Where `<timestamp>_<name>/migration.sql` lie. */
  migrationsDir: string;
}

export interface MigrationReport {
  /** In the order in which they were applied; empty when there was nothing to do. */
  applied: string[];
  /** In the database but not here: a newer Twinbell has been at work on it. */
  unknown: string[];
}

export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
  readonly migration: string;
  constructor(migration: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Migration ${migration} failed and was undone: ${reason}`, { cause });
    this.migration = migration;
  }
}

export class MigrationEdited extends Error {
  override readonly name = 'MigrationEdited';
  readonly migrations: string[];
  constructor(migrations: string[]) {
    super(
      `Migration ${migrations.join(', ')} was edited after it had been applied to this database. ` +
        'Restore the file as it was, and put the change into a new migration.',
    );
    this.migrations = migrations;
  }
}

/** Any number that nothing else uses: "TWBL". */
const advisoryLockKey = 0x5457424c;

let queue: Promise<unknown> = Promise.resolve();

/**
 * One at a time, in this process by a queue and among processes by an advisory lock. The queue is not for show:
 * the connections of the embedded store share one backend, and that one always gets its own lock.
 */
export function applyMigrations(options: MigrationOptions): Promise<MigrationReport> {
  const turn = queue.then(() => withAdvisoryLock(options.connection, () => apply(options)));
  // The next in line starts whether or not this one failed; the failure is its own caller's to see.
  queue = turn.catch(() => undefined);
  return turn;
}

async function withAdvisoryLock<T>(connection: pg.PoolConfig, work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client(connection);
  await holder.connect();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [advisoryLockKey]);
    const result = await work();
    await holder.query('SELECT pg_advisory_unlock($1)', [advisoryLockKey]);
    return result;
  } finally {
    // Ends the session, and with it the lock where the work failed.
    await holder.end();
  }
}

async function apply({ connection, migrationsDir }: MigrationOptions): Promise<MigrationReport> {
  const migrationsList = await readMigrations(migrationsDir);
  const migrationScripts = new Set(
    migrationsList.migrationDirectories.map(({ migrationFile }) => migrationFile.content.value),
  );
  // One connection: what a migration sets for its session must not depend on which one it got.
  const pool = new pg.Pool({ ...connection, max: 1 });
  try {
    let scriptError: unknown;
    const onScriptError = (error: unknown) => {
      scriptError = error;
    };
    const engine = await openSchemaEngine(pool, { migrationScripts, onScriptError });
    try {
      await settleInterrupted(pool, engine, migrationsList);
      const unknown = await examineHistory(engine, migrationsList);
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters });
      return { applied: appliedMigrationNames, unknown };
    } catch (error) {
      const [failed] = scriptError === undefined ? [] : await readUnfinished(pool);
      throw failed ? new MigrationFailed(failed.migration_name, scriptError) : error;
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

interface Unfinished {
  migration_name: string;
  logs: string | null;
}

async function readUnfinished(pool: pg.Pool): Promise<Unfinished[]> {
  const table = await pool.query<{ exists: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists",
  );
  if (table.rows[0]?.exists !== true) return [];
  const { rows } = await pool.query<Unfinished>(
    'SELECT migration_name, logs FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  );
  return rows;
}

/**
 * The engine refuses to go on after a migration that began and did not finish, since it cannot know how far it
 * came. Here each is one transaction that marks its own row, so it is known, and nobody need be called.
 */
async function settleInterrupted(pool: pg.Pool, engine: SchemaEngine, migrationsList: MigrationList) {
  for (const { migration_name: migrationName, logs } of await readUnfinished(pool)) {
    if (logs === committedMark) await engine.markMigrationApplied({ migrationName, migrationsList });
    else await engine.markMigrationRolledBack({ migrationName });
  }
}

async function examineHistory(engine: SchemaEngine, migrationsList: MigrationList): Promise<string[]> {
  const found = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: noFilters,
  });
  if (found.editedMigrationNames.length > 0) throw new MigrationEdited(found.editedMigrationNames);
  const { history } = found;
  return history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [];
}
