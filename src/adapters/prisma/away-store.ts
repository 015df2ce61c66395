import type { AwayStore } from '../../core/availability/away-store.ts';
import { type Client, readId } from './row.ts';

export function prismaAwayStore(client: Client): AwayStore {
  return {
    async awayOf(memberIds) {
      const rows = await client.away.findMany({
        where: { memberId: { in: [...memberIds] } },
        orderBy: [{ fromOn: 'asc' }, { memberId: 'asc' }],
      });
      return rows.map(({ memberId, fromOn, untilOn }) => ({
        memberId: readId('mbr', memberId),
        fromOn,
        untilOn,
      }));
    },
    async saveAway(memberId, spans) {
      await client.away.deleteMany({ where: { memberId } });
      const data = spans.map(({ fromOn, untilOn }) => ({ memberId, fromOn, untilOn }));
      await client.away.createMany({ data });
    },
    async forgetAwayBefore(on) {
      const { count } = await client.away.deleteMany({ where: { untilOn: { lt: on } } });
      return count;
    },
  };
}
