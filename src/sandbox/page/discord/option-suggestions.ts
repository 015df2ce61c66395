import { useEffect, useRef, useState } from 'preact/hooks';
import type { Channel, DiscordAutocompleteBody, Person } from '../../page-api.ts';
import { sendPost } from '../send-post.ts';
import { type CommandOption, OPTION } from './slash-command.ts';

export interface OptionSuggestion {
  name: string;
  detail?: string;
  value: string | number;
}

interface Sources {
  people: readonly Person[];
  channels: readonly Channel[];
}

const PAUSE_MS = 150;
const MOST_SHOWN = 25;

// What can be offered for one option without asking the bot.
export function knownSuggestions(
  option: CommandOption,
  typed: string,
  sources: Sources,
): OptionSuggestion[] | undefined {
  const wanted = typed.replace(/^[@#]/, '').toLowerCase();
  const matches = (...names: string[]) => names.some((name) => name.toLowerCase().includes(wanted));
  if (option.choices.length > 0) return option.choices.filter((choice) => matches(choice.name));
  switch (option.type) {
    case OPTION.boolean:
      return ['True', 'False'].filter((name) => matches(name)).map((name) => ({ name, value: name }));
    case OPTION.user:
    case OPTION.mentionable:
      return sources.people
        .filter((person) => matches(person.name, person.username))
        .map((person) => ({ name: `@${person.username}`, detail: person.name, value: person.id }));
    case OPTION.channel:
      return sources.channels
        .filter((channel) => matches(channel.name))
        .map((channel) => ({ name: `#${channel.name}`, value: channel.id }));
    default:
      return option.hasAutocomplete ? undefined : [];
  }
}

// The bot's own suggestions for the option that is being typed; the newest answer wins.
export function useAutocomplete(request: DiscordAutocompleteBody | undefined): readonly OptionSuggestion[] {
  const [found, setFound] = useState<readonly OptionSuggestion[]>([]);
  const turn = useRef(0);
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    if (request === undefined) {
      setFound([]);
      return;
    }
    const timer = setTimeout(async () => {
      const answer = await sendPost('/api/discord/autocomplete', request);
      if (mine === turn.current) setFound(answer.ok ? answer.choices.slice(0, MOST_SHOWN) : []);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [JSON.stringify(request)]);
  return found;
}
