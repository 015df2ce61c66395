import type { Instant } from '../core/time/instant.ts';

/**
 * When a job of this pace runs next, later than `at`: at whole multiples of the pace, so that several bots, and a bot
 * that is started again, mean the same instants.
 */
export const beatAfter = (everyMs: number, at: Instant): Instant => (Math.floor(at / everyMs) + 1) * everyMs;
