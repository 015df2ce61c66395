/** Everything that the sandbox remembers; plain JSON, because it is also what the state file holds. */
import type { IdState } from './ids.ts';
import type {
  Channel,
  DiscordMessage,
  DiscordModal,
  JsonObject,
  Person,
  SlackHome,
  SlackMessage,
  Space,
  StoredFile,
} from './page-api.ts';

/** Made once per world, not written in the source: a web page that guessed them could speak to these servers. */
export interface Secrets {
  slackSigningSecret: string;
  slackVerificationToken: string;
  slackAppToken: string;
  slackClientId: string;
  slackClientSecret: string;
  discordToken: string;
}

export interface SpaceRecord extends Space {
  slack: { domain: string; botToken: string; botId: string; isInstalled: boolean } | null;
  discord: { locale: string; ownerId: string } | null;
}

export interface PersonRecord extends Person {
  acceptsDms: boolean;
}

export interface ChannelRecord extends Channel {
  isPrivate: boolean;
  isArchived: boolean;
  /** False: the platform refuses the bot's posts although it sees the channel. */
  botMayPost: boolean;
}

export interface SlackMessageRecord extends SlackMessage {
  /** The bot that wrote it; null for people. */
  botId: string | null;
}

export interface DiscordMessageRecord extends DiscordMessage {
  flags: number;
  nonce: string | null;
  /** Wall clock; nonces are forgotten after some real minutes. */
  nonceRealMs: number;
  interactionId: string | null;
  interactionType: number | null;
  /** Written through an interaction's webhook. */
  isWebhook: boolean;
}

export interface SlackViewRecord {
  viewId: string;
  spaceId: string;
  personId: string;
  view: JsonObject;
  hash: string;
  rootViewId: string;
  previousViewId: string | null;
  errors: { [blockId: string]: string };
  failure: string | null;
}

export interface ResponseUrlRecord {
  secret: string;
  spaceId: string;
  channelId: string;
  personId: string;
  /** The message that `replace_original` means; null for a slash command. */
  messageTs: string | null;
  usesLeft: number;
  madeRealMs: number;
}

export interface InteractionRecord {
  id: string;
  token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  type: number;
  personId: string;
  channelId: string;
  spaceId: string | null;
  /** "twin start", for the line above the answer. */
  commandName: string;
  sourceMessageId: string | null;
  madeRealMs: number;
  /** The type of the initial answer. */
  answerType: number | null;
  /** What @original means. */
  originalMessageId: string | null;
  followupIds: string[];
}

export interface DiscordModalRecord extends DiscordModal {
  channelId: string;
  sourceMessageId: string | null;
}

export interface FileRecord extends StoredFile {
  spaceId: string | null;
  /** Slack: null until completeUploadExternal. */
  isComplete: boolean;
  altText: string;
}

export interface ScheduledEventRecord {
  id: string;
  guildId: string;
  event: JsonObject;
}

export interface WorldData {
  format: 1;
  revision: number;
  clockOffsetMs: number;
  ids: IdState;
  secrets: Secrets;
  slackAppId: string;
  discordApplicationId: string;
  spaces: SpaceRecord[];
  people: PersonRecord[];
  channels: ChannelRecord[];
  slackMessages: { [channelId: string]: SlackMessageRecord[] };
  discordMessages: { [channelId: string]: DiscordMessageRecord[] };
  slackViews: SlackViewRecord[];
  slackHomes: SlackHome[];
  responseUrls: ResponseUrlRecord[];
  interactions: InteractionRecord[];
  discordModals: DiscordModalRecord[];
  /** 'global' or a guild's id. */
  discordCommands: { [scope: string]: JsonObject[] };
  discordCommandsRevision: number;
  scheduledEvents: ScheduledEventRecord[];
  files: FileRecord[];
}
