import type { JsonObject } from '../../page-api.ts';
import { isObject, readList, readObject, readText } from '../read-json.ts';
import { fromWallTime, toWallTime } from '../text/format-instant.ts';
import { useReader } from '../text/reader.ts';
import { type Choice, MultiSelectField, SelectField } from '../widgets/choice-fields.tsx';
import { MoreIcon } from '../widgets/icons.tsx';
import { Popover } from '../widgets/popover.tsx';
import { SearchField } from '../widgets/search-field.tsx';
import { type ElementProps, useBlockHost } from './block-host.ts';
import { CheckedGroup, TextInput } from './block-inputs.tsx';
import { elementKey, fieldOf } from './element-values.ts';
import { choiceOf } from './option-choice.ts';
import { plainEmoji } from './text-object.tsx';

function choicesOf(element: JsonObject): Choice[] {
  const groups = readList(element, 'option_groups').flatMap((group) =>
    readList(group, 'options').map((option) =>
      choiceOf(option, readText(readObject(group, 'label'), 'text')),
    ),
  );
  return [...readList(element, 'options').map((option) => choiceOf(option)), ...groups];
}

// The very option object that the bot wrote goes back to it.
function optionNamed(element: JsonObject, value: string | undefined): JsonObject | null {
  const all = [
    ...readList(element, 'options'),
    ...readList(element, 'option_groups').flatMap((group) => readList(group, 'options')),
  ];
  return all.find((option) => readText(option, 'value') === value) ?? null;
}

export function BlockElement(props: ElementProps) {
  const { element } = props;
  switch (readText(element, 'type')) {
    case 'button':
      return <ActionButton {...props} />;
    case 'overflow':
      return <Overflow {...props} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <CheckedGroup {...props} />;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextInput {...props} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <TimeInput {...props} />;
    case 'external_select':
      return <ExternalSelect {...props} />;
    case 'image':
      return (
        <img class="slk-thumb" src={readText(element, 'image_url')} alt={readText(element, 'alt_text')} />
      );
    default:
      return fieldOf(element) === undefined ? null : <AnySelect {...props} />;
  }
}

function ActionButton({ blockId, element }: ElementProps) {
  const host = useBlockHost();
  const url = readText(element, 'url');
  const style = readText(element, 'style');
  const isBusy = host.busyKey === elementKey(blockId, readText(element, 'action_id'));
  const onClick = () => {
    if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener');
    host.act(blockId, element, {});
  };
  return (
    <button
      type="button"
      class={`slk-button ${style === '' ? '' : `is-${style}`} ${isBusy ? 'is-busy' : ''}`}
      title={readText(element, 'accessibility_label') || undefined}
      onClick={onClick}
    >
      {plainEmoji(readText(readObject(element, 'text'), 'text'))}
    </button>
  );
}

function Overflow({ blockId, element }: ElementProps) {
  const host = useBlockHost();
  return (
    <Popover label="More actions" class="slk-button slk-overflow" face={<MoreIcon />}>
      {(close) =>
        readList(element, 'options').map((option) => (
          <button
            key={readText(option, 'value')}
            type="button"
            class="popover-action"
            onClick={() => {
              close();
              host.act(blockId, element, { selected_option: option });
            }}
          >
            {choiceOf(option).label}
          </button>
        ))
      }
    </Popover>
  );
}

function AnySelect({ blockId, element, fieldId, label, isQuiet }: ElementProps) {
  const host = useBlockHost();
  const type = readText(element, 'type');
  const field = fieldOf(element) ?? '';
  const placeholder = readText(readObject(element, 'placeholder'), 'text') || 'Select an option';
  const holdsOptions = type.includes('static') || type.includes('external');
  const choices = holdsOptions ? choicesOf(element) : type.includes('users') ? host.people : host.channels;
  const current = host.selection(blockId, element)[field];
  const settle = (value: JsonObject) => {
    if (isQuiet) host.change(blockId, element, value);
    else host.act(blockId, element, value);
  };
  if (type.startsWith('multi_')) {
    const values = Array.isArray(current)
      ? current.map((each) => (isObject(each) ? readText(each, 'value') : String(each)))
      : [];
    const max = element.max_selected_items;
    return (
      <MultiSelectField
        label={label ?? placeholder}
        placeholder={placeholder}
        choices={choices}
        values={values}
        max={typeof max === 'number' ? max : undefined}
        onPick={(picked) =>
          settle({
            [field]: holdsOptions
              ? picked.map((value) => optionNamed(element, value)).filter((each) => each !== null)
              : picked,
          })
        }
      />
    );
  }
  const value = isObject(current) ? readText(current, 'value') : typeof current === 'string' ? current : '';
  return (
    <SelectField
      {...(fieldId === undefined ? {} : { id: fieldId })}
      label={label ?? placeholder}
      placeholder={placeholder}
      choices={choices}
      value={value === '' ? undefined : value}
      isClearable={isQuiet ?? false}
      onPick={(picked) => settle({ [field]: holdsOptions ? optionNamed(element, picked) : (picked ?? null) })}
    />
  );
}

function ExternalSelect({ blockId, element, fieldId, label, isQuiet }: ElementProps) {
  const host = useBlockHost();
  const current = readObject(host.selection(blockId, element), 'selected_option');
  const placeholder = readText(readObject(element, 'placeholder'), 'text') || 'Type to search';
  const minimum = element.min_query_length;
  return (
    <SearchField
      {...(fieldId === undefined ? {} : { id: fieldId })}
      label={label ?? placeholder}
      placeholder={placeholder}
      value={readText(current, 'value')}
      shown={readText(readObject(current, 'text'), 'text')}
      minLength={typeof minimum === 'number' ? minimum : 3}
      load={async (query) => (await host.loadOptions(blockId, element, query)).map((each) => choiceOf(each))}
      onPick={(choice) => {
        const selection = {
          selected_option: { text: { type: 'plain_text', text: choice.label }, value: choice.value },
        };
        if (isQuiet) host.change(blockId, element, selection);
        else host.act(blockId, element, selection);
      }}
    />
  );
}

// The browser's own pickers: 24 hours or 12, week from Monday or Sunday, as its owner is used to.
function TimeInput({ blockId, element, fieldId, label, isQuiet }: ElementProps) {
  const host = useBlockHost();
  const { timeZone } = useReader();
  const type = readText(element, 'type');
  const field = fieldOf(element) ?? '';
  const current = host.selection(blockId, element)[field];
  const shown =
    typeof current === 'number'
      ? toWallTime(current * 1000, timeZone)
      : typeof current === 'string'
        ? current
        : '';
  const onChange = (value: string) => {
    const instant = fromWallTime(value, timeZone);
    const stored =
      type === 'datetimepicker'
        ? instant === undefined
          ? null
          : instant / 1000
        : value === ''
          ? null
          : value;
    if (isQuiet) host.change(blockId, element, { [field]: stored });
    else if (stored !== null) host.act(blockId, element, { [field]: stored });
  };
  const shared = {
    id: fieldId,
    class: 'slk-input slk-time',
    'aria-label':
      fieldId === undefined
        ? (label ?? readText(readObject(element, 'placeholder'), 'text')) || type
        : undefined,
    value: shown,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (type === 'datepicker') return <input type="date" {...shared} />;
  if (type === 'timepicker') return <input type="time" {...shared} />;
  return <input type="datetime-local" {...shared} />;
}
