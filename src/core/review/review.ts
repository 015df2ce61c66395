import { foldText } from '../time/fold-text.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import type { Id } from '../world.ts';

/**
 * planned: its date is known. open: the towns fill in their parts. proposed: a town has put it to the others. confirmed:
 * all towns have agreed to it as it stands. lapsed: the next one began before all had.
 */
export type ReviewState = 'planned' | 'open' | 'proposed' | 'confirmed' | 'lapsed';

/** What one town brings to a review. */
export interface ReviewPart {
  readonly townId: Id<'town'>;
  /** What the towns should turn to in the next year. */
  readonly themes: readonly string[];
  readonly note?: string;
  /** The rolling plan: certain for the first year, invitations for the second, ideas for the third. */
  readonly concrete?: string;
  readonly invitations?: string;
  readonly ideas?: string;
  readonly writtenById: Id<'mbr'>;
  readonly writtenAt: Instant;
}

/** A town's word on one version; it says nothing of a later one. */
export interface ReviewConfirmation {
  readonly townId: Id<'town'>;
  readonly version: number;
  readonly confirmedById: Id<'mbr'>;
  readonly confirmedAt: Instant;
}

/** The joint look back on a year and ahead on three. */
export interface Review {
  readonly id: Id<'rvw'>;
  readonly twinningId: Id<'twn'>;
  /** The first day of the time it looks back on. */
  readonly fromOn: LocalDate;
  /** Its own date: the day after that time. At most one review of a twinning has it. */
  readonly dueOn: LocalDate;
  /** When it is announced. */
  readonly startsAt: Instant;
  readonly state: ReviewState;
  readonly proposedByTownId?: Id<'town'>;
  /** Raised whenever a town changes its part. */
  readonly version: number;
  /** One of each town at most. */
  readonly parts: readonly ReviewPart[];
  readonly confirmations: readonly ReviewConfirmation[];
  readonly changedAt: Instant;
}

/** Begun and not overtaken by the next one: its parts may still be written. */
export const isUnderWay = ({ state }: Pick<Review, 'state'>): boolean =>
  state === 'open' || state === 'proposed' || state === 'confirmed';

/** The one that the towns are at now, or were last. */
export const presentReview = (reviews: readonly Review[]): Review | undefined =>
  reviews.filter(isUnderWay).reduce<Review | undefined>(later, undefined);

const later = (a: Review | undefined, b: Review): Review => (a === undefined || b.dueOn > a.dueOn ? b : a);

/** Towns that have agreed to the review as it stands. */
export const agreedTowns = ({ confirmations, version }: Review): Id<'town'>[] =>
  confirmations.filter((one) => one.version === version).map(({ townId }) => townId);

/**
 * Towns whose turn it is: those without a part, until one side proposes the review; then those that have not agreed to
 * it as it stands. Nobody's once all have.
 */
export function awaitedTowns<T extends { readonly id: Id<'town'> }>(
  review: Review,
  towns: readonly T[],
): T[] {
  if (review.state !== 'open' && review.state !== 'proposed') return [];
  const done = new Set(
    review.state === 'open' ? review.parts.map(({ townId }) => townId) : agreedTowns(review),
  );
  const waiting = towns.filter(({ id }) => !done.has(id));
  // All is written and nobody has proposed it yet: anybody may.
  return review.state === 'open' && waiting.length === 0 ? [...towns] : waiting;
}

/** The themes that the towns want to turn to, each once, in the order in which they were named. */
export function renewedThemes({ parts }: Pick<Review, 'parts'>): string[] {
  const found = new Map<string, string>();
  for (const theme of parts.flatMap(({ themes }) => themes)) {
    const key = foldText(theme);
    if (!found.has(key)) found.set(key, theme);
  }
  return [...found.values()];
}
