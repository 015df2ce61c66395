import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, readBody } from '../http/exchange.ts';
import { performWithFaults } from '../http/perform-with-faults.ts';
import { isObject, parseJson, textOf, truthOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { ChannelRecord, PersonRecord, ResponseUrlRecord, SpaceRecord } from '../world-data.ts';
import { checkContent, editAsBot, isEmptyContent, postAsBot } from './post-message.ts';
import type { SlackContext } from './slack-context.ts';
import { SlackRefusal } from './slack-refusal.ts';

const USES = 5;
const KEPT = 300;

export function newResponseUrl(
  context: SlackContext,
  space: SpaceRecord,
  channel: ChannelRecord,
  person: PersonRecord,
  messageTs: string | null,
): string {
  const { world } = context;
  const secret = world.ids.secret(12);
  world.data.responseUrls.push({
    secret,
    spaceId: space.id,
    channelId: channel.id,
    personId: person.id,
    messageTs,
    usesLeft: USES,
    madeRealMs: Date.now(),
  });
  if (world.data.responseUrls.length > KEPT) world.data.responseUrls.shift();
  return `${context.baseUrl()}/slack-hooks/actions/${space.id}/${secret}`;
}

/** What the app may say through a response_url, or as the direct answer to a slash command. */
export function respond(
  context: SlackContext,
  hook: Omit<ResponseUrlRecord, 'secret' | 'usesLeft' | 'madeRealMs'>,
  body: JsonObject,
): void {
  const { world } = context;
  const space = world.space(hook.spaceId);
  const channel = world.channel(hook.channelId);
  if (!space || !channel) throw new SlackRefusal('channel_not_found');
  const original = hook.messageTs ? world.slackMessage(channel.id, hook.messageTs) : undefined;
  if (truthOf(body.delete_original)) {
    if (!original) throw new SlackRefusal('message_not_found');
    const list = world.slackMessages(channel.id);
    list.splice(list.indexOf(original), 1);
    world.changed();
    return;
  }
  const content = checkContent(body, context);
  if (isEmptyContent(content)) throw new SlackRefusal('no_text');
  if (truthOf(body.replace_original) && hook.messageTs !== null) {
    if (!original) throw new SlackRefusal('message_not_found');
    // Replacing means that what is left out is gone, other than with chat.update.
    editAsBot(context, original, {
      text: content.text ?? '',
      blocks: content.blocks ?? [],
      attachments: content.attachments ?? [],
      metadata: content.metadata,
    });
    return;
  }
  const visibleTo = body.response_type === 'in_channel' ? null : hook.personId;
  postAsBot(context, space, channel, content, { visibleTo, threadTs: textOf(body.thread_ts) || null });
}

export async function handleResponseUrl(
  context: SlackContext,
  request: IncomingMessage,
  response: ServerResponse,
  secret: string,
): Promise<void> {
  const { world, ledger, faults, timing } = context;
  const parsed = parseJson((await readBody(request)).toString('utf8'));
  const body = isObject(parsed) ? parsed : {};
  const record = ledger.record({
    platform: 'slack',
    kind: 'slack.message',
    request: 'response_url',
    path: 'response_url',
    body,
    ctx: {},
  });
  const answer = await performWithFaults(
    faults,
    'slack',
    'response_url',
    response,
    async (): Promise<Answer> => {
      const hook = world.data.responseUrls.find((one) => one.secret === secret);
      if (!hook) return { status: 404, json: { ok: false, error: 'not_found' } };
      if (Date.now() - hook.madeRealMs > timing.slackResponseUrlMs) {
        return { status: 404, json: { ok: false, error: 'expired_url' } };
      }
      if (hook.usesLeft <= 0) return { status: 404, json: { ok: false, error: 'used_url' } };
      if (!isObject(parsed)) return { status: 400, json: { ok: false, error: 'invalid_payload' } };
      try {
        respond(context, hook, body);
      } catch (error) {
        if (!(error instanceof SlackRefusal)) throw error;
        return { status: 400, json: { ok: false, error: error.code, ...error.details } };
      }
      hook.usesLeft -= 1;
      return { status: 200, json: { ok: true } };
    },
  );
  if (answer === 'dropped') return ledger.settle(record, 0, 'dropped');
  const error = answer.status === 200 ? null : JSON.stringify(answer.json ?? null);
  ledger.settle(record, answer.status, error);
  if (error) {
    ledger.refuse({
      platform: 'slack',
      request: 'response_url',
      status: answer.status,
      code: isObject(answer.json) ? textOf(answer.json.error) : String(answer.status),
      message: error,
      answer: answer.json ?? null,
    });
  }
}
