import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/core/stores.ts';
import * as random from './random-values.ts';
import { start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';
import { manyAtOnce } from './store-bench.ts';

export function draftStoreContract(bench: Bench): void {
  const aDraft = (changes: Partial<Draft> = {}): Draft => ({
    id: bench.world.newId('drf'),
    command: 'meeting/propose',
    values: { topic: 'Youth games' },
    expiresAt: start + 1,
    ...changes,
  });

  describe('drafts', () => {
    it('read as they were saved, also the second time', async () => {
      const { database } = bench;
      const anyDraft = random.recordOf({ command: random.texts, values: random.facts }, {});
      const { id } = aDraft();
      await random.forRandom(anyDraft, async (record) => {
        const draft = aDraft({ ...record, id, expiresAt: random.latest });
        await database.drafts.saveDraft(draft);
        expect(await database.drafts.draft(id, random.earliest)).toStrictEqual(draft);
      });
    });

    it('are there until they expire, and gone at that instant', async () => {
      const { database, world } = bench;
      const draft = aDraft();
      await database.drafts.saveDraft(draft);
      expect(await database.drafts.draft(draft.id, start)).toStrictEqual(draft);
      expect(await database.drafts.draft(draft.id, start + 1)).toBeUndefined();
      expect(await database.drafts.draft(world.newId('drf'), start)).toBeUndefined();
    });

    it('that expired are forgotten, and counted', async () => {
      const { database } = bench;
      const drafts = [
        aDraft({ expiresAt: start + 1 }),
        aDraft({ expiresAt: start + 2 }),
        aDraft({ expiresAt: start + 3 }),
      ];
      for (const draft of drafts) await database.drafts.saveDraft(draft);
      expect(await database.drafts.forgetExpiredDrafts(start)).toBe(0);
      expect(await database.drafts.forgetExpiredDrafts(start + 2)).toBe(2);
      expect(await database.drafts.forgetExpiredDrafts(start + 2)).toBe(0);
      const left = await Promise.all(drafts.map(({ id }) => database.drafts.draft(id, start)));
      expect(left).toStrictEqual([undefined, undefined, drafts[2]]);
    });

    it('saved by many at once end with one of them', async () => {
      const { database } = bench;
      const { id } = aDraft();
      const drafts = Array.from({ length: 5 }, (_, at) => aDraft({ id, values: { topic: `number ${at}` } }));
      const { errors } = await manyAtOnce(5, (at) =>
        database.transaction((tx) => tx.drafts.saveDraft(drafts[at] ?? aDraft())),
      );
      expect(errors).toEqual([]);
      expect(drafts).toContainEqual(await database.drafts.draft(id, start));
    });
  });
}
