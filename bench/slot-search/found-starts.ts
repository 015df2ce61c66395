import type { SlotSearchRequest } from '../../src/core/meeting/slot-search.ts';
import { type Instant, MINUTE_MS } from '../../src/core/time/instant.ts';

/** What every contestant is asked for. */
export interface FoundStarts {
  /** All are free. */
  readonly everybody: readonly Instant[];
  /** Everybody required and, of every town, one of the municipality and one of the citizens are free. */
  readonly deciding: readonly Instant[];
}

export type Contestant = (request: SlotSearchRequest) => FoundStarts;

export const STEP_MS = 15 * MINUTE_MS;

/** Every quarter hour at which a meeting may begin. */
export function startsOf({ fromAt, untilAt, lengthMinutes }: SlotSearchRequest): Instant[] {
  const starts: Instant[] = [];
  for (
    let at = Math.ceil(fromAt / STEP_MS) * STEP_MS;
    at + lengthMinutes * MINUTE_MS <= untilAt;
    at += STEP_MS
  )
    starts.push(at);
  return starts;
}

/** Counts who is free at a start, one by one: the plain way for those who find people and not sets. */
export class PlainCount {
  readonly #free: Uint16Array;
  readonly #required: Uint16Array;
  readonly #groups = new Map<string, Uint16Array>();
  readonly #request: SlotSearchRequest;
  readonly #starts: readonly Instant[];

  constructor(request: SlotSearchRequest, starts: readonly Instant[]) {
    this.#request = request;
    this.#starts = starts;
    this.#free = new Uint16Array(starts.length);
    this.#required = new Uint16Array(starts.length);
    for (const { townId, represents } of request.people)
      this.#groups.set(`${townId} ${represents}`, new Uint16Array(starts.length));
  }

  add({ townId, represents, required }: SlotSearchRequest['people'][number], nth: number): void {
    bump(this.#free, nth);
    if (required === true) bump(this.#required, nth);
    const group = this.#groups.get(`${townId} ${represents}`);
    if (group !== undefined) bump(group, nth);
  }

  found(): FoundStarts {
    const required = this.#request.people.filter((person) => person.required === true).length;
    const groups = [...this.#groups.values()];
    return {
      everybody: this.#starts.filter((_, i) => this.#free[i] === this.#request.people.length),
      deciding: this.#starts.filter(
        (_, i) => this.#required[i] === required && groups.every((group) => (group[i] ?? 0) > 0),
      ),
    };
  }
}

function bump(counts: Uint16Array, i: number): void {
  counts[i] = (counts[i] ?? 0) + 1;
}
