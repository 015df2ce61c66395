import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/core/audit.ts';
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

    it('is never changed', async () => {
      const { audit } = bench.database;
      const entry = anEntry();
      await audit.record(entry);
      await expect(audit.record({ ...entry, action: 'another' })).rejects.toBeInstanceOf(StoreConflict);
      expect(await audit.entriesAbout('mtg_1', 10)).toStrictEqual([entry]);
    });
  });
}
