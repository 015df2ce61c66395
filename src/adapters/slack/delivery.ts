import type { WebClient } from '@slack/web-api';
import type { Content } from '../../chat/call.ts';
import { type Destination, PlatformError } from '../../chat/platform.ts';
import type { MessageRef } from '../../core/reminder/reminder.ts';
import type { Instant } from '../../core/time/instant.ts';
import { MINUTE_MS } from '../../core/time/instant.ts';
import { BoundedMap } from './bounded-map.ts';
import type { Audience } from './medium.ts';
import type { PictureUploads, Uploaded } from './picture-uploads.ts';
import { renderCard, type SlackMessage } from './render-card.ts';
import { toPlatformError } from './web-error.ts';

/** The mark in a message's metadata by which a doubtful delivery is found again. */
export const DELIVERY_EVENT = 'twinbell_delivery';

/** Their clock and ours. */
const SKEW_MS = 2 * MINUTE_MS;
/** A search that has read so much has read enough: 3,000 messages. */
const MOST_PAGES = 15;
const PAGE_SIZE = 200;
const DELIVERIES_KEPT = 2_000;

interface HistoryMessage {
  readonly ts?: string;
  readonly metadata?: {
    readonly event_type?: string;
    readonly event_payload?: Readonly<Record<string, unknown>>;
  };
}

/** In a direct message one person reads. */
export const isDirect = (channelId: string): boolean => channelId.startsWith('D');
export const audienceOf = (channelId: string): Audience => (isDirect(channelId) ? 'one' : 'many');

/** Never unfurl what people typed, and never turn their words into mentions. */
export const quiet = { unfurl_links: false, unfurl_media: false } as const;

/** Blocks as the SDK wants them: our own type is looser, and the contract's validator checks it in the tests. */
export const payloadOf = (message: SlackMessage) => ({
  text: message.text,
  blocks: [...message.blocks] as never[],
});

/** What the bot says first: posts, edits, and the search for what may have been posted. */
export class Delivery {
  readonly #client: WebClient;
  readonly tenantId: string;
  readonly #uploads: PictureUploads;
  readonly #now: () => Instant;
  readonly #directChannels = new BoundedMap<string, string>(5000);
  /** Slack knows no key by which it would take one delivery once: what this process has sent, or may have since when. */
  readonly #deliveries = new BoundedMap<string, Promise<MessageRef> | Instant>(DELIVERIES_KEPT);

  /** @param now the real time */
  constructor(client: WebClient, tenantId: string, uploads: PictureUploads, now: () => Instant) {
    this.#client = client;
    this.tenantId = tenantId;
    this.#uploads = uploads;
    this.#now = now;
  }

