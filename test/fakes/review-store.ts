import type { Review } from '../../src/core/review/review.ts';
import type { ReviewStore } from '../../src/core/review/review-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, refuseTwice, replace, select, type Tables } from './tables.ts';

export function fakeReviewStore(tables: Tables): ReviewStore {
  /** One of a date, and one part and one confirmation of a town. */
  function check({ id, twinningId, dueOn, parts, confirmations }: Review): void {
    for (const other of tables.reviews.values())
      if (other.id !== id && other.twinningId === twinningId && other.dueOn === dueOn)
        throw new StoreConflict('review');
    for (const inner of [parts, confirmations])
      refuseTwice(
        id,
        inner.map(({ townId }) => townId),
      );
  }
  return {
    async review(id) {
      return copy(tables.reviews.get(id));
    },
    // Transactions come one after the other here: whoever runs holds every row.
    async lockReview(id) {
      return copy(tables.reviews.get(id));
    },
    async reviewsOf(twinningId) {
      return select(
        tables.reviews.values(),
        (review) => review.twinningId === twinningId,
        ({ dueOn }) => dueOn,
      );
    },
    async insertReview(review) {
      if (tables.reviews.has(review.id)) throw new StoreConflict('review');
      check(review);
      tables.reviews.set(review.id, copy(review));
    },
    async saveReview(review) {
      check(review);
      replace(tables.reviews, review);
    },
    async reviewsToStart(now, limit) {
      return select(
        tables.reviews.values(),
        ({ state, startsAt }) => state === 'planned' && startsAt <= now,
        ({ startsAt }) => startsAt,
        ({ id }) => id,
      )
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}
