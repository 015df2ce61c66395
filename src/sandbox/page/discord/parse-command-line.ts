import type { Channel, DiscordOptionValue, Person } from '../../page-api.ts';
import { type CommandOption, type LeafCommand, OPTION } from './slash-command.ts';

export interface CommandLine {
  leaf: LeafCommand;
  // Option name -> what was typed for it.
  typed: ReadonlyMap<string, string>;
}

// `/meeting propose topic: Youth Games length: 90m`. A value runs to the next known option name, so it needs no
// quotes; words before the first name fill the first option, as they do on the other platform.
export function parseCommandLine(text: string, leaves: readonly LeafCommand[]): CommandLine | undefined {
  const line = text.trim().replace(/^\//, '');
  const leaf = leaves
    .filter((each) => line === each.line || line.startsWith(`${each.line} `))
    .sort((one, other) => other.line.length - one.line.length)[0];
  if (leaf === undefined) return undefined;
  const rest = line.slice(leaf.line.length).trim();
  const typed = new Map<string, string>();
  const marks = findMarks(rest, leaf);
  const lead = rest.slice(0, marks[0]?.start ?? rest.length).trim();
  const first = leaf.options[0];
  if (lead !== '' && first !== undefined) typed.set(first.name, unquote(lead));
  marks.forEach((mark, index) => {
    const value = rest.slice(mark.end, marks[index + 1]?.start ?? rest.length).trim();
    if (value !== '') typed.set(mark.name, unquote(value));
  });
  return { leaf, typed };
}

function findMarks(rest: string, leaf: LeafCommand): { name: string; start: number; end: number }[] {
  const names = new Set(leaf.options.map((option) => option.name));
  const marks: { name: string; start: number; end: number }[] = [];
  let isQuoted = false;
  for (let at = 0; at < rest.length; at += 1) {
    if (rest.charAt(at) === '"') isQuoted = !isQuoted;
    if (isQuoted || (at > 0 && !/\s/.test(rest.charAt(at - 1)))) continue;
    const name = /^([\p{L}\p{N}_-]+):/u.exec(rest.slice(at))?.[1];
    if (name !== undefined && names.has(name)) marks.push({ name, start: at, end: at + name.length + 1 });
  }
  return marks;
}

function unquote(value: string): string {
  return /^".*"$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}

export function writeCommandLine(leaf: LeafCommand, typed: ReadonlyMap<string, string>): string {
  const options = leaf.options
    .filter((option) => typed.get(option.name))
    .map((option) => `${option.name}: ${typed.get(option.name)}`);
  return [`/${leaf.line}`, ...options].join(' ');
}

export interface Directory {
  people: readonly Person[];
  channels: readonly Channel[];
}

export type ReadValue = { ok: true; value: string | number | boolean } | { ok: false; message: string };

// What Discord's own client checks before it sends a command.
export function readOptionValue(option: CommandOption, typed: string, directory: Directory): ReadValue {
  const choice = option.choices.find(
    (each) => each.name.toLowerCase() === typed.toLowerCase() || String(each.value) === typed,
  );
  if (choice !== undefined) return { ok: true, value: choice.value };
  if (option.choices.length > 0) {
    const names = option.choices.map((each) => each.name).join(', ');
    return { ok: false, message: `${option.name} is one of: ${names}` };
  }
  switch (option.type) {
    case OPTION.integer:
    case OPTION.number: {
      const number = Number(typed);
      const isGood = Number.isFinite(number) && (option.type === OPTION.number || Number.isInteger(number));
      return isGood
        ? { ok: true, value: number }
        : {
            ok: false,
            message: `${option.name} is a ${option.type === OPTION.integer ? 'whole ' : ''}number`,
          };
    }
    case OPTION.boolean:
      return /^(true|false)$/i.test(typed)
        ? { ok: true, value: typed.toLowerCase() === 'true' }
        : { ok: false, message: `${option.name} is True or False` };
    case OPTION.user:
    case OPTION.mentionable: {
      const person = findPerson(typed, directory.people);
      return person === undefined
        ? { ok: false, message: `Nobody here is called ${typed}` }
        : { ok: true, value: person.id };
    }
    case OPTION.channel: {
      const name = typed.replace(/^#|^<#|>$/g, '');
      const channel = directory.channels.find((each) => each.name === name || each.id === name);
      return channel === undefined
        ? { ok: false, message: `There is no channel called ${typed}` }
        : { ok: true, value: channel.id };
    }
    default:
      return { ok: true, value: typed };
  }
}

function findPerson(typed: string, people: readonly Person[]): Person | undefined {
  const wanted = typed.replace(/^<@!?|^@|>$/g, '').toLowerCase();
  return people.find((person) =>
    [person.id, person.username.toLowerCase(), person.name.toLowerCase()].includes(wanted),
  );
}

export type ReadOptions =
  | { ok: true; options: DiscordOptionValue[] }
  | { ok: false; option: string; message: string };

// `picked` holds the values behind names that were chosen from the bot's own suggestions.
export function readOptions(
  line: CommandLine,
  picked: ReadonlyMap<string, string | number>,
  directory: Directory,
): ReadOptions {
  const options: DiscordOptionValue[] = [];
  for (const option of line.leaf.options) {
    const typed = line.typed.get(option.name)?.trim() ?? '';
    if (typed === '') {
      if (option.isRequired) return { ok: false, option: option.name, message: `${option.name} is required` };
      continue;
    }
    const behind = picked.get(option.name);
    const read: ReadValue =
      behind === undefined ? readOptionValue(option, typed, directory) : { ok: true, value: behind };
    if (!read.ok) return { ok: false, option: option.name, message: read.message };
    options.push({ name: option.name, value: read.value });
  }
  return { ok: true, options };
}
