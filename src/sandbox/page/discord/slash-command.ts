import type { DiscordCommandList, JsonObject } from '../../page-api.ts';
import { readFlag, readList, readNumber, readObject, readText } from '../read-json.ts';

export interface OptionChoice {
  name: string;
  value: string | number;
}

export interface CommandOption {
  name: string;
  description: string;
  type: number;
  isRequired: boolean;
  hasAutocomplete: boolean;
  choices: readonly OptionChoice[];
}

// What a person can really call: a command, or a subcommand with the way to it.
export interface LeafCommand {
  path: readonly string[];
  // "meeting propose"
  line: string;
  description: string;
  options: readonly CommandOption[];
}

export const OPTION = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

const CHAT_INPUT = 1;
const MESSAGE = 3;

// What stands in the menu of a message; the app is told the registered name, whatever is shown.
export function messageCommands(list: DiscordCommandList, locale: string): { key: string; name: string }[] {
  return list.commands
    .filter((command) => readNumber(command, 'type') === MESSAGE)
    .map((command) => ({ key: readText(command, 'name'), name: localised(command, 'name', locale) }));
}

export function leafCommands(list: DiscordCommandList, locale: string): LeafCommand[] {
  return list.commands
    .filter((command) => (readNumber(command, 'type') ?? CHAT_INPUT) === CHAT_INPUT)
    .flatMap((command) => leavesOf(command, [], locale))
    .sort((one, other) => one.line.localeCompare(other.line, 'en'));
}

function leavesOf(node: JsonObject, above: readonly string[], locale: string): LeafCommand[] {
  const path = [...above, readText(node, 'name')];
  const options = readList(node, 'options');
  const below = options.filter((option) => {
    const type = readNumber(option, 'type');
    return type === OPTION.subcommand || type === OPTION.group;
  });
  if (below.length > 0) return below.flatMap((option) => leavesOf(option, path, locale));
  return [
    {
      path,
      line: path.join(' '),
      description: localised(node, 'description', locale),
      options: options.map((option) => readOption(option, locale)),
    },
  ];
}

function readOption(option: JsonObject, locale: string): CommandOption {
  return {
    name: readText(option, 'name'),
    description: localised(option, 'description', locale),
    type: readNumber(option, 'type') ?? OPTION.string,
    isRequired: readFlag(option, 'required'),
    hasAutocomplete: readFlag(option, 'autocomplete'),
    choices: readList(option, 'choices').map((choice) => ({
      name: localised(choice, 'name', locale),
      value: readNumber(choice, 'value') ?? readText(choice, 'value'),
    })),
  };
}

// Discord takes the exact locale or the default text; it does not fall back from one dialect to another.
function localised(node: JsonObject, key: 'name' | 'description', locale: string): string {
  return readText(readObject(node, `${key}_localizations`), locale) || readText(node, key);
}

// "/mee", "/meeting pro": every typed word begins one word of the command, in order.
export function matchingLeaves(leaves: readonly LeafCommand[], typed: string): LeafCommand[] {
  const words = typed.replace(/^\//, '').toLowerCase().split(/\s+/).filter(Boolean);
  const inOrder = leaves.filter((leaf) => words.every((word, index) => leaf.path[index]?.startsWith(word)));
  if (inOrder.length > 0) return inOrder;
  // "/propose" finds "meeting propose", too: a newcomer does not know the families yet.
  return leaves.filter((leaf) => words.every((word) => leaf.path.some((each) => each.startsWith(word))));
}
