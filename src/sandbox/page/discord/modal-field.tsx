import { useId } from 'preact/hooks';
import type { JsonObject } from '../../page-api.ts';
import { readFlag, readNumber, readText } from '../read-json.ts';
import { type Choice, MultiSelectField, SelectField } from '../widgets/choice-fields.tsx';
import { defaultValues, isMulti, optionChoices, selectChoices } from './component-choices.ts';
import { COMPONENT } from './component-host.ts';

export interface LabelledField {
  label: string;
  description: string;
  input: JsonObject;
}

export type FieldValue = string | string[] | boolean;

const PARAGRAPH = 2;

export function initialValues(input: JsonObject): FieldValue {
  switch (readNumber(input, 'type')) {
    case COMPONENT.textInput:
      return readText(input, 'value');
    case COMPONENT.checkbox:
      return readFlag(input, 'default');
    default:
      return defaultValues(input);
  }
}

// Inputs of a form are required unless the bot says otherwise.
function isRequired(input: JsonObject): boolean {
  return readNumber(input, 'type') !== COMPONENT.checkbox && input.required !== false;
}

export function isMissing(input: JsonObject, value: FieldValue): boolean {
  return isRequired(input) && typeof value !== 'boolean' && value.length === 0;
}

interface ModalFieldProps {
  field: LabelledField;
  value: FieldValue;
  people: readonly Choice[];
  channels: readonly Choice[];
  isWrong: boolean;
  onValue(value: FieldValue): void;
}

export function ModalField(props: ModalFieldProps) {
  const fieldId = useId();
  const { label, description, input } = props.field;
  const words = (
    <>
      {label}
      {isRequired(input) && (
        <span class="dsc-required" aria-hidden="true">
          {' '}
          *
        </span>
      )}
    </>
  );
  const isPointedAt =
    readNumber(input, 'type') === COMPONENT.textInput || (isSelect(input) && !isMulti(input));
  return (
    <div class={`dsc-field ${props.isWrong ? 'has-error' : ''}`}>
      {isPointedAt ? (
        <label class="dsc-label" for={fieldId}>
          {words}
        </label>
      ) : (
        <p class="dsc-label">{words}</p>
      )}
      {description !== '' && <p class="dsc-description">{description}</p>}
      <FieldInput {...props} fieldId={fieldId} />
      {props.isWrong && (
        <p class="dsc-error" role="alert">
          This field is required.
        </p>
      )}
    </div>
  );
}

function isSelect(input: JsonObject): boolean {
  const type = readNumber(input, 'type') ?? 0;
  return type === COMPONENT.stringSelect || (type >= COMPONENT.userSelect && type <= COMPONENT.channelSelect);
}

function FieldInput(props: ModalFieldProps & { fieldId: string }) {
  const { input, label } = props.field;
  const { value, onValue, fieldId } = props;
  const type = readNumber(input, 'type');
  if (type === COMPONENT.textInput) {
    const shared = {
      id: fieldId,
      class: 'dsc-input',
      placeholder: readText(input, 'placeholder'),
      maxLength: readNumber(input, 'max_length') ?? 4000,
      value: typeof value === 'string' ? value : '',
      'aria-invalid': props.isWrong,
      onInput: (event: { currentTarget: { value: string } }) => onValue(event.currentTarget.value),
    };
    return readNumber(input, 'style') === PARAGRAPH ? (
      <textarea rows={4} {...shared} />
    ) : (
      <input type="text" {...shared} />
    );
  }
  if (type === COMPONENT.checkbox) {
    return (
      <label class="dsc-check">
        <input
          type="checkbox"
          aria-label={label}
          checked={value === true}
          onChange={(event) => onValue(event.currentTarget.checked)}
        />
      </label>
    );
  }
  const values = Array.isArray(value) ? value : [];
  if (type === COMPONENT.radioGroup || type === COMPONENT.checkboxGroup) {
    return <Group {...props} values={values} isRadio={type === COMPONENT.radioGroup} />;
  }
  if (!isSelect(input)) return <p class="dsc-unknown">(a field of type {String(type)})</p>;
  const placeholder = readText(input, 'placeholder') || 'Make a selection';
  const shared = { label, placeholder, choices: selectChoices(input, props.people, props.channels) };
  return (
    <span class="dsc-select">
      {isMulti(input) ? (
        <MultiSelectField
          {...shared}
          values={values}
          max={readNumber(input, 'max_values')}
          onPick={onValue}
        />
      ) : (
        <SelectField
          {...shared}
          id={fieldId}
          value={values[0]}
          isClearable={!isRequired(input)}
          onPick={(picked) => onValue(picked === undefined ? [] : [picked])}
        />
      )}
    </span>
  );
}

function Group(props: ModalFieldProps & { fieldId: string; values: readonly string[]; isRadio: boolean }) {
  const { values, isRadio, onValue } = props;
  const { input, label } = props.field;
  const choices = optionChoices(input);
  return (
    <fieldset aria-label={label} class="dsc-group">
      {choices.map((choice) => (
        <label key={choice.value} class="dsc-check">
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            name={props.fieldId}
            checked={values.includes(choice.value)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              if (isRadio) onValue([choice.value]);
              else
                onValue(
                  choices
                    .map((each) => each.value)
                    .filter((each) => (each === choice.value ? isOn : values.includes(each))),
                );
            }}
          />
          <span>
            {choice.label}
            {choice.description && <small>{choice.description}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
