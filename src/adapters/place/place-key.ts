import { foldText } from '../../core/time/fold-text.ts';

/** Letters that are no accented ones, and what people type who do not have them; telephones type ’ for '. */
const plainLetters: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
  '’': "'",
  '‘': "'",
  '`': "'",
};
const spelledOut: Readonly<Record<string, string>> = { å: 'aa', ä: 'ae', ö: 'oe', ø: 'oe', ü: 'ue' };

/** Most names, in a list of 135,000. */
const PLAIN = /^[\x20-\x5f\x61-\x7e]*$/;

/** What places are compared by. */
export const placeKey = (name: string): string =>
  PLAIN.test(name)
    ? name.toLowerCase().trim()
    : foldText(name)
        .replace(/[đðħıþ’‘`]/g, (letter) => plainLetters[letter] ?? letter)
        .trim();

/** All keys by which a place is found: Århus is also Aarhus, and Tübingen Tuebingen. */
export function placeKeys(name: string): readonly string[] {
  if (PLAIN.test(name)) return [placeKey(name)];
  const spelled = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[åäöøü]/g, (letter) => spelledOut[letter] ?? letter);
  return [...new Set([placeKey(name), placeKey(spelled)])];
}
