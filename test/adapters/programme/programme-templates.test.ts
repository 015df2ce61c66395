import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ProgrammeError,
  readTemplate,
  readTemplates,
} from '../../../src/adapters/programme/programme-templates.ts';
import { programmeNames } from '../../../src/core/programme/programme-template.ts';
import { languages } from '../../../src/core/text.ts';

const templates = await readTemplates(resolve('programmes'));
type Json = { [key: string]: Json } & Json[] & string;

describe('the programme templates of the project', () => {
  it.each(programmeNames)('%s is complete in every language, with sources and as-of days', (name) => {
    const { steps, deadlines, pays, sides, theme, sources } = templates[name];
    const all = [
      theme,
      sides.host,
      sides.guest,
      ...pays,
      ...sources.map(({ about }) => about),
      ...steps.map(({ text }) => text),
      ...deadlines.flatMap((deadline) => [deadline.name, ...(deadline.task ? [deadline.task.text] : [])]),
    ];
    for (const texts of all) {
      expect(Object.keys(texts).sort()).toEqual([...languages].sort());
      for (const text of Object.values(texts)) expect(text.trim()).not.toBe('');
    }
    // Sentences are written, not copied: no step reads the same in two languages.
    for (const { text } of steps) expect(new Set(Object.values(text)).size).toBe(languages.length);
    expect(sources.length).toBeGreaterThan(0);
    expect(pays.length).toBeGreaterThan(0);
    expect(steps.length).toBeGreaterThanOrEqual(10);
    expect(new Set(steps.map(({ side }) => side))).toContain('host');
    expect(new Set(steps.map(({ side }) => side))).toContain('guest');
  });

  it('name what the domain asks for', () => {
    const ids = (name: (typeof programmeNames)[number]) => templates[name].steps.map(({ id }) => id);
    expect(ids('youth-exchange')).toEqual(
      expect.arrayContaining(['preparatory-visit', 'consent', 'return-visit']),
    );
    expect(templates['youth-exchange'].steps.find(({ id }) => id === 'consent')?.seen).toBe(true);
    const known = programmeNames.flatMap((name) => templates[name].deadlines.map(({ id }) => id));
    expect(known).toEqual(expect.arrayContaining(['cerv-town-twinning', 'erasmus-plus', 'dfjw-ofaj']));
  });
});

describe('a data file with a mistake', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  const good = (): Json => JSON.parse(readFileSync(resolve('programmes/youth-exchange.json'), 'utf8'));
  const refused = (change: (data: Json) => void): string => {
    const data = good();
    change(data);
    try {
      readTemplate('youth-exchange', JSON.stringify(data), 'youth-exchange.json');
    } catch (error) {
      if (error instanceof ProgrammeError) return error.message;
      throw error;
    }
    return 'taken';
  };

  it.each<[string, (data: Json) => void, RegExp]>([
    [
      'a language that is missing',
      (data) => delete data.steps?.[0]?.text?.da,
      /youth-exchange\.json: steps\[0\]\.text\.da/,
    ],
    ['an empty text', (data) => Object.assign(data.pays?.[0] ?? {}, { fr: ' ' }), /pays\[0\]\.fr/],
    [
      'an office that is none',
      (data) => Object.assign(data.steps?.[2] ?? {}, { office: 'king' }),
      /steps\[2\]\.office/,
    ],
    [
      'a side that is none',
      (data) => Object.assign(data.steps?.[2] ?? {}, { side: 'left' }),
      /steps\[2\]\.side/,
    ],
    [
      'a day that does not exist',
      (data) => Object.assign(data.sources?.[0] ?? {}, { asOf: '2027-02-29' }),
      /sources\[0\]\.asOf/,
    ],
    [
      'an address that is none',
      (data) => Object.assign(data.sources?.[0] ?? {}, { url: 'javascript:alert(1)' }),
      /sources\[0\]\.url/,
    ],
    [
      'a misspelt field',
      (data) => Object.assign(data.steps?.[1] ?? {}, { befor: { months: 2 } }),
      /steps\[1\].*befor/,
    ],
    [
      'earlier and later at once',
      (data) => Object.assign(data.steps?.[0] ?? {}, { later: { days: 1 } }),
      /steps\[0\]\.later/,
    ],
    [
      'a step before one that it needs',
      (data) => Object.assign(data.steps?.[2] ?? {}, { earlier: { months: 13 } }),
      /steps\[2\]\.after.*preparatory-visit/,
    ],
    [
      'two steps of one name',
      (data) => Object.assign(data.steps?.[1] ?? {}, { id: 'partner-agreement' }),
      /steps: partner-agreement is there twice/,
    ],
    ['no sources', (data) => Object.assign(data, { sources: [] }), /sources/],
  ])('is refused for %s, and the field is named', (_, change, named) => {
    expect(refused(change)).toMatch(named);
  });

  it('keeps the bot from starting, with every file at fault', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinbell-programmes-'));
    folders.push(folder);
    cpSync(resolve('programmes'), folder, { recursive: true });
    writeFileSync(join(folder, 'anniversary.json'), '{');
    rmSync(join(folder, 'official-visit.json'));
    const reading = readTemplates(folder);
    await expect(reading).rejects.toThrow(ProgrammeError);
    await expect(reading).rejects.toThrow(/official-visit\.json: cannot be read/);
    await expect(reading).rejects.toThrow(/anniversary\.json: not JSON/);
  });
});
