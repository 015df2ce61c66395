import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Channel, DiscordOptionValue, PageState, Person } from '../../page-api.ts';
import { type Draft, useReport } from '../sandbox-context.ts';
import { sendPost } from '../send-post.ts';
import { EnterHint } from '../widgets/enter-hint.tsx';
import { type Suggestion, SuggestionList, suggestionId } from '../widgets/suggestion-list.tsx';
import { useSuggestionKeys } from '../widgets/use-suggestion-keys.ts';
import { CommandChips } from './command-chips.tsx';
import { type CommandLine, type Directory, parseCommandLine, readOptions } from './parse-command-line.ts';
import { type LeafCommand, matchingLeaves } from './slash-command.ts';

interface DiscordComposerProps {
  state: PageState;
  actor: Person;
  channel: Channel;
  leaves: readonly LeafCommand[];
  directory: Directory;
  draft: Draft | undefined;
  placeholder: string;
}

export function DiscordComposer(props: DiscordComposerProps) {
  const { actor, channel, leaves, directory, draft } = props;
  const [text, setText] = useState('');
  const [chips, setChips] = useState<CommandLine | undefined>(undefined);
  const [isSending, setSending] = useState(false);
  const [isHushed, setHushed] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const report = useReport();
  const backToText = (value: string) => {
    setChips(undefined);
    setText(value);
    // The field is drawn again only after this turn.
    setTimeout(() => field.current?.focus());
  };
  useEffect(() => {
    if (draft === undefined) return;
    setHushed(true);
    backToText(draft.text);
  }, [draft]);
  const line = text.startsWith('/') ? parseCommandLine(text, leaves) : undefined;
  const offered = text.startsWith('/') && !isHushed ? offeredLeaves(text, leaves, line) : [];
  const keys = useSuggestionKeys(offered.length, text, 0);
  const open = (leaf: LeafCommand | undefined) => {
    if (leaf === undefined) return;
    if (leaf.options.length === 0) {
      setText(`/${leaf.line}`);
      setHushed(true);
      return;
    }
    setChips(line?.leaf === leaf ? line : { leaf, typed: new Map() });
  };
  const sendCommand = async (leaf: LeafCommand, options: DiscordOptionValue[]) => {
    setSending(true);
    const answer = await sendPost('/api/discord/command', {
      userId: actor.id,
      channelId: channel.id,
      path: [...leaf.path],
      options,
    });
    setSending(false);
    if (!answer.ok) report(answer.message);
    backToText('');
  };
  const send = async () => {
    const words = text.trim();
    if (words === '' || isSending) return;
    if (line !== undefined) {
      const read = readOptions(line, new Map(), directory);
      if (read.ok) await sendCommand(line.leaf, read.options);
      // The chips show what is missing or wrong, beside the option that it is about.
      else setChips(line);
      return;
    }
    if (words.startsWith('/')) {
      report(
        leaves.length === 0
          ? 'The bot has not told Discord its commands yet. Try again in a moment.'
          : `There is no command ${words.split(' ').slice(0, 2).join(' ')}. Type / to see them all.`,
      );
      return;
    }
    setText('');
    const answer = await sendPost('/api/discord/message', {
      userId: actor.id,
      channelId: channel.id,
      text: words,
    });
    if (!answer.ok) report(answer.message);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (keys.onKey(event)) return;
    const active = offered[keys.active];
    if (event.key === 'Escape' && offered.length > 0) setHushed(true);
    if (event.key === 'Tab' && !event.shiftKey && active !== undefined) {
      event.preventDefault();
      open(active);
    }
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      // A command that stands there in full is sent; a beginning of one is completed first.
      if (active !== undefined && active !== line?.leaf) open(active);
      else void send();
    }
  };
  if (chips !== undefined) {
    return (
      <div class="dsc-composer">
        <CommandChips
          key={chips.leaf.line}
          {...props}
          start={chips}
          isSending={isSending}
          onLeave={backToText}
          onSend={({ leaf }, read) => void sendCommand(leaf, read.options)}
        />
      </div>
    );
  }
  return (
    <div class="dsc-composer">
      <SuggestionList
        id={listId}
        label="Commands"
        heading={text === '/' ? 'All commands of Twinbell' : `Commands that match ${text}`}
        suggestions={offered.map(describe)}
        active={keys.active}
        onPick={(index) => open(offered[index])}
      />
      <div class="dsc-composer-box">
        <input
          ref={field}
          type="text"
          role="combobox"
          data-testid="discord-composer"
          aria-label={props.placeholder}
          aria-expanded={offered.length > 0}
          aria-controls={listId}
          aria-activedescendant={offered.length > 0 ? suggestionId(listId, keys.active) : undefined}
          autocomplete="off"
          placeholder={props.placeholder}
          value={text}
          disabled={isSending}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setHushed(false);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {draft !== undefined && text === draft.text && <EnterHint />}
    </div>
  );
}

function offeredLeaves(
  text: string,
  leaves: readonly LeafCommand[],
  line: CommandLine | undefined,
): readonly LeafCommand[] {
  if (line !== undefined) return line.leaf.options.length > 0 ? [line.leaf] : [];
  return matchingLeaves(leaves, text);
}

function describe(leaf: LeafCommand): Suggestion {
  const names = leaf.options.map((option) => (option.isRequired ? option.name : `${option.name}?`));
  return {
    key: leaf.line,
    title: (
      <>
        <strong>/{leaf.line}</strong> <span class="suggestion-usage">{names.join('  ')}</span>
      </>
    ),
    detail: leaf.description,
  };
}
