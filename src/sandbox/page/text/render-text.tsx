import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { formatDiscordTime } from '../discord/format-discord-time.ts';
import { formatSlackDate } from '../slack/format-slack-date.ts';
import { findEmoji } from './emoji.ts';
import { formatInstant } from './format-instant.ts';
import { type Reader, useReader } from './reader.ts';
import type { BlockNode, InlineNode } from './text-node.ts';

export function Blocks({ nodes }: { nodes: readonly BlockNode[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <Block key={index} node={node} />
      ))}
    </>
  );
}

function Block({ node }: { node: BlockNode }) {
  switch (node.kind) {
    case 'paragraph':
      return (
        <p class="text-paragraph">
          <Inline nodes={node.children} />
        </p>
      );
    // Headings inside a message are not headings of this page; the outline stays that of the page itself.
    case 'heading':
      return (
        <p class={`text-heading text-heading-${node.level}`}>
          <Inline nodes={node.children} />
        </p>
      );
    case 'subtext':
      return (
        <p class="text-subtext">
          <Inline nodes={node.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote class="text-quote">
          <Blocks nodes={node.children} />
        </blockquote>
      );
    case 'code-block':
      return (
        <pre class="text-code-block">
          <code>{node.text}</code>
        </pre>
      );
    case 'list': {
      const items = node.items.map((item, index) => (
        <li key={index}>
          <Inline nodes={item.children} />
          <Blocks nodes={item.nested} />
        </li>
      ));
      return node.ordered ? (
        <ol class="text-list" start={node.start}>
          {items}
        </ol>
      ) : (
        <ul class="text-list">{items}</ul>
      );
    }
  }
}

export function Inline({ nodes }: { nodes: readonly InlineNode[] }) {
  const reader = useReader();
  return <>{nodes.map((node, index) => renderInline(node, index, reader))}</>;
}

function renderInline(node: InlineNode, key: number, reader: Reader): ComponentChildren {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br key={key} />;
    case 'bold':
      return (
        <strong key={key}>
          <Inline nodes={node.children} />
        </strong>
      );
    case 'italic':
      return (
        <em key={key}>
          <Inline nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <s key={key}>
          <Inline nodes={node.children} />
        </s>
      );
    case 'underline':
      return (
        <u key={key}>
          <Inline nodes={node.children} />
        </u>
      );
    case 'spoiler':
      return <Spoiler key={key} nodes={node.children} />;
    case 'code':
      return (
        <code key={key} class="text-code">
          {node.text}
        </code>
      );
    case 'link':
      return (
        <Outward key={key} href={node.href}>
          <Inline nodes={node.children} />
        </Outward>
      );
    case 'user':
    case 'role':
      return (
        <span key={key} class={`text-mention ${node.id === reader.personId ? 'is-me' : ''}`}>
          @{reader.nameOf(node.kind, node.id) ?? node.fallback}
        </span>
      );
    case 'channel':
      return (
        <span key={key} class="text-mention">
          #{reader.nameOf('channel', node.id) ?? node.fallback}
        </span>
      );
    case 'broadcast':
      return (
        <span key={key} class="text-mention is-me">
          @{node.name}
        </span>
      );
    case 'command':
      return (
        <span key={key} class="text-mention">
          /{node.name}
        </span>
      );
    case 'emoji': {
      const found = findEmoji(node.name);
      return found === undefined ? (
        `:${node.name}:`
      ) : (
        <span key={key} role="img" aria-label={node.name.replaceAll('_', ' ')}>
          {found}
        </span>
      );
    }
    case 'slack-date': {
      const shown = formatSlackDate(node.unixSeconds, node.format, reader, reader.nowMs);
      const time = <Instant key={key} unixSeconds={node.unixSeconds} shown={shown} title={node.fallback} />;
      return node.href === undefined ? (
        time
      ) : (
        <Outward key={key} href={node.href}>
          {time}
        </Outward>
      );
    }
    case 'discord-time': {
      const full = formatDiscordTime(node.unixSeconds, 'F', reader, reader.nowMs);
      const shown = formatDiscordTime(node.unixSeconds, node.style, reader, reader.nowMs);
      return <Instant key={key} unixSeconds={node.unixSeconds} shown={shown} title={full} chip />;
    }
  }
}

function Outward({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a class="text-link" href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function Instant(props: { unixSeconds: number; shown: string; title: string; chip?: boolean }) {
  const utc = formatInstant(
    props.unixSeconds * 1000,
    { locale: 'sv-SE', timeZone: 'UTC' },
    { dateStyle: 'short', timeStyle: 'short' },
  );
  return (
    <time
      class={props.chip ? 'text-time-chip' : undefined}
      dateTime={`${utc.replace(' ', 'T')}Z`}
      title={props.title}
    >
      {props.shown}
    </time>
  );
}

function Spoiler({ nodes }: { nodes: readonly InlineNode[] }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) {
    return (
      <span class="text-spoiler is-open">
        <Inline nodes={nodes} />
      </span>
    );
  }
  return (
    <button type="button" class="text-spoiler" aria-label="Show spoiler" onClick={() => setOpen(true)}>
      <Inline nodes={nodes} />
    </button>
  );
}
