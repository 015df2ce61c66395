import type { Instant } from './time/instant.ts';

/** The prefixes of ids: an id names its kind, so that a log line or a button can be read without a lookup. */
export type IdPrefix =
  | 'twn'
  | 'town'
  | 'spc'
  | 'mbr'
  | 'ofc'
  | 'inv'
  | 'mtg'
  | 'agi'
  | 'cmt'
  | 'rem'
  | 'pst'
  | 'aud'
  | 'drf'
  | 'dlv'
  | 'cal'
  | 'ser'
  | 'hnd'
  | 'rvw'
  | 'prg';

export type Id<P extends IdPrefix> = `${P}_${string}`;

/** Port: everything the rules need from outside. Use cases read the clock once and hand `now` on to pure functions. */
export interface World {
  /** The present instant, epoch milliseconds. */
  now(): Instant;
  /** The version of the time-zone data that the clocks go by, such as 2026a. */
  timeZoneData(): string;
  /** A new id, unguessable (80 bits) and safe in urls, custom ids and job ids. */
  newId<P extends IdPrefix>(prefix: P): Id<P>;
  /** A one-time code for people to copy: at least 60 bits, without letters that look alike. */
  newCode(): string;
  /** A secret for an address that nobody may guess: at least 128 bits, safe in urls. */
  newSecret(): string;
  /** The digest under which a secret is stored; the same secret always gives the same digest. */
  digest(secret: string): string;
}
