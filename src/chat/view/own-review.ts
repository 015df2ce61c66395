import { readYear } from '../../core/review/read-year.ts';
import type { Review } from '../../core/review/review.ts';
import type { Card } from '../card.ts';
import type { TwinningContext } from '../command.ts';
import { ownFacts } from './own-facts.ts';
import { reviewCard } from './review-card.ts';

/** One person's own copy of a review: their town's buttons. */
export async function ownReviewCard(
  review: Review,
  context: Pick<TwinningContext, 'database' | 'inside' | 'now'>,
): Promise<Card> {
  const { database, inside, now } = context;
  const span = { fromOn: review.fromOn, untilOn: review.dueOn };
  const [facts, figures] = await Promise.all([
    ownFacts(context),
    readYear(database, inside.scope, span, now),
  ]);
  return reviewCard(review, figures, facts);
}
