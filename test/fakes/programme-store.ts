import type { ProgrammeStore } from '../../src/core/programme/programme-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, first, replace, select, type Tables } from './tables.ts';

export function fakeProgrammeStore(tables: Tables): ProgrammeStore {
  return {
    async programme(id) {
      return copy(tables.programmes.get(id));
    },
    // Transactions come one after the other here: whoever runs holds every row.
    async lockProgramme(id) {
      return copy(tables.programmes.get(id));
    },
    async programmesOf(twinningId) {
      return select(
        tables.programmes.values(),
        (programme) => programme.twinningId === twinningId && programme.state === 'offered',
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      );
    },
    async programmeWith(commitmentId) {
      return first(tables.programmes.values(), ({ parts }) =>
        parts.some((part) => part.commitmentId === commitmentId),
      );
    },
    async insertProgramme(programme) {
      if (tables.programmes.has(programme.id)) throw new StoreConflict('programme');
      tables.programmes.set(programme.id, copy(programme));
    },
    async saveProgramme(programme) {
      replace(tables.programmes, programme);
    },
    async forgetDraftedBefore(at) {
      let forgotten = 0;
      for (const [id, { state, createdAt }] of tables.programmes)
        if (state === 'draft' && createdAt < at && tables.programmes.delete(id)) forgotten += 1;
      return forgotten;
    },
  };
}
