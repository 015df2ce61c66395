import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../../src/sandbox/page/discord/parse-markdown.ts';
import { parseMarkdownInline } from '../../../../src/sandbox/page/discord/parse-markdown-inline.ts';

const text = (value: string) => ({ kind: 'text', text: value });

describe('parseMarkdownInline', () => {
  it.each([
    ['**a**', 'bold'],
    ['*a*', 'italic'],
    ['_a_', 'italic'],
    ['__a__', 'underline'],
    ['~~a~~', 'strike'],
    ['||a||', 'spoiler'],
  ])('reads %s as %s', (source, kind) => {
    expect(parseMarkdownInline(source)).toEqual([{ kind, children: [text('a')] }]);
  });

  it('reads bold and italic at once', () => {
    expect(parseMarkdownInline('***a***')).toEqual([
      { kind: 'bold', children: [{ kind: 'italic', children: [text('a')] }] },
    ]);
  });

  it('reads italic inside bold and code that holds marks', () => {
    expect(parseMarkdownInline('**a *b*** `**c**`')).toEqual([
      { kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }] },
      text(' '),
      { kind: 'code', text: '**c**' },
    ]);
  });

  it('takes the backslash away from what it protects', () => {
    expect(parseMarkdownInline('\\*\\*a\\*\\* \\<@1\\> 2 \\ 3 \\\\')).toEqual([text('**a** <@1> 2 \\ 3 \\')]);
  });

  it('reads mentions, commands, own emoji and times', () => {
    expect(parseMarkdownInline('<@1><@!2><@&3><#4></twin join:5><:bell:6><t:7:R><t:8>')).toEqual([
      { kind: 'user', id: '1', fallback: 'unknown-user' },
      { kind: 'user', id: '2', fallback: 'unknown-user' },
      { kind: 'role', id: '3', fallback: 'unknown-role' },
      { kind: 'channel', id: '4', fallback: 'unknown-channel' },
      { kind: 'command', name: 'twin join' },
      { kind: 'emoji', name: 'bell' },
      { kind: 'discord-time', unixSeconds: 7, style: 'R' },
      { kind: 'discord-time', unixSeconds: 8, style: 'f' },
    ]);
  });

  it('reads masked links whose address holds parentheses', () => {
    expect(parseMarkdownInline('[the *town*](https://example.org/a_(b))')).toEqual([
      {
        kind: 'link',
        href: 'https://example.org/a_(b)',
        children: [text('the '), { kind: 'italic', children: [text('town')] }],
      },
    ]);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](data:text/html,1)',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<t:no:R>',
    'file_name_x',
    '2 * 3 * 4',
    '** a',
  ])('leaves %s as text', (source) => {
    expect(parseMarkdownInline(source)).toEqual([text(source)]);
  });

  it('gets through a long hostile line quickly', () => {
    const before = performance.now();
    parseMarkdownInline('**_||[<`'.repeat(600));
    parseMarkdownInline('*'.repeat(4000));
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

describe('parseMarkdown', () => {
  it('reads headings, small print and quotes', () => {
    expect(parseMarkdown('# One\n### Three\n-# small\n> quoted\n> more\n####### no')).toEqual([
      { kind: 'heading', level: 1, children: [text('One')] },
      { kind: 'heading', level: 3, children: [text('Three')] },
      { kind: 'subtext', children: [text('small')] },
      {
        kind: 'quote',
        children: [{ kind: 'paragraph', children: [text('quoted'), { kind: 'break' }, text('more')] }],
      },
      { kind: 'paragraph', children: [text('####### no')] },
    ]);
  });

  it('reads nested and numbered lists', () => {
    expect(parseMarkdown('- a\n  - b\n- c\n3. d')).toEqual([
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: [
          {
            children: [text('a')],
            nested: [
              { kind: 'list', ordered: false, start: 1, items: [{ children: [text('b')], nested: [] }] },
            ],
          },
          { children: [text('c')], nested: [] },
        ],
      },
      { kind: 'list', ordered: true, start: 3, items: [{ children: [text('d')], nested: [] }] },
    ]);
  });

  it('keeps escaped marks at the beginning of a line', () => {
    expect(parseMarkdown('\\# no heading\n\\- no list\n\\> no quote')).toEqual([
      {
        kind: 'paragraph',
        children: [
          text('# no heading'),
          { kind: 'break' },
          text('- no list'),
          { kind: 'break' },
          text('> no quote'),
        ],
      },
    ]);
  });

  it('drops the language of a code block', () => {
    expect(parseMarkdown('```ts\nconst **a**\n```')).toEqual([{ kind: 'code-block', text: 'const **a**' }]);
  });
});
