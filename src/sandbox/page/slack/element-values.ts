import type { JsonObject, SlackStateValues } from '../../page-api.ts';
import { readFlag, readList, readObject, readText } from '../read-json.ts';

// What people have changed so far, by block and element; everything else stands as the bot wrote it.
export type Changes = ReadonlyMap<string, JsonObject>;

export function elementKey(blockId: string, actionId: string): string {
  return `${blockId}\n${actionId}`;
}

// Slack's name for the current value of each kind of element, and for the value it starts with.
const FIELDS: { [type: string]: { now: string; initial: string; isList?: true } } = {
  static_select: { now: 'selected_option', initial: 'initial_option' },
  external_select: { now: 'selected_option', initial: 'initial_option' },
  radio_buttons: { now: 'selected_option', initial: 'initial_option' },
  users_select: { now: 'selected_user', initial: 'initial_user' },
  conversations_select: { now: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { now: 'selected_channel', initial: 'initial_channel' },
  multi_static_select: { now: 'selected_options', initial: 'initial_options', isList: true },
  multi_external_select: { now: 'selected_options', initial: 'initial_options', isList: true },
  multi_users_select: { now: 'selected_users', initial: 'initial_users', isList: true },
  multi_conversations_select: {
    now: 'selected_conversations',
    initial: 'initial_conversations',
    isList: true,
  },
  multi_channels_select: { now: 'selected_channels', initial: 'initial_channels', isList: true },
  checkboxes: { now: 'selected_options', initial: 'initial_options', isList: true },
  datepicker: { now: 'selected_date', initial: 'initial_date' },
  timepicker: { now: 'selected_time', initial: 'initial_time' },
  datetimepicker: { now: 'selected_date_time', initial: 'initial_date_time' },
  plain_text_input: { now: 'value', initial: 'initial_value' },
  number_input: { now: 'value', initial: 'initial_value' },
  email_text_input: { now: 'value', initial: 'initial_value' },
  url_text_input: { now: 'value', initial: 'initial_value' },
};

export function fieldOf(element: JsonObject): string | undefined {
  return FIELDS[readText(element, 'type')]?.now;
}

export function initialSelection(element: JsonObject): JsonObject {
  const field = FIELDS[readText(element, 'type')];
  if (field === undefined) return {};
  return { [field.now]: element[field.initial] ?? (field.isList ? [] : null) };
}

export interface Placed {
  blockId: string;
  element: JsonObject;
  isOptional: boolean;
}

// Every element that holds a value, wherever Slack allows one.
export function placedElements(blocks: readonly JsonObject[]): Placed[] {
  return blocks.flatMap((block) => {
    const blockId = readText(block, 'block_id');
    const inside = [
      readObject(block, 'element'),
      readObject(block, 'accessory'),
      ...readList(block, 'elements'),
    ];
    const isOptional = readText(block, 'type') !== 'input' || readFlag(block, 'optional');
    return inside
      .filter((element) => element !== undefined)
      .filter((element) => fieldOf(element) !== undefined)
      .map((element) => ({ blockId, element, isOptional }));
  });
}

export function selectionOf(placed: { blockId: string; element: JsonObject }, changes: Changes): JsonObject {
  return (
    changes.get(elementKey(placed.blockId, readText(placed.element, 'action_id'))) ??
    initialSelection(placed.element)
  );
}

export function stateValues(blocks: readonly JsonObject[], changes: Changes): SlackStateValues {
  const values: SlackStateValues = {};
  for (const placed of placedElements(blocks)) {
    const ofBlock = values[placed.blockId] ?? {};
    ofBlock[readText(placed.element, 'action_id')] = {
      type: readText(placed.element, 'type'),
      ...selectionOf(placed, changes),
    };
    values[placed.blockId] = ofBlock;
  }
  return values;
}

// Slack's own client holds a form back while a required field is empty; the bot never hears of it.
export function missingBlocks(blocks: readonly JsonObject[], changes: Changes): string[] {
  return placedElements(blocks)
    .filter((placed) => !placed.isOptional)
    .filter((placed) => isEmpty(selectionOf(placed, changes)))
    .map((placed) => placed.blockId);
}

function isEmpty(selection: JsonObject): boolean {
  return Object.values(selection).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}
