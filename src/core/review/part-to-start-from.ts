import type { Id } from '../world.ts';
import { presentReview, type Review, type ReviewPart } from './review.ts';

export type PartWords = Partial<Pick<ReviewPart, 'themes' | 'note' | 'concrete' | 'invitations' | 'ideas'>>;

/**
 * What a town's form shows: what it has written; else its last plan moved on by a year, so that last year's invitations
 * become what is certain now, and its ideas invitations.
 */
export function partToStartFrom(reviews: readonly Review[], townId: Id<'town'>): PartWords {
  const present = presentReview(reviews);
  const own = present?.parts.find((part) => part.townId === townId);
  if (own !== undefined) return wordsOf(own);
  const last = reviews
    .filter(({ state, dueOn }) => state === 'confirmed' && dueOn < (present?.dueOn ?? '9999'))
    .at(-1)
    ?.parts.find((part) => part.townId === townId);
  if (last === undefined) return {};
  const { themes, invitations, ideas } = last;
  return {
    themes,
    ...(invitations === undefined ? {} : { concrete: invitations }),
    ...(ideas === undefined ? {} : { invitations: ideas }),
  };
}

function wordsOf({ townId: _, writtenById: __, writtenAt: ___, ...words }: ReviewPart): PartWords {
  return words;
}
