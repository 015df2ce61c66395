import { digestOf, isDigestTime } from '../core/digest/digest.ts';
import type { SubjectNow } from '../core/reminder/delivery-check.ts';
import type { Reminder } from '../core/reminder/reminder.ts';
import { dayOfAnniversary } from '../core/review/plan-renewal.ts';
import { presentReview } from '../core/review/review.ts';
import { anniversaryOn, foundingDay } from '../core/review/review-dates.ts';
import type { Stores } from '../core/stores.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Facts } from './view/people.ts';

/** More meetings than a twinning has to come. */
const MOST_READ = 500;

/** What the bells of a twinning's own year are about, as it stands when they ring. */
export async function readRenewal(
  reminder: Reminder,
  facts: Facts,
  stores: Stores,
  now: Instant,
): Promise<Pick<SubjectNow, 'anniversary' | 'digest' | 'review'>> {
  const { about, kind } = reminder;
  if (about.type === 'review') return { review: await stores.reviews.review(about.id) };
  if (kind === 'anniversary') {
    const base = facts.settings && foundingDay(facts.scope, facts.settings);
    const on = dayOfAnniversary(reminder.occurrence);
    return base === undefined ? {} : { anniversary: anniversaryOn(base, on) };
  }
  if (kind !== 'digest') return {};
  const { scope } = facts;
  const { target } = reminder;
  const space = target.type === 'space' ? scope.spaces.find(({ id }) => id === target.spaceId) : undefined;
  const town = scope.towns.find(({ id }) => id === space?.townId);
  if (space === undefined || town === undefined || !isDigestTime(reminder, space, town.timeZone)) return {};
  const { id } = scope.twinning;
  const [meetings, commitments, reviews] = await Promise.all([
    stores.meetings.meetingsOf(id, ['polling', 'confirmed'], MOST_READ),
    stores.commitments.commitmentsOf(id),
    stores.reviews.reviewsOf(id),
  ]);
  return {
    digest: digestOf({ ...facts, meetings, commitments, review: presentReview(reviews) }, space, now),
  };
}
