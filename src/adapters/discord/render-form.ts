import {
  type APICheckboxGroupComponent,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  type APITextInputComponent,
  type APIUserSelectComponent,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import type { Form, FormField } from '../../chat/form.ts';
import { clipPlain, label } from './clip.ts';
import { renderFormIds } from './form-id.ts';
import { limits } from './limits.ts';

/**
 * A form as a Discord modal. Discord words the two buttons itself, and has no field for dates: those are lines of
 * text, with the hint that says how to write them.
 * @throws FormTooLongError when the carried values do not fit
 * @throws RangeError when there are more than five fields
 */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  if (form.fields.length === 0 || form.fields.length > limits.modalFields) {
    throw new RangeError(`${form.fields.length} fields in the form of ${form.command}`);
  }
  const ids = renderFormIds(
    form.command,
    form.twinningId,
    form.fields.map(({ option }) => option),
    form.carried,
  );
  return {
    custom_id: ids.form,
    title: label(form.title, limits.modalTitle),
    components: form.fields.map((field) => renderField(field, ids.fields.get(field.option) ?? field.option)),
  };
}

function renderField(field: FormField, id: string): APILabelComponent {
  const shown = label(field.label, limits.fieldLabel);
  // A label is short on Discord; the line below it has room for what was cut.
  const about = field.hint ?? (shown.endsWith('…') ? field.label : undefined);
  return {
    type: ComponentType.Label,
    label: shown,
    ...(about === undefined || about === '' ? {} : { description: label(about, limits.fieldDescription) }),
    component: renderInput(field, id),
  };
}

function renderInput(
  field: FormField,
  id: string,
): APITextInputComponent | APIStringSelectComponent | APICheckboxGroupComponent | APIUserSelectComponent {
  switch (field.kind) {
    case 'choice': {
      const choices = field.choices ?? [];
      // What a list cannot show is typed.
      return choices.length > 0 && choices.length <= limits.selectOptions
        ? renderChoice(field, choices, id)
        : renderText(field, id, TextInputStyle.Short);
    }
    case 'choices': {
      const choices = field.choices ?? [];
      return choices.length > 0 && choices.length <= limits.checkboxes
        ? renderChoices(field, choices, id)
        : renderText(field, id, TextInputStyle.Short);
    }
    case 'person':
      return renderPerson(field, id);
    case 'paragraph':
      return renderText(field, id, TextInputStyle.Paragraph);
    case 'line':
    case 'date':
    case 'date-time':
      return renderText(field, id, TextInputStyle.Short);
  }
}

function renderText(field: FormField, id: string, style: TextInputStyle): APITextInputComponent {
  const max = Math.max(1, Math.min(field.maxLength, limits.fieldText));
  const initial = field.initial ?? '';
  // A single line would lose the line breaks of what is filled in.
  const shown = initial.includes('\n') ? TextInputStyle.Paragraph : style;
  return {
    type: ComponentType.TextInput,
    custom_id: id,
    style: shown,
    required: field.required,
    max_length: max,
    ...(initial === '' ? {} : { value: clipPlain(initial, max) }),
  };
}

function renderChoice(
  field: FormField,
  choices: readonly { value: string; label: string }[],
  id: string,
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: 1,
    options: choices.map(({ value, label: text }) => ({
      value,
      label: label(text, limits.selectText),
      ...(value === field.initial ? { default: true } : {}),
    })),
  };
}

function renderChoices(
  field: FormField,
  choices: readonly { value: string; label: string }[],
  id: string,
): APICheckboxGroupComponent {
  const chosen = field.initial?.split(',') ?? [];
  return {
    type: ComponentType.CheckboxGroup,
    custom_id: id,
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: choices.length,
    options: choices.map(({ value, label: text }) => ({
      value,
      label: label(text, limits.selectText),
      ...(chosen.includes(value) ? { default: true } : {}),
    })),
  };
}

function renderPerson(field: FormField, id: string): APIUserSelectComponent {
  const userId = /^<@!?(\d+)>$/.exec(field.initial ?? '')?.[1];
  return {
    type: ComponentType.UserSelect,
    custom_id: id,
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: 1,
    ...(userId === undefined
      ? {}
      : { default_values: [{ id: userId, type: SelectMenuDefaultValueType.User }] }),
  };
}
