import { isObject, lengthOf, listOf, objectsOf, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';

/** Collects faults in the form in which Slack reports them. */
export class FaultList {
  readonly found: string[] = [];

  add(pointer: string, message: string): void {
    this.found.push(`[ERROR] ${message} [json-pointer:${pointer}]`);
  }

  max(pointer: string, value: unknown, most: number): void {
    if (lengthOf(value) > most) this.add(pointer, `must be less than ${most + 1} characters`);
  }

  need(pointer: string, holder: JsonObject, field: string): void {
    if (holder[field] === undefined || holder[field] === null) {
      this.add(pointer, `missing required field: ${field}`);
    }
  }
}

export interface TextLimits {
  max: number;
  min?: number;
  plainOnly?: boolean;
}

export function checkText(
  faults: FaultList,
  value: Json | undefined,
  pointer: string,
  limits: TextLimits,
): void {
  if (value === undefined || value === null) return;
  if (!isObject(value)) {
    faults.add(pointer, 'must provide an object');
    return;
  }
  const type = value.type;
  if (type !== 'plain_text' && (limits.plainOnly || type !== 'mrkdwn')) {
    faults.add(`${pointer}/type`, `must be one of: plain_text${limits.plainOnly ? '' : ', mrkdwn'}`);
  }
  if (typeof value.text !== 'string') {
    faults.add(pointer, 'missing required field: text');
    return;
  }
  if (value.text.length < (limits.min ?? 1)) faults.add(`${pointer}/text`, 'must be more than 0 characters');
  faults.max(`${pointer}/text`, value.text, limits.max);
  if (type === 'mrkdwn' && value.emoji !== undefined)
    faults.add(`${pointer}/emoji`, 'invalid additional property: emoji');
  if (type === 'plain_text' && value.verbatim !== undefined) {
    faults.add(`${pointer}/verbatim`, 'invalid additional property: verbatim');
  }
}

export function checkConfirm(faults: FaultList, value: Json | undefined, pointer: string): void {
  if (!isObject(value)) return;
  for (const field of ['title', 'text', 'confirm', 'deny']) faults.need(pointer, value, field);
  checkText(faults, value.title, `${pointer}/title`, { max: 100, plainOnly: true });
  checkText(faults, value.text, `${pointer}/text`, { max: 300 });
  checkText(faults, value.confirm, `${pointer}/confirm`, { max: 30, plainOnly: true });
  checkText(faults, value.deny, `${pointer}/deny`, { max: 30, plainOnly: true });
}

function checkOptions(
  faults: FaultList,
  value: Json | undefined,
  pointer: string,
  most: number,
  plainOnly: boolean,
): void {
  const options = objectsOf(value);
  if (options.length < 1) faults.add(pointer, 'no less than 1 items allowed');
  if (options.length > most) faults.add(pointer, `no more than ${most} items allowed`);
  options.forEach((option, index) => {
    const at = `${pointer}/${index}`;
    faults.need(at, option, 'text');
    checkText(faults, option.text, `${at}/text`, { max: 75, plainOnly });
    if (typeof option.value !== 'string' || option.value === '')
      faults.add(at, 'missing required field: value');
    faults.max(`${at}/value`, option.value, 150);
    checkText(faults, option.description, `${at}/description`, { max: 75 });
  });
}

function checkSelect(faults: FaultList, element: JsonObject, pointer: string): void {
  checkText(faults, element.placeholder, `${pointer}/placeholder`, { max: 150, plainOnly: true });
  if (!textOf(element.type).endsWith('static_select')) return;
  if (element.option_groups !== undefined) {
    const groups = objectsOf(element.option_groups);
    if (groups.length < 1 || groups.length > 100)
      faults.add(`${pointer}/option_groups`, '1 to 100 items allowed');
    groups.forEach((group, index) => {
      const at = `${pointer}/option_groups/${index}`;
      checkText(faults, group.label, `${at}/label`, { max: 75, plainOnly: true });
      checkOptions(faults, group.options, `${at}/options`, 100, true);
    });
  } else checkOptions(faults, element.options, `${pointer}/options`, 100, true);
  const known = [
    ...objectsOf(element.options),
    ...objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options)),
  ].map((option) => JSON.stringify([option.value, objectTextOf(option)]));
  for (const option of [element.initial_option, ...listOf(element.initial_options)]) {
    if (isObject(option) && !known.includes(JSON.stringify([option.value, objectTextOf(option)]))) {
      faults.add(pointer, 'initial option must be one of the options');
    }
  }
}

const objectTextOf = (option: JsonObject): string => (isObject(option.text) ? textOf(option.text.text) : '');

const SELECT = /^(multi_)?(static|external|users|conversations|channels)_select$/;
const PATTERNS: { [type: string]: [string, RegExp] } = {
  datepicker: ['initial_date', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/],
  timepicker: ['initial_time', /^([01]\d|2[0-3]):[0-5]\d$/],
  datetimepicker: ['initial_date_time', /^\d{10}$/],
};

export function checkElement(
  faults: FaultList,
  value: Json | undefined,
  pointer: string,
  allowed: (type: string) => boolean,
): void {
  if (!isObject(value)) {
    faults.add(pointer, 'must provide an object');
    return;
  }
  const type = textOf(value.type);
  if (!allowed(type)) {
    faults.add(`${pointer}/type`, `unsupported type: ${type}`);
    return;
  }
  faults.max(`${pointer}/action_id`, value.action_id, 255);
  checkConfirm(faults, value.confirm, `${pointer}/confirm`);
  if (type === 'button') {
    faults.need(pointer, value, 'text');
    checkText(faults, value.text, `${pointer}/text`, { max: 75, plainOnly: true });
    faults.max(`${pointer}/value`, value.value, 2000);
    faults.max(`${pointer}/url`, value.url, 3000);
    faults.max(`${pointer}/accessibility_label`, value.accessibility_label, 75);
    if (value.style !== undefined && value.style !== 'primary' && value.style !== 'danger') {
      faults.add(`${pointer}/style`, 'must be one of: primary, danger');
    }
  } else if (SELECT.test(type)) checkSelect(faults, value, pointer);
  else if (type === 'overflow') checkOptions(faults, value.options, `${pointer}/options`, 5, true);
  else if (type === 'checkboxes' || type === 'radio_buttons') {
    checkOptions(faults, value.options, `${pointer}/options`, 10, false);
  } else if (type === 'image') {
    faults.need(pointer, value, 'alt_text');
    faults.max(`${pointer}/alt_text`, value.alt_text, 2000);
    if (!value.image_url === !value.slack_file)
      faults.add(pointer, 'exactly one of image_url and slack_file');
  } else if (type === 'plain_text_input' || type.endsWith('_text_input')) {
    checkText(faults, value.placeholder, `${pointer}/placeholder`, { max: 150, plainOnly: true });
    faults.max(`${pointer}/initial_value`, value.initial_value, 3000);
    if (typeof value.max_length === 'number' && (value.max_length < 1 || value.max_length > 3000)) {
      faults.add(`${pointer}/max_length`, 'must be between 1 and 3000');
    }
  } else {
    checkText(faults, value.placeholder, `${pointer}/placeholder`, { max: 150, plainOnly: true });
    const pattern = PATTERNS[type];
    const initial = pattern && value[pattern[0]];
    if (pattern && initial !== undefined && !pattern[1].test(textOf(initial))) {
      faults.add(`${pointer}/${pattern[0]}`, `not a valid ${pattern[0]}`);
    }
  }
}
