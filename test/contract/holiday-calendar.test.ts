import { afterAll, describe, expect, it } from 'vitest';
import { holidayCalendar } from '../../src/adapters/holiday/holiday-calendar.ts';
import { placeDirectory } from '../../src/adapters/place/place-directory.ts';
import { fakeHolidayCalendar } from '../fakes/holiday-calendar.ts';
import { holidayCalendarContract } from './holiday-calendar-contract.ts';

const warned: string[] = [];
const quiet = () => undefined;
const real = holidayCalendar({ info: quiet, warn: (code) => void warned.push(code), error: quiet });
const places = placeDirectory();
afterAll(async () => {
  await real.close();
  await places.close();
});

holidayCalendarContract('the holidays of the fake', fakeHolidayCalendar());
holidayCalendarContract('the holidays of date-holidays', real);

describe('the real holiday calendar', () => {
  it('has regions for the towns that the place list puts there', async () => {
    const towns = [
      ['Augsburg', 'DE', 'BY'],
      ['Edinburgh', 'GB', 'SCT'],
      ['Colmar', 'FR', '68'],
      ['Solvang', 'US', 'CA'],
      ['Innsbruck', 'AT', '7'],
      ['Bilbao', 'ES', 'PV'],
      ['Lugano', 'CH', 'TI'],
      ['Bolzano', 'IT', '32'],
      ['Toronto', 'CA', 'ON'],
      ['Hobart', 'AU', 'TAS'],
      ['Namur', 'BE', 'WAL'],
    ] as const;
    for (const [town, country, region] of towns) {
      const [guess] = await places.guess(town, country);
      expect([town, guess?.region]).toEqual([town, region]);
      expect((await real.regionsOf(country, 'en')).map(({ code }) => code)).toContain(region);
    }
    for (const [town, country] of [
      ['Aalborg', 'DK'],
      ['Antibes', 'FR'],
      ['Trento', 'IT'],
    ] as const)
      expect((await places.guess(town, country))[0]).not.toHaveProperty('region');
  });

  it('a holiday of several days is there on each of them', async () => {
    const purim = (await real.holidaysOf({ country: 'IL' }, '2027-03-01', '2027-03-31', 'en')).filter(
      ({ name }) => name === 'Purim',
    );
    expect(purim.map(({ on }) => on)).toEqual(['2027-03-23', '2027-03-24']);
  });

  it('bounds what it is asked', async () => {
    const found = await real.holidaysOf({ country: 'DK' }, '2027-01-01', '9999-12-31', 'en');
    expect(found.at(-1)?.on.slice(0, 4)).toBe('2036');
    expect(warned).toEqual([]);
  });
});
