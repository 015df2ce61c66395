import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Weekday } from '../../../src/core/time/instant.ts';
import { addDays } from '../../../src/core/time/local-date.ts';
import { completeRule, leavesOut, occurrences } from '../../../src/core/time/recurrence.ts';
import {
  formatRule,
  type RecurrenceRule,
  type RuleDay,
  readRule,
  rule,
} from '../../../src/core/time/recurrence-rule.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';

const dates = fc.integer({ min: 0, max: 20 * 365 }).map((days) => addDays('2024-01-01', days));
const weekdays = fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday);
const nths = fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -5);
const distinct = <T>(one: fc.Arbitrary<T>, maxLength: number) =>
  fc.uniqueArray(one, { minLength: 1, maxLength, selector: (value) => JSON.stringify(value) });
const intervals = fc.constantFrom(1, 1, 2, 3, 6);
const plainDays = distinct(
  weekdays.map((weekday): RuleDay => ({ weekday })),
  3,
);
const nthDays = distinct(
  fc.tuple(weekdays, nths).map(([weekday, nth]): RuleDay => ({ weekday, nth })),
  2,
);
const monthDays = distinct(fc.constantFrom(1, 2, 15, 28, 29, 30, 31, -1, -3), 2);
const months = distinct(fc.integer({ min: 1, max: 12 }), 2);

/** The rules that the words of people and most calendars make. */
const rules: fc.Arbitrary<RecurrenceRule> = fc.oneof(
  intervals.map((interval) => rule('DAILY', { interval })),
  fc.tuple(intervals, plainDays).map(([interval, days]) => rule('WEEKLY', { interval, days })),
  fc.tuple(intervals, nthDays).map(([interval, days]) => rule('MONTHLY', { interval, days })),
  fc.tuple(intervals, monthDays).map(([interval, on]) => rule('MONTHLY', { interval, monthDays: on })),
  fc
    .tuple(intervals, plainDays, fc.constantFrom(1, -1))
    .map(([interval, days, position]) => rule('MONTHLY', { interval, days, positions: [position] })),
  fc.tuple(months, nthDays).map(([on, days]) => rule('YEARLY', { months: on, days })),
  fc.tuple(months, monthDays).map(([on, days]) => rule('YEARLY', { months: on, monthDays: days })),
);

/** By definition: every day is asked whether the rule means it. */
function fits(read: RecurrenceRule, start: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const months = (day.year - start.year) * 12 + day.month - start.month;
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
  const periods = {
    DAILY: start.until(day).days,
    WEEKLY: monday(start).until(monday(day)).days / 7,
    MONTHLY: months,
    YEARLY: day.year - start.year,
  }[read.frequency];
  if (periods % read.interval !== 0) return false;
  if (read.months.length > 0 && !read.months.includes(day.month)) return false;
  const within = (date: Temporal.PlainDate) => {
    const last = date.daysInMonth;
    const onDay = read.monthDays.some((on) => (on > 0 ? on : last + 1 + on) === date.day);
    const onWeekday = read.days.some(({ weekday, nth }) => {
      if (weekday !== date.dayOfWeek) return false;
      if (nth === undefined) return true;
      return nth > 0 ? Math.ceil(date.day / 7) === nth : Math.ceil((last + 1 - date.day) / 7) === -nth;
    });
    return (read.monthDays.length === 0 || onDay) && (read.days.length === 0 || onWeekday);
  };
  if (!within(day)) return false;
  if (read.positions.length === 0) return true;
  const all = Array.from({ length: day.daysInMonth }, (_, index) => day.with({ day: index + 1 })).filter(
    within,
  );
  const at = all.findIndex((date) => date.equals(day));
  return read.positions.some((position) => (position > 0 ? position - 1 : all.length + position) === at);
}

