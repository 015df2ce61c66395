import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/core/audit.ts';
import { aMeeting, aPosting, aReminder, start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';

/** What is asked of the stores to find out whether a town is silent. */
export function activityContract(bench: Bench): void {
  describe('what a town has done last', () => {
    it('is the newest deed of a person of that town in that twinning', async () => {
      const { database, world, towns } = bench;
      const { audit } = database;
      const [twinningId, townId] = [towns.twinning.id, towns.odder.id];
      const deed = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
        id: world.newId('aud'),
        at: start,
        twinningId,
        townId,
        memberId: towns.mette.id,
        action: 'commitment/add',
        ...changes,
      });
      expect(await audit.lastDeedAt(twinningId, townId)).toBeUndefined();
      const { memberId: _, ...byItself } = deed({ at: start + 100 });
      for (const entry of [
        deed({ at: start + 10 }),
        deed({ at: start + 5 }),
        byItself,
        deed({ at: start + 100, townId: towns.plerin.id, memberId: towns.yann.id }),
        deed({ at: start + 100, twinningId: world.newId('twn') }),
      ])
        await audit.record(entry);
      expect(await audit.lastDeedAt(twinningId, townId)).toBe(start + 10);
      expect(await audit.lastDeedAt(twinningId, towns.plerin.id)).toBe(start + 100);
    });

    it('is the newest ballot of its members, of whatever meeting', async () => {
      const { database, world, towns } = bench;
      const [one, two] = [aMeeting(bench), aMeeting(bench, { state: 'confirmed', confirmedSlot: 1 })];
      for (const meeting of [one, two]) await database.meetings.insertMeeting(meeting);
      const last = (townId: typeof towns.odder.id) =>
        database.meetings.lastBallotAt(towns.twinning.id, townId);
      expect(await last(towns.odder.id)).toBeUndefined();
      const vote = (meeting: typeof one, memberId: typeof towns.mette.id, castAt: number) =>
        database.transaction((tx) =>
          tx.meetings.putBallot(meeting.id, { slot: 1, memberId, answer: 'yes', castAt }),
        );
      await vote(one, towns.mette.id, start + 3);
      await vote(two, towns.anders.id, start + 7);
      await vote(one, towns.yann.id, start + 9);
      expect(await last(towns.odder.id)).toBe(start + 7);
      expect(await last(towns.plerin.id)).toBe(start + 9);
      expect(await database.meetings.lastBallotAt(world.newId('twn'), towns.odder.id)).toBeUndefined();
    });
  });

  describe('reminders about a subject', () => {
    it('of some kinds come in every state, soonest first', async () => {
      const { database, towns } = bench;
      const about = { type: 'twinning', id: towns.twinning.id } as const;
      const later = aReminder(bench, { about, kind: 'silence', occurrence: 'b', dueAt: start + 5 });
      const sooner = aReminder(bench, { about, kind: 'silence', occurrence: 'a' });
      const other = aReminder(bench, { about, kind: 'difference-ahead' });
      await database.reminders.insertReminders([later, sooner, other, aReminder(bench)]);
      await database.transaction((tx) => tx.reminders.cancelReminders(about, { id: later.id }));
      const found = await database.reminders.remindersAbout(about, ['silence']);
      expect(found).toStrictEqual([sooner, { ...later, state: 'cancelled' }]);
      expect(await database.reminders.remindersAbout(about, [])).toEqual([]);
    });
  });

  describe('a posting about a programme', () => {
    it('reads as it was written', async () => {
      const { database, world } = bench;
      const posting = aPosting(bench, {
        about: { type: 'programme', id: world.newId('prg') },
        view: 'programme',
      });
      await database.postings.insertPostings([posting]);
      expect(await database.postings.posting(posting.id)).toStrictEqual(posting);
    });
  });

  describe('all twinnings', () => {
    it('come oldest first', async () => {
      const { database, world, towns } = bench;
      const older = { id: world.newId('twn'), name: 'Older', createdAt: towns.twinning.createdAt - 1 };
      await database.twinnings.insertTwinning(older);
      expect(await database.twinnings.twinningIds()).toEqual([older.id, towns.twinning.id]);
    });
  });
}
