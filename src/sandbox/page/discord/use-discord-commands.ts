import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DiscordCommandList } from '../../page-api.ts';
import type { MenuEntry } from '../widgets/message-menu.tsx';
import { type LeafCommand, leafCommands, messageCommands } from './slash-command.ts';

interface DiscordCommands {
  leaves: LeafCommand[];
  // What apps can make of a message.
  menu: MenuEntry[];
}

export function useDiscordCommands(spaceId: string, revision: number, locale: string): DiscordCommands {
  const [list, setList] = useState<DiscordCommandList>({ revision: -1, commands: [] });
  useEffect(() => {
    let isCurrent = true;
    fetch(`/api/discord/commands?spaceId=${encodeURIComponent(spaceId)}`)
      .then((response) => response.json())
      .then((answer: DiscordCommandList) => {
        if (isCurrent) setList(answer);
      })
      // Without the list there are no hints; the next revision asks again.
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [spaceId, revision]);
  return useMemo(
    () => ({ leaves: leafCommands(list, locale), menu: messageCommands(list, locale) }),
    [list, locale],
  );
}
