import { isObject, listOf, objectsOf, textOf } from '../json.ts';
import type { Json, JsonObject, SlackStateValues } from '../page-api.ts';
import { actionElementsOf } from './block-rules.ts';

/** Where each kind of element keeps what was chosen, and under which name the app set it beforehand. */
const FIELDS: { [type: string]: [held: string, initial: string, empty: Json] } = {
  plain_text_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  rich_text_input: ['rich_text_value', 'initial_value', null],
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  users_select: ['selected_user', 'initial_user', null],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  channels_select: ['selected_channel', 'initial_channel', null],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  multi_users_select: ['selected_users', 'initial_users', []],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
  checkboxes: ['selected_options', 'initial_options', []],
  radio_buttons: ['selected_option', 'initial_option', null],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
  file_input: ['files', 'files', []],
};

export type SimpleValue = string | number | string[] | null | JsonObject;

export interface FoundElement {
  block: JsonObject;
  element: JsonObject;
}

export function allElements(blocks: JsonObject[]): FoundElement[] {
  return blocks.flatMap((block) => actionElementsOf(block).map((element) => ({ block, element })));
}

export function findElement(
  blocks: JsonObject[],
  actionId: string,
  blockId?: string,
): FoundElement | undefined {
  return allElements(blocks).find(
    ({ block, element }) =>
      element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  );
}

function optionsOf(element: JsonObject): JsonObject[] {
  return [
    ...objectsOf(element.options),
    ...objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options)),
  ];
}

/** `state.values` of freshly shown blocks. */
export function initialState(blocks: JsonObject[]): SlackStateValues {
  const values: SlackStateValues = {};
  for (const { block, element } of allElements(blocks)) {
    const fields = FIELDS[textOf(element.type)];
    if (!fields) continue;
    const [held, initial, empty] = fields;
    const blockId = textOf(block.block_id);
    values[blockId] ??= {};
    values[blockId][textOf(element.action_id)] = {
      type: element.type ?? '',
      [held]: element[initial] ?? empty,
    };
  }
  return values;
}

/** Turns "2027-01-10" or an option's value into what the element holds in Slack's own shape. */
export function selectionOf(element: JsonObject, value: SimpleValue): JsonObject {
  if (isObject(value)) return value;
  const type = textOf(element.type);
  if (type === 'overflow') return { selected_option: chosen(element, value) };
  const fields = FIELDS[type];
  if (!fields) return {};
  const [held] = fields;
  if (held === 'selected_option') return { [held]: value === null ? null : chosen(element, value) };
  if (held === 'selected_options') {
    return {
      [held]: listOf(Array.isArray(value) ? value : value === null ? [] : [value]).map((one) =>
        chosen(element, one),
      ),
    };
  }
  if (held === 'selected_date_time') return { [held]: value === null ? null : Number(value) };
  if (Array.isArray(fields[2]) && !Array.isArray(value)) return { [held]: value === null ? [] : [value] };
  return { [held]: typeof value === 'number' ? String(value) : value };
}

function chosen(element: JsonObject, value: Json): Json {
  const known = optionsOf(element).find((option) => option.value === value);
  if (known) return known;
  // Options of an external select are known to the app only.
  if (textOf(element.type).includes('external')) {
    return { text: { type: 'plain_text', text: textOf(value), emoji: true }, value };
  }
  throw new Error(`No option with the value ${JSON.stringify(value)} in ${textOf(element.action_id)}`);
}

/** The state after somebody filled in some inputs, named by action_id or block_id. */
export function filledState(blocks: JsonObject[], given: { [key: string]: SimpleValue }): SlackStateValues {
  const values = initialState(blocks);
  for (const [key, value] of Object.entries(given)) {
    const found = allElements(blocks).find(
      ({ block, element }) =>
        (element.action_id === key || block.block_id === key) && FIELDS[textOf(element.type)],
    );
    if (!found) throw new Error(`The view has no input ${key}`);
    const blockId = textOf(found.block.block_id);
    values[blockId] ??= {};
    values[blockId][textOf(found.element.action_id)] = {
      type: found.element.type ?? '',
      ...selectionOf(found.element, value),
    };
  }
  return values;
}

/** What Slack's own client refuses to submit: block_id -> message. */
export function incompleteInputs(
  blocks: JsonObject[],
  values: SlackStateValues,
): { [blockId: string]: string } {
  const errors: { [blockId: string]: string } = {};
  for (const block of blocks) {
    if (block.type !== 'input' || !isObject(block.element)) continue;
    const blockId = textOf(block.block_id);
    const fields = FIELDS[textOf(block.element.type)];
    if (!fields) continue;
    const held = values[blockId]?.[textOf(block.element.action_id)]?.[fields[0]];
    const isEmpty =
      held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0);
    if (isEmpty) {
      if (block.optional !== true) errors[blockId] = 'Please complete this required field.';
      continue;
    }
    const { min_length: min, max_length: max } = block.element;
    const length = textOf(held).length;
    if (typeof min === 'number' && length < min) errors[blockId] = `Enter at least ${min} characters.`;
    if (typeof max === 'number' && length > max) errors[blockId] = `Enter at most ${max} characters.`;
  }
  return errors;
}
