import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AwaySpan,
  checkAway,
  comingAway,
  mergeAway,
  withoutDays,
} from '../../../src/core/availability/away.ts';
import { addDays, dateOfEpochDay } from '../../../src/core/time/local-date.ts';

const span = (fromOn: string, untilOn: string): AwaySpan => ({ fromOn, untilOn });
const anySpan = fc
  .tuple(fc.integer({ min: 20_000, max: 20_060 }), fc.nat(12))
  .map(([day, length]) => span(dateOfEpochDay(day), dateOfEpochDay(day + length)));
const spans = fc.array(anySpan, { maxLength: 12 });

function daysOf(list: readonly AwaySpan[]): string[] {
  const days = new Set<string>();
  for (const { fromOn, untilOn } of list)
    for (let on = fromOn; on <= untilOn; on = addDays(on, 1)) days.add(on);
  return [...days].sort();
}

describe('days away', () => {
  it.each([
    [
      'overlap',
      [span('2027-07-01', '2027-07-10'), span('2027-07-05', '2027-07-12')],
      [span('2027-07-01', '2027-07-12')],
    ],
    [
      'follow each other',
      [span('2027-07-06', '2027-07-07'), span('2027-07-01', '2027-07-05')],
      [span('2027-07-01', '2027-07-07')],
    ],
    [
      'lie within',
      [span('2027-07-01', '2027-07-31'), span('2027-07-10', '2027-07-11')],
      [span('2027-07-01', '2027-07-31')],
    ],
    [
      'lie apart',
      [span('2027-07-03', '2027-07-04'), span('2027-07-01', '2027-07-01')],
      [span('2027-07-01', '2027-07-01'), span('2027-07-03', '2027-07-04')],
    ],
  ])('that %s become as few spans as can be', (_, given, merged) => {
    expect(mergeAway(given)).toEqual(merged);
  });

  it('keep exactly their days when they are merged, whatever the order', () => {
    fc.assert(
      fc.property(spans, (given) => {
        const merged = mergeAway(given);
        expect(daysOf(merged)).toEqual(daysOf(given));
        expect(mergeAway([...given].reverse())).toEqual(merged);
        for (const [index, one] of merged.entries()) {
          const next = merged[index + 1];
          if (next !== undefined) expect(next.fromOn > addDays(one.untilOn, 1)).toBe(true);
        }
      }),
    );
  });

  it('lose exactly the days that are taken back', () => {
    fc.assert(
      fc.property(spans, anySpan, (given, back) => {
        const gone = daysOf([back]);
        expect(daysOf(withoutDays(given, back))).toEqual(daysOf(given).filter((on) => !gone.includes(on)));
      }),
    );
  });

  it('are forgotten when they have ended, not while they last', () => {
    const given = [span('2027-01-01', '2027-01-09'), span('2027-01-05', '2027-01-10')];
    expect(comingAway(given, '2027-01-10')).toEqual([span('2027-01-05', '2027-01-10')]);
    expect(comingAway(given, '2027-01-11')).toEqual([]);
  });

  it.each([
    [span('2027-01-09', '2027-01-12'), 'error.availability.away-past', 'from'],
    [span('2027-01-12', '2027-01-11'), 'error.availability.away-order', 'until'],
    [span('2027-01-12', '2028-01-13'), 'error.availability.away-long', 'until'],
  ])('%o: says what is wrong with it', (wrong, key, option) => {
    expect(() => checkAway(wrong, '2027-01-10')).toThrow(
      expect.objectContaining({ phrase: expect.objectContaining({ key }), option }),
    );
  });

  it('may begin today and last a year', () => {
    expect(() => checkAway(span('2027-01-10', '2028-01-10'), '2027-01-10')).not.toThrow();
  });
});
