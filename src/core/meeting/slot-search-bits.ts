/**
 * Sets of starts as bits: bit `i % 32` of word `i / 32` is about start `i`.
 */

export const wordsFor = (bits: number): number => (bits + 31) >>> 5;

/** Sets the bits `from` to `until - 1`. */
export function setBits(bits: Int32Array, from: number, until: number): void {
  if (from >= until) return;
  const first = from >>> 5;
  const last = (until - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((until - 1) & 31));
  if (first === last) {
    bits[first] = (bits[first] ?? 0) | (head & tail);
    return;
  }
  bits[first] = (bits[first] ?? 0) | head;
  for (let w = first + 1; w < last; w++) bits[w] = -1;
  bits[last] = (bits[last] ?? 0) | tail;
}

/** Clears the bits `from` to `until - 1`. */
export function clearBits(bits: Int32Array, from: number, until: number): void {
  if (from >= until) return;
  const first = from >>> 5;
  const last = (until - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((until - 1) & 31));
  if (first === last) {
    bits[first] = (bits[first] ?? 0) & ~(head & tail);
    return;
  }
  bits[first] = (bits[first] ?? 0) & ~head;
  for (let w = first + 1; w < last; w++) bits[w] = 0;
  bits[last] = (bits[last] ?? 0) & ~tail;
}

export function countBits(bits: Int32Array): number {
  let count = 0;
  for (const word of bits) {
    let x = word - ((word >>> 1) & 0x55555555);
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

export function anyBit(bits: Int32Array): boolean {
  for (const word of bits) if (word !== 0) return true;
  return false;
}

/** The places of the set bits, in order. */
export function placesOf(bits: Int32Array): number[] {
  const places: number[] = [];
  for (let w = 0; w < bits.length; w++) {
    for (let word = bits[w] ?? 0; word !== 0; word &= word - 1)
      places.push(w * 32 + 31 - Math.clz32(word & -word));
  }
  return places;
}
