import { asJson, isObject, objectsOf, textOf } from '../json.ts';
import type { JsonObject, Outcome, SlackActionBody, SlackOptionsBody } from '../page-api.ts';
import type { ChannelRecord, SlackMessageRecord, SlackViewRecord } from '../world-data.ts';
import {
  type ActContext,
  type Actor,
  ActRefused,
  actorOf,
  interactionFrame,
  outcomeOf,
} from './act-context.ts';
import { type FoundElement, findElement, initialState } from './element-state.ts';
import { postNotice } from './post-message.ts';
import { newResponseUrl } from './response-url.ts';
import { channelNameInPayloads, messageJson, viewJson } from './slack-shapes.ts';

interface Surface {
  blocks: JsonObject[];
  view: SlackViewRecord | null;
  home: JsonObject | null;
  channel: ChannelRecord | null;
  message: SlackMessageRecord | null;
}

interface Where {
  channelId?: string;
  messageTs?: string;
  viewId?: string;
}

function surfaceOf(context: ActContext, actor: Actor, where: Where): Surface {
  const { world } = context;
  if (where.viewId !== undefined) {
    const view = world.data.slackViews.find(
      (one) => one.viewId === where.viewId && one.personId === actor.person.id,
    );
    if (view) return { blocks: objectsOf(view.view.blocks), view, home: null, channel: null, message: null };
    const home = world.data.slackHomes.find((one) => one.personId === actor.person.id);
    if (home && (where.viewId === 'home' || where.viewId === `V${actor.person.id}HOME`)) {
      return {
        blocks: objectsOf(home.view.blocks),
        view: null,
        home: home.view,
        channel: null,
        message: null,
      };
    }
    throw new ActRefused('unknown_view', `${actor.person.name} has no view ${where.viewId} open`);
  }
  const channel = world.findChannel(where.channelId ?? '', 'slack');
  const message = channel && world.slackMessage(channel.id, where.messageTs ?? '');
  const isVisible = message && (message.visibleTo === null || message.visibleTo === actor.person.id);
  if (!channel || !message || !isVisible || !channel.memberIds.includes(actor.person.id)) {
    throw new ActRefused('unknown_message', `${actor.person.name} sees no message ${where.messageTs}`);
  }
  const blocks = [...message.blocks, ...message.attachments.flatMap((one) => objectsOf(one.blocks))];
  return { blocks, view: null, home: null, channel, message };
}

function containerOf(surface: Surface): JsonObject {
  if (surface.message && surface.channel) {
    return {
      type: 'message',
      message_ts: surface.message.id,
      channel_id: surface.channel.id,
      is_ephemeral: surface.message.visibleTo !== null,
      ...(surface.message.threadTs ? { thread_ts: surface.message.threadTs } : {}),
    };
  }
  return { type: 'view', view_id: surface.view?.viewId ?? textOf(surface.home?.id) };
}

/** Slack adds what the element showed to what was chosen. */
function actionOf({ block, element }: FoundElement, selection: JsonObject): JsonObject {
  const action: JsonObject = {
    type: element.type ?? '',
    action_id: element.action_id ?? '',
    block_id: block.block_id ?? '',
    action_ts: `${(Date.now() / 1000).toFixed(6)}`,
  };
  const fields = ['text', 'value', 'style', 'placeholder', 'initial_option', 'initial_date', 'initial_time'];
  for (const field of fields) {
    const shown = element[field];
    if (shown !== undefined) action[field] = shown;
  }
  return { ...action, ...selection };
}

function surfaceFields(context: ActContext, actor: Actor, surface: Surface, values: JsonObject): JsonObject {
  const { world } = context;
  const fields: JsonObject = {};
  if (surface.channel && surface.message) {
    fields.channel = { id: surface.channel.id, name: channelNameInPayloads(surface.channel) };
    // An ephemeral message is not stored at Slack, so the payload cannot carry it.
    if (surface.message.visibleTo === null) {
      fields.message = messageJson(world, surface.message, context.baseUrl(), true);
    }
    fields.state = { values };
    fields.response_url = newResponseUrl(
      context,
      actor.space,
      surface.channel,
      actor.person,
      surface.message.id,
    );
  } else if (surface.view) {
    fields.view = { ...viewJson(world, surface.view), state: { values } };
  } else if (surface.home) {
    fields.view = { ...surface.home, id: `V${actor.person.id}HOME`, state: { values } };
  }
  return fields;
}

export async function clickElement(context: ActContext, body: SlackActionBody): Promise<Outcome> {
  const actor = actorOf(context, body.userId);
  const surface = surfaceOf(context, actor, body);
  const found = findElement(surface.blocks, body.actionId, body.blockId || undefined);
  if (!found)
    throw new ActRefused('unknown_element', `There is no ${body.blockId}/${body.actionId} to act on`);
  const selection = body.selection ?? {};
  const values = { ...initialState(surface.blocks), ...body.stateValues };
  const own = values[textOf(found.block.block_id)]?.[body.actionId];
  if (own) {
    values[textOf(found.block.block_id)] = {
      ...values[textOf(found.block.block_id)],
      [body.actionId]: { ...own, ...selection },
    };
  }
  const payload: JsonObject = {
    ...interactionFrame(context, actor, 'block_actions'),
    container: containerOf(surface),
    trigger_id: context.triggers.issue({
      personId: actor.person.id,
      spaceId: actor.space.id,
      viewId: surface.view?.viewId ?? null,
    }),
    ...surfaceFields(context, actor, surface, asJson(values) as JsonObject),
    actions: [actionOf(found, selection)],
  };
  const result = await context.delivery.deliver({ kind: 'interaction', payload });
  if (!result.ok) {
    const where = surface.channel;
    const text = 'This app did not respond. (Slack shows a warning sign beside the button.)';
    if (where) postNotice(context, where.id, actor.person.id, text);
    else if (surface.view) {
      surface.view.failure = 'We had some trouble connecting. Try again?';
      context.world.changed();
    }
  }
  return outcomeOf(result);
}

export async function askForOptions(
  context: ActContext,
  body: SlackOptionsBody,
): Promise<
  | { ok: true; options: JsonObject[]; optionGroups: JsonObject[] }
  | { ok: false; error: string; message: string }
> {
  const actor = actorOf(context, body.userId);
  const surface = surfaceOf(context, actor, body);
  const found = findElement(surface.blocks, body.actionId, body.blockId || undefined);
  if (!found) throw new ActRefused('unknown_element', `There is no ${body.blockId}/${body.actionId}`);
  const { response_url: _none, state: _state, ...fields } = surfaceFields(context, actor, surface, {});
  const payload: JsonObject = {
    ...interactionFrame(context, actor, 'block_suggestion'),
    container: containerOf(surface),
    action_id: body.actionId,
    block_id: found.block.block_id ?? '',
    value: body.value,
    ...fields,
  };
  const result = await context.delivery.deliver({ kind: 'options', payload });
  if (!result.ok) {
    const failed = outcomeOf(result);
    return failed.ok ? { ok: true, options: [], optionGroups: [] } : failed;
  }
  const answer = isObject(result.body) ? result.body : {};
  const options = objectsOf(answer.options);
  const record = context.ledger.record({
    platform: 'slack',
    kind: 'slack.call',
    request: 'options',
    path: 'options',
    body: answer,
    ctx: {},
  });
  context.ledger.settle(record, 200, options.length > 100 ? 'too_many_options' : null);
  return { ok: true, options: options.slice(0, 100), optionGroups: objectsOf(answer.option_groups) };
}
