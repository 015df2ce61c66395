/** A map that is copied when it is first changed: a snapshot of what nobody changes costs nothing, however much there is. */
export class LazyCopy<K, V> extends Map<K, V> {
  #rows: ReadonlyMap<K, V>;
  #own: Map<K, V> | undefined;

  constructor(rows: ReadonlyMap<K, V>) {
    super();
    this.#rows = rows;
  }

  /** As it is now: the very map that was copied where nothing was changed. */
  settled(): ReadonlyMap<K, V> {
    return this.#rows;
  }

  #changed(): Map<K, V> {
    this.#own ??= new Map(this.#rows);
    this.#rows = this.#own;
    return this.#own;
  }

  override get size(): number {
    return this.#rows?.size ?? 0;
  }
  override get = (key: K): V | undefined => this.#rows.get(key);
  override has = (key: K): boolean => this.#rows.has(key);
  override set(key: K, value: V): this {
    this.#changed().set(key, value);
    return this;
  }
  override delete(key: K): boolean {
    return this.#rows.has(key) && this.#changed().delete(key);
  }
  override clear(): void {
    this.#changed().clear();
  }
  override entries = (): MapIterator<[K, V]> => this.#rows.entries();
  override keys = (): MapIterator<K> => this.#rows.keys();
  override values = (): MapIterator<V> => this.#rows.values();
  override forEach(each: (value: V, key: K, map: Map<K, V>) => void): void {
    for (const [key, value] of this.#rows) each(value, key, this);
  }
  override [Symbol.iterator](): MapIterator<[K, V]> {
    return this.#rows.entries();
  }
}
