import {
  type BlockNode,
  type InlineNode,
  joinText,
  matchBareUrl,
  safeHref,
  text,
} from '../text/text-node.ts';

// Slack's own markup. The order of work matters: what stands between < and > is a control sequence only
// when it came unescaped, so entities are decoded last, inside each piece of text, and never before.
export function parseMrkdwn(source: string): BlockNode[] {
  const blocks: BlockNode[] = [];
  const pieces = source.split('```');
  pieces.forEach((piece, index) => {
    const fenced = index % 2 === 1 && index < pieces.length - 1;
    if (fenced) blocks.push({ kind: 'code-block', text: decodeEntities(piece.replace(/^\n|\n$/g, '')) });
    else blocks.push(...parseLines(index % 2 === 1 ? `\`\`\`${piece}` : piece));
  });
  return blocks;
}

function parseLines(source: string): BlockNode[] {
  const blocks: BlockNode[] = [];
  let run: string[] = [];
  let quoted = false;
  const flush = () => {
    const body = run.join('\n').replace(/^\n+|\n+$/g, '');
    if (body !== '') {
      const paragraph: BlockNode = { kind: 'paragraph', children: parseMrkdwnInline(body) };
      blocks.push(quoted ? { kind: 'quote', children: [paragraph] } : paragraph);
    }
    run = [];
  };
  for (const line of source.split('\n')) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if ((quote !== null) !== quoted) {
      flush();
      quoted = quote !== null;
    }
    run.push(quote?.[1] ?? line);
  }
  flush();
  return blocks;
}

const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

export function parseMrkdwnInline(source: string): InlineNode[] {
  const nodes: InlineNode[] = [];
  let plain = '';
  let at = 0;
  const push = (node: InlineNode, length: number) => {
    nodes.push(text(decodeEntities(plain)), node);
    plain = '';
    at += length;
  };
  while (at < source.length) {
    const char = source.charAt(at);
    const previous = source.charAt(at - 1);
    if (char === '\n') {
      push({ kind: 'break' }, 1);
      continue;
    }
    if (char === '<') {
      const end = source.indexOf('>', at);
      const node = end > at ? parseControl(source.slice(at + 1, end)) : undefined;
      if (node !== undefined) {
        push(node, end - at + 1);
        continue;
      }
    }
    if (char === '`') {
      const end = source.indexOf('`', at + 1);
      const body = source.slice(at + 1, end);
      if (end > at + 1 && !body.includes('\n')) {
        push({ kind: 'code', text: decodeEntities(body) }, end - at + 1);
        continue;
      }
    }
    if ((char === '*' || char === '_' || char === '~') && !isWordCharacter(previous)) {
      const body = matchStyled(source, at, char);
      if (body !== undefined) {
        push({ kind: STYLES[char], children: parseMrkdwnInline(body) }, body.length + 2);
        continue;
      }
    }
    if (char === ':') {
      const name = /^:([a-z0-9_+'-]+):/.exec(source.slice(at))?.[1];
      if (name !== undefined && !/^\d+$/.test(name)) {
        push({ kind: 'emoji', name }, name.length + 2);
        continue;
      }
    }
    if (char === 'h' && !isWordCharacter(previous)) {
      const url = matchBareUrl(source, at);
      if (url !== undefined) {
        push({ kind: 'link', href: decodeEntities(url), children: [text(decodeEntities(url))] }, url.length);
        continue;
      }
    }
    plain += char;
    at += 1;
  }
  nodes.push(text(decodeEntities(plain)));
  return joinText(nodes);
}

function isWordCharacter(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char);
}

// `*bold*` needs something tight inside its marks and no letter right outside them, else 2*3*4 turns bold.
function matchStyled(source: string, at: number, mark: string): string | undefined {
  if (/^[\s]?$/.test(source.charAt(at + 1)) || source.charAt(at + 1) === mark) return undefined;
  let insideControl = false;
  for (let end = at + 1; end < source.length; end += 1) {
    const char = source.charAt(end);
    if (char === '\n') return undefined;
    if (char === '<') insideControl = true;
    if (char === '>') insideControl = false;
    if (insideControl || char !== mark || end === at + 1) continue;
    if (!/\s/.test(source.charAt(end - 1)) && !isWordCharacter(source.charAt(end + 1))) {
      return source.slice(at + 1, end);
    }
  }
  return undefined;
}

function parseControl(body: string): InlineNode | undefined {
  const bar = body.indexOf('|');
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? undefined : decodeEntities(body.slice(bar + 1));
  const mention = /^([@#])([A-Z0-9]+)$/.exec(target);
  if (mention !== null) {
    const id = mention[2] ?? '';
    return { kind: mention[1] === '@' ? 'user' : 'channel', id, fallback: label ?? id };
  }
  const date = /^!date\^(-?\d+)\^([^^]*)(?:\^(.*))?$/s.exec(target);
  if (date !== null) {
    return {
      kind: 'slack-date',
      unixSeconds: Number(date[1]),
      format: decodeEntities(date[2] ?? ''),
      href: date[3] === undefined ? undefined : safeHref(decodeEntities(date[3])),
      fallback: label ?? '',
    };
  }
  const broadcast = /^!(here|channel|everyone)$/.exec(target);
  if (broadcast !== null) return { kind: 'broadcast', name: broadcast[1] ?? '' };
  const group = /^!subteam\^([A-Z0-9]+)$/.exec(target);
  if (group !== null) return { kind: 'role', id: group[1] ?? '', fallback: label ?? 'group' };
  const href = safeHref(decodeEntities(target));
  if (href === undefined) return undefined;
  return { kind: 'link', href, children: [text(label ?? href.replace(/^mailto:/i, ''))] };
}

// One pass, so that `&amp;lt;` stays the text "&lt;" and does not become "<".
export function decodeEntities(source: string): string {
  return source.replace(/&(amp|lt|gt);/g, (_, name: string) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  );
}
