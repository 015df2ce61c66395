import {
  type Archive,
  type ArchivedRow,
  ArchiveRefused,
  type ArchiveStore,
  leftOut,
} from '../../core/archive/archive-store.ts';
import { archivedColumns, belongs, type Catalogue, type Table } from './archive-tables.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Client } from './row.ts';

/** A twinning of many years is some ten thousand rows; a busy machine may take its time. */
const LIMIT_MS = 60_000;
const ROWS_AT_ONCE = 500;

export function prismaArchiveStore(prisma: PrismaClient): ArchiveStore {
  return {
    async read(twinningId) {
      return await prisma.$transaction(
        async (client) => {
          const catalogue = await readCatalogue(client);
          const found = new Map<string, ArchivedRow[]>();
          for (const table of catalogue.values()) {
            found.set(table.name, await select(client, table, belongs(table, catalogue), twinningId));
          }
          if (found.get('twinning')?.length !== 1) return undefined;
          await addReferredTo(client, catalogue, found);
          return { twinningId, tables: inOrder(catalogue, found) };
        },
        { isolationLevel: 'RepeatableRead', timeout: LIMIT_MS },
      );
    },
    async write(archive) {
      await prisma.$transaction(
        async (client) => {
          const catalogue = await readCatalogue(client);
          refuseUnknown(archive, catalogue);
          const [there] = await client.$queryRaw<{ any: boolean }[]>`
            SELECT EXISTS (SELECT FROM twinning) OR EXISTS (SELECT FROM town) AS any`;
          if (there?.any !== false) throw new ArchiveRefused('this database holds a twinning already');
          await client.$executeRaw`SET CONSTRAINTS ALL DEFERRED`;
          for (const [name, rows] of Object.entries(archive.tables)) await insert(client, name, rows);
          await client.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
        },
        { timeout: LIMIT_MS },
      );
    },
    tables: async () => [...(await readCatalogue(prisma)).keys()],
  };
}

/** Names come from the database itself or were compared with it; values never stand in a statement. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

async function select(
  client: Client,
  table: Table,
  condition: string,
  parameter: unknown,
): Promise<ArchivedRow[]> {
  const rows = await client.$queryRawUnsafe<{ row: ArchivedRow }[]>(
    `SELECT ${archivedColumns(table)} AS row FROM ${quoted(table.name)} AS t WHERE ${condition}`,
    parameter,
  );
  return rows.map(({ row }) => row);
}

/**
 * Somebody who once acted here may belong to a town that has left: whatever a row refers to comes along, so that every
 * archive can be read in again.
 */
async function addReferredTo(
  client: Client,
  catalogue: Catalogue,
  found: Map<string, ArchivedRow[]>,
): Promise<void> {
  for (let added = true; added; ) {
    added = false;
    for (const table of catalogue.values()) {
      for (const { columns, target, targetColumns } of table.references) {
        const referred = catalogue.get(target);
        if (referred === undefined) continue;
        const known = new Set(found.get(target)?.map((row) => keyOf(row, targetColumns)));
        const missing = new Map<string, ArchivedRow>();
        for (const row of found.get(table.name) ?? []) {
          const key = keyOf(row, columns);
          if (columns.every((column) => row[column] !== null) && !known.has(key)) missing.set(key, row);
        }
        if (missing.size === 0) continue;
        const wanted = [...missing.values()].map((row) =>
          Object.fromEntries(targetColumns.map((column, index) => [column, row[columns[index] ?? '']])),
        );
        const names = targetColumns.map(quoted).join(', ');
        const condition = `(${names}) IN
          (SELECT ${names} FROM jsonb_populate_recordset(NULL::${quoted(target)}, $1::jsonb))`;
        const rows = await select(client, referred, condition, JSON.stringify(wanted));
        if (rows.length === 0) throw new Error(`${table.name} refers to nothing in ${target}`);
        found.get(target)?.push(...rows);
        added = true;
      }
    }
  }
}

