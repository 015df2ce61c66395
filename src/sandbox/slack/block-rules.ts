import { isObject, lengthOf, listOf, objectsOf, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';
import { checkElement, checkText, FaultList } from './element-rules.ts';
import { SlackRefusal } from './slack-refusal.ts';

export type Surface = 'message' | 'modal' | 'home';

/** Undocumented, found by others (bolt-js issue 2509): above this Slack answers msg_blocks_too_long. */
const BLOCKS_JSON_LIMIT = 13_200;

const SELECTS = /^(multi_)?(static|external|users|conversations|channels)_select$/;
const PICKERS = /^(datepicker|timepicker|datetimepicker|checkboxes|radio_buttons)$/;
const INPUTS = /^(plain|email|url|number|rich)_text_input$/;

const inActions = (surface: Surface) => (type: string) =>
  type === 'button' ||
  type === 'overflow' ||
  type === 'workflow_button' ||
  SELECTS.test(type) ||
  PICKERS.test(type) ||
  (surface !== 'message' && type === 'rich_text_input');
const asAccessory = (type: string) =>
  type === 'button' || type === 'overflow' || type === 'image' || SELECTS.test(type) || PICKERS.test(type);
const inInput = (type: string) =>
  SELECTS.test(type) || PICKERS.test(type) || INPUTS.test(type) || type === 'file_input';

function checkSection(faults: FaultList, block: JsonObject, at: string): void {
  if (!block.text && listOf(block.fields).length === 0)
    faults.add(at, 'missing required field: text or fields');
  checkText(faults, block.text, `${at}/text`, { max: 3000 });
  if (listOf(block.fields).length > 10) faults.add(`${at}/fields`, 'no more than 10 items allowed');
  listOf(block.fields).forEach((field, index) => {
    checkText(faults, field, `${at}/fields/${index}`, { max: 2000 });
  });
  if (block.accessory !== undefined) checkElement(faults, block.accessory, `${at}/accessory`, asAccessory);
}

function checkImage(faults: FaultList, block: JsonObject, at: string): void {
  faults.need(at, block, 'alt_text');
  faults.max(`${at}/alt_text`, block.alt_text, 2000);
  faults.max(`${at}/image_url`, block.image_url, 3000);
  checkText(faults, block.title, `${at}/title`, { max: 2000, plainOnly: true });
  if (!block.image_url === !block.slack_file) faults.add(at, 'exactly one of image_url and slack_file');
}

function checkTable(faults: FaultList, block: JsonObject, at: string): void {
  const rows = listOf(block.rows);
  if (rows.length < 1 || rows.length > 100) faults.add(`${at}/rows`, '1 to 100 rows allowed');
  rows.forEach((row, index) => {
    if (!Array.isArray(row) || row.length < 1 || row.length > 20) {
      faults.add(`${at}/rows/${index}`, '1 to 20 cells allowed');
    }
  });
}

function checkBlock(faults: FaultList, block: JsonObject, at: string, surface: Surface): void {
  faults.max(`${at}/block_id`, block.block_id, 255);
  const elements = listOf(block.elements);
  switch (block.type) {
    case 'section':
      checkSection(faults, block, at);
      break;
    case 'divider':
      break;
    case 'header':
      faults.need(at, block, 'text');
      checkText(faults, block.text, `${at}/text`, { max: 150, plainOnly: true });
      break;
    case 'image':
      checkImage(faults, block, at);
      break;
    case 'context':
      if (elements.length < 1) faults.add(`${at}/elements`, 'no less than 1 items allowed');
      if (elements.length > 10) faults.add(`${at}/elements`, 'no more than 10 items allowed');
      elements.forEach((element, index) => {
        const here = `${at}/elements/${index}`;
        if (isObject(element) && element.type === 'image') checkElement(faults, element, here, () => true);
        else checkText(faults, element, here, { max: 3000 });
      });
      break;
    case 'actions':
      if (elements.length < 1) faults.add(`${at}/elements`, 'no less than 1 items allowed');
      if (elements.length > 25) faults.add(`${at}/elements`, 'no more than 25 items allowed');
      elements.forEach((element, index) => {
        checkElement(faults, element, `${at}/elements/${index}`, inActions(surface));
      });
      break;
    case 'input':
      faults.need(at, block, 'label');
      checkText(faults, block.label, `${at}/label`, { max: 2000, plainOnly: true });
      checkText(faults, block.hint, `${at}/hint`, { max: 2000, plainOnly: true });
      checkElement(faults, block.element, `${at}/element`, inInput);
      break;
    case 'markdown':
      if (surface !== 'message') faults.add(`${at}/type`, 'unsupported type: markdown');
      break;
    case 'table':
      checkTable(faults, block, at);
      break;
    case 'rich_text':
    case 'video':
    case 'file':
    case 'context_actions':
      break;
    default:
      faults.add(`${at}/type`, `unsupported type: ${textOf(block.type)}`);
  }
}

export function actionElementsOf(block: JsonObject): JsonObject[] {
  return [...objectsOf(block.elements), block.accessory, block.element].filter(isObject);
}

function checkUnique(faults: FaultList, blocks: JsonObject[]): void {
  const blockIds = new Set<string>();
  blocks.forEach((block, index) => {
    const id = textOf(block.block_id);
    if (id && blockIds.has(id)) faults.add(`/blocks/${index}/block_id`, `\`block_id\` ${id} already exists`);
    blockIds.add(id);
    const actionIds = new Set<string>();
    for (const element of actionElementsOf(block)) {
      const actionId = textOf(element.action_id);
      if (actionId && actionIds.has(actionId)) {
        faults.add(`/blocks/${index}`, `\`action_id\` ${actionId} already exists`);
      }
      actionIds.add(actionId);
    }
  });
}

/** Throws what Slack would answer to these blocks. */
export function checkBlocks(value: Json | undefined, surface: Surface): JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new SlackRefusal('invalid_blocks_format');
  const blocks = objectsOf(value);
  const faults = new FaultList();
  if (blocks.length !== value.length) faults.add('/blocks', 'must provide objects');
  const most = surface === 'message' ? 50 : 100;
  if (blocks.length > most) faults.add('/blocks', `no more than ${most} items allowed`);
  blocks.forEach((block, index) => {
    checkBlock(faults, block, `/blocks/${index}`, surface);
  });
  checkUnique(faults, blocks);
  const markdown = blocks.reduce((sum, one) => sum + (one.type === 'markdown' ? lengthOf(one.text) : 0), 0);
  if (markdown > 12_000) faults.add('/blocks', 'more than 12000 characters of markdown');
  if (blocks.filter((one) => one.type === 'table').length > 1) {
    throw new SlackRefusal('invalid_attachments', {
      response_metadata: { messages: ['only_one_table_allowed'] },
    });
  }
  if (faults.found.length > 0) {
    const error = surface === 'message' ? 'invalid_blocks' : 'invalid_arguments';
    throw new SlackRefusal(error, {
      errors: faults.found.map((one) => one.replace('[ERROR] ', '')),
      response_metadata: { messages: faults.found },
    });
  }
  if (surface === 'message' && JSON.stringify(blocks).length > BLOCKS_JSON_LIMIT) {
    throw new SlackRefusal('msg_blocks_too_long');
  }
  return blocks;
}

const ACTING =
  /select$|^(button|overflow|datepicker|timepicker|datetimepicker|checkboxes|radio_buttons)$|input$/;

/** Slack names what the app left unnamed; actions and state.values need the names. */
export function withIds(blocks: JsonObject[], makeId: () => string): JsonObject[] {
  const named = structuredClone(blocks);
  for (const block of named) {
    block.block_id ??= makeId();
    for (const element of actionElementsOf(block)) {
      if (ACTING.test(textOf(element.type))) element.action_id ??= makeId();
    }
  }
  return named;
}
