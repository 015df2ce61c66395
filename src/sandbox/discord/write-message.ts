import type { SentFile } from '../http/exchange.ts';
import { asJson, isObject, listOf, objectsOf, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';
import type { ChannelRecord, DiscordMessageRecord, FileRecord, InteractionRecord } from '../world-data.ts';
import { completeComponents, completeEmbed } from './complete-components.ts';
import type { DiscordContext } from './discord-context.ts';
import { FormErrors, refuse } from './discord-refusal.ts';
import { messageJson } from './discord-shapes.ts';
import { checkMessage, EPHEMERAL, LOADING, V2, type WriteMode } from './message-rules.ts';
import { pingsOf } from './pings.ts';

const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
const FILES_AT_MOST = 10;
const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;

/** Stores what came as files[n]; names and descriptions come from the `attachments` beside them. */
export function storeFiles(context: DiscordContext, body: JsonObject, files: SentFile[]): FileRecord[] {
  if (files.length > FILES_AT_MOST) {
    const errors = new FormErrors();
    errors.add(['files'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
    errors.throwIfAny();
  }
  return files.map((file) => {
    if (file.bytes.length > FILE_LIMIT_BYTES) refuse('fileTooLarge');
    const index = /^files?\[?(\d*)\]?$/.exec(file.field)?.[1] ?? '';
    const described = objectsOf(body.attachments).find((one) => textOf(one.id) === index);
    const id = context.world.ids.snowflake();
    const name = textOf(described?.filename) || file.name;
    const record: FileRecord = {
      id,
      name,
      title: name,
      contentType: file.contentType,
      size: file.bytes.length,
      url: `/files/${id}/${encodeURIComponent(name)}`,
      spaceId: null,
      isComplete: true,
      altText: textOf(described?.description),
    };
    context.files.put(id, file.bytes);
    context.world.data.files.push(record);
    return record;
  });
}

/** attachment://name becomes the file's address; a name that was not sent is an error. */
function resolveAttachments(
  value: Json,
  files: { name: string; url: string; contentType: string }[],
  errors: FormErrors,
): Json {
  if (Array.isArray(value)) return value.map((one) => resolveAttachments(one, files, errors));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = key === 'url' ? /^attachment:\/\/(.+)$/.exec(textOf(inner))?.[1] : undefined;
    if (name === undefined) copy[key] = resolveAttachments(inner, files, errors);
    else {
      const file = files.find((one) => one.name === decodeURIComponent(name));
      if (!file)
        errors.add(
          ['components'],
          'REFERENCED_ATTACHMENT_NOT_FOUND',
          `The referenced attachment ${name} was not found`,
        );
      copy.url = file?.url ?? '';
      copy.proxy_url = file?.url ?? '';
      copy.content_type = file?.contentType ?? '';
    }
  }
  return copy;
}

function filled(
  context: DiscordContext,
  message: DiscordMessageRecord,
  body: JsonObject,
  mode: WriteMode,
  isNew: boolean,
  files: SentFile[],
): void {
  const checked = checkMessage(body, mode, isNew ? null : message, files.length);
  const added = storeFiles(context, body, files);
  const keptIds =
    body.attachments === undefined
      ? null
      : listOf(body.attachments)
          .filter(isObject)
          .map((one) => textOf(one.id));
  const kept = keptIds === null ? message.files : message.files.filter((one) => keptIds.includes(one.id));
  const all = [...kept, ...added];
  const errors = new FormErrors();
  const components = resolveAttachments(asJson(checked.components), all, errors);
  const embeds = resolveAttachments(asJson(checked.embeds), all, errors);
  errors.throwIfAny();
  message.content = checked.content;
  message.embeds = objectsOf(embeds).map(completeEmbed);
  message.components = completeComponents(objectsOf(components));
  message.flags = checked.flags;
  message.isV2 = (checked.flags & V2) !== 0;
  message.files = all;
  message.isThinking = false;
}

const emptyMessage = (context: DiscordContext, channel: ChannelRecord): DiscordMessageRecord => ({
  platform: 'discord',
  kind: 'message',
  id: context.world.ids.snowflake(),
  channelId: channel.id,
  authorId: context.world.data.discordApplicationId,
  sentAt: context.world.nowIso(),
  editedAt: null,
  visibleTo: null,
  content: '',
  embeds: [],
  components: [],
  isV2: false,
  files: [],
  isThinking: false,
  pings: { userIds: [], roleIds: [], everyone: false },
  usedCommand: null,
  replyToId: null,
  flags: 0,
  nonce: null,
  nonceRealMs: 0,
  interactionId: null,
  interactionType: null,
  isWebhook: false,
});

export interface NewMessage {
  mode: WriteMode;
  body: JsonObject;
  files: SentFile[];
  /** Answers and follow-ups of an interaction. */
  interaction?: InteractionRecord;
  /** The line "Linda used /twin start" stands above initial answers only. */
  isInitialAnswer?: boolean;
  isThinking?: boolean;
}

export function createMessage(
  context: DiscordContext,
  channel: ChannelRecord,
  given: NewMessage,
): DiscordMessageRecord {
  const message = emptyMessage(context, channel);
  const { interaction, body } = given;
  if (given.isThinking) {
    const flags = typeof body.flags === 'number' ? body.flags & EPHEMERAL : 0;
    message.flags = flags | LOADING;
    message.isThinking = true;
  } else {
    filled(context, message, body, given.mode, true, given.files);
    message.pings = pingsOf(body, message.content, message.components, interaction !== undefined);
  }
  const reference = isObject(body.message_reference) ? textOf(body.message_reference.message_id) : '';
  if (reference) message.replyToId = reference;
  if (body.nonce !== undefined && body.nonce !== null) {
    message.nonce = textOf(body.nonce);
    message.nonceRealMs = Date.now();
  }
  if (interaction) {
    message.isWebhook = true;
    message.interactionId = interaction.id;
    if (given.isInitialAnswer && interaction.type === 2) {
      message.interactionType = interaction.type;
      message.usedCommand = { personId: interaction.personId, name: interaction.commandName };
    }
    if (message.flags & EPHEMERAL) message.visibleTo = interaction.personId;
  }
  context.world.addDiscordMessage(message);
  if (!given.isThinking) announce(context, 'MESSAGE_CREATE', message);
  return message;
}

export function editMessage(
  context: DiscordContext,
  message: DiscordMessageRecord,
  body: JsonObject,
  files: SentFile[],
): void {
  const wasThinking = message.isThinking;
  filled(context, message, body, 'edit', false, files);
  if (wasThinking) {
    message.flags &= ~LOADING;
    // Completing a deferred answer notifies; editing later does not.
    message.pings = pingsOf(body, message.content, message.components, true);
  } else message.editedAt = context.world.nowIso();
  context.world.changed();
  announce(context, wasThinking ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE', message);
}

export function deleteMessage(context: DiscordContext, message: DiscordMessageRecord): void {
  const list = context.world.discordMessages(message.channelId);
  list.splice(list.indexOf(message), 1);
  context.world.changed();
  if (message.visibleTo !== null) return;
  const channel = context.world.channel(message.channelId);
  const intent = channel?.kind === 'dm' ? DIRECT_MESSAGES : GUILD_MESSAGES;
  const guild = channel?.spaceId ? { guild_id: channel.spaceId } : {};
  context.gateway.dispatch(
    'MESSAGE_DELETE',
    { id: message.id, channel_id: message.channelId, ...guild },
    intent,
  );
}

/** Tells the gateway, as far as the app's intents reach; without MESSAGE_CONTENT other people's words stay out. */
export function announce(
  context: DiscordContext,
  type: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  message: DiscordMessageRecord,
): void {
  if (message.visibleTo !== null) return;
  const { world } = context;
  const channel = world.channel(message.channelId);
  if (!channel?.botIsMember) return;
  const isDm = channel.kind === 'dm';
  const json = messageJson(world, message, context.baseUrl());
  const isReadable =
    isDm ||
    message.authorId === world.data.discordApplicationId ||
    message.pings.userIds.includes(world.data.discordApplicationId);
  context.gateway.dispatch(
    type,
    {
      ...json,
      ...(isReadable ? {} : { content: '', embeds: [], components: [], attachments: [] }),
      channel_type: isDm ? 1 : 0,
      ...(channel.spaceId ? { guild_id: channel.spaceId } : {}),
    },
    isDm ? DIRECT_MESSAGES : GUILD_MESSAGES,
  );
}
