import { type REST, Routes } from 'discord.js';
import type { CommandPayload } from './command-payload.ts';

/**
 * Makes the registered commands equal to these, for every server. Asks first, because each change makes every
 * client load the commands anew, and Discord counts changes.
 * @throws what discord.js throws
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly CommandPayload[],
): Promise<'unchanged' | 'registered'> {
  const route = Routes.applicationCommands(applicationId);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const registered = await rest.get(route, { query });
  if (comparable(registered) === comparable(commands)) return 'unchanged';
  await rest.put(route, { body: commands });
  return 'registered';
}

/** What Discord adds (ids, versions) or writes differently (null, false and [] for nothing) does not count. */
const COMPARED: readonly string[] = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'choices',
  'value',
  'required',
  'autocomplete',
  'min_length',
  'max_length',
  'contexts',
  'integration_types',
];
const TEXTS_BY_LOCALE: readonly string[] = ['name_localizations', 'description_localizations'];
const SETS: readonly string[] = ['contexts', 'integration_types'];

const comparable = (commands: unknown): string =>
  JSON.stringify(Array.isArray(commands) ? commands.map((command) => normal(command)).sort(byName) : []);

const byName = (a: unknown, b: unknown): number => {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
};

function normal(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return SETS.includes(key) ? [...value].sort() : value.map((one) => normal(one));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name]) => TEXTS_BY_LOCALE.includes(key) || COMPARED.includes(name))
    .filter(([, one]) => one !== null && one !== undefined && one !== false && !isEmpty(one))
    .map(([name, one]): [string, unknown] => [name, normal(one, name)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
