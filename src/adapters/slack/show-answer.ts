import type { WebClient } from '@slack/web-api';
import type { Answer, Content } from '../../chat/call.ts';
import type { Log } from '../../chat/log.ts';
import { PlatformError } from '../../chat/platform.ts';
import { audienceOf, type Delivery, isDirect, payloadOf } from './delivery.ts';
import { toError } from './http-receiver.ts';
import type { SlackRequest } from './parse-payload.ts';
import { renderCard } from './render-card.ts';
import type { ResponseMode, ResponseUrl } from './response-url.ts';
import { toPlatformError } from './web-error.ts';

type Attempt = () => Promise<unknown>;

/** Puts answers where they belong. Slack has several doors for that, each closed at times; it tries the next. */
export class AnswerDesk {
  readonly #client: WebClient;
  readonly #delivery: Delivery;
  readonly #responses: ResponseUrl;
  readonly #log: Log;

  constructor(client: WebClient, delivery: Delivery, responses: ResponseUrl, log: Log) {
    this.#client = client;
    this.#delivery = delivery;
    this.#responses = responses;
    this.#log = log;
  }

  /** Never rejects: an answer that no door takes is logged. */
  async show(request: SlackRequest, answer: Answer): Promise<void> {
    if (answer.content && answer.visibility !== 'silent') {
      await this.#show(request, answer.content, answer.visibility);
    }
    for (const content of answer.also) await this.#show(request, content, 'private');
  }

  async #show(
    request: SlackRequest,
    content: Content,
    visibility: 'public' | 'private' | 'update',
  ): Promise<void> {
    try {
      // A public message twice is worse than none: after a lost answer it is not tried through another door.
      await firstOpen(this.#doors(request, content, visibility), visibility !== 'public');
    } catch (error) {
      const { kind, platformCode } = toPlatformError(error);
      this.#log.error('slack.answer-not-shown', {
        command: request.call.command,
        visibility,
        kind,
        platformCode,
        error: toError(error),
      });
    }
  }

  #doors(request: SlackRequest, content: Content, visibility: 'public' | 'private' | 'update'): Attempt[] {
    const { origin, call } = request;
    const { channelId, responseUrl } = origin;
    const respond = (mode: ResponseMode): Attempt[] => {
      if (responseUrl === undefined) return [];
      const audience =
        mode === 'in_channel' || (mode === 'replace' && !origin.ephemeral) ? audienceOf(channelId) : 'one';
      return [
        () => this.#responses.post(responseUrl, renderCard(content.card, content.reader, audience), mode),
      ];
    };
    const post: Attempt = () => this.#delivery.post(channelId, content);
    const postEphemeral: Attempt = () =>
      this.#client.chat.postEphemeral({
        channel: channelId,
        user: call.caller.userId,
        ...payloadOf(renderCard(content.card, content.reader, 'one')),
      });
    const message: Attempt = async () =>
      this.#delivery.post(await this.#delivery.directChannel(call.caller.userId), content);

    switch (visibility) {
      case 'public':
        // Between two people the bot has no access to the conversation; only the response address reaches it.
        return isDirect(channelId) ? [post, ...respond('in_channel')] : [...respond('in_channel'), post];
      case 'private':
        return isDirect(channelId)
          ? [post, ...respond('ephemeral'), message]
          : [...respond('ephemeral'), postEphemeral, message];
      case 'update':
        return [...this.#updates(request, content, respond), ...this.#doors(request, content, 'private')];
    }
  }

  #updates(
    { origin }: SlackRequest,
    content: Content,
    respond: (mode: ResponseMode) => Attempt[],
  ): Attempt[] {
    const { messageTs, channelId, ephemeral } = origin;
    if (ephemeral === true) return respond('replace');
    if (messageTs === undefined) return [];
    // chat.update first: a replacement through the response address would lose the delivery id in the metadata.
    const ref = {
      platform: 'slack',
      tenantId: this.#delivery.tenantId,
      channelId,
      messageId: messageTs,
    } as const;
    return [() => this.#delivery.edit(ref, content), ...respond('replace')];
  }
}

async function firstOpen(doors: readonly Attempt[], mayRepeat: boolean): Promise<void> {
  let refusal: PlatformError | undefined;
  for (const door of doors) {
    try {
      await door();
      return;
    } catch (error) {
      refusal = toPlatformError(error);
      if (refusal.kind === 'unavailable' && !mayRepeat) break;
    }
  }
  throw refusal ?? new PlatformError('rejected', 'no_way_to_answer');
}
