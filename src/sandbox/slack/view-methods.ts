import { objectsOf, textOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { SlackViewRecord } from '../world-data.ts';
import { withIds } from './block-rules.ts';
import { personOf, type SlackCall, type SlackContext, type SlackMethod } from './slack-context.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { viewJson } from './slack-shapes.ts';
import { checkView } from './view-rules.ts';

const STACK_LIMIT = 3;

export function stackOf(context: SlackContext, personId: string): SlackViewRecord[] {
  return context.world.data.slackViews.filter((view) => view.personId === personId);
}

function refuseDuplicate(
  context: SlackContext,
  spaceId: string,
  view: JsonObject,
  self?: SlackViewRecord,
): void {
  const external = textOf(view.external_id);
  if (external === '') return;
  const taken = context.world.data.slackViews.some(
    (one) => one !== self && one.spaceId === spaceId && one.view.external_id === external,
  );
  if (taken) throw new SlackRefusal('duplicate_external_id');
}

function prepared(context: SlackContext, view: JsonObject): JsonObject {
  const makeId = () => context.world.ids.secret(3).slice(0, 5);
  return { ...view, blocks: withIds(objectsOf(view.blocks), makeId) };
}

const newHash = (context: SlackContext) => `${Math.floor(Date.now() / 1000)}.${context.world.ids.secret(4)}`;

/** Puts a modal on a person's screen, alone or on top of another. */
export function showView(
  context: SlackContext,
  personId: string,
  spaceId: string,
  view: JsonObject,
  onTopOf: SlackViewRecord | null,
): SlackViewRecord {
  const { world } = context;
  if (onTopOf && stackOf(context, personId).length >= STACK_LIMIT)
    throw new SlackRefusal('push_limit_reached');
  // An opened view replaces whatever the person had on screen.
  if (!onTopOf) world.data.slackViews = world.data.slackViews.filter((one) => one.personId !== personId);
  refuseDuplicate(context, spaceId, view);
  const viewId = world.ids.slack('V');
  const record: SlackViewRecord = {
    viewId,
    spaceId,
    personId,
    view: prepared(context, view),
    hash: newHash(context),
    rootViewId: onTopOf?.rootViewId ?? viewId,
    previousViewId: onTopOf?.viewId ?? null,
    errors: {},
    failure: null,
  };
  world.data.slackViews.push(record);
  world.changed();
  return record;
}

export function changeView(context: SlackContext, record: SlackViewRecord, view: JsonObject): void {
  refuseDuplicate(context, record.spaceId, view, record);
  record.view = prepared(context, view);
  record.hash = newHash(context);
  record.errors = {};
  record.failure = null;
  context.world.changed();
}

function findView(call: SlackCall): SlackViewRecord {
  const id = textOf(call.args.view_id);
  const external = textOf(call.args.external_id);
  const found = call.context.world.data.slackViews.find(
    (one) =>
      one.spaceId === call.space.id &&
      (id ? one.viewId === id : external && one.view.external_id === external),
  );
  if (!found) throw new SlackRefusal('not_found');
  return found;
}

export const viewMethods: { [method: string]: SlackMethod } = {
  'views.open': (call) => {
    const view = checkView(call.args.view, 'modal');
    const trigger = call.context.triggers.exchange(textOf(call.args.trigger_id));
    const record = showView(call.context, trigger.personId, trigger.spaceId, view, null);
    return { ok: true, view: viewJson(call.context.world, record) };
  },

  'views.push': (call) => {
    const view = checkView(call.args.view, 'modal');
    const trigger = call.context.triggers.exchange(textOf(call.args.trigger_id));
    const top = stackOf(call.context, trigger.personId).at(-1);
    if (!top) throw new SlackRefusal('invalid_arguments');
    const record = showView(call.context, trigger.personId, trigger.spaceId, view, top);
    return { ok: true, view: viewJson(call.context.world, record) };
  },

  'views.update': (call) => {
    const view = checkView(call.args.view, 'modal');
    const record = findView(call);
    const hash = textOf(call.args.hash);
    if (hash && hash !== record.hash) throw new SlackRefusal('hash_conflict');
    changeView(call.context, record, view);
    return { ok: true, view: viewJson(call.context.world, record) };
  },

  'views.publish': (call) => {
    const { world } = call.context;
    const view = checkView(call.args.view, 'home');
    const person = personOf(call, call.args.user_id);
    const shown = prepared(call.context, view);
    const homes = world.data.slackHomes;
    const found = homes.find((one) => one.personId === person.id);
    if (found) found.view = shown;
    else homes.push({ personId: person.id, view: shown });
    world.changed();
    return {
      ok: true,
      view: { ...shown, id: `V${person.id}HOME`, team_id: call.space.id, hash: newHash(call.context) },
    };
  },
};
