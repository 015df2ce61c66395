import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface Suggestion {
  key: string;
  title: ComponentChildren;
  detail?: string;
}

interface SuggestionListProps {
  id: string;
  label: string;
  heading: string;
  suggestions: readonly Suggestion[];
  active: number;
  onPick(index: number): void;
}

export function suggestionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

// Hangs above a composer. The focus stays in the field; the field names the active line by its id.
export function SuggestionList({ id, label, heading, suggestions, active, onPick }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, suggestions]);
  if (suggestions.length === 0) return null;
  return (
    <div class="suggestions">
      <p class="suggestions-heading" aria-hidden="true">
        {heading}
      </p>
      <div role="listbox" id={id} aria-label={label} ref={list}>
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.key}
            id={suggestionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            class={`suggestion ${index === active ? 'is-active' : ''}`}
            onPointerDown={(event) => {
              // Before the field loses the focus.
              event.preventDefault();
              onPick(index);
            }}
          >
            <span class="suggestion-title">{suggestion.title}</span>
            {suggestion.detail !== undefined && <span class="suggestion-detail">{suggestion.detail}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
