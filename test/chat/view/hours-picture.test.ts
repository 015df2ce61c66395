import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursPicture } from '../../../src/chat/view/hours-picture.ts';
import { languages } from '../../../src/core/text.ts';
import { allTimeZones } from '../../../src/core/time/time-zone.ts';
import { plainMedium, word } from '../../../src/i18n/format.ts';
import {
  aalborg,
  antibes,
  draftOf,
  factsOf,
  kathmandu,
  member,
  picturedHours,
  solvang,
  termsOf,
  town,
} from './hours-fixture.ts';

const november = Date.UTC(2026, 10, 27);
const english = { language: 'en', locale: 'en-GB', timeZone: 'Europe/Copenhagen' } as const;
const danish = { language: 'da', locale: 'da-DK', timeZone: 'Europe/Copenhagen' } as const;

describe('the picture of the hours on offer', () => {
  it('shows the days on offer on every town’s clock, the reader’s own first', () => {
    const { picture } = picturedHours([aalborg, solvang], [], november);
    expect(picture.people).toBe(2);
    expect(picture.stretches).toHaveLength(1);
    const [stretch] = picture.stretches;
    expect(stretch?.clocks.map(({ towns }) => towns)).toEqual([['Aalborg'], ['Solvang']]);
    expect(stretch?.days.map(({ on }) => on)).toEqual([
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
    ]);
    const [day] = stretch?.days ?? [];
    const [slot] = day?.slots ?? [];
    const column = Math.floor(slot?.from ?? -1);
    expect(stretch?.clocks.map(({ hours }) => hours[column]?.time)).toEqual(['17:00', '08:00']);
    expect(day?.cells[column]).toEqual({ canCome: 2, quorum: false, outsideHours: true });
    expect(slot).toEqual({ number: 1, from: column, until: column + 1.5, picked: true });
  });

  it('lets towns share a clock while they go alike', () => {
    const { picture } = picturedHours([aalborg, antibes, solvang], [], november);
    expect(picture.stretches[0]?.clocks.map(({ towns }) => towns)).toEqual([
      ['Aalborg', 'Antibes'],
      ['Solvang'],
    ]);
  });

  it('shows clocks anew where the towns’ difference changes between two days', () => {
    const { picture } = picturedHours([aalborg, solvang], [], Date.UTC(2026, 9, 23), { days: 5 });
    const shown = picture.stretches.map(({ clocks, days }) => ({
      days: days.map(({ on }) => on),
      solvang: clocks[1]?.hours[clocks[0]?.hours.findIndex(({ time }) => time === '18:00') ?? 0]?.time,
    }));
    const saturday = shown.find(({ days }) => days.includes('2026-10-24'));
    const monday = shown.find(({ days }) => days.includes('2026-10-26'));
    expect([saturday?.solvang, monday?.solvang]).toEqual(['09:00', '10:00']);
  });

  it('marks the hours that are another day somewhere, and explains the mark', () => {
    const { picture } = picturedHours([solvang, kathmandu], [], november);
    const shifts = picture.stretches.flatMap(({ clocks }) =>
      clocks.flatMap(({ hours }) => hours.map(({ dayShift }) => dayShift)),
    );
    expect(shifts).toContain(1);
    expect(picture.legend.nextDay).toBeDefined();
    expect(picture.legend.dayBefore).toBeUndefined();
  });

  it('speaks of a quorum only where one is asked for', () => {
    const members = [member(aalborg, 1, 'municipality'), member(antibes, 1, 'citizens')];
    const { picture, alt } = picturedHours([aalborg, antibes], members, november);
    expect(picture.legend.quorum).toBeDefined();
    expect(word(alt, english, plainMedium)).toContain('2 of 2 can come, with quorum');
    const without = picturedHours([aalborg, antibes], [], november);
    expect(without.picture.legend.quorum).toBeUndefined();
    expect(word(without.alt, english, plainMedium)).not.toContain('quorum');
  });

  it('says the same in words, in the reader’s language', () => {
    const members = [member(aalborg, 1, 'municipality'), member(solvang, 1, 'citizens')];
    const { alt } = picturedHours([aalborg, solvang], members, november);
    expect(word(alt, english, plainMedium)).toContain(
      'No. 2 (Sat 28 Nov, 19:00), No. 3 (Sun 29 Nov, 19:00): best from 19:00 in Aalborg, 10:00 in Solvang, ' +
        'for 2 hours, when 2 of 2 can come, with quorum, some of them outside the hours they gave.',
    );
    expect(word(alt, danish, plainMedium)).toContain('bedst fra kl. 19.00 i Aalborg, kl. 10.00 i Solvang');
  });

  it.each(languages)('fits into what the platforms take as alt text, in %s', (language) => {
    const members = [aalborg, antibes, solvang].flatMap((of) => [
      member(of, 1, 'municipality'),
      member(of, 2, 'citizens'),
    ]);
    const { alt } = picturedHours([aalborg, antibes, solvang], members, Date.UTC(2026, 9, 22));
    const locale = { en: 'en-US', da: 'da-DK', de: 'de-DE', fr: 'fr-FR' }[language];
    expect(word(alt, { language, locale, timeZone: 'UTC' }, plainMedium).length).toBeLessThanOrEqual(1024);
  });

  it('has no picture of nothing', () => {
    expect(hoursPicture(draftOf([], 'UTC'), factsOf([aalborg], []), termsOf([aalborg]), {})).toEqual([]);
  });

  it('is whole and small for any zones, starts and lengths', () => {
    const zone = fc.constantFrom(...allTimeZones());
    const start = fc.integer({ min: Date.UTC(2024, 0, 1) / 900_000, max: Date.UTC(2036, 0, 1) / 900_000 });
    fc.assert(
      fc.property(
        fc.array(zone, { minLength: 1, maxLength: 9 }),
        start,
        fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 1440 }),
        (zones, from, steps, lengthMinutes) => {
          const towns = zones.map((timeZone, index) => town(`Town ${index}`, timeZone));
          const starts = steps.map((step) => (from + step) * 900_000);
          const draft = draftOf(starts, zones[0] ?? 'UTC', lengthMinutes);
          const [block] = hoursPicture(draft, factsOf(towns, []), termsOf(towns), {});
          const stretches = block?.picture.stretches ?? [];
          const days = stretches.flatMap((stretch) => stretch.days);
          expect(days.length).toBeGreaterThan(0);
          expect(days.length).toBeLessThanOrEqual(8);
          for (const { clocks, days: rows } of stretches) {
            expect(clocks.length).toBeLessThanOrEqual(5);
            for (const { cells } of rows)
              for (const { hours } of clocks) expect(hours).toHaveLength(cells.length);
            for (const { slots, cells } of rows)
              for (const { from: left, until } of slots)
                expect(left >= 0 && left < until && until <= cells.length).toBe(true);
          }
          const numbers = days.flatMap(({ slots }) => slots.map(({ number }) => number));
          expect(numbers).toEqual(draft.slots.map(({ number }) => number).slice(0, numbers.length));
        },
      ),
      { numRuns: 60 },
    );
  });
});
