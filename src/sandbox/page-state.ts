import { asJson, isObject, objectOf, textOf } from './json.ts';
import type { Ledger } from './ledger.ts';
import type { Json, JsonObject, Message, PageState, ServerEvent, SlackMessage } from './page-api.ts';
import type { SlackPlatform } from './slack/slack-platform.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { World } from './world.ts';
import type { SlackMessageRecord } from './world-data.ts';

const MESSAGES_SHOWN = 200;

export interface PageSources {
  world: World;
  ledger: Ledger;
  clock: VirtualClock;
  slack: SlackPlatform;
  isDiscordConnected: () => boolean;
}

/** Pictures are named by file id in blocks; the page needs their address. */
function withFileAddresses(world: World, value: Json): Json {
  if (Array.isArray(value)) return value.map((one) => withFileAddresses(world, one));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = withFileAddresses(world, inner);
  if (isObject(copy.slack_file)) {
    const { id, url } = copy.slack_file;
    const file = world.data.files.find((one) => one.id === id || (url && textOf(url).endsWith(one.url)));
    if (file) copy.slack_file = { ...copy.slack_file, url: file.url };
  }
  return copy;
}

function blocksFor(world: World, blocks: JsonObject[]): JsonObject[] {
  return JSON.stringify(blocks).includes('slack_file')
    ? (withFileAddresses(world, asJson(blocks)) as JsonObject[])
    : blocks;
}

const slackMessage = (world: World, message: SlackMessageRecord): SlackMessage => ({
  ...message,
  blocks: blocksFor(world, message.blocks),
});

/** Discord ends an external event by itself when its time is over. */
function openEvents(world: World): ServerEvent[] {
  return world.data.scheduledEvents
    .filter(({ event }) => Date.parse(textOf(event.scheduled_end_time)) > world.nowMs())
    .map(({ id, guildId, event }) => ({
      id,
      spaceId: guildId,
      name: textOf(event.name),
      description: textOf(event.description),
      location: textOf(objectOf(event.entity_metadata).location),
      startsAt: textOf(event.scheduled_start_time),
    }))
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
}

export function pageState({ world, ledger, clock, slack, isDiscordConnected }: PageSources): PageState {
  const { data } = world;
  const messages: { [channelId: string]: Message[] } = {};
  for (const [id, list] of Object.entries(data.slackMessages)) {
    messages[id] = list.slice(-MESSAGES_SHOWN).map((one) => slackMessage(world, one));
  }
  for (const [id, list] of Object.entries(data.discordMessages)) messages[id] = list.slice(-MESSAGES_SHOWN);
  return {
    revision: data.revision,
    clock: clock.state,
    connections: { slack: slack.connection, discord: isDiscordConnected() ? 'gateway' : 'none' },
    // Tokens stay with the servers.
    spaces: data.spaces.map(({ slack: _slack, discord: _discord, ...space }) => space),
    people: data.people,
    channels: data.channels,
    messages,
    modals: [
      ...data.slackViews.map((one) => ({
        platform: 'slack' as const,
        personId: one.personId,
        viewId: one.viewId,
        view: { ...one.view, blocks: blocksFor(world, (one.view.blocks ?? []) as JsonObject[]) },
        errors: one.errors,
        failure: one.failure,
      })),
      ...data.discordModals,
    ],
    homes: data.slackHomes,
    events: openEvents(world),
    slackCommands: slack.commands,
    slackShortcuts: slack.shortcuts,
    discordCommandsRevision: data.discordCommandsRevision,
    refusals: ledger.refusals,
  };
}
