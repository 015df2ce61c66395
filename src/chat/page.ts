/**
 * A place in an ordered list, told by the key of the item beside it and not by a count: what is added or goes away
 * while somebody pages neither hides an item nor shows it twice.
 */
export interface PagePlace {
  readonly after?: string;
  readonly before?: string;
}

/** Something in a list: its place in the order (compared as text) and how much room it takes. */
export interface Entry {
  readonly key: string;
  readonly weight: number;
}

export interface PageSize {
  readonly most: number;
  readonly weight: number;
}

export interface Page<T extends Entry> {
  readonly entries: readonly T[];
  /** Of the first one, counted from 1. */
  readonly from: number;
  readonly total: number;
  readonly back?: PagePlace;
  readonly on?: PagePlace;
}

/** The page at a place; without one, the first. Never empty while there is anything. */
export function pageOf<T extends Entry>(all: readonly T[], size: PageSize, place: PagePlace = {}): Page<T> {
  const sorted = [...all].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const [start, end] = span(sorted, size, place);
  const [first, last] = [sorted[start], sorted[end - 1]];
  return {
    entries: sorted.slice(start, end),
    from: start + 1,
    total: sorted.length,
    ...(first !== undefined && start > 0 ? { back: { before: first.key } } : {}),
    ...(last !== undefined && end < sorted.length ? { on: { after: last.key } } : {}),
  };
}

function span(
  sorted: readonly Entry[],
  size: PageSize,
  { after, before }: PagePlace,
): [start: number, end: number] {
  const count = (passes: (key: string) => boolean) => sorted.filter(({ key }) => passes(key)).length;
  const passed = after === undefined ? 0 : count((key) => key <= after);
  const ahead = before === undefined ? undefined : count((key) => key < before);
  // Behind the last one there is nothing to show: the last page then.
  const end = ahead ?? (passed === sorted.length ? passed : undefined);
  if (end === undefined) return [passed, passed + fitting(sorted.slice(passed), size)];
  const start = end - fitting(sorted.slice(0, end).reverse(), size);
  // Going back ends at the first page, which is as full as if one had begun there.
  return start <= 0 ? [0, fitting(sorted, size)] : [start, end];
}

/** How many of the first ones make a page; one always does. */
function fitting(entries: readonly Entry[], { most, weight }: PageSize): number {
  let left = weight;
  let count = 0;
  for (const entry of entries.slice(0, most)) {
    left -= entry.weight;
    if (left < 0 && count > 0) break;
    count += 1;
  }
  return count;
}
