import { z } from 'zod';
import { deliverReminder } from '../src/chat/deliver-reminder.ts';
import { defineJob } from '../src/chat/job.ts';
import type { Id } from '../src/core/world.ts';

export default defineJob({
  payload: z.object({ id: z.custom<Id<'rem'>>((id) => typeof id === 'string' && id.startsWith('rem_')) }),
  attempts: 3,
  key: ({ id }) => id,
  run: ({ id }, context) => deliverReminder(id, context),
});
