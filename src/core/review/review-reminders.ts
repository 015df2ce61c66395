import type { Reminder } from '../reminder/reminder.ts';
import { spaceFor } from '../reminder/reminder-plan.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { addDays, addMonths } from '../time/local-date.ts';
import { atTimeOfDay } from '../time/resolve-wall.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import type { Review } from './review.ts';
import { MORNING } from './review-dates.ts';

/**
 * To each town's committee space: a week and a day before the review's date, and then once a month, three times. Whether
 * that town is still waited for is seen when they ring. Nothing follows after that: nobody is nagged.
 */
export function planReviewReminders(
  review: Review,
  scope: TwinningScope,
  now: Instant,
  world: World,
): Reminder[] {
  const days: readonly (readonly [occurrence: string, on: LocalDate])[] = [
    ...[7, 1].map((count) => [`days-${count}`, addDays(review.dueOn, -count)] as const),
    ...[1, 2, 3].map((count) => [`months-${count}`, addMonths(review.dueOn, count)] as const),
  ];
  return scope.towns.flatMap(({ id, timeZone }): Reminder[] => {
    const space = spaceFor({ townId: id }, scope);
    if (space === undefined) return [];
    return days
      .map(
        ([occurrence, on]): Reminder => ({
          id: world.newId('rem'),
          twinningId: scope.twinning.id,
          about: { type: 'review', id: review.id },
          kind: 'review-waiting',
          target: { type: 'space', spaceId: space.id },
          occurrence,
          subjectVersion: 1,
          dueAt: atTimeOfDay(on, MORNING, timeZone).at,
          createdAt: now,
          state: 'scheduled',
          attempts: 0,
        }),
      )
      .filter(({ dueAt }) => dueAt > now);
  });
}
