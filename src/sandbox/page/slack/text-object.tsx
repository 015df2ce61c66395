import type { JsonObject } from '../../page-api.ts';
import { parseMarkdown } from '../discord/parse-markdown.ts';
import { readText } from '../read-json.ts';
import { findEmoji } from '../text/emoji.ts';
import { Blocks } from '../text/render-text.tsx';
import { parseMrkdwn } from './parse-mrkdwn.ts';

export function plainEmoji(value: string): string {
  return value.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => findEmoji(name) ?? whole);
}

// Slack's text object: mrkdwn is marked up, plain_text knows emoji names only.
export function TextObject({ object }: { object: JsonObject | undefined }) {
  const value = readText(object, 'text');
  if (readText(object, 'type') === 'mrkdwn') return <Mrkdwn source={value} />;
  return <span class="text-plain">{plainEmoji(value)}</span>;
}

export function Mrkdwn({ source }: { source: string }) {
  return <Blocks nodes={parseMrkdwn(source)} />;
}

// Slack's `markdown` block speaks common Markdown, which the other side's parser reads well.
export function CommonMarkdown({ source }: { source: string }) {
  return <Blocks nodes={parseMarkdown(source)} />;
}
