import { useEffect, useState } from 'preact/hooks';

export interface SuggestionKeys {
  active: number;
  // True when the key was used up by the list.
  onKey(event: KeyboardEvent): boolean;
}

// Arrow keys and Escape for a list that hangs on a text field. `-1` means that nothing is chosen yet.
export function useSuggestionKeys(count: number, subject: string, start: number): SuggestionKeys {
  const [active, setActive] = useState(start);
  useEffect(() => setActive(start), [subject, start]);
  return {
    active: Math.min(active, count - 1),
    onKey: (event) => {
      if (count === 0) return false;
      if (event.key === 'ArrowDown') setActive((active + 1) % count);
      else if (event.key === 'ArrowUp') setActive((Math.max(active, 0) + count - 1) % count);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
