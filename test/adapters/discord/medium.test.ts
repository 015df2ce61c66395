import { describe, expect, it } from 'vitest';
import { clipMarkdown, clipPlain, label } from '../../../src/adapters/discord/clip.ts';
import { discordMedium, escapeMarkdown } from '../../../src/adapters/discord/medium.ts';
import { instant } from '../../../src/core/text.ts';
import { hostileTexts } from '../../fixtures/hostile-texts.ts';

/** Everything that Discord reads as markup, once what a backslash shields and addresses are out of the way. */
function markupIn(written: string): string[] {
  const bare = written
    .replace(/https?:\/\/[A-Za-z0-9.-]+[^\s<[\]\\*`|]*/g, 'ADDRESS')
    .replace(/\\[^0-9A-Za-z\s]/g, 'x');
  return (
    bare.match(/[*_~`|[\]<>\\]|@(?:everyone|here)|:[\w+-]+:|^[ \t]*(?:#{1,3}|-#|[-+]|\d+\.)(?=\s)/gm) ?? []
  );
}

describe('text from people', () => {
  it.each(hostileTexts)('is shown as typed: %j', (text) => {
    expect(markupIn(escapeMarkdown(text))).toEqual([]);
  });

  it('is the same text again without the backslashes', () => {
    const typed = 'Tom & Jerry_s *plan* (v1.2) [draft] #1 a@b.de 50 % <3';
    expect(escapeMarkdown(typed).replace(/\\(?=[^0-9A-Za-z\s])/g, '')).toBe(typed);
  });

  it('keeps an address that can be followed', () => {
    const address = 'https://example.org:8080/a_b/~c?d=1&e=(f)#g';
    expect(escapeMarkdown(`see ${address} now_`)).toBe(`see ${address} now\\_`);
  });

  it('never lets an address carry a link under other words', () => {
    expect(escapeMarkdown('https://[a](http://evil.example)')).toBe('https://\\[a\\](http://evil.example)');
  });

  it('cannot turn the writing direction of what follows', () => {
    expect(escapeMarkdown('\u202Eabc\u2067d')).toBe('abcd');
    expect(label('\u202E a\n\tb ', 80)).toBe('a b');
  });
});

describe('what has a meaning', () => {
  const mette = {
    type: 'mention' as const,
    name: 'Mette_H',
    accounts: [
      { platform: 'slack' as const, userId: 'U0METTE' },
      { platform: 'discord' as const, userId: '42' },
    ],
  };

  it('notifies a person only when that is wanted and the person is on Discord', () => {
    const pings = new Set<string>();
    const medium = discordMedium(pings);
    expect(medium.mention({ ...mette, ping: false })).toBe('Mette\\_H');
    expect(medium.mention({ ...mette, accounts: mette.accounts.slice(0, 1), ping: true })).toBe('Mette\\_H');
    expect([...pings]).toEqual([]);
    expect(medium.mention({ ...mette, ping: true })).toBe('<@42>');
    expect([...pings]).toEqual(['42']);
  });

  it("shows an instant on the reader's own clock", () => {
    const medium = discordMedium(new Set());
    expect(medium.instant?.(instant(1_800_000_000_999), '')).toBe('<t:1800000000:F>');
    expect(medium.instant?.(instant(1_800_000_000_999, undefined, 'time'), '')).toBe('<t:1800000000:t>');
    expect(medium.instant?.(instant(1_800_000_000_999, undefined, 'relative'), '')).toBe('<t:1800000000:R>');
  });

  it.each([
    ['M-12', '`M-12`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['a\nb', '`a b`'],
    ['', ''],
  ])('shows %j as code', (raw, written) => {
    expect(discordMedium(new Set()).code(raw)).toBe(written);
  });
});

describe('shortening', () => {
  it('never exceeds the limit and always shows that something is missing', () => {
    for (const text of hostileTexts.map(escapeMarkdown)) {
      for (const max of [20, 45, 100, 999]) {
        const clipped = clipMarkdown(text, max);
        expect(clipped.length).toBeLessThanOrEqual(max);
        expect(clipped === text || clipped.endsWith('…')).toBe(true);
        expect(clipped).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
        expect(markupIn(clipped)).toEqual([]);
      }
    }
  });

  it('closes what it leaves open', () => {
    expect(clipMarkdown(`**${'a'.repeat(100)}**`, 40)).toMatch(/^\*\*a+\*\*…$/);
    expect(clipMarkdown(`\`${'a'.repeat(100)}\``, 40)).toMatch(/^`a+`…$/);
    expect(clipMarkdown(`${'a'.repeat(25)} <t:1800000000:F> and so on`, 45)).toBe(`${'a'.repeat(25)}…`);
  });

  it('does not cut a character in two', () => {
    expect(clipPlain('🙂🙂🙂', 4)).toBe('🙂…');
    expect(label('', 80)).toBe('…');
  });
});
