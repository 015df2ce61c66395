import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { DAY_MS, HOUR_MS } from '../src/core/time/instant.ts';
import { dateAt } from '../src/core/time/local-date.ts';

/** So long somebody may think about a plan. */
const DRAFTED_DAYS = 180;

/**
 * Drafts that nobody corrected, plans that nobody offered, request ids that no platform repeats any more, days away and
 * busy times that have passed.
 */
export default defineJob({
  payload: z.object({}),
  attempts: 1,
  everyMs: HOUR_MS,
  key: () => 'all',
  async run(_, { world, database }) {
    const now = world.now();
    const forgotten = await database.transaction(
      async (tx) =>
        (await tx.drafts.forgetExpiredDrafts(now)) +
        (await tx.seenRequests.forgetSeenBefore(now - DAY_MS)) +
        (await tx.programmes.forgetDraftedBefore(now - DRAFTED_DAYS * DAY_MS)) +
        // A day later than the clock says: then it has passed everywhere.
        (await tx.busyCalendars.forgetBusyBefore(now)) +
        (await tx.away.forgetAwayBefore(dateAt(now - DAY_MS, 'UTC'))),
    );
    return forgotten > 0 ? 'done' : 'skipped';
  },
});
