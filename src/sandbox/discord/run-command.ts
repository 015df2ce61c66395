import { objectsOf, textOf } from '../json.ts';
import type { DiscordChoice, DiscordOptionValue, JsonObject } from '../page-api.ts';
import type { InteractionRecord } from '../world-data.ts';
import { ActRefused, interactionJson, type Place, placeFor, resolvedJson, showNotice } from './act-frame.ts';
import type { DiscordContext } from './discord-context.ts';
import { messageJson } from './discord-shapes.ts';
import type { InitialAnswer } from './interaction-book.ts';

export type Acted =
  | { ok: true; interaction: InteractionRecord; answer: InitialAnswer }
  | { ok: false; error: string; message: string };

export const NOT_ANSWERED = {
  operation_timeout: 'The application did not respond',
  not_connected: 'The application did not respond (it is not connected)',
};

interface Chosen {
  command: JsonObject;
  /** Definitions of the leaf's options. */
  leaf: JsonObject[];
  wrap: (options: JsonObject[]) => JsonObject[];
}

function findCommand(context: DiscordContext, place: Place, path: string[]): Chosen {
  const { discordCommands } = context.world.data;
  const all = [...(discordCommands[place.space?.id ?? ''] ?? []), ...(discordCommands.global ?? [])];
  const command = all.find((one) => one.name === path[0] && (one.type ?? 1) === 1);
  if (!command) throw new ActRefused('unknown_command', `There is no command /${path.join(' ')}`);
  const contexts = command.contexts;
  if (Array.isArray(contexts) && !contexts.includes(place.space ? 0 : 1)) {
    throw new ActRefused('unknown_command', `/${path[0]} cannot be used here`);
  }
  let options = objectsOf(command.options);
  const steps: JsonObject[] = [];
  for (const step of path.slice(1)) {
    const next = options.find((one) => one.name === step && (one.type === 1 || one.type === 2));
    if (!next) throw new ActRefused('unknown_command', `There is no command /${path.join(' ')}`);
    steps.push({ type: next.type ?? 1, name: next.name ?? '' });
    options = objectsOf(next.options);
  }
  if (options.some((one) => one.type === 1 || one.type === 2)) {
    throw new ActRefused('unknown_command', `/${path.join(' ')} needs a subcommand`);
  }
  const wrap = (values: JsonObject[]) =>
    steps.reduceRight<JsonObject[]>((inner, step) => [{ ...step, options: inner }], values);
  return { command, leaf: options, wrap };
}

function fits(type: unknown, value: unknown): boolean {
  if (type === 4) return Number.isInteger(value);
  if (type === 10) return typeof value === 'number';
  if (type === 5) return typeof value === 'boolean';
  return typeof value === 'string';
}

function commandData(
  context: DiscordContext,
  place: Place,
  chosen: Chosen,
  given: DiscordOptionValue[],
  focused: string | null,
): JsonObject {
  const ids: { type: number; id: string }[] = [];
  const values = given.map(({ name, value }): JsonObject => {
    const definition = chosen.leaf.find((one) => one.name === name);
    if (!definition) throw new ActRefused('unknown_option', `The command has no option ${name}`);
    const type = typeof definition.type === 'number' ? definition.type : 3;
    // While it is typed, even a number arrives as text.
    if (focused === null && !fits(type, value)) {
      throw new ActRefused('bad_option', `${name} cannot be ${JSON.stringify(value)}`);
    }
    const choices = objectsOf(definition.choices);
    if (focused === null && choices.length > 0 && !choices.some((one) => one.value === value)) {
      throw new ActRefused('bad_option', `${name} has no choice ${JSON.stringify(value)}`);
    }
    if (type >= 6 && type <= 9) ids.push({ type, id: textOf(value) });
    return { name, type, value, ...(name === focused ? { focused: true } : {}) };
  });
  const missing = chosen.leaf.find(
    (one) => one.required === true && !given.some((option) => option.name === one.name),
  );
  if (focused === null && missing) {
    throw new ActRefused('missing_option', `The option ${textOf(missing.name)} is required`);
  }
  const resolved = resolvedJson(context, place, ids);
  const guildId = textOf(chosen.command.guild_id);
  return {
    id: chosen.command.id ?? '',
    name: chosen.command.name ?? '',
    type: 1,
    ...(guildId ? { guild_id: guildId } : {}),
    options: chosen.wrap(values),
    ...(resolved ? { resolved } : {}),
  };
}

