import { isObject } from '../json.ts';
import type { JsonObject, Outcome, SlackCommandInfo } from '../page-api.ts';
import type { World } from '../world.ts';
import { type ActContext, actorOf, outcomeOf, placeOf } from './act-context.ts';
import type { DeliveryResult } from './delivery.ts';
import { postNotice } from './post-message.ts';
import { newResponseUrl, respond } from './response-url.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { channelNameInPayloads } from './slack-shapes.ts';

/** `should_escape`: typed @handles and #channels arrive as ids. What is already an id stays. */
function escaped(world: World, spaceId: string, text: string): string {
  return text
    .replace(/(^|[\s"(:])@([\p{L}\p{N}._-]*[\p{L}\p{N}_-])/gu, (whole, before: string, handle: string) => {
      const person = world.data.people.find(
        (one) => one.platform === 'slack' && one.spaceIds.includes(spaceId) && one.username === handle,
      );
      return person ? `${before}<@${person.id}|${person.username}>` : whole;
    })
    .replace(/(^|[\s"(:])#([\p{L}\p{N}_-]+)/gu, (whole, before: string, name: string) => {
      const channel = world.data.channels.find((one) => one.spaceId === spaceId && one.name === name);
      return channel ? `${before}<#${channel.id}|${channel.name}>` : whole;
    });
}

function answerDirectly(
  context: ActContext,
  hook: { spaceId: string; channelId: string; personId: string },
  result: DeliveryResult & { ok: true },
): Outcome {
  const body: JsonObject | undefined = isObject(result.body)
    ? result.body
    : typeof result.body === 'string'
      ? { text: result.body }
      : undefined;
  if (!body) return { ok: true };
  const record = context.ledger.record({
    platform: 'slack',
    kind: 'slack.message',
    request: 'ack',
    path: 'ack',
    body,
    ctx: {},
  });
  try {
    respond(context, { ...hook, messageTs: null }, body);
    context.ledger.settle(record, 200, null);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    context.ledger.settle(record, 200, error.code);
    context.ledger.refuse({
      platform: 'slack',
      request: 'answer to a slash command',
      status: 200,
      code: error.code,
      message: error.code,
      answer: error.details,
    });
    return { ok: false, error: error.code, message: 'Slack could not show the answer to the command.' };
  }
}

export async function runSlashCommand(
  context: ActContext,
  commands: SlackCommandInfo[],
  userKey: string,
  channelKey: string,
  line: string,
): Promise<Outcome> {
  const { world } = context;
  const actor = actorOf(context, userKey);
  const channel = placeOf(context, actor, channelKey);
  const [, command = '', rest = ''] = /^\s*(\/\S*)\s*([\s\S]*)$/u.exec(line) ?? [];
  if (!command || (commands.length > 0 && !commands.some((one) => one.command === command))) {
    const said = command || line.trim();
    postNotice(context, channel.id, actor.person.id, `\`${said}\` is not a valid command.`);
    return { ok: false, error: 'unknown_command', message: `${said} is not a valid command.` };
  }
  const payload: JsonObject = {
    token: world.data.secrets.slackVerificationToken,
    team_id: actor.space.id,
    team_domain: actor.space.slack?.domain ?? '',
    channel_id: channel.id,
    channel_name: channelNameInPayloads(channel),
    user_id: actor.person.id,
    user_name: actor.person.username,
    command,
    text: escaped(world, actor.space.id, rest.trimEnd()),
    api_app_id: world.data.slackAppId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(context, actor.space, channel, actor.person, null),
    trigger_id: context.triggers.issue({
      personId: actor.person.id,
      spaceId: actor.space.id,
      viewId: null,
    }),
  };
  const result = await context.delivery.deliver({ kind: 'command', payload });
  if (!result.ok) {
    const error = result.error === 'operation_timeout' ? 'operation_timeout' : 'dispatch_failed';
    postNotice(context, channel.id, actor.person.id, `${command} failed with the error "${error}"`);
    return outcomeOf(result);
  }
  const hook = { spaceId: actor.space.id, channelId: channel.id, personId: actor.person.id };
  return answerDirectly(context, hook, result);
}
