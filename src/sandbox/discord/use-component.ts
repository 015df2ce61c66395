import { isObject, objectsOf, textOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { DiscordModalRecord } from '../world-data.ts';
import {
  ActRefused,
  findComponent,
  interactionJson,
  optionTypeOfSelect,
  type Place,
  personFor,
  placeFor,
  resolvedJson,
  showNotice,
} from './act-frame.ts';
import { BUTTON, isSelect, STRING_SELECT, TEXT_INPUT } from './component-rules.ts';
import type { DiscordContext } from './discord-context.ts';
import { messageJson } from './discord-shapes.ts';
import type { Acted } from './run-command.ts';

function checkValues(component: JsonObject, values: string[]): void {
  const type = component.type;
  if (type === BUTTON) return;
  const min = typeof component.min_values === 'number' ? component.min_values : 1;
  const max = typeof component.max_values === 'number' ? component.max_values : 1;
  if (values.length < min || values.length > max) {
    throw new ActRefused('bad_choice', `Choose ${min} to ${max}, not ${values.length}`);
  }
  if (type !== STRING_SELECT) return;
  const known = objectsOf(component.options).map((one) => textOf(one.value));
  const unknown = values.find((one) => !known.includes(one));
  if (unknown !== undefined) throw new ActRefused('bad_choice', `There is no choice ${unknown}`);
}

/** Presses a button or chooses in a select. */
export async function useComponent(
  context: DiscordContext,
  userKey: string,
  channelKey: string,
  messageId: string,
  customId: string,
  values: string[] = [],
): Promise<Acted> {
  const { world, book } = context;
  const place = placeFor(context, userKey, channelKey);
  const message = world.discordMessage(place.channel.id, messageId);
  if (!message || (message.visibleTo !== null && message.visibleTo !== place.person.id)) {
    throw new ActRefused('unknown_message', `${place.person.name} sees no message ${messageId}`);
  }
  const component = findComponent(message.components, customId);
  if (!component) throw new ActRefused('unknown_element', `The message has no ${customId}`);
  if (component.disabled === true) throw new ActRefused('disabled_element', `${customId} is disabled`);
  checkValues(component, values);
  const type = typeof component.type === 'number' ? component.type : BUTTON;
  const resolved = resolvedJson(
    context,
    place,
    values.map((id) => ({ type: optionTypeOfSelect(type), id })),
  );
  const data: JsonObject = {
    custom_id: customId,
    component_type: type,
    id: component.id ?? 0,
    ...(isSelect(type) ? { values } : {}),
    ...(resolved && type !== STRING_SELECT ? { resolved } : {}),
  };
  const interaction = book.open({
    type: 3,
    personId: place.person.id,
    channelId: place.channel.id,
    spaceId: place.space?.id ?? null,
    commandName: '',
    sourceMessageId: message.id,
  });
  const extra = { message: messageJson(world, message, context.baseUrl()) };
  const asked = await book.ask(interaction, interactionJson(context, place, interaction, data, extra));
  if (asked.ok) return { ok: true, interaction, answer: asked.answer };
  showNotice(context, place.channel.id, place.person.id, 'This interaction failed');
  return { ok: false, error: asked.error, message: 'This interaction failed' };
}

export type ModalValues = { [customId: string]: string | string[] | boolean };

interface Filling {
  values: ModalValues;
  ids: { type: number; id: string }[];
}

/** What one field sends; throws what Discord's own client would not submit. */
function fieldJson(field: JsonObject, filling: Filling): JsonObject {
  const customId = textOf(field.custom_id);
  const type = typeof field.type === 'number' ? field.type : TEXT_INPUT;
  const given = filling.values[customId];
  const frame: JsonObject = { type, id: field.id ?? 0, custom_id: customId };
  const isRequired = field.required !== false;
  const incomplete = (why: string) => new ActRefused('modal_incomplete', `${customId}: ${why}`);
  if (type === TEXT_INPUT) {
    const value = given === undefined ? textOf(field.value) : textOf(given);
    if (isRequired && value === '') throw incomplete('This field is required');
    const [min, max] = [field.min_length, field.max_length];
    if (value !== '' && typeof min === 'number' && value.length < min)
      throw incomplete(`at least ${min} characters`);
    if (value.length > (typeof max === 'number' ? max : 4000)) throw incomplete('too long');
    return { ...frame, value };
  }
  if (type === 23) return { ...frame, value: given === undefined ? field.default === true : given === true };
  const preset = objectsOf(field.options)
    .filter((one) => one.default === true)
    .map((one) => textOf(one.value));
  const presetIds = objectsOf(field.default_values).map((one) => textOf(one.id));
  const list =
    given === undefined
      ? [...preset, ...presetIds]
      : Array.isArray(given)
        ? given
        : [textOf(given)].filter(Boolean);
  if (isRequired && list.length === 0) throw incomplete('This field is required');
  if (type === 21) return { ...frame, value: list[0] ?? null };
  if (isSelect(type) && (list.length > 0 || isRequired)) checkValues(field, list);
  if (isSelect(type) && type !== STRING_SELECT) {
    filling.ids.push(...list.map((id) => ({ type: optionTypeOfSelect(type), id })));
  }
  return { ...frame, values: list };
}

function submittedComponents(modal: DiscordModalRecord, filling: Filling): JsonObject[] {
  return modal.components.map((top) => {
    const frame = { type: top.type ?? 0, id: top.id ?? 0 };
    if (isObject(top.component)) return { ...frame, component: fieldJson(top.component, filling) };
    const inner = objectsOf(top.components);
    return inner.length > 0 ? { ...frame, components: inner.map((one) => fieldJson(one, filling)) } : frame;
  });
}

export async function submitModal(
  context: DiscordContext,
  userKey: string,
  modalId: string | null,
  values: ModalValues,
): Promise<Acted> {
  const { world, book } = context;
  const person = personFor(context, userKey);
  const modal = world.data.discordModals.find(
    (one) => one.personId === person.id && (modalId === null || one.modalId === modalId),
  );
  if (!modal) throw new ActRefused('unknown_modal', `${person.name} has no modal open`);
  const place: Place = placeFor(context, person.id, modal.channelId);
  const filling: Filling = { values, ids: [] };
  const components = submittedComponents(modal, filling);
  const resolved = resolvedJson(context, place, filling.ids);
  const source = modal.sourceMessageId
    ? world.discordMessage(modal.channelId, modal.sourceMessageId)
    : undefined;
  const interaction = book.open({
    type: 5,
    personId: person.id,
    channelId: modal.channelId,
    spaceId: place.space?.id ?? null,
    commandName: '',
    sourceMessageId: source?.id ?? null,
  });
  const data: JsonObject = { custom_id: modal.customId, components, ...(resolved ? { resolved } : {}) };
  const extra: JsonObject = source ? { message: messageJson(world, source, context.baseUrl()) } : {};
  const asked = await book.ask(interaction, interactionJson(context, place, interaction, data, extra));
  if (!asked.ok) {
    modal.failure = 'Something went wrong. Try again.';
    world.changed();
    return { ok: false, error: asked.error, message: modal.failure };
  }
  world.data.discordModals = world.data.discordModals.filter((one) => one !== modal);
  world.changed();
  return { ok: true, interaction, answer: asked.answer };
}
