import { isOpen } from '../../src/core/commitment/commitment.ts';
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
    async commitmentsBefore(anchor) {
      return select(
        tables.commitments.values(),
        ({ dueBefore, state }) => dueBefore?.id === anchor.id && isOpen({ state }),
        (commitment) => commitment.number,
      );
    },
    async commitmentsToRepeat() {
      const followed = new Set([...tables.commitments.values()].map(({ previousId }) => previousId));
      return select(
        tables.commitments.values(),
        ({ id, every, state }) =>
          every !== undefined && !followed.has(id) && (state === 'accepted' || state === 'done'),
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      ).map(({ id }) => id);
    },
    async commitmentAfter(id) {
      return first(tables.commitments.values(), ({ previousId }) => previousId === id);
    },
    async nextCommitmentNumber(twinningId) {
      return next(tables, 'commitment', twinningId);
    },
    async insertCommitment(commitment) {
      const taken = [...tables.commitments.values()].some(
        (other) =>
          other.id === commitment.id ||
          (other.twinningId === commitment.twinningId && other.number === commitment.number) ||
          (commitment.previousId !== undefined && other.previousId === commitment.previousId),
      );
      if (taken) throw new StoreConflict('commitment');
      refuseTwice(commitment.id, commitment.toTownIds);
      tables.commitments.set(commitment.id, copy(commitment));
    },
    async saveCommitment(commitment) {
      refuseTwice(commitment.id, commitment.toTownIds);
      replace(tables.commitments, commitment);
    },
    async insertChange(change) {
      const key = `${change.commitmentId}/${change.version}`;
      if (tables.commitmentChanges.has(key)) throw new StoreConflict('commitment change');
      tables.commitmentChanges.set(key, copy(change));
    },
    async changesOf(id) {
      return select(
        tables.commitmentChanges.values(),
        ({ commitmentId }) => commitmentId === id,
        ({ version }) => version,
      );
    },
    async changesIn(id) {
      return select(
        tables.commitmentChanges.values(),
        ({ twinningId }) => twinningId === id,
        ({ at }) => at,
        ({ commitmentId }) => commitmentId,
        ({ version }) => version,
      );
    },
  };
}
