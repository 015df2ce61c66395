import { textOf, truthOf } from '../json.ts';
import { page } from './history-methods.ts';
import { channelOf, personOf, type SlackMethod } from './slack-context.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { channelJson, userJson } from './slack-shapes.ts';

/** Who and what there is: auth, people, channels. */
export const directoryMethods: { [method: string]: SlackMethod } = {
  'api.test': () => ({ ok: true }),

  'auth.test': ({ space, context }) => ({
    ok: true,
    url: `https://${space.slack?.domain ?? ''}.slack.com/`,
    team: space.name,
    user: 'twinbell',
    team_id: space.id,
    user_id: space.botUserId,
    bot_id: space.slack?.botId ?? '',
    app_id: context.world.data.slackAppId,
    is_enterprise_install: false,
  }),

  'team.info': ({ space }) => ({
    ok: true,
    team: { id: space.id, name: space.name, domain: space.slack?.domain ?? '' },
  }),

  'users.info': (call) => {
    if (textOf(call.args.user) === '') throw new SlackRefusal('user_not_found');
    const person = personOf(call, call.args.user);
    return { ok: true, user: userJson(call.context.world, person, truthOf(call.args.include_locale)) };
  },

  'users.list': (call) => {
    const { world } = call.context;
    const all = world.data.people.filter((one) => one.spaceIds.includes(call.space.id));
    const { items, next } = page(call, all, 200);
    return {
      ok: true,
      members: items.map((one) => userJson(world, one, truthOf(call.args.include_locale))),
      cache_ts: Math.floor(world.nowMs() / 1000),
      response_metadata: { next_cursor: next },
    };
  },

  'conversations.info': (call) => {
    const json = channelJson(call.context.world, channelOf(call, call.args.channel));
    if (!truthOf(call.args.include_locale)) delete json.locale;
    if (!truthOf(call.args.include_num_members)) delete json.num_members;
    return { ok: true, channel: json };
  },

  'conversations.list': (call) => {
    const types = (textOf(call.args.types) || 'public_channel').split(',').map((one) => one.trim());
    const all = call.context.world.data.channels.filter((one) => {
      if (one.spaceId !== call.space.id || one.platform !== 'slack') return false;
      if (truthOf(call.args.exclude_archived) && one.isArchived) return false;
      if (one.kind === 'dm') return types.includes('im');
      if (one.isPrivate) return types.includes('private_channel') && one.botIsMember;
      return types.includes('public_channel');
    });
    const { items, next } = page(call, all, 100);
    return {
      ok: true,
      channels: items.map((one) => channelJson(call.context.world, one)),
      response_metadata: { next_cursor: next },
    };
  },

  'conversations.join': (call) => {
    const channel = channelOf(call, call.args.channel);
    if (channel.kind === 'dm' || channel.isPrivate) {
      throw new SlackRefusal('method_not_supported_for_channel_type');
    }
    if (channel.isArchived) throw new SlackRefusal('is_archived');
    if (!channel.botIsMember) {
      channel.botIsMember = true;
      channel.memberIds.push(call.space.botUserId);
      call.context.world.changed();
    }
    return { ok: true, channel: channelJson(call.context.world, channel) };
  },

  'conversations.open': (call) => {
    const { world } = call.context;
    const existing = textOf(call.args.channel);
    const returnIm = truthOf(call.args.return_im);
    if (existing) {
      const channel = channelOf(call, existing);
      return {
        ok: true,
        no_op: true,
        already_open: true,
        channel: returnIm ? channelJson(world, channel) : { id: channel.id },
      };
    }
    const users = textOf(call.args.users)
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
    if (users.length === 0) throw new SlackRefusal('users_list_not_supplied');
    // Group DMs are not part of the sandbox.
    if (users.length > 1) throw new SlackRefusal('too_many_users');
    const person = personOf(call, users[0]);
    if (person.isBot) throw new SlackRefusal('cannot_dm_bot');
    if (person.isDeactivated) throw new SlackRefusal('user_disabled');
    const channel = world.dm(person, call.space.botUserId);
    return { ok: true, channel: returnIm ? channelJson(world, channel) : { id: channel.id } };
  },
};
