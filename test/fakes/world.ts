import { createHash } from 'node:crypto';
import type { Instant } from '../../src/core/time/instant.ts';
import type { Id, IdPrefix, World } from '../../src/core/world.ts';

export interface FakeWorld extends World {
  /** Moves the clock on; returns the new present. */
  advance(milliseconds: number): Instant;
  set(now: Instant): void;
  /** The runtime was replaced by one with other time-zone data. */
  setTimeZoneData(version: string): void;
}

const idLetters = '0123456789abcdefghjkmnpqrstvwxyz';
const codeLetters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** Monday 2 November 2026, 09:00 UTC: after the autumn clock change, before the winter one of nobody. */
export const fakeStart: Instant = Date.UTC(2026, 10, 2, 9);

/**
 * A world that stands still until it is told to move. Ids have the length and letters of real ones and rise in
 * the order they were asked for, so that sorting by id is sorting by age.
 */
export function fakeWorld(startAt: Instant = fakeStart): FakeWorld {
  let now = startAt;
  let timeZoneData = '2026a';
  let ids = 0;
  let codes = 0;
  let secrets = 0;
  return {
    now: () => now,
    timeZoneData: () => timeZoneData,
    setTimeZoneData: (version) => {
      timeZoneData = version;
    },
    newId: <P extends IdPrefix>(prefix: P): Id<P> => `${prefix}_${spell(++ids, idLetters, 16)}`,
    newCode: () => (spell(++codes, codeLetters, 16).match(/.{4}/g) ?? []).join('-'),
    newSecret: () => spell(++secrets, idLetters, 32),
    digest: (secret) => createHash('sha256').update(secret).digest('hex'),
    advance: (milliseconds) => {
      now += milliseconds;
      return now;
    },
    set: (to) => {
      now = to;
    },
  };
}

function spell(count: number, letters: string, length: number): string {
  let rest = count;
  let text = '';
  while (text.length < length) {
    text = letters.charAt(rest % letters.length) + text;
    rest = Math.floor(rest / letters.length);
  }
  return text;
}
