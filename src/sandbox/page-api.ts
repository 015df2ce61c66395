/**
 * What the sandbox's page and its servers say to each other. Types only: the page bundles this file, so nothing
 * here may pull in code of the servers.
 *
 * GET  /api/state              -> PageState
 * GET  /api/events             -> SSE; `event: state`, data = the whole PageState, coalesced; one is sent at once
 * GET  /api/discord/commands?spaceId=… -> DiscordCommandList (fetch again when `discordCommandsRevision` changes)
 * GET  /files/ID/NAME          -> bytes of an uploaded file or picture (the `url` of files below)
 * POST paths and bodies        -> see PagePosts; answers are PagePosts[path]['answer'], always HTTP 200 with
 *                                 `ok`, unless the request itself is refused (400 bad JSON, 403 foreign origin)
 *
 * POSTs need `content-type: application/json` and the page's own Origin (a browser sends it by itself).
 * An action's answer arrives when the app has acknowledged it (at most about 3 s); what the app then shows
 * arrives as state.
 */

export type Platform = 'slack' | 'discord';
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

// ------------------------------------------------------------------------------------------------ state

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
  slackCommands: SlackCommandInfo[];
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

export interface SlackCommandInfo {
  /** With the slash. */
  command: string;
  description: string;
  usageHint: string;
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

// ------------------------------------------------------------------------------------------------ actions

export type Outcome =
  | { ok: true }
  /** error: operation_timeout, dispatch_failed, not_connected, unknown_person, unknown_message … */
  | { ok: false; error: string; message: string };

/** Slack's own shape of view.state.values / state.values: block_id -> action_id -> {type, value | selected_…}. */
export type SlackStateValues = { [blockId: string]: { [actionId: string]: JsonObject } };

export interface SlackCommandBody {
  userId: string;
  channelId: string;
  /** The whole line, with the slash: "/meeting propose Youth Games". @handle and #channel are sent as typed,
   *  `<@U…>` likewise; the page may turn a picked person into `<@U…>`. */
  text: string;
}

export interface SlackActionBody {
  userId: string;
  /** Of the message that holds the element, or else the view. */
  channelId?: string;
  messageTs?: string;
  viewId?: string;
  blockId: string;
  actionId: string;
  /** What the element now holds, as Slack sends it beside type, block_id, action_id: for a button {} (its value is
   *  added), static_select {selected_option}, multi_… {selected_options}, datepicker {selected_date}, timepicker
   *  {selected_time}, users_select {selected_user}, checkboxes {selected_options}, radio {selected_option},
   *  overflow {selected_option}, datetimepicker {selected_date_time}, plain_text_input {value}. */
  selection?: JsonObject;
  /** All inputs of the message or view as they stand. */
  stateValues?: SlackStateValues;
}

export interface SlackOptionsBody {
  userId: string;
  channelId?: string;
  messageTs?: string;
  viewId?: string;
  blockId: string;
  actionId: string;
  /** What was typed into the external select. */
  value: string;
}

export interface SlackViewSubmitBody {
  userId: string;
  viewId: string;
  stateValues: SlackStateValues;
}

export interface SlackViewCloseBody {
  userId: string;
  viewId: string;
  /** True when the whole stack was closed (Escape), false for one view. */
  isCleared: boolean;
}

/** A leaf option of a Discord command; USER, CHANNEL, ROLE options hold the id. */
export interface DiscordOptionValue {
  name: string;
  value: string | number | boolean;
}

export interface DiscordCommandBody {
  userId: string;
  channelId: string;
  /** ["twin", "start"]: command, group, subcommand. */
  path: string[];
  /** Types are taken from the registered command. */
  options: DiscordOptionValue[];
}

export interface DiscordAutocompleteBody extends DiscordCommandBody {
  /** The option in `options` that is being typed. */
  focused: string;
}

export interface DiscordChoice {
  name: string;
  value: string | number;
}

export interface DiscordComponentBody {
  userId: string;
  channelId: string;
  messageId: string;
  customId: string;
  /** Of a select: option values, or ids of users, roles, channels. */
  values?: string[];
}

export interface DiscordModalSubmitBody {
  userId: string;
  modalId: string;
  /** custom_id -> text, or the chosen values of a select / radio / checkbox group, or a checkbox's boolean. */
  values: { [customId: string]: string | string[] | boolean };
}

export type ClockBody = { advanceMs: number } | { to: string };

export interface PagePosts {
  '/api/slack/command': { body: SlackCommandBody; answer: Outcome };
  '/api/slack/action': { body: SlackActionBody; answer: Outcome };
  '/api/slack/options': {
    body: SlackOptionsBody;
    answer:
      | { ok: true; options: JsonObject[]; optionGroups: JsonObject[] }
      | { ok: false; error: string; message: string };
  };
  /** ok:false with error `view_errors` when the app answered with errors (they are then in the state, too). */
  '/api/slack/view-submit': { body: SlackViewSubmitBody; answer: Outcome };
  '/api/slack/view-close': { body: SlackViewCloseBody; answer: Outcome };
  /** Opens the app's Home tab (app_home_opened). */
  '/api/slack/home': { body: { userId: string }; answer: Outcome };
  /** Makes (or finds) the DM between this person and the bot. */
  '/api/slack/dm': {
    body: { userId: string };
    answer: { ok: true; channelId: string } | { ok: false; error: string; message: string };
  };
  /** A plain chat message by a person, for the look of a living channel; the app is told as Slack tells it. */
  '/api/slack/message': { body: { userId: string; channelId: string; text: string }; answer: Outcome };
  '/api/slack/invite-bot': { body: { userId: string; channelId: string }; answer: Outcome };
  '/api/discord/command': { body: DiscordCommandBody; answer: Outcome };
  '/api/discord/autocomplete': {
    body: DiscordAutocompleteBody;
    answer: { ok: true; choices: DiscordChoice[] } | { ok: false; error: string; message: string };
  };
  '/api/discord/component': { body: DiscordComponentBody; answer: Outcome };
  '/api/discord/modal-submit': { body: DiscordModalSubmitBody; answer: Outcome };
  /** The Discord client tells nobody when a modal is dismissed; this only removes it from the state. */
  '/api/discord/modal-close': { body: { userId: string; modalId: string }; answer: Outcome };
  '/api/discord/dm': {
    body: { userId: string };
    answer: { ok: true; channelId: string } | { ok: false; error: string; message: string };
  };
  '/api/discord/message': { body: { userId: string; channelId: string; text: string }; answer: Outcome };
  /** Removes one ephemeral message or notice from its reader's screen ("Dismiss message"). */
  '/api/dismiss': { body: { userId: string; channelId: string; messageId: string }; answer: Outcome };
  '/api/clock': {
    body: ClockBody;
    answer: { ok: true; clock: ClockState } | { ok: false; error: string; message: string };
  };
}

export type PagePostPath = keyof PagePosts;
