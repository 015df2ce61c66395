import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { startDueReview } from '../src/core/review/start-review.ts';
import type { Id } from '../src/core/world.ts';

export default defineJob({
  payload: z.object({ id: z.custom<Id<'rvw'>>((id) => typeof id === 'string' && id.startsWith('rvw_')) }),
  attempts: 3,
  key: ({ id }) => id,
  run: async ({ id }, { database, world }) =>
    (await startDueReview({ database, world }, id)) === undefined ? 'skipped' : 'done',
});
