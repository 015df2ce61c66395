import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heatColour, inkOn, luminance } from '../../../src/adapters/picture/heat-colour.ts';
import { hoursSvg } from '../../../src/adapters/picture/hours-svg.ts';
import { pictureRenderer } from '../../../src/adapters/picture/picture-renderer.ts';
import { fitText, textWidth } from '../../../src/adapters/picture/svg-text.ts';
import { escapeXml } from '../../../src/chat/escape-xml.ts';
import type { HoursPicture } from '../../../src/chat/picture.ts';
import { languages } from '../../../src/core/text.ts';
import {
  aalborg,
  antibes,
  kathmandu,
  member,
  picturedHours,
  solvang,
  town,
} from '../../chat/view/hours-fixture.ts';
import { decodePng, type Pixels } from './decode-png.ts';

const members = [aalborg, antibes, solvang].flatMap((of) => [
  member(of, 1, 'municipality'),
  member(of, 2, 'citizens'),
]);
const { picture } = picturedHours([aalborg, antibes, solvang], members, Date.UTC(2026, 9, 22));
const reader = { language: 'da', locale: 'da-DK', timeZone: 'Europe/Copenhagen' } as const;
const patient = () => AbortSignal.timeout(60_000);

/** How many dots of a column of the picture are as bright as letters. */
function bright({ width, height, at }: Pixels, fromX: number, untilX: number): number {
  let count = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = Math.floor(fromX * width); x < untilX * width; x += 1)
      if (
        at(x, y)
          .slice(0, 3)
          .every((part) => part > 200)
      )
        count += 1;
  return count;
}

describe('the picture renderer', () => {
  it('gives a PNG twice as large as the drawing, for sharp screens', async () => {
    const { width, height } = hoursSvg(picture, reader);
    const decoded = decodePng(await pictureRenderer().render(picture, reader, patient()));
    expect([decoded.width, decoded.height]).toEqual([width * 2, height * 2]);
    expect(decoded.width).toBeLessThan(1000);
    expect(decoded.height).toBeLessThan(1400);
  });

  it('draws letters: without its fonts there would be none, and no error either', async () => {
    const decoded = decodePng(await pictureRenderer().render(picture, reader, patient()));
    // On the left stand the names of towns and days, and nothing else.
    expect(bright(decoded, 0.02, 0.22)).toBeGreaterThan(1000);
    const nameless: HoursPicture = {
      ...picture,
      stretches: picture.stretches.map((stretch) => ({
        ...stretch,
        clocks: stretch.clocks.map((clock) => ({ ...clock, towns: [] })),
      })),
    };
    const without = decodePng(await pictureRenderer().render(nameless, reader, patient()));
    expect(bright(without, 0.02, 0.22)).toBeLessThan(bright(decoded, 0.02, 0.22) - 200);
  });

  it('has a ground of its own, so that its letters do not depend on the theme', async () => {
    const { width, height, at } = decodePng(await pictureRenderer().render(picture, reader, patient()));
    for (const [x, y] of [
      [8, height / 2],
      [width / 2, 6],
      [width - 8, height / 2],
    ] as const) {
      const [red, green, blue, opacity] = at(Math.floor(x), Math.floor(y));
      expect(opacity).toBe(255);
      expect(luminance([red, green, blue])).toBeLessThan(0.05);
    }
  });

  it('draws the same picture the same way, and another language differently', async () => {
    const renderer = pictureRenderer();
    const [once, again, english] = await Promise.all([
      renderer.render(picture, reader, patient()),
      renderer.render(picture, reader, patient()),
      renderer.render(picture, { ...reader, language: 'en', locale: 'en-GB' }, patient()),
    ]);
    expect(Buffer.compare(once, again)).toBe(0);
    expect(Buffer.compare(once, english)).not.toBe(0);
  });

  it('keeps its memory: fifty pictures cost no more than a few', async () => {
    const renderer = pictureRenderer();
    for (let n = 0; n < 5; n += 1) await renderer.render(picture, reader, patient());
    const before = process.memoryUsage.rss();
    for (let n = 0; n < 50; n += 1) await renderer.render(picture, reader, patient());
    expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(60);
  }, 120_000);

  it('refuses rather than lets too many wait, and takes new ones afterwards', async () => {
    const renderer = pictureRenderer();
    const asked = await Promise.allSettled(
      Array.from({ length: 20 }, () => renderer.render(picture, reader, patient())),
    );
    const refused = asked.filter(({ status }) => status === 'rejected');
    expect(asked.length - refused.length).toBe(8);
    for (const one of refused) expect(one).toMatchObject({ reason: { reason: 'busy' } });
    await expect(renderer.render(picture, reader, patient())).resolves.toBeDefined();
  }, 60_000);

  it('does not draw for somebody who waits no more', async () => {
    const renderer = pictureRenderer();
    const first = renderer.render(picture, reader, patient());
    const gone = new AbortController();
    const second = renderer.render(picture, reader, gone.signal);
    gone.abort();
    await expect(second).rejects.toMatchObject({ reason: 'late' });
    await expect(first).resolves.toBeDefined();
    await expect(renderer.render(picture, reader, gone.signal)).rejects.toMatchObject({ reason: 'late' });
  });

  it.each(languages)('draws whatever towns are called, in %s', async (language) => {
    const names = [
      '</text></svg><script>alert(1)</script>',
      '& " \' ]]> &amp; \u0000\u0007\ud800',
      'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'.repeat(3),
      '\u202eolleh 東京 🏘️👨‍👩‍👧',
    ];
    const zones = [aalborg, solvang, kathmandu, town('x', 'Pacific/Auckland')].map(
      ({ timeZone }) => timeZone,
    );
    const towns = names.map((name, index) => town(name, zones[index] ?? 'UTC'));
    const hostile = picturedHours(towns, [], Date.UTC(2026, 10, 1)).picture;
    const wording = { language, locale: language, timeZone: 'UTC' };
    const { width } = decodePng(await pictureRenderer().render(hostile, wording, patient()));
    expect(width).toBe(hoursSvg(picture, reader).width * 2);
  });
});

describe('text in a picture', () => {
  it('is shortened between two characters, visibly, until it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 20, max: 200 }), (text, width) => {
        const fitted = fitText(text, 10, width);
        expect(textWidth(fitted, 10)).toBeLessThanOrEqual(width);
        if (fitted !== text) expect(text.startsWith(fitted.slice(0, -1)) && fitted.endsWith('…')).toBe(true);
      }),
    );
  });

  it('holds nothing that ends an element or turns its neighbours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeXml(text)).not.toMatch(/[<>"]|&(?!(amp|lt|gt|quot);)|[\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('the colours of a heat map', () => {
  it('become brighter with every person more, and carry readable numbers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [less, more] = [heatColour(Math.min(a, b)), heatColour(Math.max(a, b))];
          expect(luminance(less)).toBeLessThanOrEqual(luminance(more) + 0.004);
          const ink = inkOn(less) === '#000000' ? 0 : 1;
          const contrast = (Math.max(ink, luminance(less)) + 0.05) / (Math.min(ink, luminance(less)) + 0.05);
          expect(contrast).toBeGreaterThan(4.5);
        },
      ),
    );
  });
});
