import type { WebClient } from '@slack/web-api';
import type { Answer, Content } from '../../chat/call.ts';
import type { Log } from '../../chat/log.ts';
import { PlatformError } from '../../chat/platform.ts';
import { audienceOf, type Delivery, isDirect, payloadOf } from './delivery.ts';
import { toError } from './http-receiver.ts';
import type { SlackRequest } from './parse-payload.ts';
import type { PictureUploads, Uploaded } from './picture-uploads.ts';
import { renderCard } from './render-card.ts';
import type { ResponseMode, ResponseUrl } from './response-url.ts';
import { toPlatformError } from './web-error.ts';

type Attempt = () => Promise<unknown>;

/** Puts answers where they belong. Slack has several doors for that, each closed at times; it tries the next. */
export class AnswerDesk {
  readonly #client: WebClient;
  readonly #delivery: Delivery;
  readonly #responses: ResponseUrl;
  readonly #uploads: PictureUploads;
  readonly #log: Log;

  constructor(
    client: WebClient,
    delivery: Delivery,
    responses: ResponseUrl,
    uploads: PictureUploads,
    log: Log,
  ) {
    this.#client = client;
    this.#delivery = delivery;
    this.#responses = responses;
    this.#uploads = uploads;
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
      const { userId } = request.call.caller;
      const direct = () => this.#delivery.directChannel(userId);
      const uploaded = await this.#uploads.upload(content, visibility === 'public' ? undefined : direct);
      // A public message twice is worse than none: after a lost answer it is not tried through another door.
      await firstOpen(this.#doors(request, content, visibility, uploaded), visibility !== 'public');
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

  #doors(
    request: SlackRequest,
    content: Content,
    visibility: 'public' | 'private' | 'update',
    uploaded: Uploaded,
  ): Attempt[] {
    const { origin, call } = request;
    const { channelId, responseUrl } = origin;
    const { card, reader } = content;
    const respond = (mode: ResponseMode): Attempt[] => {
      if (responseUrl === undefined) return [];
      const isPublic = mode === 'in_channel' || (mode === 'replace' && !origin.ephemeral);
      const audience = isPublic ? audienceOf(channelId) : 'one';
      return [
        () =>
          this.#uploads.show(uploaded, (shown) => {
            const pictures = { uploaded: shown, inWordsToo: !isPublic };
            return this.#responses.post(responseUrl, renderCard(card, reader, audience, pictures), mode);
          }),
      ];
    };
    const post: Attempt = () => this.#delivery.post(channelId, content, uploaded);
    const postEphemeral: Attempt = () =>
      this.#uploads.show(uploaded, (shown) =>
        this.#client.chat.postEphemeral({
          channel: channelId,
          user: call.caller.userId,
          // Whether Slack lets the one who reads this see the file is said nowhere; so the words are there, too.
          ...payloadOf(renderCard(card, reader, 'one', { uploaded: shown, inWordsToo: true })),
        }),
      );
    const message: Attempt = async () =>
      this.#delivery.post(await this.#delivery.directChannel(call.caller.userId), content, uploaded);

    switch (visibility) {
      case 'public':
        // Between two people the bot has no access to the conversation; only the response address reaches it.
        return isDirect(channelId) ? [post, ...respond('in_channel')] : [...respond('in_channel'), post];
      case 'private':
        return isDirect(channelId)
          ? [post, ...respond('ephemeral'), message]
          : [...respond('ephemeral'), postEphemeral, message];
      case 'update':
        return [
          ...this.#updates(request, content, uploaded, respond),
          ...this.#doors(request, content, 'private', uploaded),
        ];
    }
  }

  #updates(
    { origin }: SlackRequest,
    content: Content,
    uploaded: Uploaded,
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
    return [() => this.#delivery.change(ref, content, uploaded), ...respond('replace')];
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
