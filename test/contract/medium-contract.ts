/** What wording expects of the way a platform writes things down. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MentionParam } from '../../src/core/text.ts';
import type { PlatformName } from '../../src/core/twinning/twinning.ts';
import type { Medium } from '../../src/i18n/format.ts';
import { hostileTexts } from '../fixtures/hostile-texts.ts';

export interface MediumUnderTest {
  readonly medium: Medium;
  /** Undefined where nobody is ever pinged. */
  readonly platform: PlatformName | undefined;
  /** Whom the platform would notify because of this; asked after it was written. */
  pings(written: string): readonly string[];
}

const accounts = [
  { platform: 'slack', userId: 'U0METTE' },
  { platform: 'discord', userId: '1202000000000000001' },
] as const;

/** Anything people may type: what is known to be dangerous, pieces of it, and anything at all. */
const typed = fc.oneof(
  fc.constantFrom(...hostileTexts.map((text) => text.slice(0, 400))),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '@',
        '!',
        '&',
        '`',
        '*',
        '_',
        '\\',
        '\n',
        ' ',
        'everyone',
        'U0METTE',
        'channel',
        'x',
      ),
      { maxLength: 20 },
    )
    .map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

export function mediumContract(name: string, open: () => MediumUnderTest): void {
  describe(name, () => {
    const mention = (more: Partial<MentionParam> = {}): MentionParam => ({
      type: 'mention',
      name: 'Mette Holm',
      accounts,
      ping: false,
      ...more,
    });

    it('pings nobody by what people typed, plain, bold, as code or as a name', () => {
      fc.assert(
        fc.property(typed, typed, (text, more) => {
          const { medium, pings } = open();
          const written = [
            medium.text(text),
            medium.bold(medium.text(text)),
            medium.code(text),
            medium.mention(mention({ name: text })),
            medium.text(more),
          ].join(' ');
          expect(pings(written)).toEqual([]);
        }),
      );
    });

    it('loses no letter and no digit of what people typed', () => {
      fc.assert(
        fc.property(fc.string({ unit: fc.constantFrom(...'abcæøåÄß0123 .,!?*_`<>@&\\') }), (text) => {
          const { medium } = open();
          const kept = (some: string) => some.replace(/&(amp|lt|gt);/g, '').replace(/[^abcæøåÄß0123]/g, '');
          expect(kept(medium.text(text))).toBe(kept(text));
        }),
      );
    });

    it('leaves plain words as they are', () => {
      const { medium } = open();
      for (const text of ['Aalborg', 'Kaffe og kage kl. 19', 'Mette og Linda', 'Fête à Plérin'])
        expect(medium.text(text)).toBe(text);
      expect(medium.mention(mention())).toBe('Mette Holm');
      expect(medium.bold('')).toBe('');
      expect(medium.bold('words')).toContain('words');
      expect(medium.code('M-1')).toContain('M-1');
    });

    it('keeps code on one line, where it is marked as code', () => {
      fc.assert(
        fc.property(typed, (text) => {
          const { medium, platform } = open();
          expect(/[\r\n]/.test(medium.code(text))).toBe(platform === undefined && /[\r\n]/.test(text));
        }),
      );
    });

    it('mentions a person by their account here, and only to ping them', () => {
      const { medium, platform, pings } = open();
      const own = accounts.filter((account) => account.platform === platform).map(({ userId }) => userId);
      expect(pings(medium.mention(mention({ ping: true })))).toEqual(own);
      const elsewhere = accounts.filter((account) => account.platform !== platform);
      const written = medium.mention(mention({ ping: true, accounts: elsewhere }));
      expect(written).toBe('Mette Holm');
    });
  });
}
