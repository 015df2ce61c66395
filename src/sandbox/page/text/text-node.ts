// What both markup parsers produce. A tree, never a string of HTML: whatever a hostile message holds, the
// page can only ever show it as text.
export type InlineNode =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'underline' | 'spoiler'; children: InlineNode[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; children: InlineNode[] }
  | { kind: 'user' | 'channel' | 'role'; id: string; fallback: string }
  | { kind: 'broadcast'; name: string }
  | { kind: 'command'; name: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'slack-date'; unixSeconds: number; format: string; href: string | undefined; fallback: string }
  | { kind: 'discord-time'; unixSeconds: number; style: string }
  | { kind: 'break' };

export type BlockNode =
  | { kind: 'paragraph'; children: InlineNode[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: InlineNode[] }
  | { kind: 'subtext'; children: InlineNode[] }
  | { kind: 'quote'; children: BlockNode[] }
  | { kind: 'code-block'; text: string }
  | { kind: 'list'; ordered: boolean; start: number; items: ListItem[] };

export interface ListItem {
  children: InlineNode[];
  nested: BlockNode[];
}

export function text(value: string): InlineNode {
  return { kind: 'text', text: value };
}

// Neighbouring pieces of plain text become one, so that a tree reads the way a person would write it down.
export function joinText(nodes: readonly InlineNode[]): InlineNode[] {
  const joined: InlineNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.kind === 'text' && node.text === '') continue;
    if (node.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = text(last.text + node.text);
    } else {
      joined.push(node);
    }
  }
  return joined;
}

// A link out of a message may leave the page for the web or the mail program, and for nothing else:
// `javascript:` and `data:` addresses stay plain text.
export function safeHref(address: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return undefined;
  return URL.canParse(address) ? address : undefined;
}

const TRAILING_PUNCTUATION = /[.,:;!?'"*_~]+$/;

// A bare address in running text ends before the punctuation of the sentence around it.
export function matchBareUrl(source: string, at: number): string | undefined {
  const found = /^https?:\/\/[^\s<>|`]+/i.exec(source.slice(at))?.[0];
  if (found === undefined) return undefined;
  let url = found.replace(TRAILING_PUNCTUATION, '');
  while (url.endsWith(')') && !url.includes('(')) url = url.slice(0, -1);
  return safeHref(url);
}

export function plainText(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
        case 'code':
          return node.text;
        case 'bold':
        case 'italic':
        case 'strike':
        case 'underline':
        case 'spoiler':
        case 'link':
          return plainText(node.children);
        case 'user':
        case 'channel':
        case 'role':
        case 'slack-date':
          return node.fallback;
        case 'broadcast':
          return `@${node.name}`;
        case 'command':
          return `/${node.name}`;
        case 'emoji':
          return `:${node.name}:`;
        case 'discord-time':
          return `<t:${node.unixSeconds}:${node.style}>`;
        case 'break':
          return '\n';
      }
      return '';
    })
    .join('');
}
