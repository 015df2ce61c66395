import { Popover } from './popover.tsx';

export interface MenuEntry {
  key: string;
  // As its reader sees it.
  name: string;
}

interface MessageMenuProps {
  entries: readonly MenuEntry[];
  onChoose(key: string): void;
}

// The "…" of a message: what apps can make of it.
export function MessageMenu({ entries, onChoose }: MessageMenuProps) {
  if (entries.length === 0) return null;
  return (
    <span class="message-menu">
      <Popover label="More actions" class="message-menu-button" face="…">
        {(close) =>
          entries.map(({ key, name }) => (
            <button
              key={key}
              type="button"
              class="message-menu-entry"
              onClick={() => {
                close();
                onChoose(key);
              }}
            >
              {name}
            </button>
          ))
        }
      </Popover>
    </span>
  );
}
