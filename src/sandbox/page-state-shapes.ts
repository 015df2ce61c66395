/** What the page is shown. Types only, like page-api.ts, which passes all of them on. */

export type Platform = 'slack' | 'discord';
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface PageState {
  /** Rises with every change. */
  revision: number;
  clock: ClockState;
  connections: Connections;
  spaces: Space[];
  people: Person[];
  channels: Channel[];
  /** Oldest first within each channel; ephemeral messages and private notices are among them (see `visibleTo`). */
  messages: { [channelId: string]: Message[] };
  /** Open modals, bottom of a stack first. A person sees the last one that is theirs. */
  modals: Modal[];
  /** Slack App Home tabs that the app has published. */
  homes: SlackHome[];
  /** Scheduled events of the Discord servers that are not over, soonest first. */
  events: ServerEvent[];
  slackCommands: SlackCommandInfo[];
  slackShortcuts: SlackShortcutInfo[];
  discordCommandsRevision: number;
  /** Requests of the bot that a platform refused, newest last (at most 100). */
  refusals: Refusal[];
}

export interface ClockState {
  /** The sandbox's virtual now; ISO, UTC. */
  now: string;
  /** Virtual now minus real now. */
  offsetMs: number;
  /** True while the bot is being taken to a new instant. */
  isMoving: boolean;
}

export interface Connections {
  /** How Slack reaches the app: an open socket wins over HTTP. */
  slack: 'none' | 'http' | 'socket';
  discord: 'none' | 'gateway';
}

/** A Slack workspace or a Discord server. */
export interface Space {
  id: string;
  platform: Platform;
  name: string;
  /** The town it belongs to, for the page's headings. */
  town: string;
  country: string;
  /** The bot's user in this space. */
  botUserId: string;
}

export interface Person {
  id: string;
  platform: Platform;
  spaceIds: string[];
  name: string;
  /** Slack user name or Discord username (without @). */
  username: string;
  initials: string;
  /** CSS colour of the avatar; carries white text at 4.5:1. */
  colour: string;
  /** The locale that the platform reports for this person, e.g. en-US. */
  locale: string;
  timeZone: string;
  /** For the page only: "Mayor's office", "Youth group". */
  role: string;
  isBot: boolean;
  /** Slack: the account was deactivated. Absent in worlds from before it could be. */
  isDeactivated?: boolean;
  /** Discord: servers that this person has left, the way back. Absent until then. */
  leftSpaceIds?: string[];
}

export interface Channel {
  id: string;
  platform: Platform;
  /** null for Discord DMs. */
  spaceId: string | null;
  kind: 'channel' | 'dm';
  /** Without '#'. For a DM: the person's name. */
  name: string;
  topic: string;
  /** People who can read and write here, the bot included when it is a member. */
  memberIds: string[];
  botIsMember: boolean;
}

interface MessageCommon {
  /** Slack ts or Discord snowflake; unique within the channel. */
  id: string;
  channelId: string;
  authorId: string;
  /** ISO, virtual time. */
  sentAt: string;
  editedAt: string | null;
  /** null: everyone in the channel; else only this person (ephemeral messages, platform notices). */
  visibleTo: string | null;
}

export interface SlackMessage extends MessageCommon {
  platform: 'slack';
  /** `notice`: written by Slack itself to one person, e.g. "/twin failed with the error operation_timeout". */
  kind: 'message' | 'notice';
  /** mrkdwn. The fallback when `blocks` is not empty. */
  text: string;
  blocks: JsonObject[];
  attachments: JsonObject[];
  files: StoredFile[];
  metadata: JsonObject | null;
  threadTs: string | null;
}

export interface DiscordMessage extends MessageCommon {
  platform: 'discord';
  /** `notice`: shown by the Discord client itself, e.g. "The application did not respond". */
  kind: 'message' | 'notice';
  content: string;
  embeds: JsonObject[];
  /** v1 action rows, or V2 components when `isV2`. attachment:// addresses are already resolved to `url`s. */
  components: JsonObject[];
  isV2: boolean;
  files: StoredFile[];
  /** "NAME is thinking…": a deferred answer that has not come yet. */
  isThinking: boolean;
  /** Who would be notified, after allowed_mentions. */
  pings: { userIds: string[]; roleIds: string[]; everyone: boolean };
  /** What the line above the message says: "Linda used /twin start". Null for plain messages. */
  usedCommand: { personId: string; name: string } | null;
  replyToId: string | null;
}

export type Message = SlackMessage | DiscordMessage;

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  contentType: string;
  size: number;
  /** Same-origin path, /files/… */
  url: string;
}

export interface SlackModal {
  platform: 'slack';
  personId: string;
  viewId: string;
  /** title, submit, close, blocks, notify_on_close … as Slack's `view` object; inputs carry initial values. */
  view: JsonObject;
  /** From the last submission: block_id -> message. */
  errors: { [blockId: string]: string };
  /** A line that Slack shows at the top when the app failed: "We had some trouble connecting. Try again?" */
  failure: string | null;
}

export interface DiscordModal {
  platform: 'discord';
  personId: string;
  /** Of the sandbox; goes back in modal-submit. */
  modalId: string;
  customId: string;
  title: string;
  /** Labels (18) with their component, Text Displays (10), old action rows (1) with a text input (4). */
  components: JsonObject[];
  failure: string | null;
}

export type Modal = SlackModal | DiscordModal;

export interface SlackHome {
  personId: string;
  view: JsonObject;
}

export interface ServerEvent {
  id: string;
  spaceId: string;
  name: string;
  /** Discord's markdown. */
  description: string;
  location: string;
  /** ISO, UTC. */
  startsAt: string;
}

export interface SlackCommandInfo {
  /** With the slash. */
  command: string;
  description: string;
  usageHint: string;
}

export interface SlackShortcutInfo {
  /** As in the menu of a message. */
  name: string;
  callbackId: string;
}

export interface Refusal {
  id: string;
  /** ISO, virtual time. */
  at: string;
  platform: Platform;
  /** "chat.postMessage" or "POST /channels/{id}/messages". */
  request: string;
  status: number;
  /** "invalid_blocks" or "50035". */
  code: string;
  message: string;
  /** The platform's whole answer. */
  answer: Json;
}

// ------------------------------------------------------------------------------------------------ Discord's commands

/** As the app registered them (global ones and this guild's), in Discord's own shape: name, description,
 *  name_localizations, description_localizations, options[{type,name,…,required,choices,autocomplete,min_value…}]. */
export interface DiscordCommandList {
  revision: number;
  commands: JsonObject[];
}
