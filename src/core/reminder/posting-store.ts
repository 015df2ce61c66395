import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { MessageRef, Posting, Subject } from './reminder.ts';
import type { Claim } from './reminder-store.ts';

/** Port: postings, the messages in spaces that follow what they show. */
export interface PostingStore {
  posting(id: Id<'pst'>): Promise<Posting | undefined>;
  /** The postings of a subject. */
  postingsAbout(about: Subject): Promise<Posting[]>;
  insertPostings(postings: readonly Posting[]): Promise<void>;
  /**
   * Raises `wantedVersion` of the subject's postings with one of these views; returns their ids. Revives dead ones
   * and leaves cancelled ones alone.
   */
  touchPostings(about: Subject, views: readonly Posting['view'][]): Promise<Id<'pst'>[]>;
  /**
   * Takes it for sending or refreshing by compare-and-set: something is wanted that is not shown, past
   * `retryAt`, and nobody else holds it (or the lease lapsed: `doubtful`, as for reminders, when it has no
   * message yet).
   */
  claimPosting(id: Id<'pst'>, claim: Claim): Promise<{ posting: Posting; doubtful: boolean } | undefined>;
  /** What was shown, at the version that was rendered; false when the claim was lost. Frees the claim. */
  postingShown(id: Id<'pst'>, deliveryId: Id<'dlv'>, version: number, message: MessageRef): Promise<boolean>;
  postingFailed(
    id: Id<'pst'>,
    deliveryId: Id<'dlv'>,
    outcome: { retryAt: Instant } | 'dead' | 'cancelled',
  ): Promise<boolean>;
  /** Those that show less than is wanted and are not held, or whose lease lapsed. */
  duePostings(now: Instant, limit: number): Promise<Id<'pst'>[]>;
}
