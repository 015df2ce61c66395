import { isObject } from '../json.ts';
import type {
  JsonObject,
  Outcome,
  SlackActionBody,
  SlackCommandInfo,
  SlackHome,
  SlackOptionsBody,
  SlackShortcutInfo,
  SlackStateValues,
} from '../page-api.ts';
import type { SlackMessageRecord, SlackViewRecord, SpaceRecord } from '../world-data.ts';
import { type ActContext, ActRefused, actorOf } from './act-context.ts';
import { askForOptions, clickElement } from './block-action.ts';
import type { Delivery, DeliveryResult, RawRequest, Retry } from './delivery.ts';
import { filledState, findElement, type SimpleValue, selectionOf } from './element-state.ts';
import { useMessageShortcut } from './message-shortcut.ts';
import { changePerson, inviteBot, openHome, removeBot, say, uninstall } from './people-acts.ts';
import { SlackEvents } from './slack-events.ts';
import { runSlashCommand } from './slash-command.ts';
import type { SocketMode } from './socket-mode.ts';
import { closeView, submitView } from './view-acts.ts';
import { stackOf } from './view-methods.ts';
import type { SlackWebApi } from './web-api.ts';

/** Where an element is: in a message, or in a view ('home' for the App Home). */
export type ElementPlace = { channel: string; ts: string } | { viewId: string };

export interface ClickOptions {
  blockId?: string;
  /** What to choose: an option's value, a date, a user's id … or Slack's own shape. */
  choose?: SimpleValue;
  /** Other inputs of the message or view, by action_id or block_id. */
  inputs?: { [key: string]: SimpleValue };
}

/** Slack, as its people and its servers see it. People and channels are named by id, user name or name. */
export class SlackPlatform {
  readonly events: SlackEvents;
  commands: SlackCommandInfo[];
  /** In the menu of every message; what is not listed is allowed while the list is empty. */
  shortcuts: SlackShortcutInfo[] = [];
  readonly #context: ActContext;
  readonly #sockets: SocketMode;
  readonly #webApi: SlackWebApi;

  constructor(context: ActContext, sockets: SocketMode, webApi: SlackWebApi, commands: SlackCommandInfo[]) {
    this.#context = context;
    this.#sockets = sockets;
    this.#webApi = webApi;
    this.commands = commands;
    this.events = new SlackEvents(context);
  }

  // ------------------------------------------------------------------------------------ people's acts

  command(user: string, channel: string, text: string): Promise<Outcome> {
    return runSlashCommand(this.#context, this.commands, user, channel, text);
  }

  /** Presses a button or chooses in a select. */
  click(user: string, place: ElementPlace, actionId: string, options: ClickOptions = {}): Promise<Outcome> {
    const where =
      'viewId' in place
        ? { viewId: place.viewId }
        : { channelId: this.channelId(place.channel), messageTs: place.ts };
    const blocks = this.#blocksAt(user, place);
    const found = findElement(blocks, actionId, options.blockId);
    if (!found)
      throw new ActRefused('unknown_element', `There is no ${actionId} in ${JSON.stringify(place)}`);
    return clickElement(this.#context, {
      userId: user,
      ...where,
      blockId: String(found.block.block_id ?? ''),
      actionId,
      selection: options.choose === undefined ? {} : selectionOf(found.element, options.choose),
      stateValues: filledState(blocks, options.inputs ?? {}),
    });
  }

