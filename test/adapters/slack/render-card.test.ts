import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/adapters/slack/limits.ts';
import { renderCard, type SlackBlock } from '../../../src/adapters/slack/render-card.ts';
import type { Block, Card, ControlCall } from '../../../src/chat/card.ts';
import { instant, type Param, type Phrase } from '../../../src/core/text.ts';
import { expectValid, hasContracts } from '../../contracts.ts';

const reader = { language: 'da', locale: 'da-DK', timeZone: 'Europe/Copenhagen' } as const;
/** A message of the catalogue whose whole text is one parameter's. */
const say = (typed: Param): Phrase => ({ type: 'message', key: 'slack.form-not-opened', params: { typed } });
const call = { command: 'meeting/propose', options: { meeting: 'M-1' } } as unknown as ControlCall;
const card = (blocks: Block[], more: Partial<Card> = {}): Card => ({ tone: 'neutral', blocks, ...more });
const text = (typed: Param): Block => ({ type: 'text', text: say(typed) });
const json = (value: unknown) => JSON.stringify(value);
const sectionTexts = (blocks: readonly SlackBlock[]) =>
  blocks.map((block) => (block.text as { text?: string } | undefined)?.text ?? '');

const hostile = [
  '<!channel> <!here> <@U123ABC> <#C1> <http://evil.example|bank>',
  '@everyone @channel @here',
  '*bold* _italic_ ~strike~ `code` ```block```',
  '&lt;!channel&gt; & &amp;',
  '> quote\n>>> more',
  '\u202Egnihtyna\u202C \u200B\u2066x\u2069',
  'x'.repeat(4000),
  '<'.repeat(4000),
  `${'&'.repeat(3000)} `.repeat(3),
  '`'.repeat(200),
  '😀'.repeat(2000),
  ' ',
  '<!date^1^{date}|x>',
];

const everything = (typed: string): Card =>
  card(
    [
      text(typed),
      { type: 'text', text: say(typed), small: true },
      {
        type: 'fields',
        fields: Array.from({ length: 23 }, () => ({ label: say(typed), value: say(typed) })),
      },
      { type: 'list', items: Array.from({ length: 5 }, () => say(typed)) },
      { type: 'divider' },
      {
        type: 'controls',
        controls: [
          ...Array.from({ length: 7 }, (_, at) => ({
            type: 'button' as const,
            label: say(typed),
            call,
            style: (['primary', 'secondary', 'danger'] as const)[at % 3] ?? 'primary',
          })),
          { type: 'link' as const, label: say(typed), url: 'https://example.org/?q=%C3%A6' },
          ...([1, 3] as const).map((max) => ({
            type: 'select' as const,
            placeholder: say(typed),
            call,
            fills: 'slots',
            choices: Array.from({ length: 120 }, (_, at) => ({
              value: `s${at}`,
              label: say(typed),
              description: say(typed),
              selected: at < 2,
            })),
            min: 0,
            max,
          })),
        ],
      },
    ],
    { title: say(typed), tone: 'attention' },
  );

describe.runIf(hasContracts)('renderCard, against Slack’s contract', () => {
  it.each(hostile)('takes every kind of block with %j', async (typed) => {
    for (const audience of ['one', 'many'] as const) {
      expectValid('slack.message', renderCard(everything(typed), reader, audience));
    }
  });

  it('is valid for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 5000 }), async (typed) => {
        const card: Card = {
          tone: 'bad',
          title: say(typed),
          blocks: [text(typed), text({ type: 'code', code: typed })],
        };
        expectValid('slack.message', renderCard(card, reader, 'many'));
      }),
      { numRuns: 60 },
    );
  });
});

