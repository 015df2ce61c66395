import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'commands', 'jobs'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file));
const textOf = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

/** Static and dynamic imports, and re-exports. */
const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"\s]+)['"]/g)].flatMap((match) => match[1] ?? []);

/** The folder whose rules hold for a file: each adapter and the two top-level folders are their own. */
function areaOf(file: string): string {
  const [top, second, third] = file.split('/');
  if (top !== 'src') return top ?? '';
  if (second === 'adapters') return `src/adapters/${third}`;
  return file.split('/').length > 2 ? `src/${second}` : 'src';
}

const shared = ['src/core', 'src/chat', 'src/i18n'];
function allowed(from: string, to: string): boolean {
  if (from === to || from === 'src') return true;
  if (from === 'src/core' || from === 'src/sandbox') return false;
  if (from === 'src/i18n') return to === 'src/core' || to === 'locales';
  if (from === 'src/chat') return to === 'src/core' || to === 'src/i18n';
  return shared.includes(to);
}

describe('who may import whom', () => {
  it('sees the files it judges', () => {
    expect(files.length).toBeGreaterThan(100);
    for (const area of [
      'src/core',
      'src/chat',
      'src/i18n',
      'src/adapters/slack',
      'src/adapters/discord',
      'src/sandbox',
    ]) {
      expect(files.some((file) => areaOf(file) === area)).toBe(true);
    }
  });

  it('follows the one-way graph', () => {
    const wrong: string[] = [];
    for (const [file, text] of textOf) {
      for (const target of importsOf(text).filter((specifier) => specifier.startsWith('.'))) {
        const path = normalize(join(dirname(file), target));
        if (!allowed(areaOf(file), path.startsWith('locales/') ? 'locales' : areaOf(path)))
          wrong.push(`${file} -> ${path}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('names each SDK in one folder only', () => {
    const homes: [RegExp, ...string[]][] = [
      [/^@slack\//, 'src/adapters/slack/'],
      [/^discord\.js$/, 'src/adapters/discord/'],
      [/^(bullmq|ioredis)$/, 'src/adapters/bullmq/'],
      [/^@prisma\//, 'src/adapters/prisma/'],
      [/^@electric-sql\/pglite/, 'src/adapters/embedded/'],
      [/^@resvg\//, 'src/adapters/picture/'],
      [/^date-fns/, 'src/core/time/'],
      [/^rrule-temporal/, 'src/core/time/', 'src/adapters/calendar-reader/'],
      [/^date-holidays/, 'src/adapters/holiday/'],
      [/^ipaddr\.js$/, 'src/adapters/calendar-reader/'],
      // One folder writes calendars, another one reads them; series are read where times are and in calendars.
      [/^ical\.js$/, 'src/adapters/calendar/', 'src/adapters/calendar-reader/'],
    ];
    const wrong = [...textOf].flatMap(([file, text]) =>
      importsOf(text).flatMap((specifier) =>
        homes.flatMap(([sdk, ...own]) =>
          sdk.test(specifier) && !own.some((home) => file.startsWith(home)) ? [`${file}: ${specifier}`] : [],
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the rules pure: no Node, no SDK in core', () => {
    // rrule-temporal: recurrence on floating wall times, without a clock, a zone or a Temporal of its own.
    const pure = /^(date-fns(-tz)?|rrule-temporal)(\/|$)/;
    const wrong = [...textOf].flatMap(([file, text]) =>
      areaOf(file) !== 'src/core'
        ? []
        : importsOf(text).flatMap((specifier) =>
            specifier.startsWith('.') || pure.test(specifier) ? [] : [`${file}: ${specifier}`],
          ),
    );
    expect(wrong).toEqual([]);
  });

  it('reads the environment, the clock and chance in one place each', () => {
    const rules: [RegExp, (file: string) => boolean][] = [
      [/process\.env/, (file) => file === 'src/config.ts'],
      [
        /new Date\(\)|Date\.now\(\)|Math\.random\(|randomUUID\(/,
        (file) => file.startsWith('src/adapters/system/') || file.startsWith('src/sandbox/'),
      ],
    ];
    const wrong = [...textOf].flatMap(([file, text]) =>
      file.includes('/generated/')
        ? []
        : rules.flatMap(([found, home]) =>
            found.test(text) && !home(file) ? [`${file}: ${found.source}`] : [],
          ),
    );
    expect(wrong).toEqual([]);
  });

  it('has no drawers for odds and ends', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|types|index|services?|managers?)(\.tsx?$|\/)/;
    expect(files.filter((file) => drawers.test(file))).toEqual([]);
  });
});
