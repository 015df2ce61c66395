import type { Bell } from './bell.ts';
import type { JsonObject, Platform } from './page-api.ts';

export type FaultEffect =
  /** Answer this and do nothing. */
  | { kind: 'answer'; status: number; body?: JsonObject; headers?: { [name: string]: string } }
  | { kind: 'rate-limit'; retryAfterSeconds: number }
  /** Cut the connection before anything happens. */
  | { kind: 'drop-before' }
  /** Do what was asked, then cut the connection instead of answering: the app cannot know. */
  | { kind: 'drop-after' }
  | { kind: 'delay'; ms: number }
  /** Wait for a promise of the test before doing what was asked. */
  | { kind: 'hold'; until: Promise<unknown> }
  /** Do what was asked, but answer only when the promise is done. */
  | { kind: 'hold-answer'; until: Promise<unknown> };

export interface FaultOrder {
  platform: Platform;
  /** Slack: the method, 'response_url' or 'upload'. Discord: 'POST /channels/{}/messages'. Left out: any request. */
  request?: string | RegExp;
  /** How often; 1 unless told. */
  times?: number;
  effect: FaultEffect;
}

export interface ArmedFault {
  /** How many requests it has hit so far. */
  readonly hits: number;
  /** Resolves at the first hit. */
  readonly hit: Promise<void>;
  cancel(): void;
}

interface Armed extends FaultOrder {
  left: number;
  hits: number;
  onHit: () => void;
}

/** Troubles that the next matching request meets. */
export class Faults {
  readonly #bell: Bell;
  #armed: Armed[] = [];

  constructor(bell: Bell) {
    this.#bell = bell;
  }

  next(order: FaultOrder): ArmedFault {
    let onHit: () => void = () => undefined;
    const hit = new Promise<void>((resolve) => {
      onHit = resolve;
    });
    const armed: Armed = { ...order, left: order.times ?? 1, hits: 0, onHit };
    this.#armed.push(armed);
    return {
      get hits() {
        return armed.hits;
      },
      hit,
      cancel: () => {
        armed.left = 0;
      },
    };
  }

  clear(): void {
    this.#armed = [];
  }

  take(platform: Platform, request: string): FaultEffect | undefined {
    this.#armed = this.#armed.filter((one) => one.left > 0);
    const found = this.#armed.find((one) => {
      if (one.platform !== platform) return false;
      if (one.request === undefined) return true;
      return typeof one.request === 'string' ? one.request === request : one.request.test(request);
    });
    if (!found) return undefined;
    found.left -= 1;
    found.hits += 1;
    found.onHit();
    this.#bell.ring();
    return found.effect;
  }
}