describe('renderCard', () => {
  it('lets nobody ping, link or format with a name', () => {
    const { blocks, text: summary } = renderCard(card([text(hostile.join(' '))]), reader, 'many');
    for (const written of [...sectionTexts(blocks), summary]) {
      expect(written).not.toMatch(/<[!@#h]/);
      expect(written).not.toContain('`');
      expect(written).not.toMatch(/(^|\s)[*_~]\w/);
    }
  });

  it('leaves addresses, words and sums as they were typed', () => {
    const typed = 'https://a.example/~bo/_x_*y snake_case 2*3*4 M-12';
    expect(sectionTexts(renderCard(card([text(typed)]), reader, 'one').blocks)[0]).toContain(
      'https://a.example/~bo/_x_∗y snake_case 2*3*4 M-12',
    );
  });

  it('mentions exactly the person who is to be notified', () => {
    const mention = (ping: boolean, userId = 'U1AB2'): Param => ({
      type: 'mention',
      name: '<@U9>Bo',
      accounts: [
        { platform: 'discord', userId: '1' },
        { platform: 'slack', userId },
      ],
      ping,
    });
    const written = (param: Param) => sectionTexts(renderCard(card([text(param)]), reader, 'many').blocks)[0];
    expect(written(mention(true))).toContain('<@U1AB2>');
    expect(written(mention(false))).toContain('&lt;@U9&gt;Bo');
    expect(written(mention(true, '!channel'))).not.toContain('<!channel>');
  });

  it('shows an instant on each reader’s clock in public and in the reader’s own words in private', () => {
    const at = Date.UTC(2027, 0, 12, 16, 0);
    const written = (audience: 'one' | 'many', zone?: string) =>
      sectionTexts(renderCard(card([text(instant(at, zone))]), reader, audience).blocks)[0];
    expect(written('many')).toContain(
      `<!date^${at / 1000}^{date_long}, {time}|tirsdag den 12. januar 2027 kl. 17.00 (Europe/Copenhagen)>`,
    );
    expect(written('one')).toContain('tirsdag den 12. januar 2027 kl. 17.00');
    expect(written('one')).not.toContain('<!date');
    expect(written('many', 'America/Los_Angeles')).toContain('08.00');
  });

  it('never tears a mention, a date, an entity or code when it shortens', () => {
    const pieces: Param[] = Array.from({ length: 400 }, (_, at) =>
      at % 2 ? { type: 'code', code: `c<&${at}` } : `&${at}<`,
    );
    const blocks = renderCard(
      card([text({ type: 'list', items: pieces, join: 'none' })]),
      reader,
      'one',
    ).blocks;
    for (const written of sectionTexts(blocks)) {
      expect(written.match(/`/g)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
      expect(written.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
    }
  });

  it('drops words, never buttons, when Slack would refuse the message, and says so', () => {
    const { blocks } = renderCard(
      card([
        ...Array.from({ length: 80 }, (_, at) => text(`line ${at}`)),
        { type: 'controls', controls: [{ type: 'button', label: say('go'), call, style: 'primary' }] },
      ]),
      reader,
      'one',
    );
    expect(blocks.length).toBeLessThanOrEqual(limits.blocks);
    expect(blocks.at(-1)?.type).toBe('actions');
    expect(json(blocks.at(-2))).toContain('for langt til én besked');
    expect(json(blocks)).toContain('line 3');
  });

  it('says how many choices Slack cannot show', () => {
    const choices = Array.from({ length: 120 }, (_, at) => ({
      value: `s${at}`,
      label: { type: 'message' as const, key: 'form.submit', params: {} },
    }));
    const select = {
      type: 'select' as const,
      placeholder: say('x'),
      call,
      fills: 'slots',
      choices,
      min: 1,
      max: 1,
    };
    const { blocks } = renderCard(card([{ type: 'controls', controls: [select] }]), reader, 'one');
    expect(json(blocks)).toContain('20 valgmuligheder mere');
  });

  it('signs the tone once', () => {
    expect(
      json(renderCard(card([text('x')], { tone: 'good', title: say('t') }), reader, 'one').blocks),
    ).toMatch(/^\[\{"type":"header","text":\{"type":"plain_text","text":"✓ /);
    const untitled = sectionTexts(
      renderCard(card([text('x'), text('y')], { tone: 'bad' }), reader, 'one').blocks,
    );
    expect(untitled[0]).toMatch(/^✗ /);
    expect(untitled[1]).not.toMatch(/^✗ /);
  });

  it('has words beside blocks even for a card without any', async () => {
    const message = renderCard(card([{ type: 'divider' }]), reader, 'many');
    expect(message.text).toBe('En besked fra Twinbell');
  });
});
