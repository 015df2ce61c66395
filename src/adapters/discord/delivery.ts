import { type REST, Routes } from 'discord.js';
import type { Content } from '../../chat/call.ts';
import { type Drawn, nothingDrawn } from '../../chat/picture-renderer.ts';
import { type Destination, PlatformError } from '../../chat/platform.ts';
import type { MessageRef } from '../../core/reminder/reminder.ts';
import type { Instant } from '../../core/time/instant.ts';
import { deliveryMark, readMark, sameMark } from './delivery-mark.ts';
import { limits } from './limits.ts';
import { changedMessage, newMessage } from './message-body.ts';
import { renderCard } from './render-card.ts';
import { toPlatformError } from './rest-error.ts';

const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** How far our clock and Discord's may differ. */
const CLOCK_SLACK_MS = 120_000;
/** A search that has read so much has read enough: 3,000 messages. */
const MOST_PAGES = 30;

/** The smallest id of a message of this instant. */
const snowflakeAt = (instant: Instant): string =>
  (BigInt(Math.max(0, Math.floor(instant) - DISCORD_EPOCH_MS)) << 22n).toString();

/** When something with this id was made. */
export const instantOfId = (id: string): Instant => Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;

/** What the bot says by itself. `rest` must not repeat anything: a message whose answer got lost may have arrived. */
export class Delivery {
  readonly #rest: REST;
  readonly #token: string;
  readonly #mayReadHistory: (channelId: string) => boolean;
  /** A direct message channel never changes. */
  readonly #directChannels = new Map<string, string>();

  readonly #draw: (content: Content) => Promise<Drawn>;

  /** @param mayReadHistory false where the bot is known to lack the permission: Discord then shows it no messages, without a word */
  constructor(
    rest: REST,
    token: string,
    mayReadHistory: (channelId: string) => boolean,
    draw: (content: Content) => Promise<Drawn>,
  ) {
    this.#rest = rest;
    this.#token = token;
    this.#mayReadHistory = mayReadHistory;
    this.#draw = draw;
  }

  /** @throws PlatformError */
  send(to: Destination, content: Content, deliveryId: string): Promise<MessageRef> {
    return this.#asking(async () => {
      if (deliveryId.length > limits.nonce) throw new PlatformError('rejected', 'delivery-id-too-long');
      const channelId = await this.#channelOf(to);
      return this.#withPictures(content, async (drawn) => {
        const { body, files } = newMessage(rendered(content, drawn, deliveryId), 'everybody');
        const sent = await this.#rest.post(Routes.channelMessages(channelId), {
          // A repeat within some minutes gives the first message back and makes none.
          body: { ...body, nonce: deliveryId, enforce_nonce: true },
          files,
        });
        return refTo(to, channelId, sent);
      });
    });
  }

  /** @throws PlatformError */
  edit({ channelId, messageId }: MessageRef, content: Content): Promise<void> {
    return this.#asking(() =>
      this.#withPictures(content, async (drawn) => {
        const { body, files } = changedMessage(rendered(content, drawn));
        await this.#rest.patch(Routes.channelMessage(channelId, messageId), { body, files });
      }),
    );
  }

  /**
   * Reads forward from `since`: the message came soon after, whatever was written since then.
   * @throws PlatformError
   */
  findSent(to: Destination, deliveryId: string, since: Instant): Promise<MessageRef | undefined> {
    return this.#asking(async () => {
      const channelId = await this.#channelOf(to);
      if (!this.#mayReadHistory(channelId)) throw new PlatformError('forbidden', 'no-message-history');
      const wanted = deliveryMark(deliveryId);
      let after = snowflakeAt(since - CLOCK_SLACK_MS);
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = new URLSearchParams({ after, limit: String(limits.historyPage) });
        const messages = listed(await this.#rest.get(Routes.channelMessages(channelId), { query }));
        const found = messages
          .filter(({ components, nonce }) => nonce === deliveryId || sameMark(wanted, readMark(components)))
          .sort((a, b) => byAge(a.id, b.id))[0];
        if (found !== undefined) return refTo(to, channelId, found);
        if (messages.length < limits.historyPage) return undefined;
        after =
          messages
            .map(({ id }) => id)
            .sort(byAge)
            .at(-1) ?? after;
      }
      throw new PlatformError('unavailable', 'history-too-long');
    });
  }

  /** What Discord refused outright with its pictures, it may take with their words. */
  async #withPictures<T>(content: Content, show: (drawn: Drawn) => Promise<T>): Promise<T> {
    const drawn = await this.#draw(content);
    try {
      return await show(drawn);
    } catch (error) {
      const { kind } = toPlatformError(error);
      if (drawn.size === 0 || (kind !== 'rejected' && kind !== 'forbidden')) throw error;
      return await show(nothingDrawn);
    }
  }

  async #channelOf(to: Destination): Promise<string> {
    if (to.type === 'channel') return to.channelId;
    const { platform, userId } = to.account;
    if (platform !== 'discord') throw new PlatformError('rejected', 'not-discord');
    const known = this.#directChannels.get(userId);
    if (known !== undefined) return known;
    const channel = await this.#rest.post(Routes.userChannels(), { body: { recipient_id: userId } });
    const id = idOf(channel);
    this.#directChannels.set(userId, id);
    return id;
  }

  async #asking<T>(work: () => Promise<T>): Promise<T> {
    // discord.js forgets a token that was refused once; the next try is to be a try.
    this.#rest.setToken(this.#token);
    try {
      return await work();
    } catch (error) {
      throw toPlatformError(error);
    }
  }
}

/** @throws PlatformError 'rejected' for a card that no message can show, a mistake of ours. */
function rendered(content: Content, drawn: Drawn, deliveryId?: string) {
  try {
    return renderCard(content, deliveryId === undefined ? undefined : deliveryMark(deliveryId), drawn);
  } catch (error) {
    throw new PlatformError('rejected', 'unrenderable', undefined, { cause: error });
  }
}

const byAge = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);

const refTo = (to: Destination, channelId: string, message: unknown): MessageRef => ({
  platform: 'discord',
  tenantId: to.type === 'channel' ? to.tenantId : '',
  channelId,
  messageId: idOf(message),
});

function idOf(thing: unknown): string {
  if (typeof thing === 'object' && thing !== null && 'id' in thing && typeof thing.id === 'string')
    return thing.id;
  throw new PlatformError('unavailable', 'answer-without-id');
}

interface Listed {
  readonly id: string;
  readonly nonce?: unknown;
  readonly components?: unknown;
}

const listed = (answer: unknown): Listed[] =>
  (Array.isArray(answer) ? answer : []).map((message: object) => ({ ...message, id: idOf(message) }));
