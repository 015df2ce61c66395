import type { HandoverStore } from '../../src/core/committee/handover-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, replace, select, type Tables } from './tables.ts';

export function fakeHandoverStore(tables: Tables): HandoverStore {
  return {
    async handover(id) {
      return copy(tables.handovers.get(id));
    },
    // Transactions come one after the other here: whoever runs holds every row.
    async lockHandover(id) {
      return copy(tables.handovers.get(id));
    },
    async handoversOf(townIds, states) {
      return select(
        tables.handovers.values(),
        ({ townId, state }) => townIds.includes(townId) && states.includes(state),
        ({ proposedAt }) => proposedAt,
        ({ id }) => id,
      );
    },
    async insertHandover(handover) {
      if (tables.handovers.has(handover.id)) throw new StoreConflict('handover');
      tables.handovers.set(handover.id, copy(handover));
    },
    async saveHandover(handover) {
      replace(tables.handovers, handover);
    },
  };
}
