import type { Language } from '../text.ts';

/** A community that a typed name may mean. */
export interface PlaceGuess {
  /** As people write it, in the place's own country where known. */
  readonly town: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** As `Town.region`, where that part of the country keeps public holidays of its own. */
  readonly region?: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** The first of our languages that is official or usual there; undefined where none is. */
  readonly language: Language | undefined;
  /** Inhabitants, 0 when unknown. Tells namesakes apart. */
  readonly population: number;
  /** Degrees, to tell namesakes in one country apart. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface CountryGuess {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Its name in the language that was asked for. */
  readonly name: string;
}

/**
 * Port: what a well-kept list knows of towns and countries. It only guesses: any place name is accepted
 * without it, and a person confirms what was guessed.
 */
export interface PlaceDirectory {
  /**
   * Towns of exactly that name (case and accents aside, and also as it is spelt without them: Aarhus, Tuebingen), the
   * most populous first, at most 10. `country` is a code or a name in any of our languages; an unknown one gives nothing.
   */
  guess(town: string, country?: string): Promise<readonly PlaceGuess[]>;
  /** Towns whose name begins with what was typed, the most populous first, at most 25; none below 2 letters. */
  completeTown(typed: string): Promise<readonly PlaceGuess[]>;
  /** Countries whose name or code begins with what was typed, at most 25, sorted in the reader's language. */
  completeCountry(typed: string, language: Language): Promise<readonly CountryGuess[]>;
  /** The code of a country typed as a code or as a name in any of our languages; undefined when unknown. */
  countryOf(typed: string): Promise<string | undefined>;
}
