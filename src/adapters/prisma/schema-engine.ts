/**
 * Prisma's schema engine as WASM: the command line's own engine is a binary that it downloads, which a machine
 * with only npm cannot do. It keeps the standard `_prisma_migrations` table, so `prisma migrate deploy` and this
 * may be used on the same database.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import * as engineBindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';

/** Nothing outside Prisma's schema lives in the tables' namespace; BullMQ has its own. */
export const noFilters = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | undefined;

/** Costs memory and time, so only when there is something to do. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const bindings = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const wasm = await readFile(bindings.replace(/\.js$/, '.wasm'));
    const { instance } = await WebAssembly.instantiate(wasm, {
      './schema_engine_bg.js': { ...engineBindings },
    });
    engineBindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return loaded;
}

/** Stands in a migration's row from its own transaction's commit until the engine has recorded its success. */
export const committedMark = 'committed';

export interface SchemaEngineOptions {
  /** The scripts that are migrations, as opposed to the engine's own. */
  migrationScripts?: ReadonlySet<string>;
  /** The engine reports a failed script without its reason. */
  onScriptError?: (error: unknown) => void;
  /** The pool's database is empty and for throwing away: use it where the engine wants a shadow database. */
  isShadow?: boolean;
}

export async function openSchemaEngine(
  pool: pg.Pool,
  options: SchemaEngineOptions = {},
): Promise<SchemaEngine> {
  await loadEngine();
  const factory = bindMigrationAwareSqlAdapterFactory(wholeScripts(pool, options));
  const ignoreLog = () => undefined;
  return engineBindings.SchemaEngine.new({ datamodels: undefined }, ignoreLog, factory);
}

/**
 * The adapter cuts a script at every semicolon, also inside functions and texts, and runs the pieces one by one.
 * Sent whole, Postgres reads it rightly and makes it one transaction, so a migration is applied or it is not,
 * and its row says so even if this process dies before the engine can record it.
 */
function wholeScripts(pool: pg.Pool, options: SchemaEngineOptions): SqlMigrationAwareDriverAdapterFactory {
  const mark =
    `UPDATE _prisma_migrations SET logs = '${committedMark}' ` +
    'WHERE finished_at IS NULL AND rolled_back_at IS NULL';
  const factory = new PrismaPg(options.isShadow ? withReadableCatalogues(pool) : pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      try {
        await pool.query(options.migrationScripts?.has(script) ? `${script}\n;${mark}` : script);
      } catch (error) {
        options.onScriptError?.(error);
        throw error;
      }
    };
    return adapter;
  };
  if (options.isShadow) {
    const connectShadow = factory.connect;
    factory.connect = async () => {
      const adapter = await connectShadow();
      const queryRaw = adapter.queryRaw.bind(adapter);
      adapter.queryRaw = async (query) => {
        const result = await queryRaw(query);
        const columnTypes = result.columnTypes.map((type) =>
          type === ColumnTypeEnum.Uuid ? ColumnTypeEnum.Character : type,
        );
        return { ...result, columnTypes };
      };
      return adapter;
    };
    factory.connectToShadowDb = factory.connect;
  }
  return factory;
}

/**
 * Postgres's one-byte "char", and uuid, a type that the catalogues do not use: what comes by that name is the
 * other, and the engine is told so.
 */
const oneByteChar = 18;
const standIn = 2950;

/**
 * The engine reads Postgres's catalogues to compare schemas, and these use the one-byte type, which the adapter
 * refuses as unknown; it knows no type that the engine takes for a character. There, "none" is a zero byte,
 * which arrives as an empty text.
 */
function withReadableCatalogues(pool: pg.Pool): pg.Pool {
  const query = pool.query.bind(pool) as (config: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult>;
  const readable = async (config: pg.QueryArrayConfig) => {
    const result = await query(config);
    const isChar = result.fields?.map((field) => field.dataTypeID === oneByteChar) ?? [];
    if (!isChar.includes(true)) return result;
    const fields = result.fields.map((field, at) => (isChar[at] ? { ...field, dataTypeID: standIn } : field));
    const rows = result.rows.map((row) =>
      row.map((value, at) => (isChar[at] && value === '' ? '\0' : value)),
    );
    return { ...result, fields, rows };
  };
  return Object.assign(pool, { query: readable });
}

export async function readMigrations(migrationsDir: string): Promise<MigrationList> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const lockfile = entries.some((entry) => entry.name === 'migration_lock.toml')
    ? await readFile(join(migrationsDir, 'migration_lock.toml'), 'utf8')
    : null;
  return {
    baseDir: migrationsDir,
    lockfile: { path: 'migration_lock.toml', content: lockfile },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(migrationsDir, path, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
