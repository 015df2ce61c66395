import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Posting, Subject } from '../../src/core/reminder/reminder.ts';
import type { Claim } from '../../src/core/reminder/reminder-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import type { Id } from '../../src/core/world.ts';
import * as random from './random-values.ts';
import { deliveryStates } from './reminder-store-contract.ts';
import { aCommitment, aMeeting, aMessage, aPosting, start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

const LEASE = 60_000;
export const postingViews = [
  'poll',
  'meeting-confirmed',
  'meeting-cancelled',
  'poll-undecided',
  'minutes',
  'commitment',
  'town-joined',
  'space-bound',
  'event',
  'succession',
  'handover',
  'handover-answer',
] as const;

export function postingStoreContract(bench: Bench): void {
  const insert = async (changes: Partial<Posting> = {}): Promise<Posting> => {
    const posting = aPosting(bench, changes);
    await bench.database.postings.insertPostings([posting]);
    return posting;
  };
  const claimOf = (now = start): Claim => ({
    now,
    leaseUntil: now + LEASE,
    deliveryId: bench.world.newId('dlv'),
  });
  const take = ({ id }: Posting, claim: Claim) =>
    bench.database.transaction((tx) => tx.postings.claimPosting(id, claim));
  const shown = ({ id }: Posting, deliveryId: Id<'dlv'>, version: number, message = aMessage) =>
    bench.database.transaction((tx) => tx.postings.postingShown(id, deliveryId, version, message));
  const failed = (
    { id }: Posting,
    deliveryId: Id<'dlv'>,
    outcome: Parameters<typeof bench.database.postings.postingFailed>[2],
  ) => bench.database.transaction((tx) => tx.postings.postingFailed(id, deliveryId, outcome));
  const touch = ({ about, view }: Posting) => bench.database.postings.touchPostings(about, [view]);
  const read = ({ id }: Posting) => bench.database.postings.posting(id);
  const due = (now: number, limit = 10) => bench.database.postings.duePostings(now, limit);
  /** Sent once, in `version`. */
  const shownOnce = async (changes: Partial<Posting> = {}): Promise<Posting> => {
    const posting = await insert(changes);
    const claim = claimOf();
    await take(posting, claim);
    await shown(posting, claim.deliveryId, posting.wantedVersion);
    return posting;
  };

  describe('postings', () => {
    it('read as they were written', async () => {
      const { database, towns } = bench;
      const [meeting, commitment] = [aMeeting(bench), aCommitment(bench)];
      await database.meetings.insertMeeting(meeting);
      await database.commitments.insertCommitment(commitment);
      const anyPosting = random.recordOf(
        {
          spaceId: fc.constantFrom(towns.odderSpace.id, towns.plerinSpace.id),
          about: fc.constantFrom<Subject[]>(
            { type: 'meeting', id: meeting.id },
            { type: 'commitment', id: commitment.id },
            { type: 'twinning', id: towns.twinning.id },
            { type: 'member', id: towns.mette.id },
            { type: 'handover', id: bench.world.newId('hnd') },
          ),
          view: fc.constantFrom(...postingViews),
          args: random.facts,
          wantedVersion: random.counts,
          shownVersion: random.counts,
          createdAt: random.instants,
          state: fc.constantFrom(...deliveryStates),
          attempts: random.counts,
          leaseUntil: random.instants,
          deliveryId: fc.constant('dlv_1' as const),
        },
        { retryAt: random.instants, message: random.messages },
      );
      await random.forRandom(anyPosting, async ({ leaseUntil, deliveryId, ...record }) => {
        const held = record.state === 'sending' ? { leaseUntil, deliveryId } : {};
        const posting = aPosting(bench, { ...record, ...held });
        await database.postings.insertPostings([posting]);
        expect(await database.postings.posting(posting.id)).toStrictEqual(posting);
      });
    });

    it('are inserted all or none; may be none; what is not there is undefined', async () => {
      const { database, world } = bench;
      const posting = await insert();
      const other = aPosting(bench);
      const both = database.postings.insertPostings([other, { ...posting, args: { thief: 'yes' } }]);
      await expect(both).rejects.toBeInstanceOf(StoreConflict);
      expect(await read(other)).toBeUndefined();
      expect(await read(posting)).toStrictEqual(posting);
      await database.postings.insertPostings([]);
      expect(await database.postings.posting(world.newId('pst'))).toBeUndefined();
    });

    it('about a subject are found, oldest first', async () => {
      const { database, towns } = bench;
      const [newer, older] = [await insert({ createdAt: start + 1 }), await insert({ createdAt: start })];
      const meeting = aMeeting(bench);
      await database.meetings.insertMeeting(meeting);
      const about = { type: 'meeting', id: meeting.id } as const;
      const foreign = await insert({ about, view: 'poll' });
      expect(
        await database.postings.postingsAbout({ type: 'twinning', id: towns.twinning.id }),
      ).toStrictEqual([older, newer]);
      expect(await database.postings.postingsAbout(about)).toStrictEqual([foreign]);
    });
  });

  describe('a change of the subject', () => {
    it('is wanted by its postings with these views, and by no others', async () => {
      const { database, towns } = bench;
      const about = { type: 'twinning', id: towns.twinning.id } as const;
      const [second, first] = [await insert(), await insert({ wantedVersion: 7 })].toSorted((a, b) =>
        a.id < b.id ? 1 : -1,
      ) as [Posting, Posting];
      const otherView = await insert({ view: 'space-bound' });
      const meeting = aMeeting(bench);
      await database.meetings.insertMeeting(meeting);
      const foreign = await insert({ about: { type: 'meeting', id: meeting.id } });
      expect(await database.postings.touchPostings(about, ['poll', 'town-joined'])).toEqual([
        first.id,
        second.id,
      ]);
      expect(await database.postings.touchPostings(about, [])).toEqual([]);
      const wanted = await Promise.all([first, second, otherView, foreign].map(read));
      expect(wanted).toStrictEqual([
        { ...first, wantedVersion: first.wantedVersion + 1 },
        { ...second, wantedVersion: second.wantedVersion + 1 },
        otherView,
        foreign,
      ]);
    });

    it('revives the dead and leaves the cancelled alone', async () => {
      const dead = await insert({ state: 'dead', attempts: 12, retryAt: start + LEASE });
      const cancelled = await insert({ state: 'cancelled' });
      expect(await touch(dead)).toEqual([dead.id]);
      const { retryAt: _, ...rest } = dead;
      expect(await read(dead)).toStrictEqual({ ...rest, state: 'scheduled', attempts: 0, wantedVersion: 2 });
      expect(await read(cancelled)).toStrictEqual(cancelled);
      expect(await take(dead, claimOf())).toBeDefined();
    });

    it('counts each of many at once', async () => {
      const posting = await insert();
      const { errors } = await manyAtOnce(8, () =>
        bench.database.transaction((tx) => tx.postings.touchPostings(posting.about, [posting.view])),
      );
      expect(errors).toEqual([]);
      expect((await read(posting))?.wantedVersion).toBe(9);
    });

    it('waits for a try that was put off', async () => {
      const posting = await insert({ retryAt: start + 5, attempts: 1 });
      await touch(posting);
      expect(await take(posting, claimOf(start + 4))).toBeUndefined();
      expect(await take(posting, claimOf(start + 5))).toBeDefined();
    });
  });

  describe('a posting that shows less than is wanted', () => {
    it('is held by one of many at once, and shown in the version that was rendered', async () => {
      const posting = await insert();
      const { values, errors } = await manyAtOnce(8, () => take(posting, claimOf()));
      expect(errors).toEqual([]);
      const [won, ...more] = values.filter((one) => one !== undefined);
      expect(more).toEqual([]);
      const deliveryId = won?.posting.deliveryId ?? 'dlv_none';
      const held = { ...posting, state: 'sending', attempts: 1, leaseUntil: start + LEASE, deliveryId };
      expect(won).toStrictEqual({ posting: held, doubtful: false });
      expect(await read(posting)).toStrictEqual(held);
      expect(await shown(posting, deliveryId, 1)).toBe(true);
      const done = { ...posting, state: 'sent', deliveryId, shownVersion: 1, message: aMessage };
      expect(await read(posting)).toStrictEqual(done);
      expect(await take(posting, claimOf(start + LEASE))).toBeUndefined();
      expect(await take(aPosting(bench), claimOf())).toBeUndefined();
    });

    it('is refreshed again when it changed while it was being shown', async () => {
      const posting = await insert();
      const claim = claimOf();
      await take(posting, claim);
      expect(await touch(posting)).toEqual([posting.id]);
      expect(await take(posting, claimOf())).toBeUndefined();
      expect(await shown(posting, claim.deliveryId, 1)).toBe(true);
      expect(await due(start)).toEqual([posting.id]);
      expect(await take(posting, claimOf())).toMatchObject({
        doubtful: false,
        posting: { wantedVersion: 2, shownVersion: 1, message: aMessage, attempts: 1 },
      });
    });

    it('takes no late word of who lost the claim: neither shown nor failed', async () => {
      const posting = await shownOnce();
      await touch(posting);
      const [first, second] = [claimOf(), claimOf(start + LEASE)];
      await take(posting, first);
      const { deliveryId, leaseUntil } = second;
      expect(await take(posting, second)).toMatchObject({
        doubtful: false,
        posting: { deliveryId, leaseUntil, attempts: 2 },
      });
      const elsewhere = { ...aMessage, messageId: 'another' };
      expect(await shown(posting, first.deliveryId, 2, elsewhere)).toBe(false);
      expect(await failed(posting, first.deliveryId, 'cancelled')).toBe(false);
      expect(await shown(posting, deliveryId, 2)).toBe(true);
      expect(await shown(posting, deliveryId, 1, elsewhere)).toBe(false);
      expect(await read(posting)).toMatchObject({ state: 'sent', shownVersion: 2, message: aMessage });
    });

    it('is doubtful when its first lease lapsed, under the delivery id that must be looked for', async () => {
      const posting = await insert();
      const [first, second] = [claimOf(), claimOf(start + LEASE)];
      await take(posting, first);
      const { deliveryId } = first;
      expect(await take(posting, second)).toMatchObject({ doubtful: true, posting: { deliveryId } });
      expect(await shown(posting, second.deliveryId, 1)).toBe(false);
      const retryAt = start + LEASE + 5;
      expect(await failed(posting, deliveryId, { retryAt })).toBe(true);
      expect(await read(posting)).toStrictEqual({ ...posting, attempts: 2, retryAt, deliveryId });
      expect(await take(posting, claimOf(retryAt))).toMatchObject({
        doubtful: true,
        posting: { deliveryId },
      });
      expect(await shown(posting, deliveryId, 1)).toBe(true);
      await touch(posting);
      const next = claimOf(retryAt);
      expect(await take(posting, next)).toMatchObject({
        doubtful: false,
        posting: { deliveryId: next.deliveryId },
      });
    });

    it('is tried again after a failure, or given up', async () => {
      const posting = await insert();
      const first = claimOf();
      await take(posting, first);
      const retryAt = start + 5;
      expect(await failed(posting, first.deliveryId, { retryAt })).toBe(true);
      expect(await read(posting)).toStrictEqual({ ...posting, attempts: 1, retryAt });
      expect(await take(posting, claimOf(retryAt - 1))).toBeUndefined();
      for (const outcome of ['dead', 'cancelled'] as const) {
        const given = await insert();
        const claim = claimOf();
        await take(given, claim);
        expect(await failed(given, claim.deliveryId, outcome)).toBe(true);
        expect(await read(given)).toStrictEqual({ ...given, state: outcome, attempts: 1 });
        expect(await take(given, claimOf(start + LEASE))).toBeUndefined();
      }
    });

    it('is due, oldest first and no more than asked for, when nobody holds it or the lease lapsed', async () => {
      const [third, first, second, changed] = [
        await insert({ createdAt: start + 3 }),
        await insert({ createdAt: start + 1 }),
        await insert({ createdAt: start + 2, retryAt: start }),
        await shownOnce({ createdAt: start + 4, view: 'poll' }),
      ];
      const [lapsed, busy] = [await insert({ createdAt: start + 5 }), await insert({ createdAt: start })];
      await insert({ retryAt: start + 1 });
      await shownOnce();
      for (const state of ['dead', 'cancelled'] as const) await insert({ state });
      await touch(changed);
      await take(lapsed, { ...claimOf(), leaseUntil: start });
      await take(busy, { ...claimOf(), leaseUntil: start + 1 });
      const expected = [first, second, third, changed, lapsed].map(({ id }) => id);
      expect(await due(start)).toEqual(expected);
      expect(await due(start, 3)).toEqual(expected.slice(0, 3));
    });
  });
}
