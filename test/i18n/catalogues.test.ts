import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { languages, type Param } from '../../src/core/text.ts';
import { catalogues } from '../../src/i18n/catalogues.ts';
import { plainMedium, word } from '../../src/i18n/format.ts';

const keys = Object.keys(catalogues.en);
const locale = { en: 'en-GB', da: 'da-DK', de: 'de-DE', fr: 'fr-FR' } as const;

/** Argument names with their kind, and the branches of plurals. */
function shape(
  elements: readonly MessageFormatElement[],
  found = new Map<string, string>(),
  branches = new Map<string, string[]>(),
) {
  for (const element of elements) {
    if (element.type === TYPE.argument) found.set(element.value, 'argument');
    if (element.type === TYPE.number) found.set(element.value, 'number');
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      found.set(element.value, element.type === TYPE.plural ? 'number' : 'select');
      if (element.type === TYPE.plural) branches.set(element.value, Object.keys(element.options));
      for (const option of Object.values(element.options)) shape(option.value, found, branches);
    }
    if (element.type === TYPE.tag) shape(element.children, found, branches);
  }
  return { found, branches };
}

const textOf = (language: (typeof languages)[number], key: string): string => catalogues[language][key] ?? '';

describe.each(languages)('the catalogue of %s', (language) => {
  it('has the keys of the English one', () => {
    expect(Object.keys(catalogues[language]).sort()).toEqual([...keys].sort());
  });

  it('takes the same arguments', () => {
    for (const key of keys) {
      const own = [...shape(parse(textOf(language, key))).found].sort();
      expect([key, own]).toEqual([key, [...shape(parse(textOf('en', key))).found].sort()]);
    }
  });

  it('covers the plural categories of its language', () => {
    const categories = new Intl.PluralRules(locale[language]).resolvedOptions().pluralCategories;
    for (const key of keys) {
      for (const [name, branches] of shape(parse(textOf(language, key))).branches) {
        expect([key, name, categories.filter((category) => !branches.includes(category))]).toEqual([
          key,
          name,
          [],
        ]);
      }
    }
  });

  it('holds no markup of its own but <b>, so that nothing in it needs escaping', () => {
    const marked = keys.filter((key) => /[*_~`&]|<(?!\/?b>)/.test(textOf(language, key)));
    expect(marked).toEqual([]);
  });

  it('words every message, whatever people are called', () => {
    const hostile = "O'Brien {x} <!channel> @everyone \u202e";
    for (const key of keys) {
      const params: Record<string, Param> = {};
      for (const [name, kind] of shape(parse(textOf(language, key))).found)
        params[name] = kind === 'number' ? 2 : hostile;
      const worded = word(
        { type: 'message', key, params },
        { language, locale: locale[language], timeZone: 'Europe/Copenhagen' },
        plainMedium,
      );
      expect(worded).not.toBe('');
      if (Object.values(params).includes(hostile) && !/, select,/.test(textOf(language, key)))
        expect(worded).toContain(hostile);
    }
  });
});
