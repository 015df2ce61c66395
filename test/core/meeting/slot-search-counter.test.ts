import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBits, placesOf, setBits } from '../../../src/core/meeting/slot-search-bits.ts';
import { StartCounter } from '../../../src/core/meeting/slot-search-counter.ts';

const STARTS = 70;
const WORDS = 3;

const rowOf = (places: readonly number[]): Int32Array => {
  const row = new Int32Array(WORDS);
  for (const place of places) setBits(row, place, place + 1);
  return row;
};
const places = fc.uniqueArray(fc.integer({ min: 0, max: STARTS - 1 }), { maxLength: STARTS });
const within = (bits: Int32Array): number[] => placesOf(bits).filter((place) => place < STARTS);

/** The same numbers, one by one. */
class Plain {
  readonly counts = Array.from({ length: STARTS }, () => 0);
  add(added: readonly number[]): void {
    for (const place of added) this.counts[place] = (this.counts[place] ?? 0) + 1;
  }
  where(holds: (count: number) => boolean): number[] {
    return this.counts.flatMap((count, place) => (holds(count) ? [place] : []));
  }
}

const groups = fc.array(fc.array(places, { maxLength: 9 }), { maxLength: 6 });

describe('StartCounter', () => {
  it('counts rows by one, by two and by whole counters as one does with fingers', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 60 }), (sets, limit) => {
        const plain = new Plain();
        const total = new StartCounter(WORDS, 54);
        const part = new StartCounter(WORDS, 9);
        for (const rows of sets) {
          part.reset(rows.length);
          for (let i = 0; i < rows.length; i += 2) {
            const [one = [], two] = rows.slice(i, i + 2);
            if (two === undefined) part.addRow(rowOf(one));
            else part.addRows(rowOf(one), rowOf(two));
            plain.add(one);
            plain.add(two ?? []);
          }
          total.addCounter(part);
        }
        expect(within(total.below(limit))).toEqual(plain.where((count) => count < limit));
        expect(within(total.above(limit))).toEqual(plain.where((count) => count > limit));
      }),
    );
  });

  it('finds the most and the fewest among some', () => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 20 }), places, (rows, among) => {
        const plain = new Plain();
        const counter = new StartCounter(WORDS, rows.length);
        for (const row of rows) {
          counter.addRow(rowOf(row));
          plain.add(row);
        }
        const some = [...among].sort((a, b) => a - b);
        const counts = some.map((place) => plain.counts[place] ?? 0);
        const having = (wanted: number) => some.filter((place) => plain.counts[place] === wanted);
        expect(placesOf(counter.best(rowOf(among), 'most'))).toEqual(having(Math.max(...counts)));
        expect(placesOf(counter.best(rowOf(among), 'fewest'))).toEqual(having(Math.min(...counts)));
      }),
    );
  });

  it('caps what it counted', () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 20 }), fc.integer({ min: 0, max: 20 }), (rows, most) => {
        const plain = new Plain();
        const counter = new StartCounter(WORDS, 20);
        for (const row of rows) {
          counter.addRow(rowOf(row));
          plain.add(row);
        }
        counter.capAt(most);
        for (const limit of [1, most, most + 1])
          expect(within(counter.below(limit))).toEqual(plain.where((count) => Math.min(count, most) < limit));
      }),
    );
  });
});

describe('sets of starts', () => {
  it('are set by stretches, counted and listed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(95), fc.nat(95)), { maxLength: 6 }), (stretches) => {
        const bits = new Int32Array(WORDS);
        const expected = new Set<number>();
        for (const [from, until] of stretches) {
          setBits(bits, from, until);
          for (let i = from; i < until; i++) expected.add(i);
        }
        expect(placesOf(bits)).toEqual([...expected].sort((a, b) => a - b));
        expect(countBits(bits)).toBe(expected.size);
      }),
    );
  });
});
