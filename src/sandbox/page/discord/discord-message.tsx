import { useState } from 'preact/hooks';
import type { DiscordMessage, PageState, Person } from '../../page-api.ts';
import { useReport } from '../sandbox-context.ts';
import { sendPost } from '../send-post.ts';
import { formatInstant, formatTimeOfDay, localDay } from '../text/format-instant.ts';
import { useReader } from '../text/reader.ts';
import { Blocks } from '../text/render-text.tsx';
import { plainText } from '../text/text-node.ts';
import { Avatar } from '../widgets/avatar.tsx';
import type { Choice } from '../widgets/choice-fields.tsx';
import { EyeIcon } from '../widgets/icons.tsx';
import { type MenuEntry, MessageMenu } from '../widgets/message-menu.tsx';
import { StoredFiles } from '../widgets/stored-files.tsx';
import { type ComponentHost, ComponentHostContext } from './component-host.ts';
import { Components } from './components.tsx';
import { Embed } from './embed.tsx';
import { parseMarkdown } from './parse-markdown.ts';
import { parseMarkdownInline } from './parse-markdown-inline.ts';

interface DiscordMessageProps {
  state: PageState;
  actor: Person;
  message: DiscordMessage;
  menu: readonly MenuEntry[];
  people: readonly Choice[];
  channels: readonly Choice[];
  isContinued: boolean;
  isNew: boolean;
  onDismiss(): void;
}

export function DiscordMessageView(props: DiscordMessageProps) {
  const { state, actor, message } = props;
  const reader = useReader();
  const report = useReport();
  const [busyId, setBusyId] = useState<string | undefined>(undefined);
  const author = state.people.find((person) => person.id === message.authorId);
  const isPrivate = message.visibleTo !== null;
  const isPing = message.pings.everyone || message.pings.userIds.includes(actor.id);
  const hasHead = !props.isContinued || message.usedCommand !== null || message.replyToId !== null;
  const host: ComponentHost = {
    people: props.people,
    channels: props.channels,
    files: message.files,
    busyId,
    press: async (customId, values) => {
      setBusyId(customId);
      const answer = await sendPost('/api/discord/component', {
        userId: actor.id,
        channelId: message.channelId,
        messageId: message.id,
        customId,
        ...(values === undefined ? {} : { values }),
      });
      setBusyId(undefined);
      if (!answer.ok) report(answer.message);
    },
  };
  const sentAt = Date.parse(message.sentAt);
  const time = formatTimeOfDay(sentAt, reader);
  const isToday = localDay(sentAt, reader.timeZone) === localDay(reader.nowMs, reader.timeZone);
  const when = isToday ? time : formatInstant(sentAt, reader, { dateStyle: 'short', timeStyle: 'short' });
  const name = author?.name ?? 'Discord';
  return (
    <article
      class={`dsc-message ${isPrivate ? 'is-private' : ''} ${isPing ? 'is-ping' : ''} ${hasHead ? '' : 'is-continued'} ${props.isNew ? 'is-new' : ''}`}
      data-message-id={message.id}
      data-private={isPrivate}
      aria-label={`${name}, ${when}`}
    >
      <Above state={state} message={message} />
      <div class="dsc-gutter">
        {hasHead ? (
          <Avatar person={author} size={40} fallback={name.charAt(0)} />
        ) : (
          <span class="dsc-hover-time">{time}</span>
        )}
      </div>
      {!isPrivate && message.kind === 'message' && (
        <MessageMenu
          entries={props.menu}
          onChoose={async (name) => {
            const { id: messageId, channelId } = message;
            const body = { userId: actor.id, channelId, messageId, name };
            const answer = await sendPost('/api/discord/message-command', body);
            if (!answer.ok) report(answer.message);
          }}
        />
      )}
      <div class="dsc-body">
        {hasHead && (
          <p class="dsc-byline">
            <strong>{name}</strong>
            {author?.isBot && <span class="dsc-badge">APP</span>}
            <time>{when}</time>
          </p>
        )}
        <ComponentHostContext.Provider value={host}>
          <Content message={message} name={name} />
        </ComponentHostContext.Provider>
        {isPrivate && (
          <p class="dsc-only-you">
            <EyeIcon /> Only you can see this •{' '}
            <button type="button" class="quiet-link" onClick={props.onDismiss}>
              Dismiss message
            </button>
          </p>
        )}
      </div>
    </article>
  );
}

function Content({ message, name }: { message: DiscordMessage; name: string }) {
  if (message.isThinking) {
    return (
      <p class="dsc-thinking">
        <span class="dsc-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {name} is thinking…
      </p>
    );
  }
  // A picture that an embed or a component already shows is not shown a second time below.
  const shown = JSON.stringify([message.embeds, message.components]);
  const files = message.files.filter((file) => !shown.includes(file.url));
  return (
    <>
      {message.content !== '' && (
        <div class={`dsc-text ${message.kind === 'notice' ? 'is-notice' : ''}`}>
          <Blocks nodes={parseMarkdown(message.content)} />
        </div>
      )}
      {message.editedAt !== null && <span class="dsc-edited">(edited)</span>}
      <StoredFiles files={files} />
      {message.embeds.map((embed, index) => (
        <Embed key={index} embed={embed} />
      ))}
      {message.components.length > 0 && (
        <div class="dsc-components">
          <Components list={message.components} />
        </div>
      )}
    </>
  );
}

// The small line with a spine over a message: which command brought it, or what it answers.
function Above({ state, message }: { state: PageState; message: DiscordMessage }) {
  if (message.usedCommand !== null) {
    const { personId, name } = message.usedCommand;
    const person = state.people.find((each) => each.id === personId);
    return (
      <p class="dsc-above">
        <span class="dsc-spine" aria-hidden="true" />
        <Avatar person={person} size={16} />
        <strong>{person?.name ?? 'Somebody'}</strong> used{' '}
        <span class="text-mention">/{name.replace(/^\//, '')}</span>
      </p>
    );
  }
  if (message.replyToId === null) return null;
  const original = (state.messages[message.channelId] ?? []).find((each) => each.id === message.replyToId);
  const author = state.people.find((each) => each.id === original?.authorId);
  const said = original?.platform === 'discord' ? plainText(parseMarkdownInline(original.content)) : '';
  return (
    <p class="dsc-above">
      <span class="dsc-spine" aria-hidden="true" />
      <Avatar person={author} size={16} />
      <strong>{author?.name ?? 'a message that is gone'}</strong> <span class="dsc-quoted">{said}</span>
    </p>
  );
}
