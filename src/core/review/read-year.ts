import type { Stores } from '../stores.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { addDays, addMonths, dateAt } from '../time/local-date.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import { type Review, renewedThemes } from './review.ts';
import { reviewZone } from './review-dates.ts';
import { type YearFigures, yearFigures } from './year-figures.ts';

/** More meetings than a twinning settles in decades. */
const MOST_MEETINGS = 5000;

/** The figures of a span, as the facts stand now. The themes are those of the last review that all agreed to before it. */
export async function readYear(
  stores: Stores,
  scope: TwinningScope,
  span: { readonly fromOn: LocalDate; readonly untilOn: LocalDate },
  now: Instant,
): Promise<YearFigures> {
  const { id } = scope.twinning;
  const [meetings, commitments, reviews] = await Promise.all([
    stores.meetings.meetingsOf(id, ['confirmed'], MOST_MEETINGS),
    stores.commitments.commitmentsOf(id),
    stores.reviews.reviewsOf(id),
  ]);
  const attendances = await stores.records.attendanceOf(meetings.map((meeting) => meeting.id));
  const themes = renewedThemes(agreedBefore(reviews, span.untilOn) ?? { parts: [] });
  return yearFigures({ ...span, now, towns: scope.towns, meetings, attendances, commitments, themes });
}

/** The last twelve months, today included. */
export function lastYear(
  scope: TwinningScope,
  now: Instant,
): { readonly fromOn: LocalDate; readonly untilOn: LocalDate } {
  const untilOn = addDays(dateAt(now, reviewZone(scope)), 1);
  return { fromOn: addMonths(untilOn, -12), untilOn };
}

/** The last review before that day that all towns have agreed to. */
export const agreedBefore = (reviews: readonly Review[], on: LocalDate): Review | undefined =>
  reviews.filter(({ state, dueOn }) => state === 'confirmed' && dueOn < on).at(-1);
