import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { closePoll } from '../src/core/meeting/decide-meeting.ts';
import type { Id } from '../src/core/world.ts';

export default defineJob({
  payload: z.object({ id: z.custom<Id<'mtg'>>((id) => typeof id === 'string' && id.startsWith('mtg_')) }),
  attempts: 3,
  key: ({ id }) => id,
  run: async ({ id }, { database, world }) =>
    (await closePoll({ database, world }, id)) === undefined ? 'skipped' : 'done',
});
