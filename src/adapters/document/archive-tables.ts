import type { Archive, ArchivedRow, ArchivedValue } from '../../core/archive/archive-store.ts';
import { type CsvCell, renderCsv } from './csv.ts';

/** The tables of an archive for people, by name: beside every id of a person, town, meeting or promise stands its name. */
export function csvTables({ tables }: Archive): Map<string, string> {
  const names = namesOf(tables);
  return new Map(
    Object.entries(tables).flatMap(([table, rows]): [string, string][] => {
      const columns = Object.keys(rows[0] ?? {});
      if (columns.length === 0) return [];
      const spoken = columns.filter((column) =>
        rows.some((row) => column.endsWith('_id') && names.has(String(row[column]))),
      );
      const heading = columns.flatMap((column) =>
        spoken.includes(column) ? [column, column.replace(/_id$/, '')] : [column],
      );
      const cells = rows.map((row) =>
        columns.flatMap((column): CsvCell[] => {
          const value = cellOf(row[column]);
          return spoken.includes(column) ? [value, names.get(String(value)) ?? ''] : [value];
        }),
      );
      return [[table, renderCsv(heading, cells)]];
    }),
  );
}

const cellOf = (value: ArchivedValue | undefined): CsvCell =>
  value === undefined || value === null || typeof value !== 'object'
    ? (value ?? null)
    : JSON.stringify(value);

function namesOf(tables: Archive['tables']): ReadonlyMap<string, string> {
  const named: [table: string, name: (row: ArchivedRow) => string][] = [
    ['member', (row) => String(row.display_name)],
    ['town', (row) => String(row.name)],
    ['twinning', (row) => String(row.name)],
    ['meeting', (row) => `M-${row.number} ${row.title}`],
    ['commitment', (row) => `C-${row.number} ${row.what}`],
  ];
  return new Map(
    named.flatMap(([table, name]) =>
      (tables[table] ?? []).map((row): [string, string] => [String(row.id), name(row)]),
    ),
  );
}
