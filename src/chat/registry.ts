import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { languages } from '../core/text.ts';
import { catalogues } from '../i18n/catalogues.ts';
import type { AnyCommand } from './command.ts';
import type { Job } from './job.ts';

/** Every definition, by its path: 'meeting/propose', 'twin', and 'deliver-reminder' for a job. */
export interface Registry {
  readonly commands: ReadonlyMap<string, AnyCommand>;
  readonly jobs: ReadonlyMap<string, Job>;
}

/** Something in commands/ or jobs/ is not as it must be. The bot does not start on it: nothing is skipped silently. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  constructor(readonly problems: readonly string[]) {
    super(`commands or jobs are not in order:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/** Both platforms ask at most five fields in one form. */
const FORM_FIELDS = 5;

/**
 * Loads every file of both folders. The same table registers the commands with the platforms and runs them.
 * @throws RegistryError naming every file at fault.
 */
export async function loadRegistry(folders: { commands: string; jobs: string }): Promise<Registry> {
  const problems: string[] = [];
  const commands = await load(folders.commands, problems, isCommand);
  const jobs = await load(folders.jobs, problems, isJob);
  for (const [path, command] of commands) problems.push(...commandProblems(path, command));
  if (commands.size === 0) problems.push(`no command in ${folders.commands}`);
  if (jobs.size === 0) problems.push(`no job in ${folders.jobs}`);
  if (problems.length > 0) throw new RegistryError(problems);
  return { commands, jobs };
}

async function load<T>(
  folder: string,
  problems: string[],
  is: (value: unknown) => value is T,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  for (const entry of files) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join('/').replace(/\.ts$/, '');
    if (!/^[a-z]+(-[a-z]+)*(\/[a-z]+(-[a-z]+)*)?$/.test(path) || !entry.name.endsWith('.ts')) {
      problems.push(`${path}: not a path that can be a name (kebab-case, two levels at most, .ts)`);
      continue;
    }
    const loaded: { default?: unknown } = await import(pathToFileURL(file).href);
    if (is(loaded.default)) found.set(path, loaded.default);
    else problems.push(`${path}: its default export is not a definition`);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isCommand = (value: unknown): value is AnyCommand =>
  isRecord(value) &&
  typeof value.run === 'function' &&
  isRecord(value.options) &&
  'scope' in value &&
  'reply' in value;

const isJob = (value: unknown): value is Job =>
  isRecord(value) && typeof value.run === 'function' && typeof value.key === 'function' && 'payload' in value;

function commandProblems(path: string, command: AnyCommand): string[] {
  const problems: string[] = [];
  const names = Object.keys(command.options);
  const bare = !path.includes('/');
  if (bare !== (command.surface === 'bare')) problems.push(`${path}: only a bare root lies at the top`);
  for (const name of [...(command.form ?? []), ...(command.lead === undefined ? [] : [command.lead])]) {
    if (!names.includes(name)) problems.push(`${path}: there is no option ${name}`);
  }
  if (command.fromMessage !== undefined && command.form?.includes(command.fromMessage) !== true)
    problems.push(`${path}: the form must ask for what it takes from a message`);
  if ((command.form?.length ?? 0) > FORM_FIELDS)
    problems.push(`${path}: a form has at most ${FORM_FIELDS} fields`);
  if (names.some((name) => !/^[a-z]+(-[a-z]+)*$/.test(name) || name === 'draft')) {
    problems.push(`${path}: an option has an impossible name`);
  }
  if (command.surface === 'typed') {
    for (const [name, option] of Object.entries(command.options)) {
      if (option.required && command.form !== undefined && !command.form.includes(name)) {
        problems.push(`${path}: the form must ask for ${name}, which is required`);
      }
    }
  }
  for (const key of commandKeys(path, command)) {
    for (const language of languages) {
      if (catalogues[language][key] === undefined) problems.push(`${path}: ${language} lacks ${key}`);
    }
  }
  return problems;
}

/** The messages that a definition needs because of its path, options and choices. What only controls call has but its form. */
export function commandKeys(path: string, command: AnyCommand): string[] {
  const name = `command.${path.replace('/', '.')}`;
  const isTyped = command.surface !== 'control';
  const asked = Object.entries(command.options).filter(
    ([option]) => isTyped || command.form?.includes(option),
  );
  return [
    ...(isTyped ? [`${name}.description`] : []),
    ...(command.form === undefined ? [] : [`${name}.form`]),
    ...(command.fromMessage === undefined ? [] : [`${name}.from-message`]),
    ...asked.flatMap(([option, { choices }]) => [
      `${name}.option.${option}`,
      ...(choices?.values.map((value) => `choice.${choices.name}.${value}`) ?? []),
    ]),
  ];
}
