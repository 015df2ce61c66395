import type { JsonObject, Outcome } from '../page-api.ts';
import type { ChannelRecord, PersonRecord, SpaceRecord } from '../world-data.ts';
import { type ActContext, type Actor, actorOf, outcomeOf, placeOf } from './act-context.ts';
import type { SlackEvents } from './slack-events.ts';
import { userJson } from './slack-shapes.ts';

/** A plain chat message. The app hears of those in its DMs and of those that mention it. */
export async function say(
  context: ActContext,
  events: SlackEvents,
  userKey: string,
  channelKey: string,
  text: string,
): Promise<Outcome> {
  const { world } = context;
  const actor = actorOf(context, userKey);
  const channel = placeOf(context, actor, channelKey);
  const ts = world.ids.slackTs();
  world.addSlackMessage({
    platform: 'slack',
    kind: 'message',
    id: ts,
    channelId: channel.id,
    authorId: actor.person.id,
    botId: null,
    sentAt: world.nowIso(),
    editedAt: null,
    visibleTo: null,
    text,
    blocks: [],
    attachments: [],
    files: [],
    metadata: null,
    threadTs: null,
  });
  const isDm = channel.kind === 'dm';
  if (!isDm && !(channel.botIsMember && text.includes(`<@${actor.space.botUserId}>`))) return { ok: true };
  await events.send(actor.space, {
    type: isDm ? 'message' : 'app_mention',
    user: actor.person.id,
    text,
    ts,
    team: actor.space.id,
    channel: channel.id,
    ...(isDm ? { channel_type: 'im' } : {}),
  });
  return { ok: true };
}

export async function openHome(context: ActContext, events: SlackEvents, userKey: string): Promise<Outcome> {
  const actor = actorOf(context, userKey);
  const channel = context.world.dm(actor.person, actor.space.botUserId);
  const result = await events.send(actor.space, {
    type: 'app_home_opened',
    user: actor.person.id,
    channel: channel.id,
    tab: 'home',
  });
  return outcomeOf(result);
}

/** /invite @Twinbell */
export async function inviteBot(
  context: ActContext,
  events: SlackEvents,
  userKey: string,
  channelKey: string,
): Promise<Outcome> {
  const actor = actorOf(context, userKey);
  const channel = placeOf(context, actor, channelKey);
  if (channel.botIsMember) return { ok: true };
  channel.botIsMember = true;
  channel.memberIds.push(actor.space.botUserId);
  context.world.changed();
  await events.send(actor.space, {
    type: 'member_joined_channel',
    user: actor.space.botUserId,
    channel: channel.id,
    channel_type: 'C',
    team: actor.space.id,
    inviter: actor.person.id,
  });
  return { ok: true };
}

export function removeBot(context: ActContext, space: SpaceRecord, channel: ChannelRecord): void {
  channel.botIsMember = false;
  channel.memberIds = channel.memberIds.filter((id) => id !== space.botUserId);
  context.world.changed();
}

/** Another zone or locale; Slack tells apps with user_change. */
export async function changePerson(
  context: ActContext,
  events: SlackEvents,
  actor: Actor,
  change: { timeZone?: string; locale?: string; name?: string },
): Promise<Outcome> {
  Object.assign(actor.person, change);
  context.world.changed();
  const user: JsonObject = userJson(context.world, actor.person, true);
  const result = await events.send(actor.space, { type: 'user_change', user });
  return outcomeOf(result);
}

/** An admin deactivates an account, or activates it again: to apps just another `user_change`. */
export async function setActive(
  context: ActContext,
  events: SlackEvents,
  { person, space }: { readonly person: PersonRecord; readonly space: SpaceRecord },
  isActive: boolean,
): Promise<Outcome> {
  person.isDeactivated = !isActive;
  context.world.changed();
  const user: JsonObject = userJson(context.world, person, true);
  return outcomeOf(await events.send(space, { type: 'user_change', user }));
}

export async function uninstall(
  context: ActContext,
  events: SlackEvents,
  space: SpaceRecord,
): Promise<Outcome> {
  if (space.slack) space.slack.isInstalled = false;
  context.world.changed();
  await events.send(space, { type: 'tokens_revoked', tokens: { oauth: [], bot: [space.botUserId] } });
  return outcomeOf(await events.send(space, { type: 'app_uninstalled' }));
}
