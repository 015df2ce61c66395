import { isObject, lengthOf, listOf, objectsOf, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';
import type { FormErrors } from './discord-refusal.ts';

type Path = (string | number)[];

export const ROW = 1;
export const BUTTON = 2;
export const STRING_SELECT = 3;
export const TEXT_INPUT = 4;
export const SECTION = 9;
export const TEXT_DISPLAY = 10;
export const LABEL = 18;
export const isSelect = (type: unknown): boolean =>
  typeof type === 'number' && [3, 5, 6, 7, 8].includes(type);

const TOP_LEVEL_V2 = new Set([1, 9, 10, 12, 13, 14, 17]);
const IN_CONTAINER = new Set([1, 9, 10, 12, 13, 14]);
const IN_LABEL = new Set([3, 4, 5, 6, 7, 8, 19, 21, 22, 23]);

interface Walk {
  errors: FormErrors;
  customIds: Set<string>;
  count: number;
  text: number;
  isModal: boolean;
}

function checkCustomId(walk: Walk, component: JsonObject, path: Path): void {
  const id = textOf(component.custom_id);
  walk.errors.between([...path, 'custom_id'], lengthOf(id), 1, 100);
  if (walk.customIds.has(id)) {
    walk.errors.add(
      [...path, 'custom_id'],
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    );
  }
  walk.customIds.add(id);
}

function checkButton(walk: Walk, button: JsonObject, path: Path): void {
  const { errors } = walk;
  errors.max([...path, 'label'], lengthOf(button.label), 80);
  const style = button.style;
  if (typeof style !== 'number' || style < 1 || style > 6) {
    errors.add([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5, 6}.');
  }
  if (style === 5) {
    errors.required([...path, 'url'], textOf(button.url) !== '');
    errors.max([...path, 'url'], lengthOf(button.url), 512);
    if (button.custom_id !== undefined) {
      errors.add(
        path,
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
    }
  } else if (style !== 6) {
    checkCustomId(walk, button, path);
    if (button.url !== undefined)
      errors.add([...path, 'url'], 'BUTTON_COMPONENT_INVALID_URL', 'A url is for link buttons');
  }
  if (style !== 6 && !button.label && !button.emoji) {
    errors.add(path, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required');
  }
}

function checkSelect(walk: Walk, select: JsonObject, path: Path): void {
  const { errors } = walk;
  checkCustomId(walk, select, path);
  errors.max([...path, 'placeholder'], lengthOf(select.placeholder), 150);
  const min = typeof select.min_values === 'number' ? select.min_values : 1;
  const max = typeof select.max_values === 'number' ? select.max_values : 1;
  if (min > max || min < 0 || max < 1 || max > 25) {
    errors.add([...path, 'max_values'], 'BASE_TYPE_BAD_INTEGER', 'min_values and max_values do not fit');
  }
  if (walk.isModal && min === 0 && select.required !== false) {
    errors.add([...path, 'min_values'], 'BASE_TYPE_BAD_INTEGER', 'min_values 0 needs required: false');
  }
  if (select.type !== STRING_SELECT) return;
  const options = objectsOf(select.options);
  errors.between([...path, 'options'], options.length, 1, 25);
  if (max > options.length) {
    errors.add([...path, 'max_values'], 'BASE_TYPE_BAD_INTEGER', 'max_values is more than there are options');
  }
  const values = new Set<string>();
  options.forEach((option, index) => {
    const at = [...path, 'options', index];
    errors.between([...at, 'label'], lengthOf(option.label), 1, 100);
    errors.between([...at, 'value'], lengthOf(option.value), 1, 100);
    errors.max([...at, 'description'], lengthOf(option.description), 100);
    if (values.has(textOf(option.value))) {
      errors.add(
        [...at, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    values.add(textOf(option.value));
  });
}

function checkTextInput(walk: Walk, input: JsonObject, path: Path, inRow: boolean): void {
  const { errors } = walk;
  checkCustomId(walk, input, path);
  if (inRow) errors.between([...path, 'label'], lengthOf(input.label), 1, 45);
  errors.max([...path, 'placeholder'], lengthOf(input.placeholder), 100);
  errors.max([...path, 'value'], lengthOf(input.value), 4000);
  if (typeof input.max_length === 'number' && lengthOf(input.value) > input.max_length) {
    errors.add([...path, 'value'], 'BASE_TYPE_MAX_LENGTH', `Must be ${input.max_length} or fewer in length.`);
  }
  if (input.style !== 1 && input.style !== 2) {
    errors.add([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  }
}

function checkRow(walk: Walk, row: JsonObject, path: Path): void {
  const children = objectsOf(row.components);
  const buttons = children.filter((one) => one.type === BUTTON).length;
  const fits = walk.isModal
    ? children.length === 1 && children[0]?.type === TEXT_INPUT
    : (buttons === children.length && buttons >= 1 && buttons <= 5) ||
      (children.length === 1 && isSelect(children[0]?.type));
  if (!fits) {
    walk.errors.add(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'An action row holds up to 5 buttons or exactly one select',
    );
  }
}

function walkOne(walk: Walk, component: Json, path: Path, parentType: number): void {
  if (!isObject(component) || typeof component.type !== 'number') {
    walk.errors.add([...path, 'type'], 'BASE_TYPE_REQUIRED', 'This field is required');
    return;
  }
  const { errors } = walk;
  const type = component.type;
  walk.count += 1;
  const down = (field: string, allowed: (type: number) => boolean, least: number, most: number) => {
    const children = listOf(component[field]);
    errors.between([...path, field], children.length, least, most);
    children.forEach((child, index) => {
      const childType = isObject(child) ? child.type : undefined;
      if (typeof childType !== 'number' || !allowed(childType)) {
        errors.add(
          [...path, field, index],
          'UNION_TYPE_CHOICES',
          `Component type ${childType} is not allowed here`,
        );
      } else walkOne(walk, child, [...path, field, index], type);
    });
  };
  if (type === ROW) {
    checkRow(walk, component, path);
    down('components', (child) => child === BUTTON || child === TEXT_INPUT || isSelect(child), 1, 5);
  } else if (type === BUTTON) checkButton(walk, component, path);
  else if (isSelect(type)) checkSelect(walk, component, path);
  else if (type === TEXT_INPUT) checkTextInput(walk, component, path, parentType === ROW);
  else if (type === SECTION) {
    down('components', (child) => child === TEXT_DISPLAY, 1, 3);
    const accessory = component.accessory;
    if (!isObject(accessory) || (accessory.type !== BUTTON && accessory.type !== 11)) {
      errors.required([...path, 'accessory'], false);
    } else walkOne(walk, accessory, [...path, 'accessory'], type);
  } else if (type === TEXT_DISPLAY) {
    errors.between([...path, 'content'], lengthOf(component.content), 1, 4000);
    walk.text += lengthOf(component.content);
  } else if (type === 12) errors.between([...path, 'items'], listOf(component.items).length, 1, 10);
  else if (type === 17) down('components', (child) => IN_CONTAINER.has(child), 1, 40);
  else if (type === LABEL) {
    errors.between([...path, 'label'], lengthOf(component.label), 1, 45);
    errors.max([...path, 'description'], lengthOf(component.description), 100);
    const inner = component.component;
    if (!isObject(inner) || typeof inner.type !== 'number' || !IN_LABEL.has(inner.type)) {
      errors.required([...path, 'component'], false);
    } else walkOne(walk, inner, [...path, 'component'], type);
  } else if ([19, 21, 22, 23].includes(type)) {
    checkCustomId(walk, component, path);
    if (type !== 19 && type !== 23)
      errors.between([...path, 'options'], listOf(component.options).length, 1, 10);
  }
}

export function checkComponents(errors: FormErrors, value: Json | undefined, isV2: boolean): void {
  const walk: Walk = { errors, customIds: new Set(), count: 0, text: 0, isModal: false };
  const list = listOf(value);
  if (!isV2) errors.max(['components'], list.length, 5);
  list.forEach((component, index) => {
    const type = isObject(component) ? component.type : undefined;
    if (typeof type !== 'number' || (isV2 ? !TOP_LEVEL_V2.has(type) : type !== ROW)) {
      const allowed = isV2 ? '(1, 9, 10, 12, 13, 14, 17)' : '(1,)';
      errors.add(
        ['components', index, 'type'],
        'UNION_TYPE_CHOICES',
        `Value of field "type" must be one of ${allowed}.`,
      );
    } else walkOne(walk, component, ['components', index], 0);
  });
  if (isV2 && walk.count > 40) {
    errors.add(
      ['components'],
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      'The maximum number of components is 40',
    );
  }
  if (isV2 && walk.text > 4000) {
    errors.add(
      ['components'],
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      'The total text is over 4000 characters',
    );
  }
}

export function checkModal(errors: FormErrors, modal: JsonObject): void {
  errors.between(['data', 'title'], lengthOf(modal.title), 1, 45);
  errors.between(['data', 'custom_id'], lengthOf(modal.custom_id), 1, 100);
  const list = listOf(modal.components);
  errors.between(['data', 'components'], list.length, 1, 5);
  const walk: Walk = { errors, customIds: new Set(), count: 0, text: 0, isModal: true };
  list.forEach((component, index) => {
    const type = isObject(component) ? component.type : undefined;
    if (type !== LABEL && type !== TEXT_DISPLAY && type !== ROW) {
      errors.add(
        ['data', 'components', index, 'type'],
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (1, 10, 18).',
      );
    } else walkOne(walk, component, ['data', 'components', index], 0);
  });
}
