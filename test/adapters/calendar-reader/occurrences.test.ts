import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { ruleLines } from '../../../src/adapters/calendar-reader/occurrences.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';

/** python-dateutil shares nothing with what is judged here. Where it is missing, CI says so instead of going on. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import dateutil']).status === 0,
);
if (python === undefined && process.env.CI === 'true')
  throw new Error('CI needs python3-dateutil to judge the expansion of series.');

const script = fileURLToPath(new URL('expand-with-dateutil.py', import.meta.url));
const utc = { at: (line: number) => line, lineAt: (at: number) => at };
const FROM = Date.UTC(2027, 0, 1);
const UNTIL = Date.UTC(2028, 0, 31);
const stamp = (line: number) => new Date(line).toISOString().slice(0, 19).replace(/[-:]/g, '');

const some = <T>(values: readonly T[], most: number) =>
  fc.subarray([...values], { minLength: 1, maxLength: most }).map((chosen) => chosen.join(','));
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const maybe = (name: string, values: fc.Arbitrary<string | number>) =>
  fc.option(values, { nil: undefined }).map((value) => (value === undefined ? '' : `;${name}=${value}`));
const months = maybe('BYMONTH', some([1, 2, 3, 6, 9, 11, 12], 4));
const nthDays = fc
  .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), fc.constantFrom(...days))
  .map(([nth, day]) => `${nth}${day}`);
const parts = fc.oneof(
  months.map((more) => `FREQ=DAILY${more}`),
  fc
    .tuple(maybe('BYDAY', some(days, 4)), fc.constantFrom('', ';WKST=SU'))
    .map(([more, week]) => `FREQ=WEEKLY${more}${week}`),
  fc
    .oneof(
      maybe('BYMONTHDAY', some([1, 15, 28, 29, 30, 31, -1, -3], 3)),
      nthDays.map((day) => `;BYDAY=${day}`),
      fc.tuple(some(days, 5), fc.constantFrom(1, 2, -1)).map(([on, nth]) => `;BYDAY=${on};BYSETPOS=${nth}`),
    )
    .chain((more) => months.map((month) => `FREQ=MONTHLY${more}${month}`)),
  fc
    .oneof(
      months,
      fc.tuple(fc.constantFrom(2, 3, 11), nthDays).map(([month, day]) => `;BYMONTH=${month};BYDAY=${day}`),
      fc
        .tuple(fc.constantFrom(2, 5, 12), some([1, 29, 31], 2))
        .map(([month, on]) => `;BYMONTH=${month};BYMONTHDAY=${on}`),
      maybe('BYYEARDAY', some([1, 60, 100, 366, -1], 3)),
    )
    .map((more) => `FREQ=YEARLY${more}`),
);
const end = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 400 }).map((count) => `;COUNT=${count}`),
  fc.integer({ min: -200, max: 500 }).map((day) => `;UNTIL=${stamp(FROM + day * DAY_MS)}Z`),
);
const anyRule = fc.record({
  startLine: fc
    .tuple(fc.integer({ min: -4_000, max: 300 }), fc.nat(95))
    .map(([day, quarter]) => FROM + day * DAY_MS + quarter * 900_000),
  rule: fc
    .tuple(parts, fc.integer({ min: 1, max: 4 }), end)
    .map(([what, every, last]) => `${what};INTERVAL=${every}${last}`),
});

describe.skipIf(python === undefined)('series, as python-dateutil expands them', () => {
  it('come round at the same times, 200 random rules', { timeout: 120_000 }, () => {
    const rules = fc.sample(anyRule, { numRuns: 200, seed: 20_270_101 });
    const asked = rules.map(({ startLine, rule }) => [
      stamp(startLine),
      rule.replace(/(UNTIL=\w+)Z/, '$1'),
      stamp(FROM),
      stamp(UNTIL),
    ]);
    const run = spawnSync(python ?? '', [script], {
      input: JSON.stringify(asked),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    expect(run.stderr).toBe('');
    const told: string[][] = JSON.parse(run.stdout);
    const wrong = rules.flatMap(({ startLine, rule }, index) => {
      const lines = ruleLines(ICAL.Recur.fromString(rule), startLine, utc, FROM, UNTIL).map(stamp);
      return JSON.stringify(lines) === JSON.stringify(told[index])
        ? []
        : [{ start: stamp(startLine), rule, ours: lines.slice(0, 5), theirs: told[index]?.slice(0, 5) }];
    });
    expect(wrong).toEqual([]);
    expect(told.filter((times) => times.length > 0).length).toBeGreaterThan(100);
  });
});
