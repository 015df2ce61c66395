import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../../page-api.ts';
import { formatDay, localDay } from '../text/format-instant.ts';
import { useReader } from '../text/reader.ts';

interface MessageListProps<Shown extends Message> {
  testId: string;
  label: string;
  messages: readonly Shown[];
  firstUnread: string | undefined;
  intro: ComponentChildren;
  onSeen(): void;
  draw(message: Shown, isContinued: boolean, isNew: boolean): ComponentChildren;
}

const SAME_BREATH_MS = 5 * 60_000;

// Give it the key of its channel and reader: where the "New" line stands is decided once, on opening.
export function MessageList<Shown extends Message>(props: MessageListProps<Shown>) {
  const { messages, onSeen } = props;
  const { timeZone, locale } = useReader();
  const frame = useRef<HTMLDivElement>(null);
  const [newFrom] = useState(props.firstUnread);
  const known = useRef<ReadonlySet<string>>(new Set(messages.map((message) => message.id)));
  const last = messages.at(-1);
  useLayoutEffect(() => {
    const box = frame.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  }, [last?.id]);
  // A picture or an edit makes the last message taller after it was drawn. Whoever has scrolled up to read stays.
  useEffect(() => {
    const box = frame.current;
    const inside = box?.firstElementChild;
    if (box === null || !inside) return;
    let isAtEnd = true;
    const onScroll = () => {
      isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
    };
    const watcher = new ResizeObserver(() => {
      if (isAtEnd) box.scrollTop = box.scrollHeight;
    });
    watcher.observe(inside);
    watcher.observe(box);
    box.addEventListener('scroll', onScroll);
    return () => {
      watcher.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);
  useEffect(onSeen, [last?.id]);
  return (
    <div
      ref={frame}
      class="message-list"
      role="log"
      aria-label={props.label}
      data-testid={props.testId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
    >
      <div class="message-stack">
        {props.intro}
        {messages.length === 0 && (
          <p class="empty-hint">
            Nothing has been said here yet. Write below, or type <kbd>/</kbd> to see what Twinbell can do.
          </p>
        )}
        {messages.map((message, index) => {
          const before = messages[index - 1];
          const sentAt = Date.parse(message.sentAt);
          const isNewDay =
            before === undefined ||
            localDay(Date.parse(before.sentAt), timeZone) !== localDay(sentAt, timeZone);
          const isContinued = !isNewDay && message.id !== newFrom && continues(before, message);
          return (
            <div key={message.id} class="message-row">
              {isNewDay && (
                <p class="day-divider">
                  <span>{formatDay(sentAt, { locale, timeZone })}</span>
                </p>
              )}
              {message.id === newFrom && (
                <p class="new-divider">
                  <span>New</span>
                </p>
              )}
              {props.draw(message, isContinued, !known.current.has(message.id))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function continues(before: Message | undefined, message: Message): boolean {
  return (
    before !== undefined &&
    before.authorId === message.authorId &&
    before.visibleTo === null &&
    message.visibleTo === null &&
    before.kind === message.kind &&
    Date.parse(message.sentAt) - Date.parse(before.sentAt) < SAME_BREATH_MS
  );
}
