import type { Form, FormField } from '../../chat/form.ts';
import { clampPlain, limits } from './limits.ts';
import { isUserId } from './medium.ts';
import type { SlackBlock } from './render-card.ts';

/** What a form must remember until it comes back: Slack tells a submission neither channel nor message. */
export interface FormOrigin {
  readonly channelId: string;
  readonly responseUrl?: string;
  /** The message whose control opened the form, for answers that replace it. */
  readonly messageTs?: string;
  /** That message was one that only the caller sees; it can be replaced through `responseUrl` alone. */
  readonly ephemeral?: boolean;
}

/** `private_metadata`, as it is written and read back. */
export interface FormMemory extends FormOrigin {
  readonly command: string;
  readonly carried: Readonly<Record<string, string>>;
  readonly twinningId?: string;
}

export const FORM_CALLBACK = 'twinbell:form';

/** The block of a field; errors of a submission are keyed by it. */
export const fieldBlock = (option: string, part = 1): string =>
  `field:${option}${part === 1 ? '' : `:${part}`}`;
export const optionOfBlock = (blockId: string): string | undefined =>
  /^field:([^:]+)(?::\d+)?$/.exec(blockId)?.[1];

const plain = (text: string, max: number) => ({
  type: 'plain_text',
  text: clampPlain(text, max),
  emoji: false,
});

/** A form as a modal. What was typed already is in it, whatever kind of input could not have shown it. */
export function renderForm(form: Form, origin: FormOrigin): SlackBlock {
  const { memory, shown } = remember(form, origin);
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    title: plain(form.title, limits.viewTitle),
    submit: plain(form.submit, limits.viewButton),
    close: plain(form.close, limits.viewButton),
    private_metadata: JSON.stringify(memory),
    blocks: [...form.fields, ...shown].flatMap(renderField),
  };
}

/**
 * Given values travel in private_metadata. The longest become fields of their own when they do not fit: a
 * person would rather see a text again than lose it.
 */
function remember(form: Form, origin: FormOrigin): { memory: FormMemory; shown: FormField[] } {
  const carried = new Map(Object.entries(form.carried));
  const shown: FormField[] = [];
  const write = (): FormMemory => ({
    command: form.command,
    ...origin,
    carried: Object.fromEntries(carried),
    ...(form.twinningId === undefined ? {} : { twinningId: form.twinningId }),
  });
  while (carried.size > 0 && JSON.stringify(write()).length > limits.privateMetadata) {
    const [option, initial] = [...carried].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    carried.delete(option);
    shown.push({
      option,
      kind: 'paragraph',
      label: option,
      required: false,
      maxLength: limits.input,
      initial,
    });
  }
  return { memory: write(), shown };
}

function renderField(field: FormField): SlackBlock[] {
  const [first = '', ...more] = parts(field.initial ?? '');
  const long = more.length > 0;
  const { initial: _, ...asked } = field;
  return [
    renderInputBlock(field, long ? textInput({ ...asked, initial: first }, true) : renderInput(field), 1),
    ...more.map((text, index) =>
      renderInputBlock(
        { ...asked, label: `${field.label} (${index + 2})`, required: false },
        textInput({ ...asked, initial: text }, true),
        index + 2,
      ),
    ),
  ];
}

/** What is longer than Slack's input goes on in a second one; a submission puts the lines together again. */
function parts(text: string): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > limits.input) {
    const head = rest.slice(0, limits.input);
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const end = at > 0 ? at : limits.input;
    found.push(rest.slice(0, end));
    rest = rest.slice(at > 0 ? end + 1 : end);
  }
  return [...found, rest];
}

const pickers: ReadonlySet<string> = new Set(['datepicker', 'datetimepicker']);

function renderInputBlock(field: FormField, element: Record<string, unknown>, part: number): SlackBlock {
  // How a day is written need not be told to who picks it.
  const hint = pickers.has(String(element.type)) ? undefined : field.hint;
  return {
    type: 'input',
    block_id: fieldBlock(field.option, part),
    optional: !field.required,
    label: plain(field.label, limits.label),
    ...(hint === undefined || hint.trim() === '' ? {} : { hint: plain(hint, limits.hint) }),
    element: { action_id: 'value', ...element },
  };
}

function renderInput(field: FormField): Record<string, unknown> {
  const initial = field.initial === undefined || field.initial === '' ? undefined : field.initial;
  switch (field.kind) {
    case 'line':
      return textInput(field, initial?.includes('\n') === true);
    case 'paragraph':
      return textInput(field, true);
    case 'choice':
      return choiceInput(field, initial) ?? textInput(field, false);
    case 'choices':
      return checkboxes(field, initial) ?? textInput(field, false);
    case 'date':
      if (initial === undefined) return { type: 'datepicker' };
      return isDay(initial) ? { type: 'datepicker', initial_date: initial } : textInput(field, false);
    case 'date-time': {
      if (initial === undefined) return { type: 'datetimepicker' };
      const seconds = /^@(\d{10})$/.exec(initial)?.[1];
      return seconds === undefined
        ? textInput(field, false)
        : { type: 'datetimepicker', initial_date_time: Number(seconds) };
    }
    case 'person': {
      if (initial === undefined) return { type: 'users_select' };
      const userId = /^<@([^>|]+)>$/.exec(initial)?.[1];
      return userId !== undefined && isUserId(userId)
        ? { type: 'users_select', initial_user: userId }
        : textInput(field, false);
    }
  }
}

function textInput(field: FormField, multiline: boolean): Record<string, unknown> {
  const initial = field.initial ?? '';
  const room = Math.max(field.maxLength, initial.length, 1);
  return {
    type: 'plain_text_input',
    multiline,
    max_length: Math.min(room, limits.input),
    ...(initial === '' ? {} : { initial_value: initial }),
  };
}

/** Undefined where a select cannot show what was typed, or Slack could not show all the choices. */
function choiceInput(field: FormField, initial: string | undefined): Record<string, unknown> | undefined {
  const choices = field.choices ?? [];
  const fits = choices.every(({ value }) => value !== '' && value.length <= limits.optionValue);
  if (choices.length === 0 || choices.length > limits.options || !fits) return undefined;
  const options = choices.map(({ value, label }) => ({ text: plain(label, limits.optionText), value }));
  if (initial === undefined) return { type: 'static_select', options };
  const chosen = options.find(({ value }) => value.toLowerCase() === initial.toLowerCase());
  return chosen ? { type: 'static_select', options, initial_option: chosen } : undefined;
}

/** Undefined where Slack could not show all the choices. */
function checkboxes(field: FormField, initial = ''): Record<string, unknown> | undefined {
  const choices = field.choices ?? [];
  if (choices.length === 0 || choices.length > limits.checkboxes) return undefined;
  const options = choices.map(({ value, label }) => ({ text: plain(label, limits.optionText), value }));
  const chosen = options.filter(({ value }) => initial.split(',').includes(value));
  return { type: 'checkboxes', options, ...(chosen.length === 0 ? {} : { initial_options: chosen }) };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
