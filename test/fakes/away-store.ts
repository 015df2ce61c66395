import type { AwayStore } from '../../src/core/availability/away-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, select, type Tables } from './tables.ts';

export function fakeAwayStore(tables: Tables): AwayStore {
  return {
    async awayOf(memberIds) {
      return select(
        tables.away.values(),
        ({ memberId }) => memberIds.includes(memberId),
        ({ fromOn }) => fromOn,
        ({ memberId }) => memberId,
      );
    },
    async saveAway(memberId, spans) {
      for (const [key, row] of tables.away) if (row.memberId === memberId) tables.away.delete(key);
      for (const { fromOn, untilOn } of spans) {
        const key = `${memberId}/${fromOn}`;
        if (tables.away.has(key)) throw new StoreConflict('away');
        tables.away.set(key, copy({ memberId, fromOn, untilOn }));
      }
    },
    async forgetAwayBefore(on) {
      let forgotten = 0;
      for (const [key, { untilOn }] of tables.away)
        if (untilOn < on && tables.away.delete(key)) forgotten += 1;
      return forgotten;
    },
  };
}
