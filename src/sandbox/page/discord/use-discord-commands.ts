import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DiscordCommandList } from '../../page-api.ts';
import { type LeafCommand, leafCommands } from './slash-command.ts';

export function useDiscordCommands(spaceId: string, revision: number, locale: string): LeafCommand[] {
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
  return useMemo(() => leafCommands(list, locale), [list, locale]);
}
