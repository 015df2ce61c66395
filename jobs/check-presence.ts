import { z } from 'zod';
import { checkPresence } from '../src/chat/check-presence.ts';
import { defineJob } from '../src/chat/job.ts';

/** Whether whoever is behind an account is still there: a platform told so, or would not take a message to them. */
export default defineJob({
  payload: z.object({ platform: z.enum(['slack', 'discord']), tenantId: z.string(), userId: z.string() }),
  attempts: 3,
  key: ({ platform, tenantId, userId }) => `${platform}-${tenantId}-${userId}`,
  run: async (account, context) => ((await checkPresence(account, context)) ? 'done' : 'skipped'),
});
