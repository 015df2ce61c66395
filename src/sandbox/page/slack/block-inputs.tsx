import { isObject, readFlag, readList, readNumber, readObject, readText } from '../read-json.ts';
import { type ElementProps, useBlockHost } from './block-host.ts';
import { choiceOf } from './option-choice.ts';

export function TextInput({ blockId, element, fieldId, label }: ElementProps) {
  const host = useBlockHost();
  const value = host.selection(blockId, element).value;
  const shared = {
    id: fieldId,
    class: 'slk-input',
    'aria-label': fieldId === undefined ? label : undefined,
    'aria-invalid': host.errors[blockId] !== undefined,
    placeholder: readText(readObject(element, 'placeholder'), 'text'),
    maxLength: readNumber(element, 'max_length'),
    value: typeof value === 'string' ? value : '',
    onInput: (event: { currentTarget: { value: string } }) =>
      host.change(blockId, element, { value: event.currentTarget.value || null }),
  };
  if (readFlag(element, 'multiline')) return <textarea rows={4} {...shared} />;
  switch (readText(element, 'type')) {
    case 'number_input':
      return <input type="number" step={readFlag(element, 'is_decimal_allowed') ? 'any' : 1} {...shared} />;
    case 'email_text_input':
      return <input type="email" {...shared} />;
    case 'url_text_input':
      return <input type="url" {...shared} />;
    default:
      return <input type="text" {...shared} />;
  }
}

export function CheckedGroup({ blockId, element, fieldId, label, isQuiet }: ElementProps) {
  const host = useBlockHost();
  const isRadio = readText(element, 'type') === 'radio_buttons';
  const selection = host.selection(blockId, element);
  const chosen = isRadio
    ? [readText(readObject(selection, 'selected_option'), 'value')]
    : (Array.isArray(selection.selected_options) ? selection.selected_options : [])
        .filter(isObject)
        .map((option) => readText(option, 'value'));
  const options = readList(element, 'options');
  const onToggle = (value: string, isOn: boolean) => {
    const next = isRadio
      ? { selected_option: options.find((option) => readText(option, 'value') === value) ?? null }
      : {
          selected_options: options.filter((option) => {
            const each = readText(option, 'value');
            return each === value ? isOn : chosen.includes(each);
          }),
        };
    if (isQuiet) host.change(blockId, element, next);
    else host.act(blockId, element, next);
  };
  return (
    <fieldset aria-label={label ?? 'Options'} class="slk-checks">
      {options.map((option) => {
        const choice = choiceOf(option);
        return (
          <label key={choice.value} class="slk-check">
            <input
              type={isRadio ? 'radio' : 'checkbox'}
              name={`${fieldId ?? ''}${blockId}/${readText(element, 'action_id')}`}
              checked={chosen.includes(choice.value)}
              onChange={(event) => onToggle(choice.value, event.currentTarget.checked)}
            />
            <span>
              {choice.label}
              {choice.description && <small>{choice.description}</small>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
