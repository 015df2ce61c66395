import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, type Page, type PagePlace, pageOf } from '../../src/chat/page.ts';

const size = { most: 5, weight: 100 };
const anEntry = (): fc.Arbitrary<Entry> =>
  fc.record({ key: fc.string({ minLength: 1, maxLength: 4 }), weight: fc.integer({ min: 1, max: 150 }) });
const someEntries = (minLength: number) =>
  fc.uniqueArray(anEntry(), { minLength, maxLength: 60, selector: ({ key }) => key });
const keys = (entries: readonly Entry[]) => entries.map(({ key }) => key);
const inOrder = (entries: readonly Entry[]) => keys(entries).sort((a, b) => (a < b ? -1 : 1));

/** Every page from a place on, in one direction; `between` may change the list after each. */
function walk(
  direction: 'on' | 'back',
  from: PagePlace | undefined,
  list: (turn: number) => readonly Entry[],
): Page<Entry>[] {
  const pages = [pageOf(list(0), size, from)];
  for (let place = pages[0]?.[direction]; place !== undefined; place = pages.at(-1)?.[direction])
    pages.push(pageOf(list(pages.length), size, place));
  return pages;
}

describe('the pages of a list', () => {
  it('show every item once, in order, whichever way one goes', () => {
    fc.assert(
      fc.property(someEntries(0), (entries) => {
        const onward = walk('on', undefined, () => entries);
        expect(onward.flatMap((page) => keys(page.entries))).toEqual(inOrder(entries));
        const backward = walk('back', { after: '\uffff' }, () => entries);
        // The first page may repeat what was on the second: it is full, as when one begins there.
        expect(new Set(backward.flatMap((page) => keys(page.entries)))).toEqual(new Set(keys(entries)));
        expect(keys(backward.at(-1)?.entries ?? [])).toEqual(keys(onward[0]?.entries ?? []));
      }),
    );
  });

  it('are never too full, never empty, and say where they are', () => {
    fc.assert(
      fc.property(someEntries(1), fc.string(), fc.constantFrom('after', 'before'), (entries, key, side) => {
        const page = pageOf(entries, size, { [side]: key });
        const weight = page.entries.reduce((sum, entry) => sum + entry.weight, 0);
        expect(page.entries.length).toBeGreaterThan(0);
        expect(page.entries.length).toBeLessThanOrEqual(size.most);
        if (page.entries.length > 1) expect(weight).toBeLessThanOrEqual(size.weight);
        expect(inOrder(entries).slice(page.from - 1, page.from - 1 + page.entries.length)).toEqual(
          keys(page.entries),
        );
        expect(page.total).toBe(entries.length);
        expect(page.back === undefined).toBe(page.from === 1);
        expect(page.on === undefined).toBe(page.from - 1 + page.entries.length === page.total);
      }),
    );
  });

  it('neither repeat nor lose what was there all the time, while other things come and go', () => {
    fc.assert(
      fc.property(someEntries(1), fc.infiniteStream(fc.nat()), (entries, dice) => {
        const roll = () => dice.next().value ?? 0;
        // The last one stays: behind what was the last, the last page would be shown once more.
        const last = inOrder(entries).at(-1);
        const steady = entries.filter(({ key }, index) => key === last || index % 3 !== 0);
        const list = (turn: number) =>
          turn === 0 ? entries : entries.filter((entry) => steady.includes(entry) || roll() % 2 === 0);
        const seen = walk('on', undefined, list).flatMap((page) => keys(page.entries));
        expect(seen.filter((key) => keys(steady).includes(key))).toEqual(inOrder(steady));
      }),
    );
  });
});