describe('recurrence', () => {
  it('finds the days that an independent Temporal finds one by one', () => {
    let found = 0;
    fc.assert(
      fc.property(rules, dates, fc.nat(800), (read, startOn, later) => {
        const fromOn = addDays(startOn, later);
        const untilOn = addDays(fromOn, 420);
        const expected: string[] = [];
        const start = Temporal.PlainDate.from(startOn);
        for (
          let day = Temporal.PlainDate.from(fromOn);
          Temporal.PlainDate.compare(day, untilOn) <= 0;
          day = day.add({ days: 1 })
        ) {
          if (fits(read, start, day)) expected.push(`${day}T19:30`);
        }
        const got = occurrences(read, `${startOn}T19:30`, {
          fromWall: `${fromOn}T00:00`,
          untilWall: `${untilOn}T23:59`,
          most: 30,
        });
        expect(got).toEqual(expected.slice(0, 30));
        found += got.length;
      }),
      { numRuns: 120 },
    );
    expect(found).toBeGreaterThan(500);
  }, 60_000);

  it('shows the same time on the clock of the anchor, through every change of it', () => {
    const zones = ['Europe/Copenhagen', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Africa/Casablanca'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), dates, (zone, startOn) => {
        const walls = occurrences(rule('WEEKLY'), `${startOn}T19:00`, {
          fromWall: `${startOn}T00:00`,
          most: 30,
        });
        expect(walls).toHaveLength(30);
        for (const wall of walls) expect(wallAt(instantOf(wall, zone).at, zone).slice(11)).toBe('19:00');
      }),
      { numRuns: 40 },
    );
  });

  it('leaves out months without the day, and says so', () => {
    const walls = occurrences(rule('MONTHLY', { monthDays: [31] }), '2027-01-31T19:00', {
      fromWall: '2027-01-01T00:00',
      most: 4,
    });
    expect(walls.map((wall) => wall.slice(0, 10))).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
      '2027-07-31',
    ]);
    expect(leavesOut(rule('MONTHLY', { monthDays: [31] }))).toBe(true);
    expect(leavesOut(rule('MONTHLY', { days: [{ weekday: 1, nth: 5 }] }))).toBe(true);
    expect(leavesOut(rule('YEARLY', { months: [2], monthDays: [29] }))).toBe(true);
    expect(leavesOut(rule('MONTHLY', { monthDays: [28, 31] }))).toBe(false);
    expect(leavesOut(rule('MONTHLY', { monthDays: [-1] }))).toBe(false);
  });

  it('finds the next one however late, and nothing where there never is one, without long work', () => {
    const leap = rule('YEARLY', { months: [2], monthDays: [29] });
    expect(occurrences(leap, '2028-03-01T19:00', { fromWall: '2028-03-01T00:00', most: 1 })).toEqual([
      '2032-02-29T19:00',
    ]);
    for (const never of [
      rule('YEARLY', { months: [2], monthDays: [30] }),
      rule('MONTHLY', { days: [{ weekday: 4, nth: 2 }], positions: [3] }),
    ])
      expect(occurrences(never, '2027-01-01T19:00', { fromWall: '2027-01-01T00:00', most: 4 })).toEqual([]);
  });

  it('takes from the first day what the rule leaves open', () => {
    const text = (read: RecurrenceRule) => formatRule(completeRule(read, '2027-01-14'));
    expect(text(rule('WEEKLY', { interval: 2 }))).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=TH');
    expect(text(rule('MONTHLY'))).toBe('FREQ=MONTHLY;BYMONTHDAY=14');
    expect(text(rule('YEARLY'))).toBe('FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=14');
    expect(text(rule('DAILY'))).toBe('FREQ=DAILY');
  });
});

describe('RRULE text', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(rules, (read) => {
        expect(readRule(formatRule(read))).toEqual(read);
      }),
    );
    expect(readRule(' rrule:freq=weekly; byday=mo,th;wkst=mo ')).toEqual(
      rule('WEEKLY', { days: [{ weekday: 1 }, { weekday: 4 }] }),
    );
  });

  it.each([
    ['FREQ=MONTHLY;BYMONTHDAY=32', { problem: 'part', part: 'BYMONTHDAY=32' }],
    ['FREQ=MONTHLY;BYDAY=6TH', { problem: 'part', part: 'BYDAY=6TH' }],
    ['FREQ=WEEKLY;BYDAY=2TH', { problem: 'part', part: 'BYDAY=2TH' }],
    ['FREQ=WEEKLY;BYMONTHDAY=3', { problem: 'part', part: 'BYMONTHDAY=3' }],
    ['FREQ=WEEKLY;INTERVAL=0', { problem: 'part', part: 'INTERVAL=0' }],
    ['FREQ=WEEKLY;INTERVAL=1000', { problem: 'part', part: 'INTERVAL=1000' }],
    ['FREQ=WEEKLY;FREQ=DAILY', { problem: 'part', part: 'FREQ=DAILY' }],
    ['FREQ=WEEKLY;X-A=1', { problem: 'part', part: 'X-A=1' }],
    ['FREQ=MONTHLY;BYSETPOS=1', { problem: 'part', part: 'BYSETPOS' }],
    ['FREQ=WEEKLY;WKST=SU', { problem: 'part', part: 'WKST=SU' }],
    ['FREQ=LUNAR', { problem: 'part', part: 'FREQ=LUNAR' }],
    ['FREQ=', { problem: 'part', part: 'FREQ=' }],
    ['BYDAY=MO', { problem: 'no-frequency' }],
    ['FREQ=HOURLY', { problem: 'too-often', part: 'HOURLY' }],
    ['FREQ=DAILY;COUNT=3', { problem: 'ends', part: 'COUNT' }],
    ['FREQ=DAILY;UNTIL=20270101', { problem: 'ends', part: 'UNTIL' }],
  ])('is refused where it would be passed over or misread: %s', (text, problem) => {
    expect(readRule(text)).toEqual(problem);
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void readRule(`FREQ=MONTHLY;${text}`)));
  });
});
