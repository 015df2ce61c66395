import type { AnyCommand } from '../../chat/command.ts';
import type { OptionType } from '../../chat/option.ts';
import { limits } from './limits.ts';
import { readPeople, splitWords, type Word } from './split-words.ts';

export interface ParsedCommand {
  /** 'meeting/propose', a bare root such as 'meeting', or what was typed where it names nothing. */
  readonly command: string;
  readonly values: Readonly<Record<string, string>>;
  /** Names of mentioned people, by user id. */
  readonly people: Readonly<Record<string, string>>;
  /** Words that belong to no option. */
  readonly leftover?: string;
}

type Commands = ReadonlyMap<string, AnyCommand>;
type Values = Record<string, string>;

/**
 * `/meeting propose Youth Games length:90m` as a command with its options. Pure, linear, and nothing that was
 * typed disappears: what no option takes is left over.
 * @param command with or without its slash
 * @param text as Slack sends it: `&`, `<` and `>` as entities, people as `<@U…|name>`
 */
export function parseCommand(command: string, text: string, commands: Commands): ParsedCommand {
  const bounded = text.slice(0, limits.commandText);
  const words = splitWords(bounded);
  const people = readPeople(bounded);
  const { path, rest } = findCommand(command.replace(/^\//, '').toLowerCase(), words, commands);
  const definition = typable(path, commands);
  const { values, unplaced } = definition
    ? fill(definition, rest, people)
    : { values: {}, unplaced: join(rest) };
  return { command: path, values, people, ...(unplaced === '' ? {} : { leftover: unplaced }) };
}

function typable(path: string, commands: Commands): AnyCommand | undefined {
  const definition = commands.get(path);
  return definition?.surface === 'typed' ? definition : undefined;
}

function findCommand(root: string, words: readonly Word[], commands: Commands) {
  const [first, ...after] = words;
  const name = first?.raw.toLowerCase() ?? '';
  // Where another app owns /meeting, `/twin meeting …` says the same.
  const isRoot = [...commands.keys()].some((path) => path === name || path.startsWith(`${name}/`));
  if (root === 'twin' && name !== '' && isRoot && !commands.has(`twin/${name}`))
    return findSub(name, after, commands);
  return findSub(root, words, commands);
}

function findSub(root: string, words: readonly Word[], commands: Commands) {
  const [first, ...rest] = words;
  if (first === undefined) return { path: root, rest: words };
  const name = first.raw.toLowerCase();
  if (typable(`${root}/${name}`, commands)) return { path: `${root}/${name}`, rest };
  // A command without subcommands takes every word itself.
  if (typable(root, commands)) return { path: root, rest: words };
  return { path: `${root}/${name.slice(0, 40)}`, rest };
}

function fill(
  definition: AnyCommand,
  words: readonly Word[],
  people: Values,
): { values: Values; unplaced: string } {
  const values: Values = {};
  const unplaced: string[] = [];
  const free: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const named = readNamed(word, definition);
    if (named === undefined) {
      free.push(word);
      continue;
    }
    let { value } = named;
    // `length: 90m`: what stands behind the space is meant, up to the next option.
    if (value === '') {
      const meant: Word[] = [];
      for (let next = words[at + 1]; next && !readNamed(next, definition); next = words[at + 1]) {
        meant.push(next);
        at += 1;
      }
      value = wordsOrQuoted(meant);
    }
    const before = values[named.option];
    if (before !== undefined) unplaced.push(`${named.option}:${before}`);
    if (value !== '') values[named.option] = canonical(value, definition.options[named.option]);
  }
  unplaced.push(join(fillLead(definition, values, free, people)));
  return { values, unplaced: unplaced.filter((part) => part !== '').join(' ') };
}

/** The option and value of `name:value`; undefined for all other words, "Re: visit" and addresses among them. */
function readNamed(word: Word, definition: AnyCommand): { option: string; value: string } | undefined {
  if (word.name === undefined) return undefined;
  const name = word.name.toLowerCase();
  return Object.hasOwn(definition.options, name) ? { option: name, value: word.value } : undefined;
}

/** Gives the words without a name to the lead option, and returns those that it cannot take. */
function fillLead(
  definition: AnyCommand,
  values: Values,
  free: readonly Word[],
  people: Values,
): readonly Word[] {
  const { lead } = definition;
  const option = lead === undefined ? undefined : definition.options[lead];
  const [first, ...rest] = free;
  if (lead === undefined || option === undefined || first === undefined) return free;
  if (values[lead] !== undefined) return free;
  if (option.field === 'person') {
    const person = free.find((word) => word.userId !== undefined);
    values[lead] = person ? `<@${person.userId}>` : wordsOrQuoted(free);
    return person ? free.filter((word) => word !== person) : [];
  }
  // `/meeting cancel M-12 the hall burnt down`: a reference is one word; what follows is what else is asked for.
  if (rest.length > 0 && isReference(first, option)) {
    values[lead] = first.value;
    const open = Object.entries(definition.options).filter(
      ([name, one]) => values[name] === undefined && one.choices === undefined && one.field !== 'person',
    );
    const [only] = open;
    if (only === undefined || open.length > 1) return rest;
    values[only[0]] = showNames(wordsOrQuoted(rest), people);
    return [];
  }
  const isPeople = free.every((word) => word.userId !== undefined);
  const text = wordsOrQuoted(free);
  values[lead] = canonical(isPeople ? text : showNames(text, people), option);
  return [];
}

/** In a sentence a mention is a name: `<@U1>` says nothing to a reader in another workspace. */
const showNames = (text: string, people: Values): string =>
  text.replace(/<@([UW][A-Z0-9]+)>/g, (whole, userId: string) => {
    const name = people[userId];
    return name === undefined ? whole : `@${name}`;
  });

const referenced: readonly (string | undefined)[] = ['meeting', 'commitment', 'reminder'];
const isReference = (word: Word, option: OptionType<unknown>) =>
  referenced.includes(option.completer) && /^[a-z]-\d{1,9}$/i.test(word.value);

/** Choices are written as the catalogue writes them, whatever the keyboard made of them. */
function canonical(value: string, option: OptionType<unknown> | undefined): string {
  const lower = value.toLowerCase();
  return option?.choices?.values.find((choice) => choice.toLowerCase() === lower) ?? value;
}

/** As typed, with its line breaks; one quoted piece without its quotes. */
function wordsOrQuoted(words: readonly Word[]): string {
  const [only] = words;
  return words.length === 1 && only ? (only.name === undefined ? only.value : only.raw) : join(words);
}

const join = (words: readonly Word[]): string =>
  words.map((word, index) => `${index === 0 ? '' : word.gap}${word.raw}`).join('');
