import { describe, expect, it } from 'vitest';
import type { HolidayCalendar } from '../../src/core/holiday/holiday-calendar.ts';
import { holidayKinds } from '../../src/core/holiday/holiday-calendar.ts';

export function holidayCalendarContract(name: string, calendar: HolidayCalendar): void {
  const { holidaysOf, regionsOf } = calendar;

  describe(name, () => {
    it.each([
      ['da', 'Anden påskedag'],
      ['en', 'Easter Monday'],
      ['de', 'Ostermontag'],
      ['fr', 'Lundi de Pâques'],
    ] as const)('names a holiday in %s', async (language, called) => {
      expect(await holidaysOf({ country: 'DK' }, '2027-03-29', '2027-03-29', language)).toStrictEqual([
        { on: '2027-03-29', name: called, kind: 'public' },
      ]);
    });

    it('takes both ends in, over New Year too, first day first', async () => {
      const found = await holidaysOf({ country: 'DK' }, '2027-12-25', '2028-01-01', 'en');
      const days = found.map(({ on }) => on);
      expect(days.at(0)).toBe('2027-12-25');
      expect(days.at(-1)).toBe('2028-01-01');
      expect(days).toEqual([...days].sort());
      for (const { name: called, kind } of found) {
        expect(called).not.toBe('');
        expect(holidayKinds).toContain(kind);
      }
    });

    it('knows what only a region keeps', async () => {
      const goodFriday = ['2027-03-26', '2027-03-26', 'fr'] as const;
      expect(await holidaysOf({ country: 'FR' }, ...goodFriday)).toEqual([]);
      expect(await holidaysOf({ country: 'FR', region: '68' }, ...goodFriday)).toMatchObject([
        { name: 'Vendredi saint', kind: 'public' },
      ]);
    });

    it('calls the Bavarian 15 August an observance: people may well meet', async () => {
      expect(
        await holidaysOf({ country: 'DE', region: 'BY' }, '2027-08-15', '2027-08-15', 'de'),
      ).toStrictEqual([{ on: '2027-08-15', name: 'Mariä Himmelfahrt', kind: 'observance' }]);
    });

    it('gives an unknown region the days of its country', async () => {
      const span = ['2027-03-29', '2027-03-29', 'fr'] as const;
      expect(await holidaysOf({ country: 'FR', region: 'nowhere' }, ...span)).toEqual(
        await holidaysOf({ country: 'FR' }, ...span),
      );
    });

    it.each(['ZZ', '', 'toString', '__proto__'])(
      'knows nothing of %o, and says so calmly',
      async (country) => {
        expect(await holidaysOf({ country }, '2027-01-01', '2027-12-31', 'en')).toEqual([]);
        expect(await regionsOf(country, 'en')).toEqual([]);
      },
    );

    it('has nothing between a day and an earlier one', async () => {
      expect(await holidaysOf({ country: 'DK' }, '2028-01-01', '2027-12-25', 'en')).toEqual([]);
    });

    it('lists the regions that differ, and none where all are alike', async () => {
      expect(await regionsOf('DE', 'de')).toContainEqual({ code: 'BY', name: 'Bayern' });
      expect(await regionsOf('DK', 'da')).toEqual([]);
    });

    it('answers the same to many who ask at once', async () => {
      const asked = await Promise.all(
        Array.from({ length: 20 }, () => holidaysOf({ country: 'US' }, '2027-07-04', '2027-07-04', 'en')),
      );
      for (const answer of asked) expect(answer).toEqual(asked[0]);
      expect(asked[0]).toMatchObject([{ name: 'Independence Day', kind: 'public' }]);
    });
  });
}
