import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDigest } from '../../../src/core/digest/digest-time.ts';
import {
  anniversaryOn,
  nextMultiple,
  nextReviewDate,
  reviewStartAt,
} from '../../../src/core/review/review-dates.ts';
import { DAY_MS, type Weekday } from '../../../src/core/time/instant.ts';
import { addDays, addMonths, dateAt, dateOfEpochDay, weekdayOf } from '../../../src/core/time/local-date.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { aalborg, factsOf, solvang } from '../../chat/view/hours-fixture.ts';

const dates = fc.integer({ min: 0, max: 40_000 }).map(dateOfEpochDay);
const months = fc.integer({ min: 3, max: 60 });
const zones = fc.constantFrom(
  'Europe/Copenhagen',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Africa/Casablanca',
);

describe('the next multiple of some months', () => {
  it('is the first one later than a day', () => {
    fc.assert(
      fc.property(dates, months, dates, (base, count, after) => {
        const every = Array.from({ length: 1400 / count }, (_, index) =>
          addMonths(base, (index + 1) * count),
        );
        expect(nextMultiple(base, count, after)).toBe(every.find((on) => on > after) ?? '');
      }),
    );
  });

  it('returns to 29 February in leap years', () => {
    const days = ['2027-01-01', '2028-01-01', '2029-01-01'].map((on) => nextMultiple('2024-02-29', 12, on));
    expect(days).toEqual(['2027-02-28', '2028-02-29', '2029-02-28']);
  });
});

describe('an anniversary', () => {
  it('counts years, and knows the round ones', () => {
    expect(anniversaryOn('2001-06-15', '2026-06-15')).toEqual({ on: '2026-06-15', years: 25, isRound: true });
    expect(anniversaryOn('2024-02-29', '2027-02-28')).toMatchObject({ years: 3, isRound: false });
    expect(anniversaryOn('2001-06-15', '2026-06-14')).toBeUndefined();
    expect(anniversaryOn('2001-06-15', '2001-06-15')).toBeUndefined();
    const round = [10, 20, 25, 30, 50, 75, 100].map((years) => addMonths('1900-05-01', years * 12));
    expect(round.every((on) => anniversaryOn('1900-05-01', on)?.isRound)).toBe(true);
  });
});

describe('the next review', () => {
  const facts = factsOf([aalborg, solvang], []);
  const scopeSince = (sinceOn: string) => ({
    ...facts.scope,
    twinning: { ...facts.scope.twinning, sinceOn, createdAt: 0 },
  });

  it('can always be announced in time, at nine, a month ahead, and is not soon after the last', () => {
    fc.assert(
      fc.property(
        dates,
        months,
        fc.option(dates, { nil: undefined }),
        fc.integer({ min: 10_000, max: 40_000 }),
        (since, reviewMonths, lastOn, today) => {
          const now = today * DAY_MS;
          const dueOn = nextReviewDate(scopeSince(since), { reviewMonths }, lastOn, now);
          const startsAt = reviewStartAt(dueOn, aalborg.timeZone);
          expect(startsAt).toBeGreaterThan(now);
          expect(wallAt(startsAt, aalborg.timeZone).slice(11)).toBe('09:00');
          if (lastOn !== undefined)
            expect(dueOn > addMonths(lastOn, Math.floor(reviewMonths / 2))).toBe(true);
        },
      ),
    );
  });

  it('counts from the signing, not from when the bot came', () => {
    const now = Date.UTC(2026, 10, 2);
    const scope = scopeSince('1996-08-01');
    expect(nextReviewDate(scope, { reviewMonths: 12 }, undefined, now)).toBe('2027-08-01');
    expect(nextReviewDate(scope, { reviewMonths: 12, signedOn: '1996-12-10' }, undefined, now)).toBe(
      '2026-12-10',
    );
    // Too late to announce it a month ahead.
    expect(nextReviewDate(scope, { reviewMonths: 12, signedOn: '1996-11-20' }, undefined, now)).toBe(
      '2027-11-20',
    );
  });
});

describe('the next digest', () => {
  it('is within eight days, on the day and hour that the space chose, on its clock', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 23 }),
        zones,
        fc.integer({ min: 15_000 * 24 * 60, max: 25_000 * 24 * 60 }),
        (weekday, hour, timeZone, minutes) => {
          const now = minutes * 60_000;
          const { on, at } = nextDigest({ weekday: weekday as Weekday, hour }, timeZone, now);
          expect(at).toBeGreaterThan(now);
          expect(at - now).toBeLessThanOrEqual(8 * DAY_MS);
          expect(weekdayOf(on)).toBe(weekday);
          expect([on, addDays(on, 0)]).toContain(dateAt(at, timeZone));
          const shown = Number(wallAt(at, timeZone).slice(11, 13));
          // Where the clock jumps over the hour, it is the next.
          expect([hour, hour + 1]).toContain(shown);
        },
      ),
    );
  });
});
