import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { extendSeries } from '../src/core/series/extend-series.ts';
import { DAY_MS } from '../src/core/time/instant.ts';

/** What came into sight since yesterday: occurrences a year ahead, events of a server a month ahead. */
export default defineJob({
  payload: z.object({}),
  attempts: 3,
  everyMs: DAY_MS,
  key: () => 'all',
  async run(_, { world, database, log }) {
    let made = 0;
    for (const id of await database.series.openSeries()) made += await extendSeries({ world, database }, id);
    if (made > 0) log.info('series.extended', { count: made });
    return made > 0 ? 'done' : 'skipped';
  },
});
