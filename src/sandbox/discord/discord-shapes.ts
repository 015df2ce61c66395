/** Discord's JSON for the sandbox's records, as discord.js needs it. */
import { asJson, isObject, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';
import type { World } from '../world.ts';
import type {
  ChannelRecord,
  DiscordMessageRecord,
  FileRecord,
  PersonRecord,
  SpaceRecord,
} from '../world-data.ts';

const JOINED = '2024-03-01T12:00:00.000000+00:00';

const bits = (...positions: bigint[]) => positions.reduce((sum, bit) => sum | (1n << bit), 0n).toString();
/** View, send, embed, attach, read history, react, use commands, create and manage events. */
export const MEMBER_PERMISSIONS = bits(6n, 10n, 11n, 14n, 15n, 16n, 31n, 33n, 44n);
const VIEW_CHANNEL = bits(10n);
const SEND_MESSAGES = bits(11n);

export function userJson(person: PersonRecord): JsonObject {
  return {
    id: person.id,
    username: person.username,
    discriminator: '0',
    global_name: person.isBot ? null : person.name,
    avatar: null,
    public_flags: 0,
    flags: 0,
    bot: person.isBot,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

export function memberJson(person: PersonRecord, withUser = true): JsonObject {
  return {
    ...(withUser ? { user: userJson(person) } : {}),
    nick: null,
    avatar: null,
    banner: null,
    roles: [],
    joined_at: JOINED,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

export function channelJson(world: World, channel: ChannelRecord): JsonObject {
  const last = world.discordMessages(channel.id).at(-1)?.id ?? null;
  const botId = world.data.discordApplicationId;
  if (channel.kind === 'dm') {
    const others = channel.memberIds.filter((id) => id !== botId);
    return {
      id: channel.id,
      type: 1,
      flags: 0,
      last_message_id: last,
      recipients: others.flatMap((id) => {
        const person = world.person(id);
        return person ? [userJson(person)] : [];
      }),
    };
  }
  const overwrites: Json[] = [];
  if (!channel.botIsMember) overwrites.push({ id: botId, type: 1, allow: '0', deny: VIEW_CHANNEL });
  else if (!channel.botMayPost) overwrites.push({ id: botId, type: 1, allow: '0', deny: SEND_MESSAGES });
  return {
    id: channel.id,
    type: 0,
    guild_id: channel.spaceId ?? '',
    name: channel.name,
    topic: channel.topic,
    position: world.data.channels.indexOf(channel),
    parent_id: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: last,
    permission_overwrites: overwrites,
    flags: 0,
  };
}

export function guildJson(world: World, space: SpaceRecord): JsonObject {
  const people = world.data.people.filter((one) => one.spaceIds.includes(space.id));
  return {
    id: space.id,
    name: space.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: space.discord?.ownerId ?? '',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: space.discord?.locale ?? 'en-US',
    description: null,
    banner: null,
    vanity_url_code: null,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    incidents_data: null,
    features: [],
    roles: [
      {
        id: space.id,
        name: '@everyone',
        color: 0,
        colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
        hoist: false,
        icon: null,
        unicode_emoji: null,
        position: 0,
        permissions: MEMBER_PERMISSIONS,
        managed: false,
        mentionable: false,
        flags: 0,
      },
    ],
    emojis: [],
    stickers: [],
    home_header: null,
    region: 'us-west',
    widget_enabled: false,
    widget_channel_id: null,
    nsfw: false,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    approximate_member_count: people.length,
  };
}

/** What only the gateway tells about a guild. */
export function guildCreateJson(world: World, space: SpaceRecord): JsonObject {
  const bot = world.person(space.botUserId);
  return {
    ...guildJson(world, space),
    joined_at: JOINED,
    large: false,
    unavailable: false,
    member_count: world.data.people.filter((one) => one.spaceIds.includes(space.id)).length,
    members: bot ? [memberJson(bot)] : [],
    channels: world.data.channels
      .filter((one) => one.spaceId === space.id)
      .map((one) => channelJson(world, one)),
    threads: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    soundboard_sounds: [],
    guild_scheduled_events: world.data.scheduledEvents
      .filter((one) => one.guildId === space.id)
      .map((one) => one.event),
  };
}

/** Addresses of the sandbox's own files are kept without host; outside they need one. */
export function withHost(value: Json, baseUrl: string): Json {
  if (Array.isArray(value)) return value.map((one) => withHost(one, baseUrl));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    const isOwnFile = (key === 'url' || key === 'proxy_url') && textOf(inner).startsWith('/files/');
    copy[key] = isOwnFile ? `${baseUrl}${textOf(inner)}` : withHost(inner, baseUrl);
  }
  return copy;
}

export function attachmentJson(file: FileRecord, baseUrl: string): JsonObject {
  return {
    id: file.id,
    filename: file.name,
    title: file.title,
    description: file.altText || null,
    content_type: file.contentType,
    size: file.size,
    url: `${baseUrl}${file.url}`,
    proxy_url: `${baseUrl}${file.url}`,
    ...(file.contentType.startsWith('image/') ? { width: 800, height: 400 } : {}),
  };
}

export function messageJson(world: World, message: DiscordMessageRecord, baseUrl: string): JsonObject {
  const author = world.person(message.authorId);
  const user = message.usedCommand ? world.person(message.usedCommand.personId) : undefined;
  const files = message.files.flatMap((file) => world.data.files.find((one) => one.id === file.id) ?? []);
  const mentioned = message.pings.userIds.flatMap((id) => world.person(id) ?? []);
  const isOwn = message.authorId === world.data.discordApplicationId;
  return {
    id: message.id,
    type: message.interactionType === 2 ? 20 : message.replyToId ? 19 : 0,
    channel_id: message.channelId,
    author: author ? userJson(author) : {},
    content: message.content,
    timestamp: message.sentAt,
    edited_timestamp: message.editedAt,
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: mentioned.map(userJson),
    mention_roles: message.pings.roleIds,
    attachments: files.map((file) => attachmentJson(file, baseUrl)),
    embeds: withHost(asJson(message.embeds), baseUrl),
    components: withHost(asJson(message.components), baseUrl),
    pinned: false,
    flags: message.flags,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(isOwn ? { application_id: world.data.discordApplicationId } : {}),
    ...(message.isWebhook ? { webhook_id: world.data.discordApplicationId } : {}),
    ...(message.replyToId
      ? { message_reference: { type: 0, channel_id: message.channelId, message_id: message.replyToId } }
      : {}),
    ...(message.interactionId && user
      ? {
          interaction_metadata: {
            id: message.interactionId,
            type: message.interactionType ?? 2,
            user: userJson(user),
            authorizing_integration_owners: { '0': world.channel(message.channelId)?.spaceId ?? '0' },
          },
        }
      : {}),
  };
}
