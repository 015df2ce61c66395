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

import type { ClockState, JsonObject } from './page-state-shapes.ts';

export type * from './page-state-shapes.ts';

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
  /** A shortcut in the menu of a message. */
  '/api/slack/shortcut': {
    body: { userId: string; channelId: string; messageTs: string; callbackId: string };
    answer: Outcome;
  };
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
  /** A command in the menu of a message, by its registered name. */
  '/api/discord/message-command': {
    body: { userId: string; channelId: string; messageId: string; name: string };
    answer: Outcome;
  };
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
  /** This person leaves (Slack: an admin deactivates the account; Discord: leaves the server), or comes back. */
  '/api/presence': { body: { userId: string; isHere: boolean }; answer: Outcome };
  '/api/clock': {
    body: ClockBody;
    answer: { ok: true; clock: ClockState } | { ok: false; error: string; message: string };
  };
}

export type PagePostPath = keyof PagePosts;
