import type { SeenRequestStore } from '../../core/stores.ts';
import { type Client, toDate } from './row.ts';

export function prismaSeenRequestStore(client: Client): SeenRequestStore {
  return {
    async firstSight(requestId, now) {
      const { count } = await client.seenRequest.createMany({
        data: { id: requestId, seenAt: toDate(now) },
        skipDuplicates: true,
      });
      return count === 1;
    },
    async forgetSeenBefore(at) {
      const { count } = await client.seenRequest.deleteMany({ where: { seenAt: { lt: toDate(at) } } });
      return count;
    },
  };
}
