import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Channel, PageState, Person } from '../../page-api.ts';
import { SuggestionList, suggestionId } from '../widgets/suggestion-list.tsx';
import { useSuggestionKeys } from '../widgets/use-suggestion-keys.ts';
import { knownSuggestions, type OptionSuggestion, useAutocomplete } from './option-suggestions.ts';
import {
  type CommandLine,
  type Directory,
  type ReadOptions,
  readOptions,
  writeCommandLine,
} from './parse-command-line.ts';
import type { CommandOption } from './slash-command.ts';

export type Picked = ReadonlyMap<string, string | number>;

interface CommandChipsProps {
  state: PageState;
  actor: Person;
  channel: Channel;
  directory: Directory;
  start: CommandLine;
  isSending: boolean;
  onSend(line: CommandLine, options: ReadOptions & { ok: true }): void;
  onLeave(text: string): void;
}

// A command that was picked: one small field for each option, as Discord shows it.
export function CommandChips(props: CommandChipsProps) {
  const { start, directory } = props;
  const { leaf } = start;
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(start.typed);
  const [picked, setPicked] = useState<Picked>(new Map());
  const [shown, setShown] = useState<readonly string[]>(() => firstShown(start));
  const [focused, setFocused] = useState(shown.find((name) => !start.typed.get(name)) ?? shown[0] ?? '');
  const [trouble, setTrouble] = useState<{ option: string; message: string } | undefined>(undefined);
  const frame = useRef<HTMLDivElement>(null);
  const listId = useId();
  const option = leaf.options.find((each) => each.name === focused);
  const value = typed.get(focused) ?? '';
  const known =
    option === undefined ? [] : knownSuggestions(option, picked.has(focused) ? '' : value, directory);
  const asked = useAutocomplete(
    known !== undefined || option === undefined || picked.has(focused)
      ? undefined
      : {
          userId: props.actor.id,
          channelId: props.channel.id,
          path: [...leaf.path],
          options: optionsSoFar(props, typed, picked, focused),
          focused,
        },
  );
  const suggestions = picked.has(focused) ? [] : (known ?? asked);
  const keys = useSuggestionKeys(
    suggestions.length,
    `${focused}=${value}`,
    value === '' && known === undefined ? -1 : 0,
  );
  const hidden = leaf.options.filter((each) => !shown.includes(each.name));
  useEffect(() => {
    frame.current?.querySelector<HTMLInputElement>(`[data-option="${focused}"]`)?.focus();
  }, [focused, shown]);
  const write = (name: string, text: string) => {
    setTyped(new Map(typed).set(name, text));
    setPicked(without(picked, name));
    setTrouble(undefined);
  };
  const pick = (suggestion: OptionSuggestion | undefined) => {
    if (suggestion === undefined) return;
    setTyped(new Map(typed).set(focused, suggestion.name));
    setPicked(new Map(picked).set(focused, suggestion.value));
    const next = shown.find((name) => name !== focused && !typed.get(name));
    if (next !== undefined) setFocused(next);
  };
  const reveal = (name: string) => {
    setShown([...shown, name]);
    setFocused(name);
  };
  const send = () => {
    const read = readOptions({ leaf, typed }, picked, directory);
    if (read.ok) return props.onSend({ leaf, typed }, read);
    setTrouble(read);
    if (!shown.includes(read.option)) reveal(read.option);
    else setFocused(read.option);
  };
  const remove = (name: string) => {
    if (shown[0] === name || leaf.options.find((each) => each.name === name)?.isRequired) {
      props.onLeave(writeCommandLine(leaf, typed));
      return;
    }
    setFocused(shown[shown.indexOf(name) - 1] ?? '');
    setShown(shown.filter((each) => each !== name));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (keys.onKey(event)) return;
    const active = suggestions[keys.active];
    if (event.key === 'Escape') props.onLeave(writeCommandLine(leaf, typed));
    else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (active !== undefined && active.name !== value) pick(active);
      else send();
    } else if (event.key === 'Tab' && !event.shiftKey && active !== undefined && value !== '') {
      event.preventDefault();
      pick(active);
    } else if (event.key === 'Backspace' && value === '') {
      event.preventDefault();
      remove(focused);
    }
  };
  return (
    <>
      <div class="dsc-option-panel">
        {option !== undefined && (
          <p class="dsc-option-about">
            <strong>{option.name}</strong> {option.description}
          </p>
        )}
        {trouble !== undefined && (
          <p class="dsc-error" role="alert">
            {trouble.message}
          </p>
        )}
        <SuggestionList
          id={listId}
          label={`Suggestions for ${focused}`}
          heading="Options"
          suggestions={suggestions.map((each) => ({
            key: String(each.value),
            title: each.name,
            ...(each.detail === undefined ? {} : { detail: each.detail }),
          }))}
          active={keys.active}
          onPick={(index) => pick(suggestions[index])}
        />
        {hidden.length > 0 && (
          <p class="dsc-more-options">
            Optional:{' '}
            {hidden.map((each) => (
              <button
                key={each.name}
                type="button"
                title={each.description}
                onClick={() => reveal(each.name)}
              >
                +{each.name}
              </button>
            ))}
          </p>
        )}
      </div>
      <div class="dsc-chips" ref={frame}>
        <span class="dsc-command-name">/{leaf.line}</span>
        {shown.map((name) => (
          <label key={name} class={`dsc-chip ${trouble?.option === name ? 'has-error' : ''}`}>
            <span>{name}</span>
            <input
              type="text"
              role="combobox"
              data-option={name}
              data-testid={`discord-option-${name}`}
              aria-expanded={name === focused && suggestions.length > 0}
              aria-controls={listId}
              aria-activedescendant={
                name === focused && keys.active >= 0 ? suggestionId(listId, keys.active) : undefined
              }
              autocomplete="off"
              size={Math.max(6, Math.min(40, (typed.get(name) ?? '').length + 1))}
              value={typed.get(name) ?? ''}
              disabled={props.isSending}
              onFocus={() => setFocused(name)}
              onInput={(event) => write(name, event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
          </label>
        ))}
        <button type="button" class="strong-button dsc-send" disabled={props.isSending} onClick={send}>
          Send
        </button>
      </div>
    </>
  );
}

// Required options and given ones stand open; with none of either, the first one does.
function firstShown({ leaf, typed }: CommandLine): string[] {
  const open = leaf.options.filter((option) => option.isRequired || typed.has(option.name));
  const first = leaf.options[0];
  return (open.length > 0 || first === undefined ? open : [first]).map((option) => option.name);
}

function without(picked: Picked, name: string): Picked {
  const rest = new Map(picked);
  rest.delete(name);
  return rest;
}

// Autocomplete sends what is there already, complete or not; what cannot be read yet is left out.
function optionsSoFar(
  { start, directory }: CommandChipsProps,
  typed: ReadonlyMap<string, string>,
  picked: Picked,
  focused: string,
) {
  const others = new Map([...typed].filter(([name]) => name !== focused));
  const lenient: CommandOption[] = start.leaf.options.map((option) => ({ ...option, isRequired: false }));
  const read = readOptions({ leaf: { ...start.leaf, options: lenient }, typed: others }, picked, directory);
  return [...(read.ok ? read.options : []), { name: focused, value: typed.get(focused) ?? '' }];
}