  async send(to: Destination, content: Content, deliveryId: string): Promise<MessageRef> {
    const channel = await this.#channelOf(to);
    const key = `${channel} ${deliveryId}`;
    const earlier = this.#deliveries.get(key);
    if (typeof earlier === 'object') return earlier;
    const since = earlier ?? this.#now();
    const sending = this.#deliver(channel, content, deliveryId, earlier);
    this.#deliveries.set(key, sending);
    try {
      return await sending;
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'unavailable') this.#deliveries.set(key, since);
      else this.#deliveries.delete(key);
      throw error;
    }
  }

  async #deliver(
    channel: string,
    content: Content,
    deliveryId: string,
    doubtfulSince: Instant | undefined,
  ): Promise<MessageRef> {
    const metadata = { event_type: DELIVERY_EVENT, event_payload: { id: deliveryId } };
    const found =
      doubtfulSince === undefined ? undefined : await this.#find(channel, deliveryId, doubtfulSince);
    return found ?? (await this.post(channel, content, await this.#uploads.upload(content), { metadata }));
  }

  async post(
    channel: string,
    content: Content,
    pictures: Uploaded,
    more: Record<string, unknown> = {},
  ): Promise<MessageRef> {
    const posted = await this.#uploads.show(pictures, (uploaded) => {
      const message = rendered(content, channel, uploaded);
      return this.#inChannel(channel, () =>
        this.#client.chat.postMessage({ channel, ...payloadOf(message), ...quiet, ...more }),
      );
    });
    if (posted.ts === undefined) throw new PlatformError('unavailable', 'no_ts');
    return {
      platform: 'slack',
      tenantId: this.tenantId,
      channelId: posted.channel ?? channel,
      messageId: posted.ts,
    };
  }

  async edit(message: MessageRef, content: Content): Promise<void> {
    this.#own(message.tenantId);
    await this.change(message, content, await this.#uploads.upload(content));
  }

  async change(message: MessageRef, content: Content, pictures: Uploaded): Promise<void> {
    this.#own(message.tenantId);
    const { channelId } = message;
    await this.#uploads.show(pictures, (uploaded) => {
      const payload = payloadOf(rendered(content, channelId, uploaded));
      // Slack keeps the metadata of a message when an update brings none.
      return this.#try(() =>
        this.#client.chat.update({ channel: channelId, ts: message.messageId, ...payload }),
      );
    });
  }

  async findSent(to: Destination, deliveryId: string, since: Instant): Promise<MessageRef | undefined> {
    return this.#find(await this.#channelOf(to), deliveryId, since);
  }

  async #find(channel: string, deliveryId: string, since: Instant): Promise<MessageRef | undefined> {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const history = await this.#inChannel(channel, () =>
        this.#client.conversations.history({
          channel,
          include_all_metadata: true,
          oldest: (Math.max(0, since - SKEW_MS) / 1000).toFixed(6),
          limit: PAGE_SIZE,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
      const messages = (history.messages ?? []) as readonly HistoryMessage[];
      const found = messages.find(
        ({ metadata }) =>
          metadata?.event_type === DELIVERY_EVENT && metadata.event_payload?.id === deliveryId,
      );
      if (found?.ts !== undefined)
        return { platform: 'slack', tenantId: this.tenantId, channelId: channel, messageId: found.ts };
      cursor = history.response_metadata?.next_cursor;
      if (cursor === undefined || cursor === '') return undefined;
    }
    throw new PlatformError('unavailable', 'history_too_long');
  }

  async directChannel(userId: string): Promise<string> {
    const known = this.#directChannels.get(userId);
    if (known !== undefined) return known;
    const opened = await this.#try(() => this.#client.conversations.open({ users: userId }));
    const id = opened.channel?.id;
    if (id === undefined) throw new PlatformError('unavailable', 'no_channel');
    this.#directChannels.set(userId, id);
    return id;
  }

  async #channelOf(to: Destination): Promise<string> {
    if (to.type === 'channel') {
      this.#own(to.tenantId);
      return to.channelId;
    }
    if (to.account.platform !== 'slack') throw new PlatformError('rejected', 'not_slack');
    this.#own(to.account.tenantId);
    return this.directChannel(to.account.userId);
  }

  /** The token is of one workspace; another's channels are not there for it. */
  #own(tenantId: string): void {
    if (tenantId !== this.tenantId) throw new PlatformError('gone', 'foreign_workspace');
  }

  /**
   * Nobody thinks of inviting the bot into the public channel in which they have just started a twinning: it joins. Slack
   * refused the first call outright, so the second cannot double a message.
   */
  async #inChannel<T>(channel: string, call: () => Promise<T>): Promise<T> {
    try {
      return await this.#try(call);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.platformCode !== 'not_in_channel') throw error;
      try {
        await this.#client.conversations.join({ channel });
      } catch (cause) {
        // A private channel: only a person can invite the bot. What matters is that it may not write here.
        throw new PlatformError('forbidden', 'not_in_channel', undefined, { cause });
      }
      return await this.#try(call);
    }
  }

  async #try<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw toPlatformError(error);
    }
  }
}

/** @throws PlatformError 'rejected' for a card that no message can show, a mistake of ours. */
function rendered({ card, reader }: Content, channel: string, uploaded: Uploaded): SlackMessage {
  try {
    return renderCard(card, reader, audienceOf(channel), { uploaded });
  } catch (cause) {
    throw new PlatformError('rejected', 'unrenderable', undefined, { cause });
  }
}
