import type { Instant } from '../../core/time/instant.ts';

const MOST_KEYS = 10_000;

/** So many requests in so long for each key. Forgets the keys that have waited longest when there are too many. */
export class RequestBudget {
  readonly #windows = new Map<string, { until: Instant; left: number }>();
  readonly #requests: number;
  readonly #windowMs: number;

  constructor(requests: number, windowMs: number) {
    this.#requests = requests;
    this.#windowMs = windowMs;
  }

  /** Undefined: go on. Else the milliseconds until it may be tried again. */
  refuse(key: string, now: Instant): number | undefined {
    const known = this.#windows.get(key);
    const window =
      known === undefined || known.until <= now
        ? { until: now + this.#windowMs, left: this.#requests }
        : known;
    if (window.left === 0) return window.until - now;
    this.#windows.delete(key);
    this.#windows.set(key, { ...window, left: window.left - 1 });
    for (const oldest of this.#windows.keys()) {
      if (this.#windows.size <= MOST_KEYS) break;
      this.#windows.delete(oldest);
    }
    return undefined;
  }
}
