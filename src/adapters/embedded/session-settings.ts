/** Settings (search_path and the like) belong to a connection, but the engine has only one set of them. */
import type { Engine } from './engine.ts';
import { quoteLiteral, quoteName } from './sql-statement.ts';

export type Settings = ReadonlyMap<string, string>;

export const noSettings: Settings = new Map();

/** All that was set by a client, but what belongs to one transaction and ends with it; not in pg_settings is the role. */
export async function readSettings(engine: Engine): Promise<Settings> {
  const rows = await engine.query(
    `SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session' AND name NOT LIKE 'transaction\\_%' UNION ALL
     SELECT 'role', pg_catalog.current_setting('role') WHERE pg_catalog.current_setting('role') <> 'none'`,
  );
  return new Map(rows.map(([name, value]) => [name ?? '', value ?? '']));
}

/** One implicit transaction: if Postgres refuses a value, nothing has changed. */
export async function switchSettings(engine: Engine, from: Settings, to: Settings): Promise<void> {
  if (from === to) return;
  const resets = [...from.keys()].filter((name) => !to.has(name));
  const sets = [...to].filter(([name, value]) => from.get(name) !== value);
  if (resets.length + sets.length === 0) return;
  // A role may forbid the other settings: it goes first and comes last.
  const byRole = (name: string) => (name === 'role' ? 1 : 0);
  resets.sort((a, b) => byRole(b) - byRole(a));
  sets.sort(([a], [b]) => byRole(a) - byRole(b));
  const statements = [
    ...resets.map((name) => `RESET ${name.split('.').map(quoteName).join('.')}`),
    ...sets.map(
      ([name, value]) => `SELECT pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`,
    ),
  ];
  await engine.query(statements.join(';'));
}

const notSettings = new Set(['user', 'database', 'options', 'replication']);

/** As Postgres reads a start packet: names of settings, and in `options` more of them as on a command line. */
export function readRequestedSettings(parameters: ReadonlyMap<string, string>): Map<string, string> {
  const settings = new Map<string, string>();
  const words = (parameters.get('options') ?? '').match(/(?:\\.|[^\s\\])+/gs) ?? [];
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').replace(/\\(.)/gs, '$1');
    const following = (words[at + 1] ?? '').replace(/\\(.)/gs, '$1');
    const assignment = word === '-c' ? following : /^(?:-c|--)(.+)$/s.exec(word)?.[1];
    if (word === '-c') at += 1;
    const equals = assignment?.indexOf('=') ?? -1;
    if (assignment === undefined || equals < 1) throw new Error(`invalid command-line argument: ${word}`);
    settings.set(assignment.slice(0, equals).replaceAll('-', '_'), assignment.slice(equals + 1));
  }
  for (const [name, value] of parameters) {
    if (!notSettings.has(name) && !name.startsWith('_pq_.')) settings.set(name, value);
  }
  return settings;
}
