/** Slack's JSON for the sandbox's records; shapes after contracts/slack-samples. */
import { asJson, asJsonObject } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { World } from '../world.ts';
import type {
  ChannelRecord,
  FileRecord,
  PersonRecord,
  SlackMessageRecord,
  SlackViewRecord,
  SpaceRecord,
} from '../world-data.ts';

/** Daylight saving changes the offset, so it is asked of the zone at the given instant. */
export function zoneAt(timeZone: string, atMs: number): { offsetSeconds: number; label: string } {
  const part = (style: 'longOffset' | 'long') =>
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: style })
      .formatToParts(new Date(atMs))
      .find((one) => one.type === 'timeZoneName')?.value ?? '';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(part('longOffset'));
  const seconds = match ? (Number(match[2]) * 60 + Number(match[3])) * 60 : 0;
  return { offsetSeconds: match?.[1] === '-' ? -seconds : seconds, label: part('long') };
}

export function userJson(world: World, person: PersonRecord, withLocale: boolean): JsonObject {
  const teamId = person.spaceIds[0] ?? '';
  const space = world.space(teamId);
  const zone = zoneAt(person.timeZone, world.nowMs());
  const [first = '', ...rest] = person.name.split(' ');
  return {
    id: person.id,
    team_id: teamId,
    name: person.username,
    deleted: person.isDeactivated === true,
    color: person.colour.slice(1),
    real_name: person.name,
    tz: person.timeZone,
    tz_label: zone.label,
    tz_offset: zone.offsetSeconds,
    profile: {
      title: person.role,
      phone: '',
      real_name: person.name,
      real_name_normalized: person.name.normalize('NFKD').replace(/\p{M}/gu, ''),
      display_name: person.name,
      display_name_normalized: person.name.normalize('NFKD').replace(/\p{M}/gu, ''),
      first_name: first,
      last_name: rest.join(' '),
      team: teamId,
      ...(person.isBot ? { api_app_id: world.data.slackAppId, bot_id: space?.slack?.botId ?? '' } : {}),
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
    updated: Math.floor(world.nowMs() / 1000),
    ...(withLocale ? { locale: person.locale } : {}),
  };
}

export function channelJson(world: World, channel: ChannelRecord): JsonObject {
  const teamId = channel.spaceId ?? '';
  if (channel.kind === 'dm') {
    const bot = world.space(teamId)?.botUserId;
    return {
      id: channel.id,
      created: 1_700_000_000,
      is_archived: false,
      is_im: true,
      is_org_shared: false,
      context_team_id: teamId,
      user: channel.memberIds.find((id) => id !== bot) ?? '',
      is_user_deleted: false,
      priority: 0,
      locale: 'en-US',
    };
  }
  return {
    id: channel.id,
    name: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    created: 1_700_000_000,
    is_archived: channel.isArchived,
    is_general: false,
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: false,
    is_org_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    shared_team_ids: [teamId],
    context_team_id: teamId,
    creator: channel.memberIds[0] ?? '',
    is_member: channel.botIsMember,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    num_members: channel.memberIds.length,
    locale: 'en-US',
  };
}

export function fileJson(world: World, file: FileRecord, baseUrl: string): JsonObject {
  return {
    id: file.id,
    created: Math.floor(world.nowMs() / 1000),
    timestamp: Math.floor(world.nowMs() / 1000),
    name: file.name,
    title: file.title,
    mimetype: file.contentType,
    filetype: file.name.split('.').pop() ?? '',
    user: world.space(file.spaceId)?.botUserId ?? '',
    user_team: file.spaceId ?? '',
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    is_public: true,
    alt_txt: file.altText,
    url_private: `${baseUrl}${file.url}`,
    url_private_download: `${baseUrl}${file.url}`,
    permalink: `${baseUrl}${file.url}`,
  };
}

export function messageJson(
  world: World,
  message: SlackMessageRecord,
  baseUrl: string,
  withMetadata = false,
): JsonObject {
  const channel = world.channel(message.channelId);
  const files = message.files.map((file) => world.data.files.find((one) => one.id === file.id));
  return {
    type: 'message',
    user: message.authorId,
    ts: message.id,
    team: channel?.spaceId ?? '',
    text: message.text,
    ...(message.botId
      ? {
          bot_id: message.botId,
          app_id: world.data.slackAppId,
          bot_profile: {
            id: message.botId,
            deleted: false,
            name: 'Twinbell',
            updated: 1_700_000_000,
            app_id: world.data.slackAppId,
            icons: {},
            team_id: channel?.spaceId ?? '',
          },
        }
      : {}),
    ...(message.blocks.length > 0 ? { blocks: asJson(message.blocks) } : {}),
    ...(message.attachments.length > 0 ? { attachments: asJson(message.attachments) } : {}),
    ...(files.length > 0
      ? { files: files.flatMap((file) => (file ? [fileJson(world, file, baseUrl)] : [])) }
      : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.editedAt
      ? {
          edited: { user: message.authorId, ts: `${Math.floor(Date.parse(message.editedAt) / 1000)}.000000` },
        }
      : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

export function viewJson(world: World, record: SlackViewRecord): JsonObject {
  const view = record.view;
  const space = world.space(record.spaceId);
  return {
    id: record.viewId,
    team_id: record.spaceId,
    type: view.type ?? 'modal',
    blocks: view.blocks ?? [],
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values: {} },
    hash: record.hash,
    title: view.title ?? null,
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: record.previousViewId,
    root_view_id: record.rootViewId,
    app_id: world.data.slackAppId,
    external_id: view.external_id ?? '',
    app_installed_team_id: record.spaceId,
    bot_id: space?.slack?.botId ?? '',
  };
}

export function teamJson(space: SpaceRecord): JsonObject {
  return { id: space.id, domain: space.slack?.domain ?? '' };
}

export function actorJson(person: PersonRecord, space: SpaceRecord): JsonObject {
  return asJsonObject({
    id: person.id,
    username: person.username,
    name: person.username,
    team_id: space.id,
  });
}

/** Slack calls every DM "directmessage" and every private channel "privategroup" in payloads. */
export function channelNameInPayloads(channel: ChannelRecord): string {
  return channel.kind === 'dm' ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name;
}
