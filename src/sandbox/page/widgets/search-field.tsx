import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Choice } from './choice-fields.tsx';

interface SearchFieldProps {
  id?: string;
  label: string;
  placeholder: string;
  value: string | undefined;
  // What to show for a value that was picked earlier or set by the bot.
  shown: string;
  minLength?: number;
  load(query: string): Promise<Choice[]>;
  onPick(choice: Choice): void;
}

const PAUSE_MS = 150;

// A field that asks the bot for its options while one types (Slack's external selects).
export function SearchField(props: SearchFieldProps) {
  const [query, setQuery] = useState<string | undefined>(undefined);
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [active, setActive] = useState(0);
  const turn = useRef(0);
  const listId = useId();
  useEffect(() => {
    if (query === undefined || query.length < (props.minLength ?? 0)) return setChoices([]);
    turn.current += 1;
    const mine = turn.current;
    const timer = setTimeout(async () => {
      const found = await props.load(query);
      if (mine !== turn.current) return;
      setChoices(found);
      setActive(0);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const pick = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    props.onPick(choice);
    setQuery(undefined);
  };
  const isOpen = query !== undefined && choices.length > 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive((active + (event.key === 'ArrowDown' ? 1 : choices.length - 1)) % choices.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      pick(choices[active]);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      setQuery(undefined);
    }
  };
  return (
    <span class="search-field">
      <input
        type="text"
        id={props.id}
        role="combobox"
        aria-label={props.id === undefined ? props.label : undefined}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        autocomplete="off"
        placeholder={props.placeholder}
        value={query ?? props.shown}
        onFocus={() => setQuery('')}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onBlur={() => setQuery(undefined)}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <div class="popover" role="listbox" id={listId} aria-label={props.label}>
          {choices.map((choice, index) => (
            <div
              key={choice.value}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              class={`popover-option ${index === active ? 'is-active' : ''}`}
              onPointerDown={(event) => {
                event.preventDefault();
                pick(choice);
              }}
            >
              {choice.label}
            </div>
          ))}
        </div>
      )}
    </span>
  );
}
