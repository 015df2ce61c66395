import { textOf, truthOf } from '../json.ts';
import type { ChannelRecord, SlackMessageRecord } from '../world-data.ts';
import { channelOf, personOf, type SlackCall, type SlackMethod } from './slack-context.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { messageJson } from './slack-shapes.ts';

/** Slack pages by cursors that mean nothing to the caller. */
export function page<T>(call: SlackCall, all: T[], fallback: number): { items: T[]; next: string } {
  const start = Number(textOf(call.args.cursor).replace(/^at:/, '') || 0);
  const limit = Math.min(Number(textOf(call.args.limit)) || fallback, 1000);
  const items = all.slice(start, start + limit);
  return { items, next: start + limit < all.length ? `at:${start + limit}` : '' };
}

function readable(call: SlackCall, channel: ChannelRecord): SlackMessageRecord[] {
  if (!channel.botIsMember) throw new SlackRefusal('not_in_channel');
  return call.context.world
    .slackMessages(channel.id)
    .filter((message) => message.visibleTo === null && message.kind === 'message');
}

function within(call: SlackCall, ts: string): boolean {
  const inclusive = truthOf(call.args.inclusive);
  const oldest = Number(textOf(call.args.oldest) || 0);
  const latest = Number(textOf(call.args.latest) || Number.POSITIVE_INFINITY);
  const at = Number(ts);
  return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest));
}

export const historyMethods: { [method: string]: SlackMethod } = {
  'conversations.history': (call) => {
    const channel = channelOf(call, call.args.channel);
    const withMetadata = truthOf(call.args.include_all_metadata);
    const all = readable(call, channel)
      .filter((one) => (one.threadTs === null || one.threadTs === one.id) && within(call, one.id))
      .reverse();
    const { items, next } = page(call, all, 100);
    return {
      ok: true,
      messages: items.map((one) =>
        messageJson(call.context.world, one, call.context.baseUrl(), withMetadata),
      ),
      has_more: next !== '',
      pin_count: 0,
      response_metadata: { next_cursor: next },
    };
  },

  'conversations.replies': (call) => {
    const channel = channelOf(call, call.args.channel);
    const ts = textOf(call.args.ts);
    const withMetadata = truthOf(call.args.include_all_metadata);
    const thread = readable(call, channel).filter((one) => one.id === ts || one.threadTs === ts);
    if (thread.length === 0) throw new SlackRefusal('thread_not_found');
    const { items, next } = page(call, thread, 1000);
    return {
      ok: true,
      messages: items.map((one) =>
        messageJson(call.context.world, one, call.context.baseUrl(), withMetadata),
      ),
      has_more: next !== '',
      response_metadata: { next_cursor: next },
    };
  },

  'conversations.members': (call) => {
    const channel = channelOf(call, call.args.channel);
    const { items, next } = page(call, channel.memberIds, 100);
    return { ok: true, members: items, response_metadata: { next_cursor: next } };
  },

  'users.conversations': (call) => {
    const id = textOf(call.args.user) || call.space.botUserId;
    personOf(call, id);
    const all = call.context.world.data.channels.filter(
      (one) => one.spaceId === call.space.id && one.memberIds.includes(id) && one.kind === 'channel',
    );
    const { items, next } = page(call, all, 100);
    return {
      ok: true,
      channels: items.map((one) => ({ id: one.id, name: one.name, is_private: one.isPrivate })),
      response_metadata: { next_cursor: next },
    };
  },
};
