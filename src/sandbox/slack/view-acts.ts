import { asJson, isObject, objectsOf, textOf } from '../json.ts';
import type { JsonObject, Outcome, SlackStateValues } from '../page-api.ts';
import type { SlackViewRecord } from '../world-data.ts';
import { type ActContext, ActRefused, actorOf, interactionFrame, outcomeOf } from './act-context.ts';
import { incompleteInputs, initialState } from './element-state.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { viewJson } from './slack-shapes.ts';
import { changeView, showView } from './view-methods.ts';
import { checkView } from './view-rules.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

function viewOf(context: ActContext, personId: string, viewId: string): SlackViewRecord {
  const found = context.world.data.slackViews.find(
    (one) => one.viewId === viewId && one.personId === personId,
  );
  if (!found) throw new ActRefused('unknown_view', `There is no open view ${viewId}`);
  return found;
}

function remove(context: ActContext, gone: (view: SlackViewRecord) => boolean): void {
  context.world.data.slackViews = context.world.data.slackViews.filter((one) => !gone(one));
  context.world.changed();
}

function fail(context: ActContext, record: SlackViewRecord, code: string, body: JsonObject): Outcome {
  record.failure = TROUBLE;
  context.ledger.refuse({
    platform: 'slack',
    request: 'answer to a view submission',
    status: 200,
    code,
    message: `Slack could not use the answer: ${code}`,
    answer: body,
  });
  return { ok: false, error: code, message: TROUBLE };
}

/** The app answers a submission with what shall happen to the modal; an empty answer closes it. */
function obey(context: ActContext, record: SlackViewRecord, body: JsonObject): Outcome {
  const action = textOf(body.response_action);
  if (action === '') {
    remove(context, (one) => one === record);
    return { ok: true };
  }
  if (action === 'clear') {
    remove(context, (one) => one.personId === record.personId);
    return { ok: true };
  }
  if (action === 'errors') {
    const inputs = objectsOf(record.view.blocks).filter((block) => block.type === 'input');
    const errors: { [blockId: string]: string } = {};
    for (const [blockId, text] of Object.entries(isObject(body.errors) ? body.errors : {})) {
      if (!inputs.some((block) => block.block_id === blockId)) {
        return fail(context, record, 'unknown_block_in_errors', body);
      }
      errors[blockId] = textOf(text);
    }
    if (Object.keys(errors).length === 0) return fail(context, record, 'no_errors_given', body);
    record.errors = errors;
    record.failure = null;
    context.world.changed();
    return { ok: false, error: 'view_errors', message: Object.values(errors).join(' ') };
  }
  if (action !== 'update' && action !== 'push') return fail(context, record, 'unknown_response_action', body);
  const sent = context.ledger.record({
    platform: 'slack',
    kind: 'slack.view',
    request: `view_submission ${action}`,
    path: 'ack',
    body: body.view ?? null,
    ctx: { surface: 'modal' },
  });
  try {
    const view = checkView(body.view, 'modal');
    if (action === 'update') changeView(context, record, view);
    else showView(context, record.personId, record.spaceId, view, record);
    context.ledger.settle(sent, 200, null);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    context.ledger.settle(sent, 200, error.code);
    return fail(context, record, error.code, { ...body, ...error.details });
  }
}

export async function submitView(
  context: ActContext,
  userKey: string,
  viewId: string,
  stateValues: SlackStateValues,
): Promise<Outcome> {
  const actor = actorOf(context, userKey);
  const record = viewOf(context, actor.person.id, viewId);
  const blocks = objectsOf(record.view.blocks);
  const values = { ...initialState(blocks), ...stateValues };
  const missing = incompleteInputs(blocks, values);
  record.errors = missing;
  record.failure = null;
  context.world.changed();
  if (Object.keys(missing).length > 0) {
    return { ok: false, error: 'view_errors', message: Object.values(missing).join(' ') };
  }
  const payload: JsonObject = {
    ...interactionFrame(context, actor, 'view_submission'),
    trigger_id: context.triggers.issue({ personId: actor.person.id, spaceId: actor.space.id, viewId }),
    view: { ...viewJson(context.world, record), state: { values: asJson(values) } },
    response_urls: [],
  };
  const result = await context.delivery.deliver({ kind: 'interaction', payload });
  if (!result.ok) {
    record.failure = TROUBLE;
    context.world.changed();
    return outcomeOf(result);
  }
  return obey(context, record, isObject(result.body) ? result.body : {});
}

export async function closeView(
  context: ActContext,
  userKey: string,
  viewId: string,
  isCleared: boolean,
): Promise<Outcome> {
  const actor = actorOf(context, userKey);
  const record = viewOf(context, actor.person.id, viewId);
  const mine = context.world.data.slackViews.filter((one) => one.personId === actor.person.id);
  const closing = isCleared || record.view.clear_on_close === true ? mine : [record];
  remove(context, (one) => closing.includes(one));
  let outcome: Outcome = { ok: true };
  for (const one of closing) {
    if (one.view.notify_on_close !== true) continue;
    const payload: JsonObject = {
      ...interactionFrame(context, actor, 'view_closed'),
      view: viewJson(context.world, one),
      is_cleared: isCleared,
    };
    outcome = outcomeOf(await context.delivery.deliver({ kind: 'interaction', payload }));
  }
  return outcome;
}
