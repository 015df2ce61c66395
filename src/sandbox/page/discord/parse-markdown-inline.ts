import { type InlineNode, joinText, matchBareUrl, safeHref, text } from '../text/text-node.ts';

interface Match {
  node: InlineNode;
  length: number;
}

type StyleKind = 'bold' | 'italic' | 'strike' | 'underline' | 'spoiler';

// Longest marks first: `**` must be tried before `*`, `__` before `_`.
const STYLES: readonly { mark: string; kind: StyleKind }[] = [
  { mark: '**', kind: 'bold' },
  { mark: '__', kind: 'underline' },
  { mark: '~~', kind: 'strike' },
  { mark: '||', kind: 'spoiler' },
  { mark: '*', kind: 'italic' },
  { mark: '_', kind: 'italic' },
];

export function parseMarkdownInline(source: string): InlineNode[] {
  const nodes: InlineNode[] = [];
  let plain = '';
  let at = 0;
  while (at < source.length) {
    const escaped = /^\\([!-/:-@[-`{-~])/.exec(source.slice(at, at + 2))?.[1];
    if (escaped !== undefined) {
      plain += escaped;
      at += 2;
      continue;
    }
    const match = matchAt(source, at);
    if (match === undefined) {
      plain += source.charAt(at);
      at += 1;
      continue;
    }
    nodes.push(text(plain), match.node);
    plain = '';
    at += match.length;
  }
  nodes.push(text(plain));
  return joinText(nodes);
}

function matchAt(source: string, at: number): Match | undefined {
  switch (source.charAt(at)) {
    case '\n':
      return { node: { kind: 'break' }, length: 1 };
    case '`':
      return matchCode(source, at);
    case '<':
      return matchAngle(source, at);
    case '[':
      return matchMaskedLink(source, at);
    case '@':
      return matchBroadcast(source, at);
    case 'h':
      return matchUrl(source, at);
    case '*':
    case '_':
    case '~':
    case '|':
      return matchStyled(source, at);
    default:
      return undefined;
  }
}

function matchCode(source: string, at: number): Match | undefined {
  const fence = /^`{1,2}/.exec(source.slice(at))?.[0] ?? '`';
  const end = source.indexOf(fence, at + fence.length);
  if (end <= at + fence.length) return undefined;
  return {
    node: { kind: 'code', text: source.slice(at + fence.length, end) },
    length: end - at + fence.length,
  };
}

function matchAngle(source: string, at: number): Match | undefined {
  const end = source.indexOf('>', at);
  if (end < 0) return undefined;
  const body = source.slice(at + 1, end);
  const node = parseAngle(body);
  return node === undefined ? undefined : { node, length: body.length + 2 };
}

function parseAngle(body: string): InlineNode | undefined {
  const mention = /^(@!?|@&|#)(\d+)$/.exec(body);
  if (mention !== null) {
    const id = mention[2] ?? '';
    const kind = mention[1] === '#' ? 'channel' : mention[1] === '@&' ? 'role' : 'user';
    return { kind, id, fallback: `unknown-${kind}` };
  }
  const time = /^t:(-?\d{1,13})(?::([tTdDfFsSR]))?$/.exec(body);
  if (time !== null) return { kind: 'discord-time', unixSeconds: Number(time[1]), style: time[2] ?? 'f' };
  const command = /^\/([-_' \p{L}\p{N}]{1,100}):\d+$/u.exec(body);
  if (command !== null) return { kind: 'command', name: command[1] ?? '' };
  const emoji = /^a?:(\w+):\d+$/.exec(body);
  if (emoji !== null) return { kind: 'emoji', name: emoji[1] ?? '' };
  const href = safeHref(body);
  return href === undefined || /\s/.test(body) ? undefined : { kind: 'link', href, children: [text(href)] };
}

// The label may hold balanced brackets and escapes; the address ends at its own closing parenthesis.
function matchMaskedLink(source: string, at: number): Match | undefined {
  const match = /^\[((?:\\.|\[[^\]]*\]|[^\]\\])+)\]\(<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?: "[^"]*")?\)/.exec(
    source.slice(at),
  );
  const href = match === null ? undefined : safeHref(match[2] ?? '');
  if (match === null || href === undefined) return undefined;
  return {
    node: { kind: 'link', href, children: parseMarkdownInline(match[1] ?? '') },
    length: match[0].length,
  };
}

function matchBroadcast(source: string, at: number): Match | undefined {
  const name = /^@(everyone|here)\b/.exec(source.slice(at))?.[1];
  return name === undefined ? undefined : { node: { kind: 'broadcast', name }, length: name.length + 1 };
}

function matchUrl(source: string, at: number): Match | undefined {
  if (/[\p{L}\p{N}]/u.test(source.charAt(at - 1))) return undefined;
  const url = matchBareUrl(source, at);
  return url === undefined
    ? undefined
    : { node: { kind: 'link', href: url, children: [text(url)] }, length: url.length };
}

function matchStyled(source: string, at: number): Match | undefined {
  for (const { mark, kind } of STYLES) {
    if (!source.startsWith(mark, at)) continue;
    // An underscore inside a word (file_name_x) is no mark; a tight opener is asked of single marks only.
    if (mark === '_' && /[\p{L}\p{N}]/u.test(source.charAt(at - 1))) continue;
    const body = findBody(source, at + mark.length, mark);
    if (body !== undefined) {
      return { node: { kind, children: parseMarkdownInline(body) }, length: body.length + mark.length * 2 };
    }
  }
  return undefined;
}

function findBody(source: string, from: number, mark: string): string | undefined {
  const single = mark.length === 1;
  if (single && /^\s?$/.test(source.charAt(from))) return undefined;
  for (let end = from; end < source.length; end += 1) {
    if (source.charAt(end) === '\\') {
      end += 1;
      continue;
    }
    if (!source.startsWith(mark, end) || end === from) continue;
    if (single) {
      if (source.charAt(end + 1) === mark) {
        end += 1;
        continue;
      }
      if (/\s/.test(source.charAt(end - 1))) continue;
      if (mark === '_' && /[\p{L}\p{N}]/u.test(source.charAt(end + 1))) continue;
    } else if (source.charAt(end + mark.length) === mark.charAt(0)) {
      // In `***both***` the inner mark must keep its own star.
      continue;
    }
    return source.slice(from, end);
  }
  return undefined;
}
