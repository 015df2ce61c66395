import type { CommitmentStore } from '../../src/core/commitment/commitment-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, first, next, refuseTwice, replace, select, type Tables } from './tables.ts';

export function fakeCommitmentStore(tables: Tables): CommitmentStore {
  return {
    async commitment(id) {
      return copy(tables.commitments.get(id));
    },
    async commitmentByNumber(twinningId, number) {
      return first(
        tables.commitments.values(),
        (commitment) => commitment.twinningId === twinningId && commitment.number === number,
      );
    },
    // Transactions come one after the other here: whoever runs holds every row.
    async lockCommitment(id) {
      return copy(tables.commitments.get(id));
    },
    async commitmentsOf(twinningId) {
      return select(
        tables.commitments.values(),
        (commitment) => commitment.twinningId === twinningId,
        (commitment) => commitment.number,
      );
    },
    async nextCommitmentNumber(twinningId) {
      return next(tables, 'commitment', twinningId);
    },
    async insertCommitment(commitment) {
      const taken = [...tables.commitments.values()].some(
        (other) =>
          other.id === commitment.id ||
          (other.twinningId === commitment.twinningId && other.number === commitment.number),
      );
      if (taken) throw new StoreConflict('commitment');
      refuseTwice(commitment.id, commitment.toTownIds);
      tables.commitments.set(commitment.id, copy(commitment));
    },
    async saveCommitment(commitment) {
      refuseTwice(commitment.id, commitment.toTownIds);
      replace(tables.commitments, commitment);
    },
  };
}
