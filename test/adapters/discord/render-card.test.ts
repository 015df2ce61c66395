import { type APIContainerComponent, ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { deliveryMark, readMark } from '../../../src/adapters/discord/delivery-mark.ts';
import { changedMessage, newMessage } from '../../../src/adapters/discord/message-body.ts';
import { renderCard } from '../../../src/adapters/discord/render-card.ts';
import type { Reader } from '../../../src/chat/call.ts';
import type { Block, Button, Card, Select } from '../../../src/chat/card.ts';
import { msg } from '../../../src/core/message.ts';
import { languages, list, type Param, type Phrase } from '../../../src/core/text.ts';
import { discordPings, expectValid, withContracts } from '../../contracts.ts';
import { hostileTexts } from '../../fixtures/hostile-texts.ts';

const reader: Reader = { language: 'en', locale: 'en-GB', timeZone: 'Europe/London' };
const say = (label: Param, value: Param = ''): Phrase => msg('discord.field', { label, value });
const call = (command: string, options: Record<string, string> = {}) => ({
  command: command as never,
  options,
});
const button = (text: string, options: Record<string, string>): Button => ({
  type: 'button',
  label: say(text),
  style: 'primary',
  call: call('meeting/vote', options),
});
const select = (count: number, more: Partial<Select> = {}): Select => ({
  type: 'select',
  placeholder: say('which'),
  call: call('meeting/confirm', { meeting: 'M-1' }),
  fills: 'slot',
  choices: Array.from({ length: count }, (_, index) => ({ value: `s${index}`, label: say(`slot ${index}`) })),
  min: 1,
  max: 1,
  ...more,
});

function render(blocks: Block[], more: Partial<Card> = {}) {
  const rendered = renderCard({ card: { tone: 'neutral', blocks, ...more }, reader });
  const [container] = rendered.components;
  if (container === undefined) throw new Error('no container');
  for (const only of ['everybody', 'caller'] as const) {
    const body = newMessage(rendered, only).body;
    expectValid('discord.callback', { type: 4, data: body });
    expectValid('discord.followup', body);
    if (only === 'everybody')
      expectValid('discord.message.create', { ...body, nonce: 'dlv_0123456789abcdef' });
  }
  expectValid('discord.message.edit', changedMessage(rendered).body);
  return { ...rendered, container, texts: textsOf(container) };
}

const textsOf = (container: APIContainerComponent): string[] =>
  container.components.flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : []));

