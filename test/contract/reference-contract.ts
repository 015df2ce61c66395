/** What a row refers to must be there when its transaction ends; and what cannot be kept as it is, is refused. */
import { describe, expect, it } from 'vitest';
import type { Stores } from '../../src/core/stores.ts';
import { earliest, latest } from './random-values.ts';
import { aChange, aCommitment, aMeeting, aMember, aPosting, aReminder, start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';

export function referenceContract(bench: Bench): void {
  const nobody = () => bench.world.newId('mbr');
  const nowhere = () => bench.world.newId('town');
  const nothing = () => bench.world.newId('twn');

  describe('references', () => {
    it('may be written before what they refer to', async () => {
      const { database, world } = bench;
      const member = aMember(bench, { townId: nowhere() });
      const town = { ...bench.towns.odder, id: member.townId, founderId: member.id };
      const twinning = { id: nothing(), name: 'Backwards', createdAt: start };
      const space = { ...bench.towns.odderSpace, id: world.newId('spc'), channelId: 'new' };
      const meeting = aMeeting(bench, {
        twinningId: twinning.id,
        organiserId: member.id,
        hostTownId: town.id,
      });
      const about = { type: 'meeting', id: meeting.id } as const;
      await database.transaction(async (tx) => {
        const target = { type: 'space', spaceId: space.id } as const;
        await tx.reminders.insertReminders([aReminder(bench, { twinningId: twinning.id, about, target })]);
        await tx.postings.insertPostings([aPosting(bench, { spaceId: space.id, about })]);
        await tx.meetings.insertMeeting(meeting);
        await tx.twinnings.insertSpace({ ...space, twinningId: twinning.id, townId: town.id });
        await tx.twinnings.addTown(twinning.id, town.id, start);
        await tx.committees.insertMember(member);
        await tx.twinnings.insertTown(town);
        await tx.twinnings.insertTwinning(twinning);
      });
      expect(await database.meetings.meeting(meeting.id)).toStrictEqual(meeting);
      expect(await database.postings.postingsAbout(about)).toHaveLength(1);
    });

    const dangling: Record<string, (stores: Stores) => Promise<unknown>> = {
      'a town, its founder': ({ twinnings }) =>
        twinnings.saveTown({ ...bench.towns.odder, founderId: nobody() }),
      'a joining, its twinning': ({ twinnings }) => twinnings.addTown(nothing(), bench.towns.odder.id, start),
      'a joining, its town': ({ twinnings }) => twinnings.addTown(bench.towns.twinning.id, nowhere(), start),
      'a space, a joining of its town': ({ twinnings }) =>
        twinnings.insertSpace({
          ...bench.towns.odderSpace,
          id: bench.world.newId('spc'),
          channelId: 'new',
          townId: nowhere(),
        }),
      'an invitation, its town': ({ twinnings }) =>
        twinnings.insertInvitation({
          id: bench.world.newId('inv'),
          digest: 'digest',
          for: 'space',
          twinningId: bench.towns.twinning.id,
          townId: nowhere(),
          audience: 'youth',
          expiresAt: start,
        }),
      'a member, its town': ({ committees }) =>
        committees.insertMember(aMember(bench, { townId: nowhere() })),
      'an office, its holder': ({ committees }) =>
        committees.saveOffice({
          id: bench.world.newId('ofc'),
          townId: bench.towns.odder.id,
          kind: 'chair',
          holderId: nobody(),
        }),
      'a number, its twinning': ({ meetings }) => meetings.nextMeetingNumber(nothing()),
      'a meeting, its organiser': ({ meetings }) =>
        meetings.insertMeeting(aMeeting(bench, { organiserId: nobody() })),
      'a meeting, its host': ({ meetings }) =>
        meetings.insertMeeting(aMeeting(bench, { hostTownId: nowhere() })),
      'a meeting, who is convened': ({ meetings }) =>
        meetings.insertMeeting(aMeeting(bench, { participantIds: [nobody()] })),
      'a ballot, its voter': async ({ meetings }) => {
        const meeting = aMeeting(bench);
        await meetings.insertMeeting(meeting);
        await meetings.putBallot(meeting.id, { slot: 1, memberId: nobody(), answer: 'yes', castAt: start });
      },
      'a ballot, its slot': async ({ meetings }) => {
        const ballot = { slot: 3, memberId: bench.towns.mette.id, answer: 'yes', castAt: start } as const;
        await meetings.insertMeeting(aMeeting(bench, { ballots: [ballot] }));
      },
      'a later ballot, its slot': async ({ meetings }) => {
        const meeting = aMeeting(bench);
        await meetings.insertMeeting(meeting);
        const ballot = { slot: 3, memberId: bench.towns.mette.id, answer: 'yes', castAt: start } as const;
        await meetings.putBallot(meeting.id, ballot);
      },
      'a commitment, its owner': ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { owner: { type: 'member', memberId: nobody() } })),
      "a commitment, its owner's town": ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { ownerTownId: nowhere() })),
      'a commitment, whom it is promised to': ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { toTownIds: [nowhere()] })),
      'a commitment, who offered it': ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { offeredById: nobody() })),
      'a commitment, who answered it': ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { answeredById: nobody() })),
      'a commitment, who confirmed it': ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { confirmedById: nobody() })),
      'a commitment, whose proposal it is': ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { proposedByTownId: nowhere() })),
      'a commitment, what it is to be done before': ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { dueBefore: { type: 'meeting', id: 'mtg_gone' } })),
      'a commitment, the one that it is to be done before': ({ commitments }) =>
        commitments.insertCommitment(
          aCommitment(bench, { dueBefore: { type: 'commitment', id: 'cmt_gone' } }),
        ),
      'a commitment, the one it follows': ({ commitments }) =>
        commitments.insertCommitment(aCommitment(bench, { previousId: 'cmt_gone' })),
      'a change, its commitment': ({ commitments }) => commitments.insertChange(aChange(bench, {})),
      'a change, who made it': async ({ commitments }) => {
        const commitment = aCommitment(bench);
        await commitments.insertCommitment(commitment);
        await commitments.insertChange(aChange(bench, { commitmentId: commitment.id, memberId: nobody() }));
      },
      'a reminder, its meeting': ({ reminders }) =>
        reminders.insertReminders([aReminder(bench, { about: { type: 'meeting', id: 'mtg_gone' } })]),
      'a reminder, its commitment': ({ reminders }) =>
        reminders.insertReminders([aReminder(bench, { about: { type: 'commitment', id: 'cmt_gone' } })]),
      'a reminder, its reader': ({ reminders }) =>
        reminders.insertReminders([aReminder(bench, { target: { type: 'member', memberId: nobody() } })]),
      'a reminder, its space': ({ reminders }) =>
        reminders.insertReminders([aReminder(bench, { target: { type: 'space', spaceId: 'spc_gone' } })]),
      'a reminder, who asked for it': ({ reminders }) =>
        reminders.insertReminders([aReminder(bench, { createdById: nobody() })]),
      'a posting, its space': ({ postings }) =>
        postings.insertPostings([aPosting(bench, { spaceId: 'spc_gone' })]),
      'a posting, its meeting': ({ postings }) =>
        postings.insertPostings([aPosting(bench, { about: { type: 'meeting', id: 'mtg_gone' } })]),
      'a posting, its commitment': ({ postings }) =>
        postings.insertPostings([aPosting(bench, { about: { type: 'commitment', id: 'cmt_gone' } })]),
    };
    it.each(Object.entries(dangling))('must lead somewhere: %s', async (_, write) => {
      const { database } = bench;
      const twinning = { id: nothing(), name: 'Not kept', createdAt: start };
      const failing = database.transaction(async (tx) => {
        await tx.twinnings.insertTwinning(twinning);
        await write(tx);
      });
      await expect(failing).rejects.toThrow();
      expect(await database.twinnings.scope(twinning.id)).toBeUndefined();
    });
  });

  describe('what no store keeps as it is', () => {
    const texts = {
      'a NUL': 'bell\0ringer',
      'the first half of a character': '\ud83d',
      'the second half': 'a\ude00b',
    };
    it.each(Object.entries(texts))('is refused, wherever it stands: %s', async (_, text) => {
      const { database, world, towns } = bench;
      const draft = {
        id: world.newId('drf'),
        command: 'twin/start',
        values: { name: text },
        expiresAt: start,
      };
      const writes = [
        database.twinnings.saveTown({ ...towns.odder, name: text }),
        database.meetings.insertMeeting(aMeeting(bench, { title: text })),
        database.commitments.insertCommitment(aCommitment(bench, { what: text })),
        database.reminders.insertReminders([aReminder(bench, { text })]),
        database.postings.insertPostings([aPosting(bench, { args: { fact: text } })]),
        database.drafts.saveDraft(draft),
        database.seenRequests.firstSight(text, start),
      ];
      for (const { status } of await Promise.allSettled(writes)) expect(status).toBe('rejected');
      expect(await database.twinnings.town(towns.odder.id)).toStrictEqual(towns.odder);
    });

    it.each([earliest - 1, latest + 1, Number.NaN, Number.POSITIVE_INFINITY])(
      'is refused, as an instant: %d',
      async (instant) => {
        const { database } = bench;
        const reminder = aReminder(bench, { dueAt: instant });
        const posting = aPosting(bench, { retryAt: instant });
        await expect(database.reminders.insertReminders([reminder])).rejects.toThrow();
        await expect(database.postings.insertPostings([posting])).rejects.toThrow();
        expect(await database.reminders.reminder(reminder.id)).toBeUndefined();
        expect(await database.postings.posting(posting.id)).toBeUndefined();
      },
    );
  });
}
