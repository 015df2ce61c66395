import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { DAY_MS } from '../src/core/time/instant.ts';
import { planFor } from '../src/core/twinning/start-twinning.ts';

/** On start and daily: digests, anniversaries and reviews plan each other; this makes up for whatever was missed. */
export default defineJob({
  payload: z.object({}),
  attempts: 3,
  everyMs: DAY_MS,
  key: () => 'all',
  async run(_, { world, database }) {
    const now = world.now();
    const ids = await database.twinnings.twinningIds();
    for (const id of ids) await database.transaction((tx) => planFor(tx, world, now, id));
    return ids.length > 0 ? 'done' : 'skipped';
  },
});
