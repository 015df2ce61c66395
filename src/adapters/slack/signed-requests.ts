import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Instant, MINUTE_MS } from '../../core/time/instant.ts';

/** How far a timestamp may be from our clock, either way. Bolt's own check lets timestamps of the future pass. */
const TOLERANCE_MS = 5 * MINUTE_MS;
const REMEMBERED = 20_000;

/** Tells Slack's requests from everybody else's, and the first of a request from its repetitions. */
export class SignedRequests {
  readonly #secret: string;
  readonly #now: () => Instant;
  /** Signature to the instant from which its timestamp is too old anyway; oldest first. */
  readonly #seen = new Map<string, Instant>();

  constructor(secret: string, now: () => Instant) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Whether Slack signed exactly these bytes a short while ago. Nothing of the body is looked at before. */
  isGenuine(headers: IncomingHttpHeaders, body: Buffer): boolean {
    const timestamp = headers['x-slack-request-timestamp'];
    const signature = headers['x-slack-signature'];
    if (typeof timestamp !== 'string' || typeof signature !== 'string') return false;
    if (!/^\d{1,12}$/.test(timestamp)) return false;
    const hmac = createHmac('sha256', this.#secret).update(`v0:${timestamp}:`).update(body).digest('hex');
    const expected = Buffer.from(`v0=${hmac}`);
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
    return Math.abs(this.#now() - Number(timestamp) * 1000) <= TOLERANCE_MS;
  }

  /** Whether this genuine request came before; call it once for each. */
  isRepeated(headers: IncomingHttpHeaders): boolean {
    const signature = String(headers['x-slack-signature']);
    const now = this.#now();
    for (const [old, until] of this.#seen) {
      if (until > now && this.#seen.size < REMEMBERED) break;
      this.#seen.delete(old);
    }
    if (this.#seen.has(signature)) return true;
    // Twice the tolerance: its timestamp may lie as far ahead of our clock as it may later lie behind.
    this.#seen.set(signature, now + 2 * TOLERANCE_MS);
    return false;
  }
}
