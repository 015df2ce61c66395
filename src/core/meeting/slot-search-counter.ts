/**
 * A number for each start, kept as bit planes: plane p holds bit p of 32 starts in each word. So counting one
 * person costs a few operations for 32 starts at once, and comparing costs one for each plane.
 */
export class StartCounter {
  readonly #words: number;
  /** One plane after the other. */
  readonly #planes: Int32Array;
  #depth: number;

  /** @param most The largest number that is ever reached. */
  constructor(words: number, most: number) {
    this.#words = words;
    this.#depth = depthFor(most);
    this.#planes = new Int32Array(words * this.#depth);
  }

  /** The number of one start. */
  at(index: number): number {
    let count = 0;
    for (let plane = 0; plane < this.#depth; plane++) {
      const word = this.#planes[plane * this.#words + (index >>> 5)] ?? 0;
      count |= ((word >>> (index & 31)) & 1) << plane;
    }
    return count;
  }

  /** Counts from zero again, up to a number that is no larger than the one at first. */
  reset(most: number): void {
    this.#depth = depthFor(most);
    this.#planes.fill(0, 0, this.#words * this.#depth);
  }

  /** One more at each start of the row. */
  addRow(bits: Int32Array): void {
    const planes = this.#planes;
    const words = this.#words;
    for (let w = 0; w < words; w++) {
      let carry = bits[w] ?? 0;
      for (let i = w; carry !== 0; i += words) {
        const plane = planes[i] ?? 0;
        planes[i] = plane ^ carry;
        carry &= plane;
      }
    }
  }

  /** One more at each start of either row: cheaper than one row after the other. */
  addRows(bits: Int32Array, others: Int32Array): void {
    const planes = this.#planes;
    const words = this.#words;
    for (let w = 0; w < words; w++) {
      const a = bits[w] ?? 0;
      const b = others[w] ?? 0;
      const ones = planes[w] ?? 0;
      const either = a ^ b;
      planes[w] = ones ^ either;
      let carry = (a & b) | (either & ones);
      for (let i = w + words; carry !== 0; i += words) {
        const plane = planes[i] ?? 0;
        planes[i] = plane ^ carry;
        carry &= plane;
      }
    }
  }

  addCounter(other: StartCounter): void {
    const planes = this.#planes;
    const others = other.#planes;
    const words = this.#words;
    const end = words * other.#depth;
    for (let w = 0; w < words; w++) {
      let carry = 0;
      let i = w;
      for (; i < end; i += words) {
        const a = planes[i] ?? 0;
        const b = others[i] ?? 0;
        const sum = a ^ b;
        planes[i] = sum ^ carry;
        carry = (a & b) | (sum & carry);
      }
      for (; carry !== 0; i += words) {
        const plane = planes[i] ?? 0;
        planes[i] = plane ^ carry;
        carry &= plane;
      }
    }
  }

  /** The starts with fewer than `limit`, written into `less`. */
  below(limit: number, less: Int32Array = new Int32Array(this.#words)): Int32Array {
    const words = this.#words;
    if (limit <= 0) return less.fill(0);
    if (limit >= 2 ** this.#depth) return less.fill(-1);
    if (limit === 1) return this.#none(less);
    for (let w = 0; w < words; w++) {
      let smaller = 0;
      let equal = -1;
      for (let p = this.#depth - 1; p >= 0; p--) {
        const plane = this.#planes[p * words + w] ?? 0;
        if (((limit >>> p) & 1) === 1) {
          smaller |= equal & ~plane;
          equal &= plane;
        } else {
          equal &= ~plane;
        }
      }
      less[w] = smaller;
    }
    return less;
  }

  #none(none: Int32Array): Int32Array {
    const planes = this.#planes;
    const words = this.#words;
    const end = words * this.#depth;
    for (let w = 0; w < words; w++) {
      let some = 0;
      for (let i = w; i < end; i += words) some |= planes[i] ?? 0;
      none[w] = ~some;
    }
    return none;
  }

  /** The starts with more than `limit`. */
  above(limit: number): Int32Array {
    const most = this.below(limit + 1);
    for (let w = 0; w < most.length; w++) most[w] = ~(most[w] ?? 0);
    return most;
  }

  /** No start counts more than `most` from now on. */
  capAt(most: number): void {
    const words = this.#words;
    const within = this.below(most + 1);
    for (let p = 0; p < this.#depth; p++) {
      const bit = -((most >>> p) & 1);
      for (let w = 0; w < words; w++) {
        const keep = within[w] ?? 0;
        this.#planes[p * words + w] = ((this.#planes[p * words + w] ?? 0) & keep) | (bit & ~keep);
      }
    }
  }

  /** Of these starts, those with the most (or fewest). Of none, none. */
  best(among: Int32Array, prefer: 'most' | 'fewest'): Int32Array {
    const words = this.#words;
    let kept = among;
    for (let p = this.#depth - 1; p >= 0; p--) {
      const better = new Int32Array(words);
      let any = 0;
      for (let w = 0; w < words; w++) {
        const plane = this.#planes[p * words + w] ?? 0;
        const word = (kept[w] ?? 0) & (prefer === 'most' ? plane : ~plane);
        better[w] = word;
        any |= word;
      }
      if (any !== 0) kept = better;
    }
    return kept;
  }
}

const depthFor = (most: number): number => Math.max(1, 32 - Math.clz32(most));
