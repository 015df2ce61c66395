import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Programme, pastWays, programmeStates } from '../../src/core/programme/programme.ts';
import { programmeNames } from '../../src/core/programme/programme-template.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import * as random from './random-values.ts';
import { start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';

export function programmeStoreContract(bench: Bench): void {
  const aProgramme = (changes: Partial<Programme> = {}): Programme => ({
    id: bench.world.newId('prg'),
    twinningId: bench.towns.twinning.id,
    template: 'youth-exchange',
    on: '2028-07-10',
    hostTownId: bench.towns.odder.id,
    guestTownIds: [bench.towns.plerin.id],
    plannedById: bench.towns.mette.id,
    plannedByTownId: bench.towns.odder.id,
    leftOut: [],
    past: 'leave-out',
    deadlines: {},
    state: 'offered',
    parts: [],
    kept: {},
    createdAt: start,
    ...changes,
  });
  const insert = async (changes: Partial<Programme> = {}): Promise<Programme> => {
    const programme = aProgramme(changes);
    await bench.database.programmes.insertProgramme(programme);
    return programme;
  };

  describe('programmes', () => {
    it('read as they were written, and as they were saved', async () => {
      const { database, towns, world } = bench;
      const text = fc.record(
        { en: random.texts, da: random.texts, de: random.texts, fr: random.texts },
        { noNullPrototype: true },
      );
      const keys = random.names.filter((name) => name !== '__proto__');
      const anyProgramme = random.recordOf(
        {
          template: fc.constantFrom(...programmeNames),
          on: random.dates,
          hostTownId: fc.constantFrom(towns.odder.id, towns.plerin.id),
          guestTownIds: fc.subarray([towns.odder.id, towns.plerin.id]),
          plannedById: fc.constantFrom(towns.mette.id, towns.yann.id),
          plannedByTownId: fc.constantFrom(towns.odder.id, towns.plerin.id),
          leftOut: fc.array(random.texts, { maxLength: 3 }),
          past: fc.constantFrom(...pastWays),
          deadlines: fc.dictionary(keys, random.dates, { maxKeys: 3, noNullPrototype: true }),
          state: fc.constantFrom(...programmeStates),
          kept: fc.dictionary(keys, fc.record({ text, seen: fc.boolean() }, { noNullPrototype: true }), {
            maxKeys: 3,
            noNullPrototype: true,
          }),
          createdAt: random.instants,
        },
        {},
      );
      await random.forRandom(fc.tuple(anyProgramme, anyProgramme), async ([first, next]) => {
        const parts = [
          { commitmentId: world.newId('cmt'), stepId: 'travel' },
          { commitmentId: world.newId('cmt'), stepId: 'insurance' },
        ];
        const written = await insert({ ...first, parts });
        expect(await database.programmes.programme(written.id)).toStrictEqual(written);
        const saved = aProgramme({ ...next, id: written.id });
        await database.programmes.saveProgramme(saved);
        expect(await database.programmes.programme(written.id)).toStrictEqual(saved);
      });
    });

    it('are found by twinning once offered, oldest first, and by each of their commitments', async () => {
      const { database, world, towns } = bench;
      const part = () => ({ commitmentId: world.newId('cmt'), stepId: 'travel' });
      const [one, two, other] = [part(), part(), part()];
      const second = await insert({ createdAt: start + 1, parts: [other] });
      const first = await insert({ parts: [one, two] });
      await insert({ state: 'draft' });
      const { programmes } = database;
      expect(await programmes.programmesOf(towns.twinning.id)).toStrictEqual([first, second]);
      expect(await programmes.programmesOf(world.newId('twn'))).toEqual([]);
      for (const { commitmentId } of [one, two])
        expect(await programmes.programmeWith(commitmentId)).toStrictEqual(first);
      expect(await programmes.programmeWith(other.commitmentId)).toStrictEqual(second);
      expect(await programmes.programmeWith(world.newId('cmt'))).toBeUndefined();
      expect(await programmes.programme(world.newId('prg'))).toBeUndefined();
      await database.transaction(async (tx) => {
        expect(await tx.programmes.lockProgramme(first.id)).toStrictEqual(first);
        expect(await tx.programmes.lockProgramme(world.newId('prg'))).toBeUndefined();
      });
      await expect(programmes.insertProgramme(first)).rejects.toBeInstanceOf(StoreConflict);
      await expect(programmes.saveProgramme(aProgramme())).rejects.toThrow();
    });

    it('that were never offered are forgotten after a while', async () => {
      const { database } = bench;
      const [old, young, offered] = [
        await insert({ state: 'draft' }),
        await insert({ state: 'draft', createdAt: start + 5 }),
        await insert(),
      ];
      const forgotten = await database.transaction((tx) => tx.programmes.forgetDraftedBefore(start + 5));
      expect(forgotten).toBe(1);
      expect(await database.programmes.programme(old.id)).toBeUndefined();
      for (const { id } of [young, offered]) expect(await database.programmes.programme(id)).toBeDefined();
    });

    it('need their twinning, their host, and who planned them', async () => {
      const { world } = bench;
      await expect(insert({ twinningId: world.newId('twn') })).rejects.toThrow();
      await expect(insert({ hostTownId: world.newId('town') })).rejects.toThrow();
      await expect(insert({ plannedById: world.newId('mbr') })).rejects.toThrow();
      await expect(insert({ plannedByTownId: world.newId('town') })).rejects.toThrow();
    });
  });
}
