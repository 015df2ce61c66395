import type { PlaceDirectory, PlaceGuess } from '../../src/core/place/place-directory.ts';
import { type Language, languages } from '../../src/core/text.ts';
import { foldText } from '../../src/core/time/fold-text.ts';

interface Country {
  readonly names: Readonly<Record<Language, string>>;
  readonly language: Language | undefined;
}

const countries: Readonly<Record<string, Country>> = {
  DE: { names: { en: 'Germany', da: 'Tyskland', de: 'Deutschland', fr: 'Allemagne' }, language: 'de' },
  DK: { names: { en: 'Denmark', da: 'Danmark', de: 'Dänemark', fr: 'Danemark' }, language: 'da' },
  FR: { names: { en: 'France', da: 'Frankrig', de: 'Frankreich', fr: 'France' }, language: 'fr' },
  GB: {
    names: {
      en: 'United Kingdom',
      da: 'Storbritannien',
      de: 'Vereinigtes Königreich',
      fr: 'Royaume-Uni',
    },
    language: 'en',
  },
  IT: { names: { en: 'Italy', da: 'Italien', de: 'Italien', fr: 'Italie' }, language: undefined },
  PL: { names: { en: 'Poland', da: 'Polen', de: 'Polen', fr: 'Pologne' }, language: undefined },
  US: {
    names: { en: 'United States', da: 'USA', de: 'Vereinigte Staaten', fr: 'États-Unis' },
    language: 'en',
  },
};

type Town = readonly [string, string, string, number, number, number, ...string[]];
/** Name, country, zone, inhabitants, latitude, longitude, and how else it is spelt. */
const towns: readonly Town[] = [
  ['Aalborg', 'DK', 'Europe/Copenhagen', 122_219, 57.048, 9.9187],
  ['Århus', 'DK', 'Europe/Copenhagen', 237_551, 56.15674, 10.21076, 'Aarhus'],
  ['Odder', 'DK', 'Europe/Copenhagen', 11_009, 55.97313, 10.153],
  ['Køge', 'DK', 'Europe/Copenhagen', 33_885, 55.45802, 12.18214, 'Koege'],
  ['Plérin', 'FR', 'Europe/Paris', 13_860, 48.54245, -2.77983],
  ['Tübingen', 'DE', 'Europe/Berlin', 83_416, 48.52266, 9.05222, 'Tuebingen'],
  ['Łódź', 'PL', 'Europe/Warsaw', 768_755, 51.77058, 19.47395],
  ["L'Aquila", 'IT', 'Europe/Rome', 33_691, 42.35055, 13.39954],
  ['Solvang', 'US', 'America/Los_Angeles', 5_385, 34.59582, -120.13765],
  ['Lancaster', 'US', 'America/Los_Angeles', 161_103, 34.69804, -118.13674],
  ['Lancaster', 'US', 'America/New_York', 59_218, 40.03788, -76.30551],
  ['Lancaster', 'GB', 'Europe/London', 52_234, 54.04649, -2.79988],
];

const key = (text: string): string => foldText(text).replace(/[’‘`]/g, "'").trim();

/** A list of a dozen towns: those that the tests are about, and some with names that are hard to type. */
export function fakePlaceDirectory(): PlaceDirectory {
  const countryOf = (typed: string): string | undefined =>
    Object.entries(countries).find(
      ([code, { names }]) =>
        key(code) === key(typed) || languages.some((language) => key(names[language]) === key(typed)),
    )?.[0];
  const find = (fits: (key: string) => boolean, country?: string): PlaceGuess[] =>
    towns
      .filter(([name, code, , , , , ...spelt]) => {
        return [name, ...spelt].some((one) => fits(key(one))) && (country === undefined || code === country);
      })
      .map(([town, code, timeZone, population, latitude, longitude]) => {
        const language = countries[code]?.language;
        return { town, country: code, timeZone, language, population, latitude, longitude };
      })
      .sort((a, b) => b.population - a.population);
  return {
    async guess(town, country) {
      const code = country === undefined ? undefined : countryOf(country);
      if (country !== undefined && code === undefined) return [];
      return find((name) => name === key(town), code).slice(0, 10);
    },
    async completeTown(typed) {
      return key(typed).length < 2 ? [] : find((name) => name.startsWith(key(typed))).slice(0, 25);
    },
    async completeCountry(typed, language) {
      return Object.entries(countries)
        .map(([country, { names }]) => ({ country, name: names[language] }))
        .filter(({ country, name }) => [country, name].some((one) => key(one).startsWith(key(typed))))
        .sort((a, b) => a.name.localeCompare(b.name, language))
        .slice(0, 25);
    },
    async countryOf(typed) {
      return countryOf(typed);
    },
  };
}
