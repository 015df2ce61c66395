import { isObject, objectsOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { ChannelRecord, InteractionRecord, PersonRecord, SpaceRecord } from '../world-data.ts';
import type { DiscordContext } from './discord-context.ts';
import { channelJson, MEMBER_PERMISSIONS, memberJson, userJson } from './discord-shapes.ts';

/** Why a person's act came to nothing before the app heard of it. */
export class ActRefused extends Error {
  readonly error: string;

  constructor(error: string, message: string) {
    super(message);
    this.error = error;
  }
}

export interface Place {
  person: PersonRecord;
  channel: ChannelRecord;
  space: SpaceRecord | null;
}

export function personFor(context: DiscordContext, key: string): PersonRecord {
  const person = context.world.findPerson(key, 'discord');
  if (!person || person.isBot) throw new ActRefused('unknown_person', `Nobody on Discord is ${key}`);
  return person;
}

export function placeFor(context: DiscordContext, userKey: string, channelKey: string): Place {
  const { world } = context;
  const person = personFor(context, userKey);
  const channel = world.findChannel(channelKey, 'discord');
  if (!channel?.memberIds.includes(person.id)) {
    throw new ActRefused('unknown_channel', `${person.name} sees no channel ${channelKey}`);
  }
  return { person, channel, space: world.space(channel.spaceId) ?? null };
}

/** Everything around `data` in an INTERACTION_CREATE. */
export function interactionJson(
  context: DiscordContext,
  place: Place,
  record: InteractionRecord,
  data: JsonObject,
  extra: JsonObject = {},
): JsonObject {
  const { world } = context;
  const { person, channel, space } = place;
  return {
    id: record.id,
    application_id: world.data.discordApplicationId,
    type: record.type,
    token: record.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: channelJson(world, channel),
    ...(space
      ? {
          guild_id: space.id,
          guild: { id: space.id, locale: space.discord?.locale ?? 'en-US', features: [] },
          guild_locale: space.discord?.locale ?? 'en-US',
          member: { ...memberJson(person), permissions: MEMBER_PERMISSIONS },
        }
      : { user: userJson(person) }),
    locale: person.locale,
    app_permissions: MEMBER_PERMISSIONS,
    entitlements: [],
    authorizing_integration_owners: { '0': space?.id ?? '0' },
    context: space ? 0 : 1,
    attachment_size_limit: 10 * 1024 * 1024,
    ...extra,
  };
}

/** The `resolved` objects for ids of people, channels and roles that were chosen. */
export function resolvedJson(
  context: DiscordContext,
  place: Place,
  chosen: { type: number; id: string }[],
): JsonObject | null {
  const { world } = context;
  const resolved: { [kind: string]: JsonObject } = {};
  const put = (kind: string, id: string, value: JsonObject) => {
    resolved[kind] = { ...resolved[kind], [id]: value };
  };
  for (const { type, id } of chosen) {
    const person = [6, 9].includes(type) ? world.person(id) : undefined;
    if (person) {
      put('users', id, userJson(person));
      if (place.space && person.spaceIds.includes(place.space.id)) {
        put('members', id, { ...memberJson(person, false), permissions: MEMBER_PERMISSIONS });
      }
    }
    const channel = type === 7 ? world.channel(id) : undefined;
    if (channel) {
      put('channels', id, { ...channelJson(world, channel), permissions: MEMBER_PERMISSIONS });
    }
  }
  return Object.keys(resolved).length > 0 ? resolved : null;
}

/** A line that the Discord client itself shows to one person. */
export function showNotice(context: DiscordContext, channelId: string, personId: string, text: string): void {
  const { world } = context;
  world.addDiscordMessage({
    platform: 'discord',
    kind: 'notice',
    id: world.ids.snowflake(),
    channelId,
    authorId: world.data.discordApplicationId,
    sentAt: world.nowIso(),
    editedAt: null,
    visibleTo: personId,
    content: text,
    embeds: [],
    components: [],
    isV2: false,
    files: [],
    isThinking: false,
    pings: { userIds: [], roleIds: [], everyone: false },
    usedCommand: null,
    replyToId: null,
    flags: 64,
    nonce: null,
    nonceRealMs: 0,
    interactionId: null,
    interactionType: null,
    isWebhook: false,
  });
}

export function findComponent(components: JsonObject[], customId: string): JsonObject | undefined {
  for (const component of components) {
    if (component.custom_id === customId) return component;
    const children = [
      ...objectsOf(component.components),
      ...[component.accessory, component.component].filter(isObject),
    ];
    const found = findComponent(children, customId);
    if (found) return found;
  }
  return undefined;
}

export const optionTypeOfSelect = (selectType: number): number =>
  ({ 5: 6, 6: 8, 7: 9, 8: 7 })[selectType as 5 | 6 | 7 | 8] ?? 3;
