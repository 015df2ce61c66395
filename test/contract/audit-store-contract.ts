import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEntry, Trail } from '../../src/core/audit.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import * as random from './random-values.ts';
import { start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';

export function auditStoreContract(bench: Bench): void {
  const anEntry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
    id: bench.world.newId('aud'),
    at: start,
    action: 'meeting/propose',
    subjectId: 'mtg_1',
    ...changes,
  });

  describe('the audit trail', () => {
    it('reads as it was written, also of what is not there any more', async () => {
      const { audit } = bench.database;
      const anyEntry = random.recordOf(
        { at: random.instants, action: random.texts, subjectId: random.names },
        {
          twinningId: fc.constant('twn_gone' as const),
          townId: fc.constant('town_gone' as const),
          memberId: fc.constant('mbr_gone' as const),
        },
      );
      await random.forRandom(anyEntry, async (record, index) => {
        const entry = anEntry({ ...record, subjectId: `${record.subjectId}#${index}` });
        await audit.record(entry);
        expect(await audit.entriesAbout(entry.subjectId ?? '', 5)).toStrictEqual([entry]);
      });
    });

    it('of a subject comes newest first, no more than asked for', async () => {
      const { audit } = bench.database;
      const [second, third, first] = [
        anEntry({ at: start + 2 }),
        anEntry({ at: start + 1 }),
        anEntry({ at: start + 3 }),
      ];
      const { subjectId: _, ...aboutNothing } = anEntry();
      for (const entry of [second, third, first, anEntry({ subjectId: 'mtg_2' }), aboutNothing])
        await audit.record(entry);
      expect(await audit.entriesAbout('mtg_1', 10)).toStrictEqual([first, second, third]);
      expect(await audit.entriesAbout('mtg_1', 2)).toStrictEqual([first, second]);
      expect(await audit.entriesAbout('mtg_3', 10)).toEqual([]);
    });

    describe('of a twinning', () => {
      const all = { actions: [], memberId: 'mbr_reader' } as const;
      const inOrder = (entries: readonly AuditEntry[]) =>
        [...entries].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));

      it('comes page by page in both directions, also where many things happen at once', async () => {
        const { audit } = bench.database;
        const entries = [0, 5, 5, 5, 5, 9, 9, 12].map((later) =>
          anEntry({ at: start + later, twinningId: 'twn_one' }),
        );
        for (const entry of [...entries, anEntry({ twinningId: 'twn_two' })]) await audit.record(entry);
        const sorted = inOrder(entries);
        const trail = { twinningId: 'twn_one', personal: all } as const;
        expect(await audit.entriesOf(trail, undefined, 100)).toStrictEqual(sorted);
        for (const [index, place] of sorted.entries()) {
          const older = sorted.slice(index + 1, index + 3);
          const newer = sorted.slice(Math.max(0, index - 2), index);
          expect(await audit.entriesOf(trail, { olderThan: place }, 2)).toStrictEqual(older);
          expect(await audit.entriesOf(trail, { newerThan: place }, 2)).toStrictEqual(newer);
        }
      });

      it('can be about what was done, who did it, or for which town', async () => {
        const { audit } = bench.database;
        const twinningId = 'twn_one';
        const byAnna = anEntry({ twinningId, memberId: 'mbr_anna', subjectId: 'mtg_1', townId: 'town_a' });
        const toAnna = anEntry({ twinningId, memberId: 'mbr_bo', subjectId: 'mbr_anna', townId: 'town_b' });
        const other = anEntry({ twinningId, memberId: 'mbr_bo', subjectId: 'mtg_2', townId: 'town_b' });
        for (const entry of [byAnna, toAnna, other]) await audit.record(entry);
        const about = async (wanted: NonNullable<Trail['about']>) =>
          (await audit.entriesOf({ twinningId, about: wanted, personal: all }, undefined, 9)).map(
            ({ id }) => id,
          );
        expect(await about({ subjectIds: ['mtg_1'] })).toEqual([byAnna.id]);
        expect((await about({ memberId: 'mbr_anna', subjectIds: ['mbr_anna'] })).sort()).toEqual(
          [byAnna.id, toAnna.id].sort(),
        );
        expect((await about({ townId: 'town_b' })).sort()).toEqual([toAnna.id, other.id].sort());
        expect(await about({ subjectIds: [] })).toEqual([]);
      });

      it('keeps what others arrange for themselves out', async () => {
        const { audit } = bench.database;
        const twinningId = 'twn_one';
        const own = anEntry({ twinningId, action: 'reminder/add', memberId: 'mbr_anna', at: start + 2 });
        const foreign = anEntry({ twinningId, action: 'reminder/add', memberId: 'mbr_bo', at: start + 1 });
        const shared = anEntry({ twinningId, memberId: 'mbr_bo' });
        for (const entry of [own, foreign, shared]) await audit.record(entry);
        const personal = { actions: ['reminder/add'], memberId: 'mbr_anna' } as const;
        expect(await audit.entriesOf({ twinningId, personal }, undefined, 9)).toStrictEqual([own, shared]);
      });
    });

    it('is never changed', async () => {
      const { audit } = bench.database;
      const entry = anEntry();
      await audit.record(entry);
      await expect(audit.record({ ...entry, action: 'another' })).rejects.toBeInstanceOf(StoreConflict);
      expect(await audit.entriesAbout('mtg_1', 10)).toStrictEqual([entry]);
    });
  });
}
