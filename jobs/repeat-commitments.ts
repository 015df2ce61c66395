import { z } from 'zod';
import { defineJob } from '../src/chat/job.ts';
import { repeatCommitment } from '../src/core/commitment/repeat-commitment.ts';
import { DAY_MS } from '../src/core/time/instant.ts';

/** What recurs is offered anew when it is confirmed; a month ahead at the latest, if nobody confirms. */
export default defineJob({
  payload: z.object({}),
  attempts: 3,
  everyMs: DAY_MS,
  key: () => 'all',
  async run(_, { world, database, log }) {
    let offered = 0;
    for (const id of await database.commitments.commitmentsToRepeat())
      if (await repeatCommitment({ world, database }, id)) offered += 1;
    if (offered > 0) log.info('commitments.repeated', { count: offered });
    return offered > 0 ? 'done' : 'skipped';
  },
});
