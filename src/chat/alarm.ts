import type { Wake } from '../core/stores.ts';
import { HOUR_MS } from '../core/time/instant.ts';
import type { JobContext, Queue } from './job.ts';

const MOST_AT_ONCE = 500;
/** The queue is told of what is nearer than this; the rest waits in its rows. */
const AHEAD_MS = 24 * HOUR_MS;

/** Tells the queue what a transaction has made due. */
export async function wakeJobs(queue: Queue, wakes: readonly Wake[]): Promise<void> {
  for (const wake of wakes) {
    if (wake.type === 'posting') await queue.add('refresh-posting', { id: wake.id });
    else if (wake.type === 'reminder')
      await queue.add('deliver-reminder', { id: wake.id }, { runAt: wake.at, key: wake.id });
    else if (wake.type === 'review-start')
      await queue.add('start-review', { id: wake.id }, { runAt: wake.at, key: wake.id });
    else await queue.add('close-poll', { id: wake.id }, { runAt: wake.at, key: wake.id });
  }
}

/**
 * Compares rows and queue: whatever is due and not held gets a job, and so does what falls due soon. This makes a
 * queue that lost everything, and a month of downtime, boring.
 */
export async function reconcile({ world, database, queue, log }: JobContext): Promise<number> {
  const now = world.now();
  const [due, coming, postings, polls, reviews] = await Promise.all([
    database.reminders.dueReminders(now, MOST_AT_ONCE),
    database.reminders.comingReminders(now, now + AHEAD_MS, MOST_AT_ONCE),
    database.postings.duePostings(now, MOST_AT_ONCE),
    database.meetings.pollsToClose(now, MOST_AT_ONCE),
    database.reviews.reviewsToStart(now, MOST_AT_ONCE),
  ]);
  // Without an instant, as another job than the one that was planned: that one may wait for a clock that was moved.
  for (const { id } of due) await queue.add('deliver-reminder', { id }, { key: id });
  for (const { id, dueAt } of coming) await queue.add('deliver-reminder', { id }, { runAt: dueAt, key: id });
  for (const id of postings) await queue.add('refresh-posting', { id }, { key: id });
  for (const { id } of polls) await queue.add('close-poll', { id }, { key: id });
  for (const id of reviews) await queue.add('start-review', { id }, { key: id });
  const found = due.length + postings.length + polls.length + reviews.length;
  if (found > 0)
    log.info('reconciled', {
      reminders: due.length,
      postings: postings.length,
      polls: polls.length,
      reviews: reviews.length,
    });
  return found;
}
