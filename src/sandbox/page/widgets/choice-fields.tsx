import { useState } from 'preact/hooks';
import { ChevronIcon } from './icons.tsx';
import { Popover } from './popover.tsx';

export interface Choice {
  value: string;
  label: string;
  description?: string;
  group?: string;
}

interface SingleProps {
  id?: string;
  label: string;
  placeholder: string;
  choices: readonly Choice[];
  value: string | undefined;
  isDisabled?: boolean;
  isClearable?: boolean;
  onPick(value: string | undefined): void;
}

// A native select: every keyboard, screen reader and telephone already knows how to work it.
export function SelectField(props: SingleProps) {
  const groups = [...new Set(props.choices.map((choice) => choice.group ?? ''))];
  const options = (group: string) =>
    props.choices
      .filter((choice) => (choice.group ?? '') === group)
      .map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.description ? `${choice.label} – ${choice.description}` : choice.label}
        </option>
      ));
  return (
    <span class="select-field">
      <select
        id={props.id}
        aria-label={props.id === undefined ? props.label : undefined}
        value={props.value ?? ''}
        disabled={props.isDisabled ?? false}
        class={props.value === undefined ? 'is-empty' : ''}
        onChange={(event) => props.onPick(event.currentTarget.value || undefined)}
      >
        <option value="" disabled={!props.isClearable} hidden={!props.isClearable}>
          {props.placeholder}
        </option>
        {groups.map((group) =>
          group === '' ? (
            options(group)
          ) : (
            <optgroup key={group} label={group}>
              {options(group)}
            </optgroup>
          ),
        )}
      </select>
      <ChevronIcon />
    </span>
  );
}

interface MultiProps {
  label: string;
  placeholder: string;
  choices: readonly Choice[];
  values: readonly string[];
  max?: number | undefined;
  isDisabled?: boolean;
  // In a message both platforms tell the bot once, when the list is closed, and not for every tick.
  onPick(values: string[]): void;
}

export function MultiSelectField(props: MultiProps) {
  const [pending, setPending] = useState<readonly string[] | undefined>(undefined);
  const values = pending ?? props.values;
  const names = props.choices.filter((choice) => values.includes(choice.value)).map((choice) => choice.label);
  const isFull = props.max !== undefined && values.length >= props.max;
  const toggle = (value: string) =>
    setPending(values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);
  const settle = () => {
    if (pending !== undefined && !sameMembers(pending, props.values)) props.onPick([...pending]);
    setPending(undefined);
  };
  const face = (
    <>
      <span class={`multi-face ${names.length === 0 ? 'is-empty' : ''}`}>
        {names.length === 0 ? props.placeholder : names.map((name) => <span class="multi-chip">{name}</span>)}
      </span>
      <ChevronIcon />
    </>
  );
  return (
    <Popover
      label={names.length === 0 ? props.label : `${props.label}: ${names.join(', ')}`}
      class="multi-button"
      isDisabled={props.isDisabled ?? false}
      face={face}
      onClose={settle}
    >
      {(close) => (
        <>
          {props.choices.map((choice) => (
            <label key={choice.value} class="popover-choice">
              <input
                type="checkbox"
                checked={values.includes(choice.value)}
                disabled={isFull && !values.includes(choice.value)}
                onChange={() => toggle(choice.value)}
              />
              <span>
                {choice.label}
                {choice.description && <small>{choice.description}</small>}
              </span>
            </label>
          ))}
          <button type="button" class="popover-done" onClick={close}>
            Done
          </button>
        </>
      )}
    </Popover>
  );
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
