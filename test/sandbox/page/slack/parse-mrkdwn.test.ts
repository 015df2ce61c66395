import { describe, expect, it } from 'vitest';
import {
  decodeEntities,
  parseMrkdwn,
  parseMrkdwnInline,
} from '../../../../src/sandbox/page/slack/parse-mrkdwn.ts';

describe('parseMrkdwnInline', () => {
  it('reads bold, italic, strike and code', () => {
    expect(parseMrkdwnInline('a *b* _c_ ~d~ `e`')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'bold', children: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: ' ' },
      { kind: 'italic', children: [{ kind: 'text', text: 'c' }] },
      { kind: 'text', text: ' ' },
      { kind: 'strike', children: [{ kind: 'text', text: 'd' }] },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'e' },
    ]);
  });

  it('lets marks nest', () => {
    expect(parseMrkdwnInline('*a _b_*')).toEqual([
      {
        kind: 'bold',
        children: [
          { kind: 'text', text: 'a ' },
          { kind: 'italic', children: [{ kind: 'text', text: 'b' }] },
        ],
      },
    ]);
  });

  it.each(['2*3*4', 'file_name_here', '* not bold *', '*open', '**', '_ _', 'a*b*'])(
    'leaves %s as it is',
    (source) => {
      expect(parseMrkdwnInline(source)).toEqual([{ kind: 'text', text: source }]);
    },
  );

  it('does not end bold inside a link', () => {
    expect(parseMrkdwnInline('*<https://example.org/a*|x>*')[0]).toMatchObject({
      kind: 'bold',
      children: [{ kind: 'link', href: 'https://example.org/a*' }],
    });
  });

  it('reads mentions, channels, groups and broadcasts', () => {
    expect(parseMrkdwnInline('<@U1|mette><#C1><!subteam^S1|board><!here>')).toEqual([
      { kind: 'user', id: 'U1', fallback: 'mette' },
      { kind: 'channel', id: 'C1', fallback: 'C1' },
      { kind: 'role', id: 'S1', fallback: 'board' },
      { kind: 'broadcast', name: 'here' },
    ]);
  });

  it('reads dates with a link and a fallback', () => {
    expect(parseMrkdwnInline('<!date^1799856000^{date} {time}^https://example.org/|soon>')).toEqual([
      {
        kind: 'slack-date',
        unixSeconds: 1_799_856_000,
        format: '{date} {time}',
        href: 'https://example.org/',
        fallback: 'soon',
      },
    ]);
  });

  it('keeps escaped control sequences as text', () => {
    expect(parseMrkdwnInline('&lt;!channel&gt; &amp;lt;')).toEqual([
      { kind: 'text', text: '<!channel> &lt;' },
    ]);
  });

  it.each([
    '<javascript:alert(1)|x>',
    '<data:text/html,x|x>',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
  ])('makes no link or tag of %s', (source) => {
    const nodes = parseMrkdwnInline(source);
    expect(nodes).toEqual([{ kind: 'text', text: source }]);
  });

  it('links bare addresses without the full stop after them', () => {
    expect(parseMrkdwnInline('see https://example.org/a.')).toEqual([
      { kind: 'text', text: 'see ' },
      {
        kind: 'link',
        href: 'https://example.org/a',
        children: [{ kind: 'text', text: 'https://example.org/a' }],
      },
      { kind: 'text', text: '.' },
    ]);
  });

  it('tells emoji from times of day', () => {
    expect(parseMrkdwnInline(':wave: 10:30:00')).toEqual([
      { kind: 'emoji', name: 'wave' },
      { kind: 'text', text: ' 10:30:00' },
    ]);
  });

  it('gets through a long hostile line quickly', () => {
    const source = '*_~`<'.repeat(2000);
    const before = performance.now();
    parseMrkdwnInline(source);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

describe('parseMrkdwn', () => {
  it('separates quotes, code blocks and paragraphs', () => {
    expect(parseMrkdwn('one\n&gt; two\n&gt; three\n```*four*\n&lt;```five')).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: 'one' }] },
      {
        kind: 'quote',
        children: [
          {
            kind: 'paragraph',
            children: [{ kind: 'text', text: 'two' }, { kind: 'break' }, { kind: 'text', text: 'three' }],
          },
        ],
      },
      { kind: 'code-block', text: '*four*\n<' },
      { kind: 'paragraph', children: [{ kind: 'text', text: 'five' }] },
    ]);
  });

  it('shows an unclosed code fence as text', () => {
    expect(parseMrkdwn('```open')).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: '```open' }] },
    ]);
  });
});

describe('decodeEntities', () => {
  it('decodes once', () => {
    expect(decodeEntities('&amp;lt; &lt;b&gt; &quot;')).toBe('&lt; <b> &quot;');
  });
});
