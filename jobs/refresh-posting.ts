import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { refreshPosting } from '../src/chat/refresh-posting.ts';
import type { Id } from '../src/core/world.ts';

export default defineJob({
  payload: z.object({ id: z.custom<Id<'pst'>>((id) => typeof id === 'string' && id.startsWith('pst_')) }),
  attempts: 3,
  key: ({ id }) => id,
  run: ({ id }, context) => refreshPosting(id, context),
});
