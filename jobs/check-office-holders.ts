import { z } from 'zod';
import { checkLater } from '../src/chat/check-presence.ts';
import { defineJob } from '../src/chat/job.ts';
import { DAY_MS } from '../src/core/time/instant.ts';

/** Daily: are those whom others rely on still there? Discord tells of nobody who leaves without being asked. */
export default defineJob({
  payload: z.object({}),
  attempts: 3,
  everyMs: DAY_MS,
  key: () => 'all',
  async run(_, { database, queue }) {
    const holders = await database.committees.officeHolders();
    const accounts = holders.flatMap((member) => member.accounts);
    for (const account of accounts) await checkLater(account, queue);
    return accounts.length > 0 ? 'done' : 'skipped';
  },
});
