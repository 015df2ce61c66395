import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { commandKeys, loadRegistry } from '../../src/chat/registry.ts';
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

/** Every key as it stands in the sources: whole, or with one word filled in (`poll.answer.${answer}`). */
function keysInSources(): { whole: Set<string>; filled: RegExp[] } {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'commands', 'jobs'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.startsWith('src/sandbox/') && !/generated/.test(file));
  const whole = new Set<string>();
  const filled = new Map<string, RegExp>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const [, literal] of text.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/g)) whole.add(literal ?? '');
    for (const [, start, end] of text.matchAll(/`((?:[\w-]+\.)+)\$\{[^}]+\}((?:\.[\w-]+)*)`/g)) {
      // One that says no more than 'error.' or 'command.' is a type, or a path that the registry knows.
      if (start === 'error.' || start === 'command.') continue;
      filled.set(
        `${start}*${end}`,
        new RegExp(`^${start?.replaceAll('.', '\\.')}[a-z-]+${end?.replaceAll('.', '\\.')}$`),
      );
    }
  }
  return { whole, filled: [...filled.values()] };
}

describe('the keys', () => {
  it('are all used: a text that nobody reads is translated in vain', async () => {
    const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
    const { commands } = await loadRegistry({ commands: folder('commands'), jobs: folder('jobs') });
    const asked = new Set([...commands].flatMap(([path, command]) => commandKeys(path, command)));
    const { whole, filled } = keysInSources();
    const unused = keys.filter(
      (key) => !whole.has(key) && !asked.has(key) && !filled.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
