import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Review } from '../../src/core/review/review.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import type { Weekday } from '../../src/core/time/instant.ts';
import * as random from './random-values.ts';
import { start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';

export function reviewStoreContract(bench: Bench): void {
  const aReview = (changes: Partial<Review> = {}): Review => ({
    id: bench.world.newId('rvw'),
    twinningId: bench.towns.twinning.id,
    fromOn: '2026-06-15',
    dueOn: '2027-06-15',
    startsAt: start,
    state: 'planned',
    version: 1,
    parts: [],
    confirmations: [],
    changedAt: start,
    ...changes,
  });

  describe('reviews', () => {
    it('read as they were written, and as they were saved', async () => {
      const { database, towns } = bench;
      const people = [
        [towns.odder.id, towns.mette.id],
        [towns.plerin.id, towns.yann.id],
      ] as const;
      const parts = fc.tuple(
        ...people.map(([townId, writtenById]) =>
          random.recordOf(
            {
              townId: fc.constant(townId),
              themes: fc.array(random.texts, { maxLength: 4 }),
              writtenById: fc.constant(writtenById),
              writtenAt: random.instants,
            },
            { note: random.texts, concrete: random.texts, invitations: random.texts, ideas: random.texts },
          ),
        ),
      );
      const confirmations = fc.tuple(
        ...people.map(([townId, confirmedById]) =>
          random.recordOf(
            {
              townId: fc.constant(townId),
              version: fc.integer({ min: 1, max: 99 }),
              confirmedById: fc.constant(confirmedById),
              confirmedAt: random.instants,
            },
            {},
          ),
        ),
      );
      const anyReview = random.recordOf(
        {
          fromOn: random.dates,
          startsAt: random.instants,
          state: fc.constantFrom('planned', 'open', 'proposed', 'confirmed', 'lapsed'),
          version: fc.integer({ min: 1, max: 1000 }),
          parts: parts.chain((all) => fc.shuffledSubarray(all)),
          confirmations: confirmations.chain((all) => fc.shuffledSubarray(all)),
          changedAt: random.instants,
        },
        { proposedByTownId: fc.constantFrom(towns.odder.id, towns.plerin.id) },
      );
      await random.forRandom(fc.tuple(anyReview, anyReview), async ([first, next], index) => {
        const dueOn = `${2100 + index}-01-01`;
        const written = aReview({ ...first, dueOn } as Partial<Review>);
        await database.reviews.insertReview(written);
        expect(await database.reviews.review(written.id)).toStrictEqual(written);
        const saved = aReview({ ...next, id: written.id, dueOn } as Partial<Review>);
        await database.reviews.saveReview(saved);
        expect(await database.reviews.review(written.id)).toStrictEqual(saved);
      });
    });

    it('are found by twinning in the order of their dates, one a date', async () => {
      const { database, world, towns } = bench;
      const later = aReview({ dueOn: '2028-06-15' });
      const sooner = aReview();
      for (const review of [later, sooner]) await database.reviews.insertReview(review);
      expect(await database.reviews.reviewsOf(towns.twinning.id)).toStrictEqual([sooner, later]);
      expect(await database.reviews.reviewsOf(world.newId('twn'))).toEqual([]);
      await expect(database.reviews.insertReview(aReview())).rejects.toBeInstanceOf(StoreConflict);
      await expect(database.reviews.saveReview({ ...later, dueOn: sooner.dueOn })).rejects.toBeInstanceOf(
        StoreConflict,
      );
      await database.transaction(async (tx) => {
        expect(await tx.reviews.lockReview(later.id)).toStrictEqual(later);
        expect(await tx.reviews.lockReview(world.newId('rvw'))).toBeUndefined();
      });
      await expect(database.reviews.saveReview(aReview({ dueOn: '2030-01-01' }))).rejects.toThrow();
    });

    it('wait to be begun at their time, and are what a moved clock stops at', async () => {
      const { database } = bench;
      const planned = aReview({ startsAt: start + 500 });
      const sooner = aReview({ dueOn: '2028-06-15', startsAt: start + 400 });
      const open = aReview({ dueOn: '2029-06-15', startsAt: start + 300, state: 'open' });
      for (const review of [planned, sooner, open]) await database.reviews.insertReview(review);
      const ours = new Set<string>([planned.id, sooner.id, open.id]);
      const waiting = async (now: number) =>
        (await database.reviews.reviewsToStart(now, 1000)).filter((id) => ours.has(id));
      expect(await waiting(start + 399)).toEqual([]);
      expect(await waiting(start + 400)).toEqual([sooner.id]);
      expect(await waiting(start + 9999)).toEqual([sooner.id, planned.id]);
      const next = await database.nextDueAt(start + 400);
      expect(next).toBeLessThanOrEqual(start + 500);
    });

    it('need a twinning, and members and towns for what is written in them', async () => {
      const { database, world, towns } = bench;
      await expect(
        database.reviews.insertReview(aReview({ twinningId: world.newId('twn') })),
      ).rejects.toThrow();
      const part = { townId: towns.odder.id, themes: [], writtenById: towns.mette.id, writtenAt: start };
      for (const strange of [{ townId: world.newId('town') }, { writtenById: world.newId('mbr') }])
        await expect(
          database.reviews.insertReview(aReview({ parts: [{ ...part, ...strange }] })),
        ).rejects.toThrow();
      await expect(database.reviews.insertReview(aReview({ parts: [part, part] }))).rejects.toThrow();
    });

    it('may be what a reminder and a posting are about', async () => {
      const { database, world, towns } = bench;
      const review = aReview();
      const about = { type: 'review', id: review.id } as const;
      await database.reviews.insertReview(review);
      await database.transaction(async (tx) => {
        await tx.postings.insertPostings([
          {
            ...{ id: world.newId('pst'), spaceId: towns.odderSpace.id, about, view: 'review', args: {} },
            ...{ wantedVersion: 1, shownVersion: 0, createdAt: start, state: 'scheduled', attempts: 0 },
          },
        ]);
      });
      expect(await database.postings.postingsAbout(about)).toMatchObject([{ about, view: 'review' }]);
    });
  });

  describe('spaces', () => {
    it('keep when their summary comes, or that none does', async () => {
      const { database, towns } = bench;
      const space = towns.odderSpace;
      expect((await database.twinnings.space(space.id))?.digest).toBeUndefined();
      for (const digest of [{ weekday: 7, hour: 0 }, { weekday: 1, hour: 23 }, 'off'] as const) {
        await database.twinnings.saveSpace({
          ...space,
          digest: digest as 'off' | { weekday: Weekday; hour: number },
        });
        expect(await database.twinnings.space(space.id)).toStrictEqual({ ...space, digest });
      }
      await database.twinnings.saveSpace(space);
      expect(await database.twinnings.space(space.id)).toStrictEqual(space);
      expect(await database.twinnings.twinningIds()).toContain(towns.twinning.id);
    });
  });
}
