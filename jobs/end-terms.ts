import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { endTerms } from '../src/core/committee/vacate-office.ts';
import { HOUR_MS } from '../src/core/time/instant.ts';

/** Offices whose last day has passed where their town is become vacant. */
export default defineJob({
  payload: z.object({}),
  attempts: 3,
  everyMs: HOUR_MS,
  key: () => 'all',
  async run(_, { world, database, log }) {
    const ended = await endTerms({ world, database });
    if (ended > 0) log.info('terms.ended', { count: ended });
    return ended > 0 ? 'done' : 'skipped';
  },
});
