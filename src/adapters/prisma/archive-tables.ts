import { personalDeeds } from '../../core/history/audit-deeds.ts';

/** A foreign key. Owned: the row goes with what it refers to, so it belongs where that belongs. */
export interface Reference {
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
  readonly owned: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Its primary key. */
  readonly key: readonly string[];
  readonly references: readonly Reference[];
}

/** The tables that rows of a twinning are in, by name. */
export type Catalogue = ReadonlyMap<string, Table>;

const youth = "SELECT id FROM member WHERE represents = 'youth'";
const personal = personalDeeds.map((deed) => `'${deed}'`).join(', ');

/** What is somebody's own affair, or must not be kept of the young: rows of the table `t` that are left out. */
const kept: Readonly<Record<string, string>> = {
  reminder: "NOT (t.kind = 'note' AND t.member_id IS NOT NULL)",
  away: `t.member_id NOT IN (${youth})`,
  audit_entry: `t.action NOT IN (${personal})`,
};

/**
 * The condition under which a row `t` belongs to the twinning $1: everything that owns it does. A member's or a town's
 * rows are shared by all twinnings of the town, so they decide only where nothing else does.
 */
export function belongs(table: Table, catalogue: Catalogue): string {
  const own = kept[table.name];
  const rule = ownership(table, catalogue, 't', '$1');
  return own === undefined ? rule : `${rule} AND ${own}`;
}

function ownership(table: Table, catalogue: Catalogue, alias: string, id: string): string {
  if (table.name === 'twinning') return `${alias}.id = ${id}`;
  if (table.name === 'town')
    return `${alias}.id IN (SELECT town_id FROM twinning_town WHERE twinning_id = ${id})`;
  const owned = table.references.filter(({ owned: isOwned, target }) => isOwned && catalogue.has(target));
  const deciding = owned.filter(({ target }) => target !== 'member' && target !== 'town');
  const owners = deciding.length > 0 ? deciding : owned;
  if (owners.length === 0) return `${alias}.twinning_id = ${id}`;
  return owners
    .map(({ columns, target, targetColumns }) => {
      const parent = catalogue.get(target);
      if (parent === undefined) throw new RangeError(`no table ${target}`);
      const inner = `${alias}x`;
      const names = (of: string, list: readonly string[]) => list.map((name) => `${of}."${name}"`).join(', ');
      return `(${names(alias, columns)}) IN
        (SELECT ${names(inner, targetColumns)} FROM "${target}" AS ${inner}
          WHERE ${ownership(parent, catalogue, inner, id)})`;
    })
    .join(' AND ');
}

/** A row as JSON; of members who represent the youth without what they may have given before. */
export function archivedColumns({ name }: Table): string {
  return name === 'member'
    ? `CASE WHEN t.represents = 'youth' THEN to_jsonb(t) || '{"weekly_hours": null}' ELSE to_jsonb(t) END`
    : 'to_jsonb(t)';
}
