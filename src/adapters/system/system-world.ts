import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../../core/time/instant.ts';
import type { Id, IdPrefix, World } from '../../core/world.ts';

/** The real clock, which the sandbox may move forward. */
export interface Clock {
  now(): Instant;
  /** @param offsetMs how far ahead of the machine's clock, never less than before */
  setOffset(offsetMs: number): void;
}

/** The machine's clock, epoch ms. */
export const realNow = (): Instant => Date.now();

export function systemClock(): Clock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    setOffset(offsetMs) {
      if (offsetMs < offset) throw new RangeError('the clock only goes forward');
      offset = offsetMs;
    },
  };
}

/** Lower case letters and digits, 32 of them, without the look-alikes l, o, u and 1. */
const idAlphabet = 'bcdfghjkmnpqrstvwxyz234567890aei';
/** Crockford's base 32: no I, L, O or U, so that a code survives being read aloud. */
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function draw(alphabet: string, length: number): string {
  // 256 is a multiple of 32: every letter is as likely as any other.
  return Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');
}

export function systemWorld(clock: Clock): World {
  return {
    now: () => clock.now(),
    timeZoneData: () => process.versions.tz ?? 'unknown',
    newId: <P extends IdPrefix>(prefix: P): Id<P> => `${prefix}_${draw(idAlphabet, 16)}`,
    newCode: () => `${draw(codeAlphabet, 5)}-${draw(codeAlphabet, 5)}-${draw(codeAlphabet, 5)}`,
    newSecret: () => draw(idAlphabet, 32),
    digest: (secret) => createHash('sha256').update(secret).digest('hex'),
  };
}
