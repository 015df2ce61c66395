import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidayKinds } from '../../../src/core/holiday/holiday-calendar.ts';
import {
  holidaysAt,
  holidaysOfTowns,
  penaltiesOf,
  type TownHoliday,
} from '../../../src/core/holiday/town-holidays.ts';
import { DAY_MS, HOUR_MS } from '../../../src/core/time/instant.ts';
import { addDays, dateOfEpochDay } from '../../../src/core/time/local-date.ts';
import type { Town } from '../../../src/core/twinning/twinning.ts';
import { fakeHolidayCalendar } from '../../fakes/holiday-calendar.ts';

const town = (name: string, country: string, timeZone: string): Town => ({
  id: `town_${name}`,
  name,
  country,
  timeZone,
  language: 'en',
  createdAt: 0,
});
const aalborg = town('aalborg', 'DK', 'Europe/Copenhagen');
const solvang = town('solvang', 'US', 'America/Los_Angeles');
const on = (
  day: string,
  townId: Town['id'],
  kind: TownHoliday['kind'] = 'public',
  name = 'Day',
): TownHoliday => ({
  on: day,
  townId,
  kind,
  name,
});

describe('the holidays of towns', () => {
  it('are those of each town on its own calendar', async () => {
    // Monday 29 March 2027, 00:30 in Aalborg: still Sunday in Solvang.
    const at = Date.UTC(2027, 2, 28, 22, 30);
    const found = await holidaysOfTowns(
      fakeHolidayCalendar(),
      [aalborg, solvang],
      { fromAt: at, untilAt: at + HOUR_MS },
      'da',
    );
    expect(found).toEqual([{ ...on('2027-03-29', aalborg.id), name: 'Anden påskedag' }]);
    expect(holidaysAt(at, 60, [aalborg, solvang], found)).toEqual(found);
    expect(holidaysAt(at - DAY_MS, 60, [aalborg, solvang], found)).toEqual([]);
  });

  it('count for a meeting that runs into them, not for one that ends as they begin', () => {
    const christmas = on('2027-12-25', aalborg.id);
    const eve = Date.UTC(2027, 11, 24, 22);
    expect(holidaysAt(eve, 60, [aalborg], [christmas])).toEqual([]);
    expect(holidaysAt(eve, 61, [aalborg], [christmas])).toEqual([christmas]);
  });
});

describe('what holidays cost in the ranking', () => {
  it('public days cost more than bank days, and days on which people work nothing', () => {
    expect(
      penaltiesOf([
        on('2027-03-29', aalborg.id, 'public', 'Anden påskedag'),
        on('2027-12-24', aalborg.id, 'bank', 'Juleaften'),
        on('2027-08-15', aalborg.id, 'observance', 'Mariä Himmelfahrt'),
        on('2027-11-17', aalborg.id, 'school', 'Buß- und Bettag'),
      ]),
    ).toEqual([
      {
        townId: aalborg.id,
        fromOn: '2027-03-29',
        untilOn: '2027-03-29',
        levels: 2,
        reason: { kind: 'public-holiday', name: 'Anden påskedag' },
      },
      {
        townId: aalborg.id,
        fromOn: '2027-12-24',
        untilOn: '2027-12-24',
        levels: 1,
        reason: { kind: 'public-holiday', name: 'Juleaften' },
      },
    ]);
  });

  it('each town and day costs at most once, whatever the order, and no day is added', () => {
    const anyHoliday = fc
      .tuple(
        fc.integer({ min: 20_000, max: 20_015 }),
        fc.constantFrom(aalborg.id, solvang.id),
        fc.constantFrom(...holidayKinds),
        fc.constantFrom('A', 'B'),
      )
      .map(([day, townId, kind, name]) => on(dateOfEpochDay(day), townId, kind, name));
    fc.assert(
      fc.property(fc.array(anyHoliday, { maxLength: 25 }), (holidays) => {
        const cost = new Map<string, number>();
        for (const { townId, fromOn, untilOn, levels } of penaltiesOf(holidays)) {
          for (let day = fromOn; day <= untilOn; day = addDays(day, 1)) {
            expect(cost.has(`${townId} ${day}`)).toBe(false);
            cost.set(`${townId} ${day}`, levels);
          }
        }
        const expected = new Map<string, number>();
        for (const { townId, on: day, kind } of holidays) {
          const levels = kind === 'public' ? 2 : kind === 'bank' ? 1 : 0;
          const key = `${townId} ${day}`;
          if (levels > 0) expected.set(key, Math.max(levels, expected.get(key) ?? 0));
        }
        expect([...cost].sort()).toEqual([...expected].sort());
      }),
    );
  });
});
