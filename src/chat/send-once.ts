import type { MessageRef } from '../core/reminder/reminder.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../core/time/instant.ts';
import type { PlatformName } from '../core/twinning/twinning.ts';
import type { Content } from './call.ts';
import type { JobContext } from './job.ts';
import { type Destination, PlatformError } from './platform.ts';

/** How long a worker holds what it sends. Longer than any request may take, so that a live one never loses it. */
export const LEASE_MS = MINUTE_MS;

/** After so many tries it is given up, and the operator told. */
const MOST_ATTEMPTS = 12;

/** How far back a message is looked for that may have been sent: longer than any outage worth surviving in one try. */
const LOOK_BACK_MS = 48 * HOUR_MS;

export interface Route {
  readonly platform: PlatformName;
  readonly to: Destination;
  readonly content: Content;
}

export type Sending =
  | { readonly type: 'sent'; readonly message: MessageRef }
  /** Nothing was sent for certain. */
  | { readonly type: 'failed'; readonly outcome: { readonly retryAt: Instant } | 'dead' }
  /** It may have arrived: the lease is left to lapse, and then it is looked for first. */
  | { readonly type: 'unknown' };

export interface Attempt {
  readonly deliveryId: string;
  /** An earlier holder may have sent it. */
  readonly doubtful: boolean;
  readonly attempts: number;
  readonly now: Instant;
}

/**
 * Tries the routes in order: the next one only when this one is closed for good.
 * @param onClosed told of each route that is closed, or leads nowhere any more
 */
export async function sendOnce(
  routes: readonly Route[],
  attempt: Attempt,
  { platforms, log }: Pick<JobContext, 'platforms' | 'log'>,
  onClosed: (route: Route) => Promise<void> = async () => undefined,
): Promise<Sending> {
  const { deliveryId, doubtful, now } = attempt;
  for (const { platform: name, to, content } of routes) {
    const platform = platforms.get(name);
    if (platform === undefined) continue;
    try {
      const earlier = doubtful ? await platform.findSent(to, deliveryId, now - LOOK_BACK_MS) : undefined;
      return { type: 'sent', message: earlier ?? (await platform.send(to, content, deliveryId)) };
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      log.warn('delivery.refused', {
        delivery: deliveryId,
        platform: name,
        kind: error.kind,
        platformCode: error.platformCode,
      });
      if (error.kind === 'unavailable') return { type: 'unknown' };
      if (error.kind === 'busy') return { type: 'failed', outcome: retry(attempt, error.retryAfterMs) };
      if (error.kind === 'gone' || error.kind === 'forbidden')
        await onClosed({ platform: name, to, content });
    }
  }
  return { type: 'failed', outcome: retry(attempt) };
}

/** Three times as long each time, an hour at most; the platform's own word counts more. */
export function retry(
  { attempts, now }: Pick<Attempt, 'attempts' | 'now'>,
  retryAfterMs?: number,
): { retryAt: Instant } | 'dead' {
  if (attempts >= MOST_ATTEMPTS && retryAfterMs === undefined) return 'dead';
  return {
    retryAt: now + Math.max(retryAfterMs ?? 0, Math.min(HOUR_MS, 5_000 * 3 ** Math.max(0, attempts - 1))),
  };
}
