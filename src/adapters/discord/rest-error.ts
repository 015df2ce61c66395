import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { PlatformError, type PlatformErrorKind } from '../../chat/platform.ts';

/** Unknown channel, message, guild or user. */
const GONE: readonly number[] = [10003, 10004, 10008, 10013];
/** No access, no permission, direct messages closed, no server in common. */
const FORBIDDEN: readonly number[] = [50001, 50007, 50013, 50278];
/** "You are opening direct messages too fast": later it works, so waiting is right, and for long. */
const TOO_MANY_DIRECT_MESSAGES = 40003;
const DIRECT_MESSAGES_PAUSE_MS = 10 * 60_000;

/** The interaction's three seconds are over, or its token is. */
export const isTooLate = (error: unknown): boolean =>
  error instanceof DiscordAPIError && (error.code === 10062 || error.code === 10015 || error.code === 50027);

/** Somebody (an earlier try of ours, or another process) has answered this interaction. */
export const isAnswered = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === 40060;

/** What discord.js throws, as the port says it. */
export function toPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof RateLimitError) {
    return new PlatformError('busy', '429', Math.max(error.retryAfter, error.timeToReset, 0), {
      cause: error,
    });
  }
  if (error instanceof DiscordAPIError) return fromAnswer(error);
  if (error instanceof HTTPError) {
    return new PlatformError('unavailable', `http-${error.status}`, undefined, { cause: error });
  }
  return new PlatformError('unavailable', networkCode(error), undefined, { cause: error });
}

function fromAnswer(error: DiscordAPIError): PlatformError {
  const code = String(error.code);
  if (error.code === TOO_MANY_DIRECT_MESSAGES) {
    return new PlatformError('busy', code, DIRECT_MESSAGES_PAUSE_MS, { cause: error });
  }
  return new PlatformError(kindOf(Number(error.code), error.status), code, undefined, { cause: error });
}

function kindOf(code: number, status: number): PlatformErrorKind {
  if (GONE.includes(code)) return 'gone';
  if (FORBIDDEN.includes(code)) return 'forbidden';
  if (status === 404) return 'gone';
  if (status === 403) return 'forbidden';
  // The token was replaced: an operator can repair that, so nothing may be given up because of it.
  if (status === 401 || status >= 500) return 'unavailable';
  return 'rejected';
}

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'AbortError') return 'timeout';
  const cause: unknown = error.cause;
  for (const one of [error, cause]) {
    if (typeof one === 'object' && one !== null && 'code' in one && typeof one.code === 'string')
      return one.code;
  }
  return error.name;
}
