import type { BlockNode, ListItem } from '../text/text-node.ts';
import { parseMarkdownInline } from './parse-markdown-inline.ts';

// Discord's dialect of Markdown: line-based blocks here, everything within a line in its own file.
export function parseMarkdown(source: string): BlockNode[] {
  const blocks: BlockNode[] = [];
  const pieces = source.split('```');
  pieces.forEach((piece, index) => {
    const fenced = index % 2 === 1 && index < pieces.length - 1;
    if (fenced) blocks.push({ kind: 'code-block', text: dropLanguage(piece) });
    else blocks.push(...parseLines((index % 2 === 1 ? `\`\`\`${piece}` : piece).split('\n')));
  });
  return blocks;
}

function dropLanguage(piece: string): string {
  return piece.replace(/^[a-z0-9+-]*\n/i, '').replace(/\n$/, '');
}

const LIST_LINE = /^(\s*)(?:([-*])|(\d{1,9})\.) +(.+)$/;

function parseLines(lines: readonly string[]): BlockNode[] {
  const blocks: BlockNode[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    const body = paragraph.join('\n').replace(/^\n+|\n+$/g, '');
    if (body !== '') blocks.push({ kind: 'paragraph', children: parseMarkdownInline(body) });
    paragraph = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const heading = /^(#{1,3}) +(.+)$/.exec(line);
    const subtext = /^-# +(.+)$/.exec(line);
    if (line.startsWith('>>> ')) {
      flush();
      const rest = [line.slice(4), ...lines.slice(index + 1)];
      blocks.push({ kind: 'quote', children: parseLines(rest) });
      return blocks;
    }
    if (/^> /.test(line)) {
      flush();
      const quoted = takeWhile(lines, index, (each) => /^> ?/.test(each));
      blocks.push({ kind: 'quote', children: parseLines(quoted.map((each) => each.replace(/^> ?/, ''))) });
      index += quoted.length - 1;
    } else if (heading !== null) {
      flush();
      blocks.push({
        kind: 'heading',
        level: headingLevel(heading[1] ?? ''),
        children: parseMarkdownInline(heading[2] ?? ''),
      });
    } else if (subtext !== null) {
      flush();
      blocks.push({ kind: 'subtext', children: parseMarkdownInline(subtext[1] ?? '') });
    } else if (LIST_LINE.test(line)) {
      flush();
      const listed = takeWhile(lines, index, (each) => LIST_LINE.test(each));
      blocks.push(...parseList(listed));
      index += listed.length - 1;
    } else {
      paragraph.push(line);
    }
  }
  flush();
  return blocks;
}

function headingLevel(marks: string): 1 | 2 | 3 {
  return marks.length === 1 ? 1 : marks.length === 2 ? 2 : 3;
}

function takeWhile(lines: readonly string[], from: number, keep: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, index) => index >= from && !keep(line));
  return lines.slice(from, end < 0 ? lines.length : end);
}

// Deeper indentation than the first line of the list belongs to the item above it.
function parseList(lines: readonly string[]): BlockNode[] {
  const first = LIST_LINE.exec(lines[0] ?? '');
  const depth = first?.[1]?.length ?? 0;
  const ordered = first?.[3] !== undefined;
  const items: ListItem[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const match = LIST_LINE.exec(lines[index] ?? '');
    const indent = match?.[1]?.length ?? 0;
    const last = items.at(-1);
    if (indent > depth && last !== undefined) {
      const nested = takeWhile(lines, index, (each) => (LIST_LINE.exec(each)?.[1]?.length ?? 0) > depth);
      last.nested.push(...parseList(nested));
      index += nested.length - 1;
    } else if ((match?.[3] !== undefined) !== ordered) {
      return [list(ordered, first, items), ...parseList(lines.slice(index))];
    } else {
      items.push({ children: parseMarkdownInline(match?.[4] ?? ''), nested: [] });
    }
  }
  return [list(ordered, first, items)];
}

function list(ordered: boolean, first: RegExpExecArray | null, items: ListItem[]): BlockNode {
  return { kind: 'list', ordered, start: ordered ? Number(first?.[3] ?? 1) : 1, items };
}
