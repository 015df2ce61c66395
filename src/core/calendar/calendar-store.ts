import type { Meeting } from '../meeting/meeting.ts';
import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';

/** Whose calendar it is. */
export type CalendarOwner =
  | { readonly type: 'member'; readonly memberId: Id<'mbr'> }
  | { readonly type: 'space'; readonly spaceId: Id<'spc'> };

/** A secret address that calendar programs subscribe to. It is told once and stored only as a digest. */
export interface CalendarFeed {
  readonly id: Id<'cal'>;
  readonly digest: string;
  readonly owner: CalendarOwner;
  readonly createdAt: Instant;
  /** Since then the address leads nowhere. */
  readonly revokedAt?: Instant;
  /** When a calendar program last asked, to the hour. */
  readonly lastFetchedAt?: Instant;
  /** Of what it shows, and since when it shows it. */
  readonly content?: { readonly digest: string; readonly since: Instant };
}

/** A meeting as calendars need it: who answered what is not their business. */
export type DatedMeeting = Omit<Meeting, 'ballots' | 'picked' | 'deadlineAt'>;

/** Port: the addresses of calendars, and the meetings that stand in them. */
export interface CalendarStore {
  /** Fails with `StoreConflict` when the owner has an address that is not revoked, or the digest is known. */
  insertFeed(feed: CalendarFeed): Promise<void>;
  /** The one that is not revoked, if there is one. */
  feedOf(owner: CalendarOwner): Promise<CalendarFeed | undefined>;
  /** Undefined for a digest that is unknown or revoked. */
  feedByDigest(digest: string): Promise<CalendarFeed | undefined>;
  /** True when there was an address to revoke. */
  revokeFeedOf(owner: CalendarOwner, at: Instant): Promise<boolean>;
  saveFetch(
    id: Id<'cal'>,
    fetch: { at: Instant; content: NonNullable<CalendarFeed['content']> },
  ): Promise<void>;
  /**
   * Confirmed and cancelled meetings of these twinnings whose confirmed time is at or after `fromAt`, by that time
   * and then by id; the latest ones where there are more than `limit`.
   */
  datedMeetings(twinningIds: readonly Id<'twn'>[], fromAt: Instant, limit: number): Promise<DatedMeeting[]>;
  /** The secret that signs the addresses of single files; `fresh` becomes it where there is none yet. */
  signingKey(fresh: string): Promise<string>;
}
