import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitsGrid,
  gridOf,
  type HourGrid,
  hoursOfGrid,
  hoursSaid,
  sameHours,
} from '../../../src/core/availability/hour-bands.ts';
import { languages } from '../../../src/core/text.ts';
import { parseWeeklyHours } from '../../../src/core/time/parse-weekly-hours.ts';
import {
  DEFAULT_WEEKLY_HOURS,
  formatWeeklyHours,
  tidyWeeklyHours,
  type WeeklyHours,
} from '../../../src/core/time/weekly-hours.ts';
import { catalogues } from '../../../src/i18n/catalogues.ts';

const hours = (text: string): WeeklyHours => {
  const read = parseWeeklyHours(text, { language: 'en' });
  if (!read.ok) throw new Error(`${text}: ${read.problem}`);
  return read.value;
};
const written = (said: WeeklyHours | undefined) => said && formatWeeklyHours(said, 'en');
const days = fc.subarray([1, 2, 3, 4, 5, 6, 7] as const);
const anyGrid: fc.Arbitrary<HourGrid> = fc.record({ morning: days, afternoon: days, evening: days });
const anyHours = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
        fc.integer({ min: 0, max: 95 }),
        fc.integer({ min: 1, max: 40 }),
      )
      .map(([weekday, start, length]) => ({
        weekday: weekday as 1,
        startMinute: start * 15,
        endMinute: start * 15 + length * 15,
      })),
    { maxLength: 6 },
  )
  .map(tidyWeeklyHours);
const nothing: HourGrid = { morning: [], afternoon: [], evening: [] };

/** Every quarter of an hour of the week. */
function quarters(week: WeeklyHours): Set<number> {
  const found = new Set<number>();
  for (const { weekday, startMinute, endMinute } of week)
    for (let minute = startMinute; minute < endMinute; minute += 15)
      found.add(((weekday - 1) * 1440 + minute) % (7 * 1440));
  return found;
}

describe('hours by ticks', () => {
  it('a grid reads back as the same ticks', () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        expect(gridOf(hoursOfGrid(grid))).toEqual(grid);
        expect(fitsGrid(hoursOfGrid(grid))).toBe(true);
      }),
    );
  });

  it('bands that follow each other are one stretch: a meeting may lie across noon', () => {
    expect(written(hoursOfGrid({ morning: [2], afternoon: [2], evening: [2, 3] }))).toBe(
      'tue 09:00-21:00, wed 17:00-21:00',
    );
  });

  it('ticks only what lies whole within the hours', () => {
    expect(gridOf(DEFAULT_WEEKLY_HOURS)).toEqual({
      morning: [],
      afternoon: [6, 7],
      evening: [1, 2, 3, 4, 5],
    });
    expect(gridOf(hours('mon 16:00-20:59'))).toEqual(nothing);
    expect(gridOf(hours('mon 8-10, mon 10-12:30'))).toEqual({ ...nothing, morning: [1] });
  });

  it('a night that runs past noon of the next day ticks its morning', () => {
    expect(gridOf([{ weekday: 7, startMinute: 1380, endMinute: 1440 + 720 }])).toEqual({
      ...nothing,
      morning: [1],
    });
  });

  it('words that are new decide alone', () => {
    const grid: HourGrid = { ...nothing, morning: [1] };
    expect(written(hoursSaid(undefined, { words: hours('fri 20-22'), grid }))).toBe('fri 20:00-22:00');
    expect(written(hoursSaid(hours('sat 9-12'), { words: hours('fri 20-22'), grid }))).toBe(
      'fri 20:00-22:00',
    );
    expect(written(hoursSaid(hours('sat 9-12'), { words: hours('fri 20-22') }))).toBe('fri 20:00-22:00');
  });

  it('without words the ticks decide, and no tick is no hour', () => {
    expect(written(hoursSaid(hours('fri 20-22'), { grid: { ...nothing, evening: [3] } }))).toBe(
      'wed 17:00-21:00',
    );
    expect(hoursSaid(hours('fri 20-22'), { grid: nothing })).toEqual([]);
    expect(hoursSaid(hours('fri 20-22'), {})).toBeUndefined();
  });

  it('beside words left as they are, only the ticks that were changed change the hours', () => {
    const current = hours('mon 18:30-20:00, tue 17:00-21:00');
    const ticks = gridOf(current);
    expect(ticks).toEqual({ ...nothing, evening: [2] });
    expect(written(hoursSaid(current, { words: current, grid: ticks }))).toBe(written(current));
    expect(written(hoursSaid(current, { words: current, grid: { ...ticks, morning: [6] } }))).toBe(
      'mon 18:30-20:00, tue 17:00-21:00, sat 09:00-12:00',
    );
    expect(written(hoursSaid(current, { words: current, grid: nothing }))).toBe('mon 18:30-20:00');
  });

  it('a changed tick adds or removes its band and nothing else, nights included', () => {
    fc.assert(
      fc.property(anyHours, anyGrid, (current, grid) => {
        const before = gridOf(current);
        const said = hoursSaid(current, { words: current, grid });
        const expected = quarters(current);
        for (const band of ['morning', 'afternoon', 'evening'] as const) {
          for (const weekday of [1, 2, 3, 4, 5, 6, 7] as const) {
            const one = quarters(hoursOfGrid({ ...nothing, [band]: [weekday] }));
            const [was, is] = [before[band].includes(weekday), grid[band].includes(weekday)];
            if (is && !was) for (const quarter of one) expected.add(quarter);
            if (was && !is) for (const quarter of one) expected.delete(quarter);
          }
        }
        expect([...quarters(said ?? [])].sort()).toEqual([...expected].sort());
      }),
    );
  });

  it('tells the same hours from others, in whatever pieces they come', () => {
    expect(sameHours(hours('mon 9-12, mon 12-17'), hours('mon 9-17'))).toBe(true);
    expect(sameHours(hours('mon 9-17'), hours('tue 9-17'))).toBe(false);
  });
});

describe('the example in the form', () => {
  it.each(languages)('can be typed as it stands there in %s', (language) => {
    const label = catalogues[language]['command.availability.set.option.hours'] ?? '';
    const example = label.slice(label.indexOf(':') + 1);
    const read = parseWeeklyHours(example, { language });
    expect(read.ok && formatWeeklyHours(read.value, 'en')).toBe('mon-fri 17:30-20:00, sat 09:00-12:00');
  });
});

describe('hours past midnight', () => {
  it.each([['fri 22:00-02:00'], ['sun 20:00-01:30'], ['mon-sun 18:00-00:30']])(
    '%s is written as it was typed, in every language',
    (text) => {
      const kept = hours(text);
      expect(formatWeeklyHours(kept, 'en')).toBe(text);
      for (const language of ['da', 'de', 'fr'] as const) {
        const again = parseWeeklyHours(formatWeeklyHours(kept, language), { language });
        expect(again).toMatchObject({ ok: true, value: kept });
      }
    },
  );

  it('longer than twelve hours reads like a slip', () => {
    expect(parseWeeklyHours('mon 17:00-05:30', { language: 'en' })).toMatchObject({
      ok: false,
      problem: 'ends-before-start',
      from: '17:00',
      until: '05:30',
    });
    expect(parseWeeklyHours('mon 9:00-9:00', { language: 'en' })).toMatchObject({
      problem: 'ends-before-start',
    });
  });
});
