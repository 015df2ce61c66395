import { z } from 'zod';
import { reconcile } from '../src/chat/alarm.ts';
import { defineJob } from '../src/chat/job.ts';

export default defineJob({
  payload: z.object({}),
  attempts: 1,
  everyMs: 60_000,
  key: () => 'all',
  run: async (_, context) => ((await reconcile(context)) > 0 ? 'done' : 'skipped'),
});
