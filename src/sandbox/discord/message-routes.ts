import { textOf, truthOf } from '../json.ts';
import type { ChannelRecord, DiscordMessageRecord } from '../world-data.ts';
import { bodyOf, channelFor, type RestCall, type RestRoute } from './discord-context.ts';
import { refuse } from './discord-refusal.ts';
import { channelJson, messageJson, userJson } from './discord-shapes.ts';
import { createMessage, deleteMessage, editMessage } from './write-message.ts';

/** Ephemeral messages do not exist for these routes. */
function messageFor(call: RestCall, channel: ChannelRecord): DiscordMessageRecord {
  const message = call.context.world.discordMessage(channel.id, call.ids[1] ?? '');
  if (!message || message.visibleTo !== null || message.kind === 'notice') return refuse('unknownMessage');
  return message;
}

function readable(call: RestCall, message: DiscordMessageRecord) {
  const { world } = call.context;
  const json = messageJson(world, message, call.context.baseUrl());
  const isDm = world.channel(message.channelId)?.kind === 'dm';
  const isOwn = message.authorId === world.data.discordApplicationId;
  // The sandbox's app has no MESSAGE_CONTENT intent, so it reads no words but its own and those in DMs.
  return isOwn || isDm ? json : { ...json, content: '', embeds: [], components: [], attachments: [] };
}

function refuseClosedDm(call: RestCall, channel: ChannelRecord): void {
  if (channel.kind !== 'dm') return;
  const { world } = call.context;
  const person = world.person(channel.memberIds.find((id) => id !== world.data.discordApplicationId));
  if (!person?.acceptsDms) refuse('cannotDm');
  if (person?.spaceIds.length === 0) refuse('noSharedServer');
}

function postMessage(call: RestCall) {
  const { world, timing } = call.context;
  const channel = channelFor(call.context, call.ids[0]);
  if (!channel.botMayPost) refuse('missingPermissions');
  refuseClosedDm(call, channel);
  const body = bodyOf(call);
  if (truthOf(body.enforce_nonce) && body.nonce !== undefined && body.nonce !== null) {
    const first = world
      .discordMessages(channel.id)
      .find(
        (one) =>
          one.nonce === textOf(body.nonce) &&
          one.authorId === world.data.discordApplicationId &&
          Date.now() - one.nonceRealMs < timing.discordNonceMs,
      );
    if (first) return { status: 200, json: messageJson(world, first, call.context.baseUrl()) };
  }
  const message = createMessage(call.context, channel, { mode: 'message', body, files: call.files });
  return { status: 200, json: messageJson(world, message, call.context.baseUrl()) };
}

export const messageRoutes: { [route: string]: RestRoute } = {
  'GET /channels/{}': (call) => ({
    status: 200,
    json: channelJson(call.context.world, channelFor(call.context, call.ids[0])),
  }),

  'GET /channels/{}/messages': (call) => {
    const channel = channelFor(call.context, call.ids[0]);
    const limit = Math.min(Number(call.query.get('limit') ?? 50), 100);
    const before = call.query.get('before');
    const after = call.query.get('after');
    const around = call.query.get('around');
    let list = call.context.world
      .discordMessages(channel.id)
      .filter((one) => one.visibleTo === null && one.kind === 'message');
    if (before) list = list.filter((one) => BigInt(one.id) < BigInt(before));
    if (after) list = list.filter((one) => BigInt(one.id) > BigInt(after)).slice(0, limit);
    if (around) list = list.filter((one) => one.id === around);
    return {
      status: 200,
      json: list
        .slice(-limit)
        .reverse()
        .map((one) => readable(call, one)),
    };
  },

  'POST /channels/{}/messages': postMessage,

  'GET /channels/{}/messages/{}': (call) => {
    const channel = channelFor(call.context, call.ids[0]);
    return { status: 200, json: readable(call, messageFor(call, channel)) };
  },

  'PATCH /channels/{}/messages/{}': (call) => {
    const { world } = call.context;
    const message = messageFor(call, channelFor(call.context, call.ids[0]));
    if (message.authorId !== world.data.discordApplicationId) refuse('notAuthor');
    editMessage(call.context, message, bodyOf(call), call.files);
    return { status: 200, json: messageJson(world, message, call.context.baseUrl()) };
  },

  'DELETE /channels/{}/messages/{}': (call) => {
    const message = messageFor(call, channelFor(call.context, call.ids[0]));
    if (message.authorId !== call.context.world.data.discordApplicationId) refuse('missingPermissions');
    deleteMessage(call.context, message);
    return { status: 204 };
  },

  'POST /channels/{}/typing': (call) => {
    channelFor(call.context, call.ids[0]);
    return { status: 204 };
  },

  'POST /users/@me/channels': (call) => {
    const { world } = call.context;
    const person = world.person(textOf(bodyOf(call).recipient_id));
    if (person?.platform !== 'discord') return refuse('unknownUser');
    if (person.isBot) return refuse('cannotDm');
    const channel = world.dm(person, world.data.discordApplicationId);
    return { status: 200, json: channelJson(world, channel) };
  },

  'GET /users/{}': (call) => {
    const person = call.context.world.person(call.ids[0]);
    if (person?.platform !== 'discord') return refuse('unknownUser');
    return { status: 200, json: userJson(person) };
  },
};
