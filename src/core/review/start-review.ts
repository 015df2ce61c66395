import { type Deps, post } from '../acting.ts';
import type { Member } from '../committee/member.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import { addMonths, dateAt } from '../time/local-date.ts';
import type { TwinningSettings } from '../twinning/settings.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import { newReview, planReview } from './plan-renewal.ts';
import { isUnderWay, presentReview, type Review } from './review.ts';
import { nextMultiple, nextReviewDate, reviewStartAt, reviewZone } from './review-dates.ts';
import { planReviewReminders } from './review-reminders.ts';

/** Begins a review whose time has come. Undefined when it has not, or somebody was first. */
export async function startDueReview({ database, world }: Deps, id: Id<'rvw'>): Promise<Review | undefined> {
  const now = world.now();
  const found = await database.reviews.review(id);
  if (found === undefined) return undefined;
  return await database.transaction(async (tx) => {
    const settings = await tx.settings.lockSettings(found.twinningId);
    const review = await tx.reviews.lockReview(id);
    const scope = await tx.twinnings.scope(found.twinningId);
    if (review === undefined || scope === undefined) return undefined;
    if (review.state !== 'planned' || review.startsAt > now) return undefined;
    if (scope.towns.length < 2) {
      // Alone there is nobody to look back with.
      await postpone(tx, review, scope, settings, now);
      return undefined;
    }
    return await begin(tx, world, now, scope, settings, review);
  });
}

async function postpone(
  tx: Transaction,
  review: Review,
  scope: TwinningScope,
  settings: TwinningSettings,
  now: Instant,
): Promise<void> {
  const dueOn = nextReviewDate(scope, settings, undefined, now);
  const startsAt = reviewStartAt(dueOn, reviewZone(scope));
  await tx.reviews.saveReview({
    ...review,
    dueOn,
    startsAt,
    fromOn: addMonths(dueOn, -settings.reviewMonths),
  });
  tx.wake({ type: 'review-start', id: review.id, at: startsAt });
}

/**
 * Begins the next review now, because somebody asked for it. More than a month ahead of its date it becomes one of its
 * own, a month from today. Hold the settings.
 */
export async function startReviewNow(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  settings: TwinningSettings,
  by: Member,
): Promise<Review> {
  const reviews = await tx.reviews.reviewsOf(scope.twinning.id);
  const last = reviews.filter(({ state }) => state !== 'planned').at(-1);
  const wantedOn = addMonths(dateAt(now, reviewZone(scope)), 1);
  const planned = reviews.find(({ state }) => state === 'planned');
  const isNear = planned !== undefined && planned.dueOn <= nextMultiple(wantedOn, 1, wantedOn);
  const dueOn = isNear ? planned.dueOn : wantedOn;
  const dates = { dueOn, fromOn: last?.dueOn ?? addMonths(dueOn, -settings.reviewMonths), startsAt: now };
  const review = planned ?? newReview(scope.twinning.id, dates, now, world);
  if (planned === undefined) await tx.reviews.insertReview(review);
  return await begin(tx, world, now, scope, settings, { ...review, ...dates }, by);
}

/** Announces it in every space; an earlier one that nobody brought to its end gives way. */
async function begin(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  settings: TwinningSettings,
  review: Review,
  by?: Member,
): Promise<Review> {
  const before = presentReview(await tx.reviews.reviewsOf(scope.twinning.id));
  if (before !== undefined && isUnderWay(before) && before.state !== 'confirmed')
    await tx.reviews.saveReview({ ...before, state: 'lapsed', changedAt: now });
  const begun: Review = { ...review, state: 'open', changedAt: now };
  await tx.reviews.saveReview(begun);
  await post(tx, world, now, scope.spaces, { type: 'review', id: begun.id }, 'review');
  const reminders = planReviewReminders(begun, scope, now, world);
  await tx.reminders.insertReminders(reminders);
  for (const { id, dueAt } of reminders) tx.wake({ type: 'reminder', id, at: dueAt });
  await planReview(tx, world, now, scope, settings);
  await tx.audit.record({
    id: world.newId('aud'),
    at: now,
    twinningId: scope.twinning.id,
    ...(by === undefined ? {} : { townId: by.townId, memberId: by.id }),
    action: 'twin/review',
    subjectId: begun.id,
  });
  return begun;
}
