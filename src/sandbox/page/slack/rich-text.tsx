import type { JsonObject } from '../../page-api.ts';
import { isObject, readFlag, readList, readNumber, readObject, readText } from '../read-json.ts';
import { Blocks } from '../text/render-text.tsx';
import { type BlockNode, type InlineNode, safeHref, text } from '../text/text-node.ts';

// Slack's structured text becomes the same tree as its markup, so there is one way to draw both.
export function RichText({ block }: { block: JsonObject }) {
  return <Blocks nodes={richTextNodes(block)} />;
}

export function richTextNodes(block: JsonObject): BlockNode[] {
  return readList(block, 'elements').flatMap((part) => partNodes(part));
}

function partNodes(part: JsonObject): BlockNode[] {
  const elements = readList(part, 'elements');
  switch (readText(part, 'type')) {
    case 'rich_text_section':
      return [{ kind: 'paragraph', children: inlineNodes(elements) }];
    case 'rich_text_quote':
      return [{ kind: 'quote', children: [{ kind: 'paragraph', children: inlineNodes(elements) }] }];
    case 'rich_text_preformatted':
      return [{ kind: 'code-block', text: elements.map((each) => readText(each, 'text')).join('') }];
    case 'rich_text_list':
      return [
        {
          kind: 'list',
          ordered: readText(part, 'style') === 'ordered',
          start: 1 + (readNumber(part, 'offset') ?? 0),
          items: elements.map((item) => ({ children: inlineNodes(readList(item, 'elements')), nested: [] })),
        },
      ];
    default:
      return [];
  }
}

function inlineNodes(elements: readonly JsonObject[]): InlineNode[] {
  return elements.flatMap((element) => {
    const style = isObject(element.style) ? element.style : undefined;
    const plain = plainNodes(element);
    if (readFlag(style, 'code')) return [{ kind: 'code', text: readText(element, 'text') }];
    const marks = (['bold', 'italic', 'strike'] as const).filter((mark) => readFlag(style, mark));
    return marks.reduce<InlineNode[]>((inner, mark) => [{ kind: mark, children: inner }], plain);
  });
}

function plainNodes(element: JsonObject): InlineNode[] {
  switch (readText(element, 'type')) {
    case 'text':
      return readText(element, 'text')
        .split('\n')
        .flatMap((line, index): InlineNode[] =>
          index === 0 ? [text(line)] : [{ kind: 'break' }, text(line)],
        );
    case 'link': {
      const url = readText(element, 'url');
      const href = safeHref(url);
      const label = text(readText(element, 'text') || url);
      return href === undefined ? [label] : [{ kind: 'link', href, children: [label] }];
    }
    case 'user':
      return [{ kind: 'user', id: readText(element, 'user_id'), fallback: readText(element, 'user_id') }];
    case 'channel':
      return [
        { kind: 'channel', id: readText(element, 'channel_id'), fallback: readText(element, 'channel_id') },
      ];
    case 'usergroup':
      return [{ kind: 'role', id: readText(element, 'usergroup_id'), fallback: 'group' }];
    case 'broadcast':
      return [{ kind: 'broadcast', name: readText(element, 'range') }];
    case 'emoji':
      return [{ kind: 'emoji', name: readText(element, 'name') }];
    case 'date':
      return [
        {
          kind: 'slack-date',
          unixSeconds: readNumber(element, 'timestamp') ?? 0,
          format: readText(element, 'format'),
          href: safeHref(readText(element, 'url')),
          fallback: readText(element, 'fallback') || readText(readObject(element, 'fallback'), 'text'),
        },
      ];
    default:
      return [];
  }
}
