/** What the rules expect of the list of places, for the fake and the real one alike: both know the towns named here. */
import { describe, expect, it } from 'vitest';
import type { PlaceDirectory } from '../../src/core/place/place-directory.ts';
import { languages } from '../../src/core/text.ts';
import { hostileTexts } from '../fixtures/hostile-texts.ts';

export function placeDirectoryContract(name: string, open: () => PlaceDirectory): void {
  describe(name, () => {
    const named = async (town: string, country?: string) =>
      (await open().guess(town, country)).map((guess) => `${guess.town}, ${guess.country}`);
    const falling = (numbers: readonly number[]) => [...numbers].sort((a, b) => b - a);

    it.each([
      ['Aalborg', { country: 'DK', timeZone: 'Europe/Copenhagen', language: 'da' }],
      ['Solvang', { country: 'US', timeZone: 'America/Los_Angeles', language: 'en' }],
      ['Plérin', { country: 'FR', timeZone: 'Europe/Paris', language: 'fr' }],
      ['Tübingen', { country: 'DE', timeZone: 'Europe/Berlin', language: 'de' }],
      ['Łódź', { country: 'PL', timeZone: 'Europe/Warsaw', language: undefined }],
    ])('knows where %s is and what is spoken there', async (town, known) => {
      const [guess] = await open().guess(town);
      expect(guess).toMatchObject({ town, ...known });
      expect(guess?.population).toBeGreaterThan(1_000);
      expect(Math.abs(guess?.latitude ?? 99)).toBeLessThanOrEqual(90);
      expect(Math.abs(guess?.longitude ?? 999)).toBeLessThanOrEqual(180);
    });

    it.each([
      ['AALBORG', 'Aalborg, DK'],
      ['  odder ', 'Odder, DK'],
      ['Plerin', 'Plérin, FR'],
      ['Plérin', 'Plérin, FR'],
      ['koge', 'Køge, DK'],
      ['Koege', 'Køge, DK'],
      ['aarhus', 'Århus, DK'],
      ['Tuebingen', 'Tübingen, DE'],
      ['lodz', 'Łódź, PL'],
      ['L’Aquila', "L'Aquila, IT"],
    ])('takes %s for %s', async (typed, meant) => {
      expect(await named(typed)).toContain(meant);
    });

    it('guesses whole names only', async () => {
      expect(await named('Aalbor')).toEqual([]);
      expect(await named('Aalborgg')).toEqual([]);
    });

    it('gives namesakes, the most populous first', async () => {
      const guesses = await open().guess('Lancaster');
      expect(guesses.length).toBeGreaterThan(2);
      expect(guesses.length).toBeLessThanOrEqual(10);
      const populations = guesses.map(({ population }) => population);
      expect(populations).toEqual(falling(populations));
      const places = guesses.map(({ latitude, longitude }) => `${latitude} ${longitude}`);
      expect(new Set(places).size).toBe(places.length);
    });

    it.each(['GB', 'gb', 'United Kingdom', 'Storbritannien', 'vereinigtes königreich', 'Royaume-Uni'])(
      'keeps to a country named %s',
      async (country) => {
        expect(new Set(await named('Lancaster', country))).toEqual(new Set(['Lancaster, GB']));
        expect(await named('Aalborg', country)).toEqual([]);
      },
    );

    it('gives nothing for what is not there', async () => {
      expect(await named('Andeby')).toEqual([]);
      expect(await named('Aalborg', 'Narnia')).toEqual([]);
      expect(await named('Aalborg', '')).toEqual([]);
      expect(await named('')).toEqual([]);
    });

    it('completes names from the second letter on, the most populous first', async () => {
      const places = open();
      const found = await places.completeTown('lan');
      expect(found.length).toBeGreaterThan(2);
      expect(found.length).toBeLessThanOrEqual(25);
      const populations = found.map(({ population }) => population);
      expect(populations).toEqual(falling(populations));
      const towns = (typed: string) => places.completeTown(typed).then((all) => all.map(({ town }) => town));
      expect(await towns('AALB')).toContain('Aalborg');
      expect(await towns('aarhu')).toContain('Århus');
      expect(await towns('l’aqui')).toContain("L'Aquila");
      for (const tooShort of ['', 'a', ' a ', 'Å']) expect(await towns(tooShort)).toEqual([]);
    });

    it.each(languages)('completes countries in %s, and takes each back as it gave it', async (language) => {
      const places = open();
      for (const typed of ['', 'd', 'fr', 'U']) {
        const found = await places.completeCountry(typed, language);
        expect(found.length).toBeLessThanOrEqual(25);
        const names = found.map((one) => one.name);
        expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, language)));
        for (const { country, name: called } of found) {
          expect(country).toMatch(/^[A-Z]{2}$/);
          expect(await places.countryOf(called)).toBe(country);
          expect(await places.countryOf(country.toLowerCase())).toBe(country);
        }
      }
      expect((await places.completeCountry('', language)).length).toBeGreaterThan(5);
    });

    it('names countries as their reader does', async () => {
      const places = open();
      const called = async (typed: string, language: (typeof languages)[number]) =>
        (await places.completeCountry(typed, language)).map((one) => one.name);
      expect(await called('dan', 'da')).toContain('Danmark');
      expect(await called('dan', 'fr')).toContain('Danemark');
      expect(await called('DK', 'de')).toContain('Dänemark');
      expect(await places.countryOf('Etats-Unis')).toBe('US');
      expect(await places.countryOf('Narnia')).toBeUndefined();
      expect(await places.countryOf('')).toBeUndefined();
    });

    it('answers many at once, each with what it asked for', async () => {
      const places = open();
      const asked = ['Aalborg', 'Odder', 'Solvang', 'Plérin', 'Andeby'];
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, at) => places.guess(asked[at % asked.length] ?? '')),
      );
      answers.forEach((guesses, at) => {
        const town = asked[at % asked.length];
        expect(new Set(guesses.map((guess) => guess.town))).toEqual(new Set(town === 'Andeby' ? [] : [town]));
      });
    });

    it('takes whatever people type', async () => {
      const places = open();
      for (const typed of hostileTexts) {
        for (const answer of [places.guess(typed), places.guess('Odder', typed), places.completeTown(typed)])
          expect(Array.isArray(await answer)).toBe(true);
        expect((await places.completeCountry(typed, 'de')).length).toBeLessThanOrEqual(25);
        expect(await places.countryOf(typed)).toBeUndefined();
      }
    });
  });
}
