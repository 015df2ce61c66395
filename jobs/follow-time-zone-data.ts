import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { followTimeZoneData } from '../src/core/meeting/follow-time-zone-data.ts';
import { DAY_MS } from '../src/core/time/instant.ts';

/** On start and daily: has the time-zone data changed under the meetings to come? */
export default defineJob({
  payload: z.object({}),
  attempts: 3,
  everyMs: DAY_MS,
  key: () => 'all',
  async run(_, { world, database, log }) {
    const moved = await followTimeZoneData({ world, database });
    if (moved > 0) log.info('time-zone-data.followed', { count: moved, version: world.timeZoneData() });
    return moved > 0 ? 'done' : 'skipped';
  },
});
