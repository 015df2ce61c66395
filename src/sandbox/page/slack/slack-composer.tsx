import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Channel, PageState, Person } from '../../page-api.ts';
import { type Draft, humansOf, useReport } from '../sandbox-context.ts';
import { sendPost } from '../send-post.ts';
import { EnterHint } from '../widgets/enter-hint.tsx';
import { SendIcon } from '../widgets/icons.tsx';
import { type Suggestion, SuggestionList, suggestionId } from '../widgets/suggestion-list.tsx';
import { useSuggestionKeys } from '../widgets/use-suggestion-keys.ts';

interface SlackComposerProps {
  state: PageState;
  actor: Person;
  channel: Channel;
  draft: Draft | undefined;
  placeholder: string;
}

interface Hint extends Suggestion {
  completed: string;
}

export function SlackComposer({ state, actor, channel, draft, placeholder }: SlackComposerProps) {
  const [text, setText] = useState('');
  const [isSending, setSending] = useState(false);
  const [isHushed, setHushed] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const report = useReport();
  useEffect(() => {
    if (draft === undefined) return;
    setText(draft.text);
    setHushed(true);
    field.current?.focus();
  }, [draft]);
  const hints = isHushed ? [] : findHints(text, state);
  const keys = useSuggestionKeys(hints.length, text, 0);
  const pick = (hint: Hint | undefined) => {
    if (hint !== undefined) setText(hint.completed);
  };
  const send = async () => {
    const line = text.trim();
    if (line === '' || isSending) return;
    setSending(true);
    setText('');
    const target = { userId: actor.id, channelId: channel.id, text: withMentions(line, state) };
    const answer = line.startsWith('/')
      ? await sendPost('/api/slack/command', target)
      : await sendPost('/api/slack/message', target);
    setSending(false);
    if (!answer.ok) report(answer.message);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (keys.onKey(event)) return;
    const hint = hints[keys.active];
    if (event.key === 'Escape' && hints.length > 0) setHushed(true);
    if (event.key === 'Tab' && !event.shiftKey && hint !== undefined) {
      event.preventDefault();
      pick(hint);
    }
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      // "/meeting" alone is a good command; only what is not finished yet is completed first.
      if (hint !== undefined && hint.completed.trim() !== text.trim()) pick(hint);
      else void send();
    }
  };
  return (
    <div class="slk-composer">
      <SuggestionList
        id={listId}
        label="Suggestions"
        heading={text.startsWith('/') ? 'Commands of this app' : 'People'}
        suggestions={hints}
        active={keys.active}
        onPick={(index) => pick(hints[index])}
      />
      <div class="slk-composer-box">
        <input
          ref={field}
          type="text"
          role="combobox"
          data-testid="slack-composer"
          aria-label={placeholder}
          aria-expanded={hints.length > 0}
          aria-controls={listId}
          aria-activedescendant={hints.length > 0 ? suggestionId(listId, keys.active) : undefined}
          autocomplete="off"
          placeholder={placeholder}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setHushed(false);
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="slk-send"
          aria-label="Send"
          disabled={text.trim() === '' || isSending}
          onClick={() => void send()}
        >
          <SendIcon />
        </button>
      </div>
      {draft !== undefined && text === draft.text && <EnterHint />}
    </div>
  );
}

function findHints(text: string, state: PageState): Hint[] {
  if (/^\/\S*$/.test(text)) {
    return state.slackCommands
      .filter((command) => command.command.startsWith(text))
      .map((command) => ({
        key: command.command,
        title: (
          <>
            <strong>{command.command}</strong> <span class="suggestion-usage">{command.usageHint}</span>
          </>
        ),
        detail: command.description,
        completed: `${command.command} `,
      }));
  }
  const handle = /(^|\s)@([\w.-]*)$/.exec(text)?.[2]?.toLowerCase();
  if (handle === undefined) return [];
  return humansOf(state, 'slack')
    .filter((person) => `${person.username} ${person.name}`.toLowerCase().includes(handle))
    .map((person) => ({
      key: person.id,
      title: <strong>{person.name}</strong>,
      detail: `@${person.username}`,
      completed: `${text.slice(0, text.length - handle.length)}${person.username} `,
    }));
}

// Slack turns a picked @name into the person's id before the app sees it.
function withMentions(line: string, state: PageState): string {
  return line.replace(/(^|\s)@([\w.-]+)/g, (whole, before: string, username: string) => {
    const person = humansOf(state, 'slack').find((each) => each.username === username);
    return person === undefined ? whole : `${before}<@${person.id}>`;
  });
}
