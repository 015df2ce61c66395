import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  type LocalizationMap,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { AnyCommand } from '../../chat/command.ts';
import { messageActions } from '../../chat/from-message.ts';
import type { OptionType } from '../../chat/option.ts';
import type { Language } from '../../core/text.ts';
import { plainMedium, word } from '../../i18n/format.ts';
import { label } from './clip.ts';
import { limits } from './limits.ts';

/** Words a catalogue key in a language. */
export type Describe = (key: string, language: Language) => string;

export type CommandPayload =
  | RESTPostAPIChatInputApplicationCommandsJSONBody
  | RESTPostAPIContextMenuApplicationCommandsJSONBody;

/** English is the default text; Discord shows these to people whose Discord speaks their language. */
const LOCALISED: readonly { language: Language; locale: Locale }[] = [
  { language: 'da', locale: Locale.Danish },
  { language: 'de', locale: Locale.German },
  { language: 'fr', locale: Locale.French },
];

const NAME = /^[-_\p{L}\p{N}]{1,32}$/u;

export const describeFromCatalogue: Describe = (key, language) =>
  word(
    { type: 'message', key, params: {} },
    { language, locale: language === 'en' ? 'en-GB' : language, timeZone: 'UTC' },
    plainMedium,
  );

/**
 * The application commands: one for each root, a subcommand for each typed command, and what one can make of a message.
 * @throws RangeError that names what Discord would refuse
 */
export function commandPayload(
  registry: ReadonlyMap<string, AnyCommand>,
  describe: Describe = describeFromCatalogue,
): CommandPayload[] {
  const roots = new Map<string, Map<string, AnyCommand>>();
  for (const [path, command] of registry) {
    const [root, sub] = path.split('/');
    // A bare root cannot be called on Discord once it has subcommands; controls are not typed.
    if (command.surface !== 'typed' || root === undefined || sub === undefined) continue;
    roots.set(root, (roots.get(root) ?? new Map<string, AnyCommand>()).set(sub, command));
  }
  const typed = [...roots]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([root, subs]) => rootPayload(root, subs, describe));
  const menus = messageActions(registry).map(({ nameKey }) => menuPayload(nameKey, describe));
  if (menus.length > limits.messageCommands) throw new RangeError(`${menus.length} commands for messages`);
  return [...typed, ...menus];
}

/** In the menu of a message, called in the language of whoever opens it. It has no description and no options. */
const menuPayload = (
  nameKey: string,
  describe: Describe,
): RESTPostAPIContextMenuApplicationCommandsJSONBody => ({
  type: ApplicationCommandType.Message,
  name: label(describe(nameKey, 'en'), limits.commandName),
  name_localizations: localised(nameKey, describe, limits.commandName),
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
});

function rootPayload(
  root: string,
  subs: ReadonlyMap<string, AnyCommand>,
  describe: Describe,
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  if (subs.size > limits.subcommands) throw new RangeError(`/${root} has ${subs.size} subcommands`);
  const inDirectMessages = [...subs.values()].some(({ scope }) => scope !== 'twinning');
  const payload: RESTPostAPIChatInputApplicationCommandsJSONBody = {
    type: ApplicationCommandType.ChatInput,
    name: checkedName(root),
    ...described(`command.${root}.description`, describe),
    options: [...subs].map(([sub, command]) => subcommand(root, sub, command, describe)),
    contexts: [InteractionContextType.Guild, ...(inDirectMessages ? [InteractionContextType.BotDM] : [])],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
  const size = commandSize(payload);
  if (size > limits.commandTotal) throw new RangeError(`/${root} has ${size} characters in all`);
  return payload;
}

function subcommand(
  root: string,
  sub: string,
  command: AnyCommand,
  describe: Describe,
): APIApplicationCommandSubcommandOption {
  const key = `command.${root}.${sub}`;
  const options = Object.entries(command.options)
    .filter(([, option]) => option.formOnly === undefined)
    .map(([name, option]) =>
      optionPayload(name, option, `${key}.option.${name}`, formAsks(command, name), describe),
    );
  if (options.length > limits.commandOptions) throw new RangeError(`/${root} ${sub} has too many options`);
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: checkedName(sub),
    ...described(`${key}.description`, describe),
    // Discord wants required options first.
    options: [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)],
  };
}

/** What the form asks for may be left out when typing: that is what opens the form. */
const formAsks = (command: AnyCommand, option: string): boolean => command.form?.includes(option) === true;

function optionPayload(
  name: string,
  option: OptionType<unknown>,
  key: string,
  inForm: boolean,
  describe: Describe,
): APIApplicationCommandBasicOption {
  const common = {
    name: checkedName(name),
    ...described(key, describe),
    required: option.required && !inForm,
  };
  if (option.discord === 'user') return { type: ApplicationCommandOptionType.User, ...common };
  const text = { type: ApplicationCommandOptionType.String as const, ...common };
  if (option.choices !== undefined) {
    const { name: kind, values } = option.choices;
    if (values.length > limits.choices) throw new RangeError(`${key} has ${values.length} choices`);
    return { ...text, choices: values.map((value) => choice(value, `choice.${kind}.${value}`, describe)) };
  }
  const max_length = Math.min(option.maxLength, limits.optionText);
  return option.completer === undefined
    ? { ...text, max_length }
    : { ...text, max_length, autocomplete: true };
}

function choice(value: string, key: string, describe: Describe): APIApplicationCommandOptionChoice<string> {
  if (value.length > limits.choice) throw new RangeError(`${key} is too long`);
  return {
    name: label(describe(key, 'en'), limits.choice),
    name_localizations: localised(key, describe, limits.choice),
    value,
  };
}

const described = (key: string, describe: Describe) => ({
  description: label(describe(key, 'en'), limits.commandDescription),
  description_localizations: localised(key, describe, limits.commandDescription),
});

const localised = (key: string, describe: Describe, max: number): LocalizationMap =>
  Object.fromEntries(LOCALISED.map(({ language, locale }) => [locale, label(describe(key, language), max)]));

function checkedName(name: string): string {
  if (!NAME.test(name) || name !== name.toLowerCase())
    throw new RangeError(`${name} cannot be a command name`);
  return name;
}

type Translations = Readonly<Record<string, string | null | undefined>> | null | undefined;

interface Sized {
  readonly name: string;
  readonly name_localizations?: Translations;
  readonly description?: string | undefined;
  readonly description_localizations?: Translations;
  readonly value?: unknown;
  readonly options?: readonly Sized[] | undefined;
  readonly choices?: readonly Sized[] | undefined;
}

/** As Discord counts: names, descriptions and values of everything in it, each in its longest language. */
export function commandSize(command: Sized): number {
  const longest = (text: string | undefined, others: Translations) =>
    Math.max(text?.length ?? 0, ...Object.values(others ?? {}).map((other) => other?.length ?? 0));
  const own =
    longest(command.name, command.name_localizations) +
    longest(command.description, command.description_localizations) +
    (typeof command.value === 'string' ? command.value.length : 0);
  return [...(command.options ?? []), ...(command.choices ?? [])].reduce(
    (sum, part) => sum + commandSize(part),
    own,
  );
}
