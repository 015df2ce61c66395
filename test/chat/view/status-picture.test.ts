import { describe, expect, it } from 'vitest';
import { pictureRenderer } from '../../../src/adapters/picture/picture-renderer.ts';
import { statusPicture } from '../../../src/chat/view/status-picture.ts';
import { languages } from '../../../src/core/text.ts';
import { plainMedium, word } from '../../../src/i18n/format.ts';
import { decodePng } from '../../adapters/picture/decode-png.ts';
import { aalborg, antibes, kathmandu, solvang, town } from './hours-fixture.ts';
import { livedYear } from './status-fixture.ts';

const ring = [aalborg, solvang, antibes, kathmandu, town('Büdingen am Vogelsberg', 'Europe/Berlin')];
const reader = (language: (typeof languages)[number]) => ({
  language,
  locale: language,
  timeZone: 'Europe/Copenhagen',
});

describe('the picture of how a twinning stands', () => {
  it('counts every promise of a town in one part, and says the same in words', () => {
    const { facts, status } = livedYear();
    const { picture, alt } = statusPicture(status, facts);
    expect(picture.promises.towns).toEqual([
      { town: 'Aalborg', counts: { kept: 5, open: 2, late: 0, waiting: 2 } },
      { town: 'Solvang', counts: { kept: 4, open: 3, late: 1, waiting: 0 } },
    ]);
    expect(word(alt, reader('en'), plainMedium)).toMatch(
      /Aalborg 5 kept, 2 open, 2 waiting for an answer; Solvang 4 kept, 3 open, 1 late\. .*Municipality 6 of 9/,
    );
  });

  it.each(languages)('has an alt text that the platforms take whole, for five towns, in %s', (language) => {
    const { facts, status } = livedYear(ring);
    expect(word(statusPicture(status, facts).alt, reader(language), plainMedium).length).toBeLessThan(1024);
  });

  it('is drawn, whatever people called things, and where there is nothing yet', async () => {
    const hostile = [town('</text><script>', 'UTC'), town('\u202eolleh 東京 👨‍👩‍👧'.repeat(9), 'Asia/Tokyo')];
    const { facts, status } = livedYear(hostile);
    const empty = { ...status, year: { ...status.year, participation: [], promises: [] }, vacancies: [] };
    const { next: _, review: __, ...nothing } = empty;
    for (const shown of [status, nothing]) {
      const { picture } = statusPicture(shown, facts);
      const png = await pictureRenderer().render(picture, reader('da'), AbortSignal.timeout(60_000));
      expect(decodePng(png).width).toBe(880);
    }
  });
});