describe(`a card on Discord${withContracts}`, () => {
  it.each(hostileTexts)('shows hostile text in every kind of block: %j', (text) => {
    const blocks: Block[] = [
      { type: 'text', text: say(text, text) },
      { type: 'text', text: say(text), small: true },
      { type: 'fields', fields: [{ label: say(text), value: say(text) }] },
      { type: 'list', items: [say(text), say(list([text, text]))] },
      { type: 'divider' },
      {
        type: 'controls',
        controls: [
          { ...button('b', { id: '1' }), label: say(text) },
          { type: 'link', label: say(text), url: 'https://example.org/?q=%C3%A6' },
          {
            ...select(1),
            placeholder: say(text),
            choices: [{ value: 'v', label: say(text), description: say(text) }],
          },
        ],
      },
    ];
    const rendered = render(blocks, { title: say(text) });
    expect(rendered.texts.join('').length).toBeLessThanOrEqual(4000);
    const pings = discordPings(newMessage(rendered, 'everybody').body);
    expect(pings).toEqual({ users: [], roles: [], everyone: false });
  });

  it('notifies exactly the people it is meant to notify, and nobody when it is changed', () => {
    const ping = {
      type: 'mention',
      name: 'A',
      accounts: [{ platform: 'discord', userId: '42' }],
      ping: true,
    } as const;
    const rendered = render([{ type: 'text', text: say('<@43> @everyone', ping) }]);
    expect(newMessage(rendered, 'everybody').body.allowed_mentions).toEqual({ parse: [], users: ['42'] });
    expect(changedMessage(rendered).body.allowed_mentions).toEqual({ parse: [] });
  });

  it('has the colour of its tone, its title, and a line for each thing', () => {
    const { container, texts } = render(
      [
        { type: 'divider' },
        { type: 'fields', fields: [{ label: say('When'), value: say('now') }] },
        { type: 'divider' },
        { type: 'divider' },
        { type: 'list', items: [say('one\ntwo'), say('three')] },
        { type: 'divider' },
      ],
      { title: say('A\nB'), tone: 'good' },
    );
    expect(container.accent_color).toBe(0x2e8b57);
    expect(texts[0]).toBe('### **A B:**');
    expect(texts[2]).toBe('- **one\n  two:**\n- **three:**');
    expect(container.components.map(({ type }) => type)).toEqual([
      ComponentType.TextDisplay,
      ComponentType.Separator,
      ComponentType.TextDisplay,
      ComponentType.Separator,
      ComponentType.TextDisplay,
    ]);
  });

  it('gives way with its longest texts, visibly, and leaves the short ones whole', () => {
    const { texts } = render([
      { type: 'text', text: say('short') },
      { type: 'divider' },
      { type: 'text', text: say('long '.repeat(1500)) },
      { type: 'divider' },
      { type: 'text', text: say('longer '.repeat(1500)) },
    ]);
    expect(texts[0]).toBe('**short:**');
    expect(texts[1]).toMatch(/…$/);
    expect(texts[2]).toMatch(/…$/);
    expect(texts.join('').length).toBeGreaterThan(3800);
    expect(texts.join('').length).toBeLessThanOrEqual(4000);
  });

  it('puts many blocks closer together before it leaves anything out', () => {
    const blocks = Array.from(
      { length: 60 },
      (_, index): Block => ({ type: 'text', text: say(`n${index}`) }),
    );
    const { texts } = render(blocks);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('n59');
  });

  it('says so when controls do not fit', () => {
    const blocks = Array.from({ length: 12 }, (_, index): Block[] => [
      { type: 'text', text: say(`slot ${index}`) },
      {
        type: 'controls',
        controls: ['yes', 'maybe', 'no'].map((vote) => button(vote, { slot: `${index}`, vote })),
      },
    ]).flat();
    const { texts } = render(blocks);
    expect(texts.at(-1)).toBe('-# There is more, but it does not fit into one Discord message.');
  });

  it('breaks rows after five buttons and shows one control once', () => {
    const same = button('same', { id: '1' });
    const { container } = render([
      {
        type: 'controls',
        controls: [same, same, ...[2, 3, 4, 5, 6, 7].map((id) => button('b', { id: `${id}` }))],
      },
    ]);
    expect(container.components.map((part) => ('components' in part ? part.components.length : 0))).toEqual([
      5, 2,
    ]);
  });

  it('shows 25 choices of a list and says how many more there are', () => {
    const { texts, container } = render([{ type: 'controls', controls: [select(30, { min: 40, max: 50 })] }]);
    expect(texts).toEqual([
      '-# 5 more choices do not fit into the list above. Type the command to reach them.',
    ]);
    const row = container.components[0];
    expect(row).toMatchObject({ components: [{ min_values: 25, max_values: 25 }] });
  });

  it('leaves out a list without choices, and is never empty', () => {
    expect(render([{ type: 'controls', controls: [select(0)] }]).texts).toEqual(['…']);
    expect(render([]).texts).toEqual(['…']);
  });

  it('refuses a control id that no platform takes', () => {
    expect(() => render([{ type: 'controls', controls: [button('b', { id: 'x'.repeat(100) })] }])).toThrow(
      RangeError,
    );
  });

  it('words its own remarks in every language', () => {
    for (const language of languages) {
      const card: Card = { tone: 'neutral', blocks: [{ type: 'controls', controls: [select(26)] }] };
      expect(() => renderCard({ card, reader: { ...reader, language, locale: language } })).not.toThrow();
    }
  });

  it('carries the mark of its delivery, which Discord gives back', () => {
    const mark = deliveryMark('dlv_0123456789abcdef');
    const { components } = renderCard({ card: { tone: 'good', blocks: [] }, reader }, mark);
    expectValid('discord.message.create', newMessage({ components, pings: [], files: [] }, 'everybody').body);
    expect(readMark(components)).toEqual(mark);
    expect(readMark(renderCard({ card: { tone: 'good', blocks: [] }, reader }).components)).toBeUndefined();
    expect(deliveryMark('dlv_0123456789abcdeg')).not.toEqual(mark);
  });
});