const keyOf = (row: ArchivedRow, columns: readonly string[]): string =>
  JSON.stringify(columns.map((column) => row[column]));

function inOrder(catalogue: Catalogue, found: ReadonlyMap<string, ArchivedRow[]>): Archive['tables'] {
  const byKey =
    ({ key }: Table) =>
    (a: ArchivedRow, b: ArchivedRow) =>
      keyOf(a, key) < keyOf(b, key) ? -1 : 1;
  return Object.fromEntries(
    [...catalogue.values()].map((table) => [table.name, (found.get(table.name) ?? []).sort(byKey(table))]),
  );
}

function refuseUnknown({ tables }: Archive, catalogue: Catalogue): void {
  for (const [name, rows] of Object.entries(tables)) {
    const table = catalogue.get(name);
    const unknown =
      table === undefined
        ? [name]
        : Object.keys(rows[0] ?? {}).flatMap((column) =>
            table.columns.includes(column) ? [] : [`${name}.${column}`],
          );
    if (unknown.length > 0)
      throw new ArchiveRefused(
        `this version of Twinbell does not know ${unknown.join(', ')}: update it first`,
      );
  }
}

/** Columns that an older version did not have yet get their defaults. */
async function insert(client: Client, name: string, rows: readonly ArchivedRow[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map(quoted)
    .join(', ');
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await client.$executeRawUnsafe(
      `INSERT INTO ${quoted(name)} (${columns})
        SELECT ${columns} FROM jsonb_populate_recordset(NULL::${quoted(name)}, $1::jsonb)`,
      JSON.stringify(rows.slice(at, at + ROWS_AT_ONCE)),
    );
  }
}

interface ColumnRow {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[] | null;
}
interface ReferenceRow {
  readonly table: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly target_columns: readonly string[];
  readonly owned: boolean;
}

/** What the database itself says of its tables: those that a twinning's rows are in, with their references. */
async function readCatalogue(client: Client): Promise<Catalogue> {
  const tables = await client.$queryRaw<ColumnRow[]>`
    SELECT c.relname AS table,
      (SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      (SELECT jsonb_agg(a.attname ORDER BY k.position) FROM pg_index i
        CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, position)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    ORDER BY c.relname`;
  const references = await client.$queryRaw<ReferenceRow[]>`
    SELECT own.relname AS table, other.relname AS target,
      (SELECT jsonb_agg(a.attname ORDER BY k.position) FROM unnest(f.conkey) WITH ORDINALITY AS k(number, position)
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.number) AS columns,
      (SELECT jsonb_agg(a.attname ORDER BY k.position) FROM unnest(f.confkey) WITH ORDINALITY AS k(number, position)
        JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.number) AS target_columns,
      f.confdeltype = 'c' AND NOT EXISTS (SELECT FROM pg_attribute a
        WHERE a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey) AND NOT a.attnotnull) AS owned
    FROM pg_constraint f
    JOIN pg_class own ON own.oid = f.conrelid
    JOIN pg_class other ON other.oid = f.confrelid
    WHERE f.contype = 'f' AND own.relnamespace = current_schema()::regnamespace
    ORDER BY f.conname`;
  const all = tables.map(
    ({ table, columns, key }): Table => ({
      name: table,
      columns,
      key: key ?? columns,
      references: references
        .filter((one) => one.table === table)
        .map((one) => ({ ...one, targetColumns: one.target_columns })),
    }),
  );
  // Everything of a twinning either refers to something of it, or names it.
  const reached = new Map<string, Table>();
  const isReached = ({ name, columns, references: to }: Table) =>
    name === 'twinning' ||
    name === 'town' ||
    columns.includes('twinning_id') ||
    to.some(({ owned, target }) => owned && reached.has(target));
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const table of all)
      if (!Object.hasOwn(leftOut, table.name) && isReached(table)) reached.set(table.name, table);
  }
  return new Map([...reached].sort(([a], [b]) => (a < b ? -1 : 1)));
}
