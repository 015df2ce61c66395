import { textOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { ChannelRecord, SlackMessageRecord } from '../world-data.ts';
import { checkContent, editAsBot, isEmptyContent, postAsBot } from './post-message.ts';
import { channelOf, type SlackCall, type SlackMethod } from './slack-context.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { messageJson } from './slack-shapes.ts';

/** A user's id stands for the DM with that user. */
function targetOf(call: SlackCall): ChannelRecord {
  const id = textOf(call.args.channel);
  if (id === '') throw new SlackRefusal('channel_not_found');
  if (/^[UW]/.test(id)) {
    const person = call.context.world.person(id);
    if (person?.platform !== 'slack' || !person.spaceIds.includes(call.space.id) || person.isBot) {
      throw new SlackRefusal('channel_not_found');
    }
    return call.context.world.dm(person, call.space.botUserId);
  }
  const channel = channelOf(call, id);
  if (!channel.botIsMember) throw new SlackRefusal('not_in_channel');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (!channel.botMayPost) throw new SlackRefusal('restricted_action');
  return channel;
}

function threadOf(call: SlackCall, channel: ChannelRecord): string | null {
  const ts = textOf(call.args.thread_ts);
  if (ts === '') return null;
  // Slack accepts any ts and starts a thread that nobody finds; here a wrong one is worth an error.
  if (!call.context.world.slackMessage(channel.id, ts)) throw new SlackRefusal('cannot_reply_to_message');
  return ts;
}

function ownMessage(call: SlackCall, channel: ChannelRecord, refusal: string): SlackMessageRecord {
  const message = call.context.world.slackMessage(channel.id, textOf(call.args.ts));
  // Ephemeral messages do not exist for these methods.
  if (!message || message.visibleTo !== null) throw new SlackRefusal('message_not_found');
  if (message.authorId !== call.space.botUserId) throw new SlackRefusal(refusal);
  return message;
}

const shown = (call: SlackCall, message: SlackMessageRecord): JsonObject =>
  messageJson(call.context.world, message, call.context.baseUrl(), true);

export const chatMethods: { [method: string]: SlackMethod } = {
  'chat.postMessage': (call) => {
    const channel = targetOf(call);
    const content = checkContent(call.args, call.context);
    if (isEmptyContent(content)) throw new SlackRefusal('no_text');
    const threadTs = threadOf(call, channel);
    const message = postAsBot(call.context, call.space, channel, content, { threadTs });
    return { ok: true, channel: channel.id, ts: message.id, message: shown(call, message) };
  },

  'chat.postEphemeral': (call) => {
    const channel = targetOf(call);
    const person = call.context.world.person(textOf(call.args.user));
    if (!person || !channel.memberIds.includes(person.id)) throw new SlackRefusal('user_not_in_channel');
    const content = checkContent(call.args, call.context);
    if (isEmptyContent(content)) throw new SlackRefusal('no_text');
    const threadTs = threadOf(call, channel);
    const message = postAsBot(call.context, call.space, channel, content, { visibleTo: person.id, threadTs });
    return { ok: true, message_ts: message.id };
  },

  'chat.update': (call) => {
    const channel = channelOf(call, call.args.channel);
    const message = ownMessage(call, channel, 'cant_update_message');
    const content = checkContent(call.args, call.context);
    const after = {
      text: content.text ?? message.text,
      blocks: content.blocks ?? message.blocks,
      attachments: content.attachments ?? message.attachments,
      metadata: undefined,
    };
    if (isEmptyContent(after) && message.files.length === 0) throw new SlackRefusal('no_text');
    editAsBot(call.context, message, content);
    return {
      ok: true,
      channel: channel.id,
      ts: message.id,
      text: message.text,
      message: shown(call, message),
    };
  },

  'chat.delete': (call) => {
    const channel = channelOf(call, call.args.channel);
    const message = ownMessage(call, channel, 'cant_delete_message');
    const list = call.context.world.slackMessages(channel.id);
    list.splice(list.indexOf(message), 1);
    call.context.world.changed();
    return { ok: true, channel: channel.id, ts: message.id };
  },

  'chat.getPermalink': (call) => {
    const channel = channelOf(call, call.args.channel);
    const ts = textOf(call.args.message_ts);
    if (!call.context.world.slackMessage(channel.id, ts)) throw new SlackRefusal('message_not_found');
    return {
      ok: true,
      channel: channel.id,
      permalink: `${call.context.baseUrl()}/#slack/${channel.id}/${ts}`,
    };
  },
};
