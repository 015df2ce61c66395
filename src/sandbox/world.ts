import { randomBytes } from 'node:crypto';
import { Bell } from './bell.ts';
import { freshIdState, IdSource } from './ids.ts';
import type { Seed, SeedChannel, SeedPerson, SeedSpace } from './seed.ts';
import type {
  ChannelRecord,
  DiscordMessageRecord,
  PersonRecord,
  Secrets,
  SlackMessageRecord,
  SpaceRecord,
  WorldData,
} from './world-data.ts';

const MESSAGES_KEPT_PER_CHANNEL = 500;
/** Each carries white text at 4.5:1 or better. */
const COLOURS = ['#9c2f2f', '#1f5f8b', '#3a6b35', '#6b3f87', '#8a5a00', '#006b6b', '#a0356b', '#44546a'];

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

function newSecrets(discordApplicationId: string): Secrets {
  return {
    slackSigningSecret: hex(16),
    slackVerificationToken: hex(12),
    slackAppToken: `xapp-1-A0TWINBELL-${hex(16)}`,
    slackClientId: '1000000000000.2000000000000',
    slackClientSecret: hex(16),
    // Like a real one, the first part is the application's id; discord.js strips a leading "Bot".
    discordToken: `${Buffer.from(discordApplicationId).toString('base64url')}.${hex(4)}.${hex(20)}`,
  };
}

/** The one mutable model behind both platforms. Whoever changes `data` calls `changed()`. */
export class World {
  readonly data: WorldData;
  readonly bell = new Bell();
  readonly ids: IdSource;

  constructor(data: WorldData) {
    this.data = data;
    this.ids = new IdSource(data.ids, () => this.nowMs());
  }

  static fromSeed(seed: Seed): World {
    const world = new World({
      format: 1,
      revision: 0,
      clockOffsetMs: 0,
      ids: freshIdState(),
      secrets: newSecrets(seed.discordApplicationId),
      slackAppId: seed.slackAppId,
      discordApplicationId: seed.discordApplicationId,
      spaces: [],
      people: [],
      channels: [],
      slackMessages: {},
      discordMessages: {},
      slackViews: [],
      slackHomes: [],
      responseUrls: [],
      interactions: [],
      discordModals: [],
      discordCommands: {},
      discordCommandsRevision: 0,
      scheduledEvents: [],
      files: [],
    });
    for (const space of seed.spaces) world.addSpace(space);
    for (const person of seed.people) world.addPerson(person);
    for (const channel of seed.channels) world.addChannel(channel);
    return world;
  }

  changed(): void {
    this.data.revision += 1;
    this.bell.ring();
  }

  /** The sandbox's virtual now. */
  nowMs(): number {
    return Date.now() + this.data.clockOffsetMs;
  }

  nowIso(): string {
    return new Date(this.nowMs()).toISOString();
  }

  // ---------------------------------------------------------------------------------------------- looking up

  space(id: string | null | undefined): SpaceRecord | undefined {
    return this.data.spaces.find((space) => space.id === id);
  }

  person(id: string | null | undefined): PersonRecord | undefined {
    return this.data.people.find((person) => person.id === id);
  }

  /** By id, username or name, so that a test may write 'mette.holm'. */
  findPerson(key: string, platform: 'slack' | 'discord'): PersonRecord | undefined {
    return this.data.people.find(
      (one) => one.platform === platform && (one.id === key || one.username === key || one.name === key),
    );
  }

  channel(id: string | null | undefined): ChannelRecord | undefined {
    return this.data.channels.find((channel) => channel.id === id);
  }

  findChannel(key: string, platform: 'slack' | 'discord'): ChannelRecord | undefined {
    const name = key.replace(/^#/, '');
    return this.data.channels.find(
      (one) => one.platform === platform && (one.id === key || (one.kind === 'channel' && one.name === name)),
    );
  }

  slackMessages(channelId: string): SlackMessageRecord[] {
    this.data.slackMessages[channelId] ??= [];
    return this.data.slackMessages[channelId];
  }

  discordMessages(channelId: string): DiscordMessageRecord[] {
    this.data.discordMessages[channelId] ??= [];
    return this.data.discordMessages[channelId];
  }

  slackMessage(channelId: string, ts: string): SlackMessageRecord | undefined {
    return this.slackMessages(channelId).find((message) => message.id === ts);
  }

  discordMessage(channelId: string, id: string): DiscordMessageRecord | undefined {
    return this.discordMessages(channelId).find((message) => message.id === id);
  }

  // ---------------------------------------------------------------------------------------------- adding

  addSpace(given: SeedSpace): SpaceRecord {
    const isSlack = given.platform === 'slack';
    const botUserId = isSlack ? `U${given.id.slice(1)}BOT` : this.data.discordApplicationId;
    const space: SpaceRecord = {
      id: given.id,
      platform: given.platform,
      name: given.name,
      town: given.town,
      country: given.country,
      botUserId,
      slack: isSlack
        ? {
            domain: given.domain ?? given.id.toLowerCase(),
            botToken: `xoxb-${hex(5)}-${hex(16)}`,
            botId: `B${given.id.slice(1)}`,
            isInstalled: true,
          }
        : null,
      discord: isSlack ? null : { locale: given.locale ?? 'en-US', ownerId: '' },
    };
    this.data.spaces.push(space);
    const bot = this.person(botUserId);
    if (bot) bot.spaceIds.push(space.id);
    else
      this.#addRecord(
        {
          id: botUserId,
          spaceId: space.id,
          name: 'Twinbell',
          username: 'twinbell',
          locale: 'en-US',
          timeZone: 'UTC',
          role: 'App',
        },
        given.platform,
        true,
      );
    this.changed();
    return space;
  }

