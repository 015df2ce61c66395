/** What people see of a card, and whom it disturbs. */
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/chat/card.ts';
import { cardOf, controlCall, everywhere, mention, paragraph, reader, words } from '../fixtures/cards.ts';
import { hostileTexts } from '../fixtures/hostile-texts.ts';
import { newDeliveryId, type PlatformUnderTest, refusal } from './platform-contract.ts';

const button = (label: string, n: number): Block => ({
  type: 'controls',
  controls: [
    { type: 'button', label: words(label), call: controlCall({ n: String(n) }), style: 'secondary' },
  ],
});
const paragraphs = (count: number, text: string): Block[] =>
  Array.from({ length: count }, (_, index) => ({ type: 'text', text: words(`${index} ${text}`) }));

export function platformShowingContract(under: () => PlatformUnderTest): void {
  describe('what is shown', () => {
    it('every kind of words and controls', async () => {
      const { platform, channel } = under();
      const place = channel();
      const blocks: Block[] = [
        { type: 'text', text: words('a paragraph') },
        { type: 'text', text: words('small print'), small: true },
        { type: 'fields', fields: [{ label: words('a label'), value: words('a value') }] },
        { type: 'divider' },
        { type: 'list', items: [words('one item'), words('another')] },
        button('press me', 1),
        {
          type: 'controls',
          controls: [
            {
              type: 'select',
              placeholder: words('choose one'),
              call: controlCall({ n: '2' }),
              fills: 'slots',
              choices: ['a', 'b'].map((value) => ({ value, label: words(`choice ${value}`) })),
              min: 1,
              max: 1,
            },
          ],
        },
      ];
      const card = { tone: 'good', title: words('a title'), blocks } as const;
      await platform.send(place.to, { reader, card }, newDeliveryId());
      const [shown] = place.shown();
      for (const part of [
        'a title',
        'a paragraph',
        'small print',
        'a label',
        'a value',
        'one item',
        'another',
      ])
        expect(shown?.text).toContain(part);
      expect(shown?.controls).toEqual(expect.arrayContaining(['press me', 'choose one']));
    });

    it('a card of nothing', async () => {
      const { platform, channel } = under();
      const place = channel();
      await platform.send(place.to, cardOf(), newDeliveryId());
      await platform.send(place.to, paragraph(''), newDeliveryId());
      await platform.send(place.to, everywhere(' \n '), newDeliveryId());
      expect(place.shown()).toHaveLength(3);
    });

    it('a long text whole, or from its beginning with a sign that something is missing', async () => {
      const { platform, person } = under();
      const place = person();
      const long = paragraph(`begin ${'word '.repeat(9_000)}end`);
      const message = await platform.send(place.to, long, newDeliveryId());
      for (const again of [false, true]) {
        if (again) await platform.edit(message, long);
        const text = place.shown()[0]?.text ?? '';
        expect(text).toContain('begin word');
        expect(text).toMatch(/ end\s*$|…|shortened|left out/i);
      }
    });

    it('many long things, wherever they stand, and the controls with them', async () => {
      const { platform, channel } = under();
      const place = channel();
      const long = 'long '.repeat(500);
      const blocks: Block[] = [
        ...paragraphs(30, long),
        {
          type: 'fields',
          fields: Array.from({ length: 30 }, () => ({ label: words(long), value: words(long) })),
        },
        { type: 'list', items: Array.from({ length: 120 }, () => words(long)) },
        ...paragraphs(30, 'short'),
        button(`press ${long}`, 1),
      ];
      await platform.send(
        place.to,
        { reader, card: { tone: 'bad', title: words(long), blocks } },
        newDeliveryId(),
      );
      const [shown] = place.shown();
      expect(shown?.text).toContain('0 long long');
      expect(shown?.controls).toEqual([expect.stringMatching(/^press long long/)]);
    });

    it('as many controls as fit, when there are more', async () => {
      const { platform, channel } = under();
      const place = channel();
      const buttons = Array.from({ length: 80 }, (_, n) => button(`button ${n}`, n));
      const choices = Array.from({ length: 150 }, (_, n) => ({
        value: `c${n}`,
        label: words(`choice ${n}`),
      }));
      const select: Block = {
        type: 'controls',
        controls: [
          {
            type: 'select',
            placeholder: words('choose'),
            call: controlCall(),
            fills: 'slots',
            choices,
            min: 1,
            max: 150,
          },
        ],
      };
      await platform.send(place.to, cardOf(select, ...buttons), newDeliveryId());
      const [shown] = place.shown();
      expect(shown?.controls[0]).toBe('choose');
      expect(shown?.controls).toContain('button 0');
    });

    it('nothing of a card that cannot be shown, which is a mistake of ours', async () => {
      const { platform, channel } = under();
      const place = channel();
      const tooLong = cardOf({
        type: 'controls',
        controls: [
          {
            type: 'button',
            label: words('x'),
            call: controlCall({ topic: 'x'.repeat(200) }),
            style: 'primary',
          },
        ],
      });
      expect((await refusal(platform.send(place.to, tooLong, newDeliveryId()))).kind).toBe('rejected');
      const message = await platform.send(place.to, paragraph('x'), newDeliveryId());
      expect((await refusal(platform.edit(message, tooLong))).kind).toBe('rejected');
      expect(place.shown().map(({ text }) => text.trim())).toEqual(['x']);
    });
  });

  describe('whom it disturbs', () => {
    it('exactly whom it is to notify, and only when it arrives', async () => {
      const { platform, name, channel, person } = under();
      const [place, somebody, other] = [channel(), person(), person()];
      const message = await platform.send(
        place.to,
        paragraph({
          type: 'list',
          items: [mention(name, somebody.userId, true), mention(name, other.userId, false)],
          join: 'and',
        }),
        newDeliveryId(),
      );
      const pinged = () => place.shown().map(({ pings }) => pings);
      expect(pinged()).toEqual([[somebody.userId]]);
      await platform.edit(message, paragraph(mention(name, other.userId, false)));
      expect(place.shown()[0]?.text).toContain('Linda Petersen');
    });

    it('nobody of another platform', async () => {
      const { platform, name, channel, person } = under();
      const place = channel();
      const elsewhere = name === 'slack' ? 'discord' : 'slack';
      await platform.send(place.to, paragraph(mention(elsewhere, person().userId, true)), newDeliveryId());
      expect(place.shown()[0]).toMatchObject({ pings: [] });
      expect(place.shown()[0]?.text).toContain('Linda Petersen');
    });

    it.each(hostileTexts.map((text) => [JSON.stringify(text).slice(0, 60), text]))(
      'nobody, whatever people typed: %s',
      async (_, text) => {
        const { platform, channel } = under();
        const place = channel();
        const message = await platform.send(place.to, everywhere(text), newDeliveryId());
        expect(place.shown()).toMatchObject([{ message, pings: [] }]);
        await platform.edit(message, everywhere(text));
        expect(place.shown()).toMatchObject([{ message, pings: [] }]);
      },
    );

    it('nobody, when a name is what somebody typed', async () => {
      const { platform, name, channel, person } = under();
      const place = channel();
      const forged = person().userId;
      const names = [`<@${forged}>`, `<@!${forged}>`, `<@${forged}|x>`, '<!channel>', '@everyone'];
      for (const typed of names)
        await platform.send(
          place.to,
          paragraph({ ...mention(name, forged, false), name: typed }),
          newDeliveryId(),
        );
      expect(place.shown().map(({ pings }) => pings)).toEqual(names.map(() => []));
    });
  });
}
