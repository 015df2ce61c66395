import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { planSilence } from '../src/core/reminder/notice-silence.ts';
import { DAY_MS } from '../src/core/time/instant.ts';

/** Daily: which towns have not answered for weeks, and who is to be told next. */
export default defineJob({
  payload: z.object({}),
  attempts: 3,
  everyMs: DAY_MS,
  key: () => 'all',
  async run(_, { world, database, log }) {
    let planned = 0;
    for (const id of await database.twinnings.twinningIds()) {
      planned += await database.transaction(async (tx) => {
        const scope = await tx.twinnings.scope(id);
        return scope === undefined ? 0 : await planSilence(tx, world, world.now(), scope);
      });
    }
    if (planned > 0) log.info('silence.noticed', { count: planned });
    return planned > 0 ? 'done' : 'skipped';
  },
});
