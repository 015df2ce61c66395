import { useState } from 'preact/hooks';
import type { JsonObject, PageState, Person, SlackMessage } from '../../page-api.ts';
import { readList, readText } from '../read-json.ts';
import { useReport } from '../sandbox-context.ts';
import { sendPost } from '../send-post.ts';
import { formatTimeOfDay } from '../text/format-instant.ts';
import { useReader } from '../text/reader.ts';
import { Avatar } from '../widgets/avatar.tsx';
import { EyeIcon, ReplyIcon } from '../widgets/icons.tsx';
import { MessageMenu } from '../widgets/message-menu.tsx';
import { StoredFiles } from '../widgets/stored-files.tsx';
import { type BlockHost, BlockHostContext } from './block-host.ts';
import { SlackBlocks } from './blocks.tsx';
import type { Changes } from './element-values.ts';
import { Mrkdwn } from './text-object.tsx';
import { useHostFor } from './use-block-host.ts';

interface SlackMessageProps {
  state: PageState;
  actor: Person;
  message: SlackMessage;
  isContinued: boolean;
  isNew: boolean;
  onDismiss(): void;
}

export function SlackMessageView({
  state,
  actor,
  message,
  isContinued,
  isNew,
  onDismiss,
}: SlackMessageProps) {
  const reader = useReader();
  const report = useReport();
  const [changes, setChanges] = useState<Changes>(new Map());
  const blocks = [...message.blocks, ...message.attachments.flatMap((each) => readList(each, 'blocks'))];
  const host = useHostFor({
    state,
    actor,
    container: { channelId: message.channelId, messageTs: message.id },
    blocks,
    files: message.files,
    changes,
    onChanges: setChanges,
  });
  const author = state.people.find((person) => person.id === message.authorId);
  const name = author?.name ?? (message.kind === 'notice' ? 'Slackbot' : 'Unknown');
  const sentAt = formatTimeOfDay(Date.parse(message.sentAt), reader);
  const isPrivate = message.visibleTo !== null;
  return (
    <article
      class={`slk-message ${isPrivate ? 'is-private' : ''} ${isContinued ? 'is-continued' : ''} ${isNew ? 'is-new' : ''}`}
      data-message-id={message.id}
      data-private={isPrivate}
      aria-label={`${name}, ${sentAt}`}
    >
      <div class="slk-gutter">
        {isContinued ? (
          <span class="slk-hover-time">{sentAt}</span>
        ) : (
          <Avatar person={author} size={36} fallback={name.charAt(0)} />
        )}
      </div>
      {!isPrivate && message.kind === 'message' && (
        <MessageMenu
          entries={state.slackShortcuts.map(({ callbackId, name: shown }) => ({
            key: callbackId,
            name: shown,
          }))}
          onChoose={async (callbackId) => {
            const { id: messageTs, channelId } = message;
            const body = { userId: actor.id, channelId, messageTs, callbackId };
            const answer = await sendPost('/api/slack/shortcut', body);
            if (!answer.ok) report(answer.message);
          }}
        />
      )}
      <div class="slk-body">
        {isPrivate && (
          <p class="slk-only-you">
            <EyeIcon /> Only visible to you
          </p>
        )}
        {message.threadTs !== null && message.threadTs !== message.id && (
          <p class="slk-only-you">
            <ReplyIcon /> replied to a thread
          </p>
        )}
        {!isContinued && (
          <p class="slk-byline">
            <strong>{name}</strong>
            {(author?.isBot || message.kind === 'notice') && <span class="slk-badge">APP</span>}
            <time>{sentAt}</time>
          </p>
        )}
        <Content message={message} host={host} />
        {message.editedAt !== null && <span class="slk-edited">(edited)</span>}
        {isPrivate && (
          <button type="button" class="quiet-link" onClick={onDismiss}>
            Dismiss message
          </button>
        )}
      </div>
    </article>
  );
}

function Content({ message, host }: { message: SlackMessage; host: BlockHost }) {
  // A picture that a block already shows is not shown a second time below.
  const shown = JSON.stringify(message.blocks);
  const files = message.files.filter((file) => !shown.includes(file.id) && !shown.includes(file.url));
  return (
    <BlockHostContext.Provider value={host}>
      {message.blocks.length > 0 ? <SlackBlocks blocks={message.blocks} /> : <Mrkdwn source={message.text} />}
      {message.attachments.map((attachment, index) => (
        <Attachment key={index} attachment={attachment} />
      ))}
      <StoredFiles files={files} />
    </BlockHostContext.Provider>
  );
}

function Attachment({ attachment }: { attachment: JsonObject }) {
  const blocks = readList(attachment, 'blocks');
  const colour = readText(attachment, 'color');
  const title = readText(attachment, 'title');
  return (
    <div
      class="slk-attachment"
      style={/^#?[0-9a-f]{6}$/i.test(colour) ? { borderColor: `#${colour.replace('#', '')}` } : {}}
    >
      {title !== '' && <p class="slk-attachment-title">{title}</p>}
      {blocks.length > 0 ? (
        <SlackBlocks blocks={blocks} />
      ) : (
        <Mrkdwn source={readText(attachment, 'text') || readText(attachment, 'fallback')} />
      )}
    </div>
  );
}
