import { nextDigest, usualDigestTime } from '../digest/digest-time.ts';
import type { Reminder } from '../reminder/reminder.ts';
import type { Transaction } from '../stores.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { addDays, addMonths, dateAt } from '../time/local-date.ts';
import { atTimeOfDay } from '../time/resolve-wall.ts';
import type { TwinningSettings } from '../twinning/settings.ts';
import type { Space, TwinningScope } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import type { Review } from './review.ts';
import {
  foundingDay,
  MORNING,
  nextMultiple,
  nextReviewDate,
  reviewStartAt,
  reviewZone,
} from './review-dates.ts';

type Bell = Pick<Reminder, 'kind' | 'occurrence' | 'dueAt'>;

/** Its row says for which day and hour it was planned: when it rings, that is compared with what is wanted then. */
export const digestOccurrence = (on: LocalDate, hour: number): string => `digest-${on}-${hour}`;
export const anniversaryOccurrence = (on: LocalDate): string => `anniversary-${on}`;
/** The day that the occurrence of an anniversary names. */
export const dayOfAnniversary = (occurrence: string): LocalDate => occurrence.slice('anniversary-'.length);

/** What a space hears by itself next: its digest, and the next anniversary at nine on its own clock. */
export function planBells(
  scope: TwinningScope,
  settings: TwinningSettings,
  now: Instant,
  world: World,
): Reminder[] {
  const base = foundingDay(scope, settings);
  return scope.spaces.flatMap((space): Reminder[] => {
    const timeZone = scope.towns.find(({ id }) => id === space.townId)?.timeZone ?? 'UTC';
    const bells = [
      ...(base === undefined ? [] : [anniversaryBell(base, timeZone, now)]),
      ...digestBell(space, timeZone, now),
    ];
    return bells.map((bell) => ({
      id: world.newId('rem'),
      twinningId: scope.twinning.id,
      about: { type: 'twinning', id: scope.twinning.id },
      target: { type: 'space', spaceId: space.id },
      subjectVersion: 1,
      createdAt: now,
      state: 'scheduled',
      attempts: 0,
      ...bell,
    }));
  });
}

function digestBell({ digest = usualDigestTime }: Space, timeZone: string, now: Instant): Bell[] {
  if (digest === 'off') return [];
  const { on, at } = nextDigest(digest, timeZone, now);
  return [{ kind: 'digest', occurrence: digestOccurrence(on, digest.hour), dueAt: at }];
}

function anniversaryBell(base: LocalDate, timeZone: string, now: Instant): Bell {
  const morning = (on: LocalDate) => atTimeOfDay(on, MORNING, timeZone).at;
  let on = nextMultiple(base, 12, addDays(dateAt(now, timeZone), -1));
  if (morning(on) <= now) on = nextMultiple(base, 12, on);
  return { kind: 'anniversary', occurrence: anniversaryOccurrence(on), dueAt: morning(on) };
}

/**
 * Sees to it that whatever comes by itself is planned: digests, the anniversary, the next review. Changes nothing where
 * it is; so it may be called whenever something of it has changed, and once a day in case a call was missed. Hold the
 * settings (`lockSettings`).
 */
export async function planRenewal(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  settings: TwinningSettings,
): Promise<void> {
  const bells = planBells(scope, settings, now, world);
  await tx.reminders.insertReminders(bells);
  // A row that was there already has another id; a wake for none does no harm.
  for (const { id, dueAt } of bells) tx.wake({ type: 'reminder', id, at: dueAt });
  await planReview(tx, world, now, scope, settings);
}

/** One review is planned at any time; it follows the agreement until it begins. */
export async function planReview(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  settings: TwinningSettings,
): Promise<void> {
  const reviews = await tx.reviews.reviewsOf(scope.twinning.id);
  const planned = reviews.find(({ state }) => state === 'planned');
  const last = reviews.filter(({ state }) => state !== 'planned').at(-1);
  // Its time has come: it begins any moment.
  if (planned !== undefined && planned.startsAt <= now) return;
  const dueOn = nextReviewDate(scope, settings, last?.dueOn, now);
  const dates = {
    dueOn,
    fromOn: last?.dueOn ?? addMonths(dueOn, -settings.reviewMonths),
    startsAt: reviewStartAt(dueOn, reviewZone(scope)),
  };
  if (planned?.dueOn === dueOn && planned.fromOn === dates.fromOn) return;
  const review: Review =
    planned === undefined ? newReview(scope.twinning.id, dates, now, world) : { ...planned, ...dates };
  await (planned === undefined ? tx.reviews.insertReview(review) : tx.reviews.saveReview(review));
  tx.wake({ type: 'review-start', id: review.id, at: review.startsAt });
}

export const newReview = (
  twinningId: Id<'twn'>,
  dates: Pick<Review, 'dueOn' | 'fromOn' | 'startsAt'>,
  now: Instant,
  world: World,
): Review => ({
  id: world.newId('rvw'),
  twinningId,
  ...dates,
  state: 'planned',
  version: 1,
  parts: [],
  confirmations: [],
  changedAt: now,
});