export async function runCommand(
  context: DiscordContext,
  userKey: string,
  channelKey: string,
  path: string[],
  options: DiscordOptionValue[],
): Promise<Acted> {
  const place = placeFor(context, userKey, channelKey);
  const data = commandData(context, place, findCommand(context, place, path), options, null);
  const interaction = context.book.open({
    type: 2,
    personId: place.person.id,
    channelId: place.channel.id,
    spaceId: place.space?.id ?? null,
    commandName: path.join(' '),
    sourceMessageId: null,
  });
  const asked = await context.book.ask(interaction, interactionJson(context, place, interaction, data));
  if (asked.ok) return { ok: true, interaction, answer: asked.answer };
  const message = NOT_ANSWERED[asked.error];
  showNotice(context, place.channel.id, place.person.id, message);
  return { ok: false, error: asked.error, message };
}

export async function autocomplete(
  context: DiscordContext,
  userKey: string,
  channelKey: string,
  path: string[],
  options: DiscordOptionValue[],
  focused: string,
): Promise<{ ok: true; choices: DiscordChoice[] } | { ok: false; error: string; message: string }> {
  const place = placeFor(context, userKey, channelKey);
  const chosen = findCommand(context, place, path);
  const definition = chosen.leaf.find((one) => one.name === focused);
  if (definition?.autocomplete !== true) {
    throw new ActRefused('unknown_option', `${focused} has no autocomplete`);
  }
  const given = options.some((one) => one.name === focused)
    ? options
    : [...options, { name: focused, value: '' }];
  const data = commandData(context, place, chosen, given, focused);
  const interaction = context.book.open({
    type: 4,
    personId: place.person.id,
    channelId: place.channel.id,
    spaceId: place.space?.id ?? null,
    commandName: path.join(' '),
    sourceMessageId: null,
  });
  const asked = await context.book.ask(interaction, interactionJson(context, place, interaction, data));
  if (!asked.ok) return { ok: false, error: asked.error, message: 'Loading options failed' };
  return { ok: true, choices: asked.answer.choices };
}

/** A command of a message's menu: it is named by its registered name, and the message is in the payload. */
export async function runMessageCommand(
  context: DiscordContext,
  userKey: string,
  source: { id: string; channelId: string },
  name: string,
): Promise<Acted> {
  const place = placeFor(context, userKey, source.channelId);
  const { world } = context;
  const message = world.discordMessage(place.channel.id, source.id);
  if (!message || message.visibleTo !== null)
    throw new ActRefused('unknown_message', `There is no message ${source.id} that others see, too`);
  const { discordCommands } = world.data;
  const all = [...(discordCommands[place.space?.id ?? ''] ?? []), ...(discordCommands.global ?? [])];
  const command = all.find((one) => one.type === 3 && one.name === name);
  if (!command) throw new ActRefused('unknown_command', `The menu of a message has no ${name}`);
  const interaction = context.book.open({
    type: 2,
    personId: place.person.id,
    channelId: place.channel.id,
    spaceId: place.space?.id ?? null,
    commandName: name,
    sourceMessageId: null,
  });
  const data: JsonObject = {
    id: command.id ?? '',
    name,
    type: 3,
    target_id: message.id,
    resolved: { messages: { [message.id]: messageJson(world, message, context.baseUrl()) } },
  };
  const asked = await context.book.ask(interaction, interactionJson(context, place, interaction, data));
  if (asked.ok) return { ok: true, interaction, answer: asked.answer };
  const said = NOT_ANSWERED[asked.error];
  showNotice(context, place.channel.id, place.person.id, said);
  return { ok: false, error: asked.error, message: said };
}