  addPerson(given: SeedPerson): PersonRecord {
    const space = this.space(given.spaceId);
    if (!space) throw new Error(`No such workspace or server: ${given.spaceId}`);
    const person = this.#addRecord(given, space.platform, false);
    if (space.discord && !space.discord.ownerId) space.discord.ownerId = person.id;
    for (const channel of this.data.channels) {
      if (channel.spaceId === space.id && channel.kind === 'channel' && !channel.isPrivate) {
        channel.memberIds.push(person.id);
      }
    }
    this.changed();
    return person;
  }

  #addRecord(given: SeedPerson, platform: 'slack' | 'discord', isBot: boolean): PersonRecord {
    const words = given.name.split(/\s+/u);
    const initials = [words[0], words.length > 1 ? words[words.length - 1] : undefined]
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toUpperCase();
    const person: PersonRecord = {
      id: given.id,
      platform,
      spaceIds: [given.spaceId],
      name: given.name,
      username: given.username,
      initials,
      colour: COLOURS[this.data.people.length % COLOURS.length] ?? '#44546a',
      locale: given.locale,
      timeZone: given.timeZone,
      role: given.role,
      isBot,
      acceptsDms: true,
    };
    this.data.people.push(person);
    return person;
  }

  addChannel(given: SeedChannel & { isPrivate?: boolean; memberIds?: string[] }): ChannelRecord {
    const space = this.space(given.spaceId);
    if (!space) throw new Error(`No such workspace or server: ${given.spaceId}`);
    const botIsMember = given.botIsMember ?? true;
    const everyone = this.data.people.filter((one) => one.spaceIds.includes(space.id) && !one.isBot);
    const channel: ChannelRecord = {
      id: given.id,
      platform: space.platform,
      spaceId: space.id,
      kind: 'channel',
      name: given.name,
      topic: given.topic,
      memberIds: [
        ...(given.memberIds ?? everyone.map((one) => one.id)),
        ...(botIsMember ? [space.botUserId] : []),
      ],
      botIsMember,
      isPrivate: given.isPrivate ?? false,
      isArchived: false,
      botMayPost: true,
    };
    this.data.channels.push(channel);
    this.changed();
    return channel;
  }

  /** The conversation between one person and the bot; made when first needed. */
  dm(person: PersonRecord, botUserId: string): ChannelRecord {
    const found = this.data.channels.find(
      (one) => one.kind === 'dm' && one.memberIds.includes(person.id) && one.memberIds.includes(botUserId),
    );
    if (found) return found;
    const isSlack = person.platform === 'slack';
    const channel: ChannelRecord = {
      id: isSlack ? this.ids.slack('D') : this.ids.snowflake(),
      platform: person.platform,
      spaceId: isSlack ? (person.spaceIds[0] ?? null) : null,
      kind: 'dm',
      name: person.name,
      topic: '',
      memberIds: [person.id, botUserId],
      botIsMember: true,
      isPrivate: true,
      isArchived: false,
      botMayPost: true,
    };
    this.data.channels.push(channel);
    this.changed();
    return channel;
  }

  addSlackMessage(message: SlackMessageRecord): void {
    const list = this.slackMessages(message.channelId);
    list.push(message);
    if (list.length > MESSAGES_KEPT_PER_CHANNEL) list.splice(0, list.length - MESSAGES_KEPT_PER_CHANNEL);
    this.changed();
  }

  addDiscordMessage(message: DiscordMessageRecord): void {
    const list = this.discordMessages(message.channelId);
    list.push(message);
    if (list.length > MESSAGES_KEPT_PER_CHANNEL) list.splice(0, list.length - MESSAGES_KEPT_PER_CHANNEL);
    this.changed();
  }
}
