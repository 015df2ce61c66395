import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { Review } from './review.ts';

/** Port: reviews with the towns' parts and confirmations. */
export interface ReviewStore {
  review(id: Id<'rvw'>): Promise<Review | undefined>;
  /** Like `review`, and holds the row until the transaction ends: two changes come one after the other. */
  lockReview(id: Id<'rvw'>): Promise<Review | undefined>;
  /** By date, oldest first. */
  reviewsOf(twinningId: Id<'twn'>): Promise<Review[]>;
  /** Fails with `StoreConflict` when the twinning has a review of that date. */
  insertReview(review: Review): Promise<void>;
  /** With its parts and confirmations, in their order. Fails with `StoreConflict` as `insertReview`. */
  saveReview(review: Review): Promise<void>;
  /** Planned ones that begin at or before `now`, soonest first. */
  reviewsToStart(now: Instant, limit: number): Promise<Id<'rvw'>[]>;
}