  /** Chooses a shortcut in the menu of a message. */
  messageShortcut(
    user: string,
    place: { channel: string; ts: string },
    callbackId: string,
  ): Promise<Outcome> {
    const at = { channel: this.channelId(place.channel), ts: place.ts };
    return useMessageShortcut(this.#context, this.shortcuts, user, at, callbackId);
  }

  act(body: SlackActionBody): Promise<Outcome> {
    return clickElement(this.#context, body);
  }

  options(body: SlackOptionsBody): ReturnType<typeof askForOptions> {
    return askForOptions(this.#context, body);
  }

  /** Fills in the topmost view by action_id or block_id and submits it. */
  submitView(user: string, values: { [key: string]: SimpleValue } = {}, viewId?: string): Promise<Outcome> {
    const view = this.#openView(user, viewId);
    const blocks = Array.isArray(view.view.blocks) ? view.view.blocks.filter(isObject) : [];
    return submitView(this.#context, user, view.viewId, filledState(blocks, values));
  }

  submitState(user: string, viewId: string, stateValues: SlackStateValues): Promise<Outcome> {
    return submitView(this.#context, user, viewId, stateValues);
  }

  closeView(user: string, viewId?: string, isCleared = false): Promise<Outcome> {
    return closeView(this.#context, user, this.#openView(user, viewId).viewId, isCleared);
  }

  say(user: string, channel: string, text: string): Promise<Outcome> {
    return say(this.#context, this.events, user, channel, text);
  }

  openHome(user: string): Promise<Outcome> {
    return openHome(this.#context, this.events, user);
  }

  inviteBot(user: string, channel: string): Promise<Outcome> {
    return inviteBot(this.#context, this.events, user, channel);
  }

  removeBot(channel: string): void {
    const found = this.#context.world.findChannel(channel, 'slack');
    const space = this.#context.world.space(found?.spaceId);
    if (found && space) removeBot(this.#context, space, found);
  }

  changePerson(
    user: string,
    change: { timeZone?: string; locale?: string; name?: string },
  ): Promise<Outcome> {
    return changePerson(this.#context, this.events, actorOf(this.#context, user), change);
  }

  uninstall(spaceId: string): Promise<Outcome> {
    return uninstall(this.#context, this.events, this.#space(spaceId));
  }

  // ------------------------------------------------------------------------------------ looking

  /** All messages and notices of a channel, ephemeral ones included, oldest first. */
  messages(channel: string): SlackMessageRecord[] {
    return this.#context.world.slackMessages(this.channelId(channel));
  }

  /** The topmost modal on a person's screen. */
  view(user: string): SlackViewRecord | undefined {
    return stackOf(this.#context, actorOf(this.#context, user).person.id).at(-1);
  }

  home(user: string): SlackHome | undefined {
    const id = actorOf(this.#context, user).person.id;
    return this.#context.world.data.slackHomes.find((one) => one.personId === id);
  }

  channelId(key: string): string {
    const found = this.#context.world.findChannel(key, 'slack');
    if (!found) throw new ActRefused('unknown_channel', `Slack has no channel ${key}`);
    return found.id;
  }

  /** The DM between the bot and this person. */
  dm(user: string): string {
    const actor = actorOf(this.#context, user);
    return this.#context.world.dm(actor.person, actor.space.botUserId).id;
  }

  botToken(spaceId: string): string {
    return this.#space(spaceId).slack?.botToken ?? '';
  }

  // ------------------------------------------------------------------------------------ Slack's servers

  /** Where the app takes HTTP requests, e.g. http://127.0.0.1:3000/slack/events; null when it does not. */
  set requestUrl(url: string | null) {
    this.#context.delivery.requestUrl = url;
    this.#context.world.changed();
  }

  get requestUrl(): string | null {
    return this.#context.delivery.requestUrl;
  }

  get connection(): 'none' | 'http' | 'socket' {
    return this.#sockets.isConnected ? 'socket' : this.requestUrl ? 'http' : 'none';
  }

  get socket(): Pick<SocketMode, 'refresh' | 'cut' | 'isConnected'> {
    return this.#sockets;
  }

  /** Everything told to the app so far, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.#context.delivery.log;
  }

  /** Tells the app the very same thing again. */
  repeat(delivery: Delivery, retry?: Retry): Promise<DeliveryResult> {
    return this.#context.delivery.deliver(delivery, retry);
  }

  sendEvent(spaceId: string, event: JsonObject): Promise<DeliveryResult> {
    return this.events.send(this.#space(spaceId), event);
  }

  /** Any request, signed rightly or wrongly. */
  sendRaw(raw: RawRequest): Promise<DeliveryResult> {
    return this.#context.delivery.send(raw);
  }

  verifyUrl(challenge = 'sandbox-challenge'): Promise<DeliveryResult> {
    const token = this.#context.world.data.secrets.slackVerificationToken;
    const body = JSON.stringify({ token, challenge, type: 'url_verification' });
    return this.#context.delivery.send({ body, contentType: 'application/json' });
  }

  installCode(spaceId: string): string {
    return this.#webApi.installCode(this.#space(spaceId).id);
  }

  #space(id: string): SpaceRecord {
    const space = this.#context.world.space(id);
    if (!space?.slack) throw new ActRefused('unknown_space', `There is no workspace ${id}`);
    return space;
  }

  #openView(user: string, viewId?: string): SlackViewRecord {
    const stack = stackOf(this.#context, actorOf(this.#context, user).person.id);
    const view = viewId === undefined ? stack.at(-1) : stack.find((one) => one.viewId === viewId);
    if (!view) throw new ActRefused('unknown_view', `${user} has no view open`);
    return view;
  }

  #blocksAt(user: string, place: ElementPlace): JsonObject[] {
    if (!('viewId' in place)) {
      const message = this.messages(place.channel).find((one) => one.id === place.ts);
      if (!message) throw new ActRefused('unknown_message', `There is no message ${place.ts}`);
      const attached = message.attachments.flatMap((one) => (Array.isArray(one.blocks) ? one.blocks : []));
      return [...message.blocks, ...attached.filter(isObject)];
    }
    const view = place.viewId === 'home' ? this.home(user)?.view : this.#openView(user, place.viewId).view;
    return Array.isArray(view?.blocks) ? view.blocks.filter(isObject) : [];
  }
}
