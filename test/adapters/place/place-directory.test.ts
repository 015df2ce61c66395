import { afterAll, describe, expect, it } from 'vitest';
import { placeDirectory } from '../../../src/adapters/place/place-directory.ts';

describe('the list of places', () => {
  const places = placeDirectory();
  afterAll(() => places.close());

  it.each([
    ['Aalborg', undefined, { country: 'DK', timeZone: 'Europe/Copenhagen', language: 'da' }],
    ['solvang', undefined, { country: 'US', timeZone: 'America/Los_Angeles', language: 'en' }],
    ['Antibes', 'Frankreich', { country: 'FR', timeZone: 'Europe/Paris', language: 'fr' }],
    ['Tübingen', 'Tyskland', { country: 'DE', timeZone: 'Europe/Berlin', language: 'de' }],
  ])('knows %s in %s', async (town, country, known) => {
    expect((await places.guess(town, country))[0]).toMatchObject(known);
  });

  it('gives nothing for places and countries that are not there', async () => {
    expect(await places.guess('Andeby')).toEqual([]);
    expect(await places.guess('Aalborg', 'Narnia')).toEqual([]);
  });

  it('completes towns and countries', async () => {
    expect((await places.completeTown('aalb')).map(({ town }) => town)).toContain('Aalborg');
    expect(await places.completeTown('a')).toEqual([]);
    expect((await places.completeCountry('dan', 'da'))[0]).toEqual({ country: 'DK', name: 'Danmark' });
    expect(await places.countryOf('Danemark')).toBe('DK');
    expect(await places.countryOf('dk')).toBe('DK');
  });
});
