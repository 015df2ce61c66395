import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { refreshCalendars } from '../src/chat/refresh-calendars.ts';
import { MINUTE_MS } from '../src/core/time/instant.ts';

/** Reads the private calendars whose turn it is; each has its turn about every six hours. */
export default defineJob({
  payload: z.object({}),
  attempts: 1,
  everyMs: 10 * MINUTE_MS,
  key: () => 'all',
  run: async (_, context) => ((await refreshCalendars(context)) > 0 ? 'done' : 'skipped'),
});
