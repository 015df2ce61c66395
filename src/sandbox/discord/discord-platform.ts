import { objectOf } from '../json.ts';
import type { DiscordOptionValue, JsonObject, Outcome } from '../page-api.ts';
import type { DiscordMessageRecord, DiscordModalRecord, ScheduledEventRecord } from '../world-data.ts';
import { ActRefused, personFor, placeFor } from './act-frame.ts';
import type { DiscordContext } from './discord-context.ts';
import { channelJson, guildCreateJson } from './discord-shapes.ts';
import type { Gateway } from './gateway.ts';
import { pingsOf } from './pings.ts';
import { type Acted, autocomplete, runCommand, runMessageCommand } from './run-command.ts';
import { type ModalValues, submitModal, useComponent } from './use-component.ts';
import { announce } from './write-message.ts';

export type OptionValues = { [name: string]: string | number | boolean };

/** Discord, as its people and its servers see it. People and channels are named by id, username or name. */
export class DiscordPlatform {
  readonly #context: DiscordContext;

  constructor(context: DiscordContext) {
    this.#context = context;
  }

  // ------------------------------------------------------------------------------------ people's acts

  /** path: ['twin', 'start'] or 'twin start'. Resolves with the app's initial answer. */
  command(
    user: string,
    channel: string,
    path: string | string[],
    options: OptionValues | DiscordOptionValue[] = {},
  ): Promise<Acted> {
    return runCommand(this.#context, user, channel, steps(path), values(options));
  }

  autocomplete(
    user: string,
    channel: string,
    path: string | string[],
    focused: string,
    options: OptionValues | DiscordOptionValue[] = {},
  ): ReturnType<typeof autocomplete> {
    return autocomplete(this.#context, user, channel, steps(path), values(options), focused);
  }

  click(
    user: string,
    message: Pick<DiscordMessageRecord, 'id' | 'channelId'>,
    customId: string,
  ): Promise<Acted> {
    return useComponent(this.#context, user, message.channelId, message.id, customId);
  }

  select(
    user: string,
    message: Pick<DiscordMessageRecord, 'id' | 'channelId'>,
    customId: string,
    chosen: string[],
  ): Promise<Acted> {
    return useComponent(this.#context, user, message.channelId, message.id, customId, chosen);
  }

  /** Chooses a command in the menu of a message. */
  messageCommand(user: string, message: { id: string; channelId: string }, name: string): Promise<Acted> {
    return runMessageCommand(this.#context, user, message, name);
  }

  /** Fills in the modal on this person's screen by custom_id and submits it. */
  submitModal(user: string, given: ModalValues, modalId: string | null = null): Promise<Acted> {
    return submitModal(this.#context, user, modalId, given);
  }

  closeModal(user: string, modalId: string): void {
    const person = personFor(this.#context, user);
    const { data } = this.#context.world;
    data.discordModals = data.discordModals.filter(
      (one) => one.personId !== person.id || one.modalId !== modalId,
    );
    this.#context.world.changed();
  }

  /** A plain chat message. */
  say(user: string, channelKey: string, text: string): Outcome {
    const { world } = this.#context;
    const { person, channel } = placeFor(this.#context, user, channelKey);
    const message: DiscordMessageRecord = {
      platform: 'discord',
      kind: 'message',
      id: world.ids.snowflake(),
      channelId: channel.id,
      authorId: person.id,
      sentAt: world.nowIso(),
      editedAt: null,
      visibleTo: null,
      content: text,
      embeds: [],
      components: [],
      isV2: false,
      files: [],
      isThinking: false,
      pings: pingsOf({}, text, [], false),
      usedCommand: null,
      replyToId: null,
      flags: 0,
      nonce: null,
      nonceRealMs: 0,
      interactionId: null,
      interactionType: null,
      isWebhook: false,
    };
    world.addDiscordMessage(message);
    announce(this.#context, 'MESSAGE_CREATE', message);
    return { ok: true };
  }

  // ------------------------------------------------------------------------------------ looking

  /** All messages and notices of a channel, ephemeral ones included, oldest first. */
  messages(channel: string): DiscordMessageRecord[] {
    return this.#context.world.discordMessages(this.channelId(channel));
  }

  message(channel: string, id: string): DiscordMessageRecord | undefined {
    return this.#context.world.discordMessage(this.channelId(channel), id);
  }

  /** Waits until the answer to an interaction is no longer "thinking…". */
  finalAnswer(acted: Acted, timeoutMs = 5000): Promise<DiscordMessageRecord> {
    if (!acted.ok) return Promise.reject(new Error(`The interaction failed: ${acted.error}`));
    const { channelId, originalMessageId } = acted.interaction;
    return this.#context.world.bell.waitFor(
      () => {
        const found = this.#context.world.discordMessage(channelId, originalMessageId ?? '');
        return found && !found.isThinking ? found : undefined;
      },
      timeoutMs,
      'the final answer to an interaction',
    );
  }

  modal(user: string): DiscordModalRecord | undefined {
    const person = personFor(this.#context, user);
    return this.#context.world.data.discordModals.find((one) => one.personId === person.id);
  }

  channelId(key: string): string {
    const found = this.#context.world.findChannel(key, 'discord');
    if (!found) throw new ActRefused('unknown_channel', `Discord has no channel ${key}`);
    return found.id;
  }

  dm(user: string): string {
    const person = personFor(this.#context, user);
    return this.#context.world.dm(person, this.#context.world.data.discordApplicationId).id;
  }

  /** Registered commands: the guild's own and the global ones. */
  commands(guildId?: string): JsonObject[] {
    const { discordCommands } = this.#context.world.data;
    return [...(guildId ? (discordCommands[guildId] ?? []) : []), ...(discordCommands.global ?? [])];
  }

  scheduledEvents(guildId: string): ScheduledEventRecord[] {
    return this.#context.world.data.scheduledEvents.filter((one) => one.guildId === guildId);
  }

  // ------------------------------------------------------------------------------------ Discord's servers

  /** reconnect (op 7), invalidate (op 9), cut, forget sessions, dispatch any event, the log of identifies. */
  get gateway(): Gateway {
    return this.#context.gateway;
  }

  /** Every INTERACTION_CREATE so far, oldest first. */
  get interactions(): readonly JsonObject[] {
    return this.#context.book.log;
  }

  /** Dispatches the very same interaction again, as a resume may. */
  repeat(interaction: JsonObject): void {
    this.#context.gateway.dispatch('INTERACTION_CREATE', interaction);
  }

  setAcceptsDms(user: string, acceptsDms: boolean): void {
    personFor(this.#context, user).acceptsDms = acceptsDms;
    this.#context.world.changed();
  }

  /** Leaves a server. An app without the privileged intent is not told. */
  leaveServer(user: string, guildId: string): void {
    const person = personFor(this.#context, user);
    if (person.spaceIds.includes(guildId)) person.leftSpaceIds = [guildId, ...(person.leftSpaceIds ?? [])];
    person.spaceIds = person.spaceIds.filter((id) => id !== guildId);
    this.#setMember(person.id, guildId, false);
  }

  joinServer(user: string, guildId: string): void {
    const person = personFor(this.#context, user);
    if (!person.spaceIds.includes(guildId)) person.spaceIds = [...person.spaceIds, guildId];
    person.leftSpaceIds = (person.leftSpaceIds ?? []).filter((id) => id !== guildId);
    this.#setMember(person.id, guildId, true);
  }

  #setMember(personId: string, guildId: string, isMember: boolean): void {
    for (const channel of this.#context.world.data.channels) {
      if (channel.spaceId !== guildId) continue;
      const others = channel.memberIds.filter((id) => id !== personId);
      channel.memberIds = isMember ? [...others, personId] : others;
    }
    this.#context.world.changed();
  }

  setLocale(user: string, locale: string): void {
    personFor(this.#context, user).locale = locale;
    this.#context.world.changed();
  }

  /** What the bot may do in a channel; without access it does not even see it. */
  setBotAccess(channel: string, access: 'full' | 'read-only' | 'none'): void {
    const found = this.#context.world.channel(this.channelId(channel));
    if (!found) return;
    found.botIsMember = access !== 'none';
    found.botMayPost = access === 'full';
    this.#context.world.changed();
    this.#context.gateway.dispatch('CHANNEL_UPDATE', channelJson(this.#context.world, found), 1);
  }

  deleteMessage(channel: string, id: string): void {
    const list = this.messages(channel);
    const index = list.findIndex((one) => one.id === id);
    if (index >= 0) list.splice(index, 1);
    this.#context.world.changed();
  }

  /** Tells a connected app of a server that test code has added. */
  announceGuild(guildId: string): void {
    const space = this.#context.world.space(guildId);
    if (space?.discord) {
      this.#context.gateway.dispatch('GUILD_CREATE', guildCreateJson(this.#context.world, space), 1);
    }
  }

  removeGuild(guildId: string): void {
    this.#context.gateway.dispatch('GUILD_DELETE', { id: guildId }, 1);
    for (const channel of this.#context.world.data.channels) {
      if (channel.spaceId === guildId) channel.botIsMember = false;
    }
    this.#context.world.changed();
  }

  /** The `data` of an interaction in the log, for assertions. */
  static dataOf(interaction: JsonObject): JsonObject {
    return objectOf(interaction.data);
  }
}

function steps(path: string | string[]): string[] {
  return typeof path === 'string' ? path.replace(/^\//, '').split(/\s+/).filter(Boolean) : path;
}

function values(given: OptionValues | DiscordOptionValue[]): DiscordOptionValue[] {
  return Array.isArray(given) ? given : Object.entries(given).map(([name, value]) => ({ name, value }));
}
