import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Meeting } from '../../src/core/meeting/meeting.ts';
import type { AgendaItem, Attendance, Minutes } from '../../src/core/meeting/meeting-record.ts';
import { aCommitment, aMeeting, start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';

/** Agenda, minutes and attendance of meetings. */
export function meetingRecordContract(bench: Bench): void {
  const inserted = async (): Promise<Meeting> => {
    const meeting = aMeeting(bench);
    await bench.database.meetings.insertMeeting(meeting);
    return meeting;
  };
  const item = (meeting: Meeting, changes: Partial<AgendaItem> = {}): AgendaItem => ({
    id: bench.world.newId('agi'),
    meetingId: meeting.id,
    text: 'Budget',
    authorId: bench.towns.yann.id,
    createdAt: start,
    ...changes,
  });
  const minutes = ({ id }: Meeting, changes: Partial<Minutes> = {}): Minutes => ({
    meetingId: id,
    text: 'We met.\n- [ ] Book the hall',
    version: 1,
    writtenById: bench.towns.mette.id,
    writtenAt: start,
    offered: [],
    ...changes,
  });
  const attendance = ({ id }: Meeting, changes: Partial<Attendance> = {}): Attendance => ({
    meetingId: id,
    people: [],
    takenById: bench.towns.mette.id,
    takenAt: start,
    ...changes,
  });

  describe('the agenda', () => {
    it('is read in the order in which its items came, of one meeting', async () => {
      const { records } = bench.database;
      const [meeting, other] = [await inserted(), await inserted()];
      const items = [2, 0, 1].map((minute) =>
        item(meeting, { createdAt: start + minute, text: `“${minute}” 𝔊` }),
      );
      for (const one of [...items, item(other)]) await records.insertAgendaItem(one);
      const inOrder = [...items].sort((a, b) => a.createdAt - b.createdAt);
      expect(await records.agendaOf(meeting.id)).toStrictEqual(inOrder);
      expect(await records.agendaOf(bench.world.newId('mtg'))).toEqual([]);
    });

    it('loses an item once', async () => {
      const { database } = bench;
      const meeting = await inserted();
      const [stays, goes] = [item(meeting), item(meeting)];
      for (const one of [stays, goes]) await database.records.insertAgendaItem(one);
      const remove = () => database.transaction((tx) => tx.records.removeAgendaItem(goes.id));
      expect([await remove(), await remove()]).toEqual([true, false]);
      expect(await database.records.agendaOf(meeting.id)).toStrictEqual([stays]);
    });
  });

  describe('minutes', () => {
    it('are read as they were written, and replace what was there, with the lines that were offered', async () => {
      const { database } = bench;
      const meeting = await inserted();
      const commitments = [aCommitment(bench), aCommitment(bench)];
      for (const one of commitments) await database.commitments.insertCommitment(one);
      expect(await database.records.minutesOf(meeting.id)).toBeUndefined();
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
          fc.array(fc.constantFrom(...commitments), { maxLength: 4 }),
          fc.integer({ min: 1, max: 1000 }),
          async (text, lines, version) => {
            const written = minutes(meeting, {
              text,
              version,
              offered: lines.map(({ id }, index) => ({
                line: `${index} ${text}`,
                what: text,
                commitmentId: id,
              })),
            });
            await database.records.saveMinutes(written);
            expect(await database.records.minutesOf(meeting.id)).toStrictEqual(written);
          },
        ),
        { numRuns: 15 },
      );
    });
  });

  describe('attendance', () => {
    it('is read as it was taken, of the meetings asked for, and replaces what was there', async () => {
      const { database, towns } = bench;
      const [meeting, other, third] = [await inserted(), await inserted(), await inserted()];
      const { mette, yann, odder, plerin } = towns;
      const taken = attendance(meeting, {
        takenAt: start + 5,
        people: [
          { memberId: yann.id, townId: plerin.id, group: 'youth', present: true },
          { memberId: mette.id, townId: odder.id, present: false },
        ],
      });
      const earlier = attendance(other, { takenAt: start + 1 });
      for (const one of [attendance(meeting), taken, earlier, attendance(third)])
        await database.records.saveAttendance(one);
      expect(await database.records.attendanceOf([meeting.id, other.id])).toStrictEqual([earlier, taken]);
      expect(await database.records.attendanceOf([])).toEqual([]);
    });

    it('counts nobody twice', async () => {
      const meeting = await inserted();
      const person = { memberId: bench.towns.mette.id, townId: bench.towns.odder.id, present: true };
      const twice = attendance(meeting, { people: [person, { ...person, present: false }] });
      await expect(bench.database.records.saveAttendance(twice)).rejects.toThrow();
      expect(await bench.database.records.attendanceOf([meeting.id])).toEqual([]);
    });
  });

  describe('what is kept of a meeting', () => {
    it('is not kept of what is not there', async () => {
      const { database, world } = bench;
      const meeting = await inserted();
      const gone = aMeeting(bench);
      const nobody = world.newId('mbr');
      const { records } = database;
      await expect(records.insertAgendaItem(item(gone))).rejects.toThrow();
      await expect(records.insertAgendaItem(item(meeting, { authorId: nobody }))).rejects.toThrow();
      await expect(records.saveMinutes(minutes(gone))).rejects.toThrow();
      await expect(records.saveMinutes(minutes(meeting, { writtenById: nobody }))).rejects.toThrow();
      const line = { line: 'a', what: 'a', commitmentId: world.newId('cmt') };
      await expect(records.saveMinutes(minutes(meeting, { offered: [line] }))).rejects.toThrow();
      await expect(records.saveAttendance(attendance(gone))).rejects.toThrow();
      const stranger = { memberId: nobody, townId: bench.towns.odder.id, present: true };
      await expect(records.saveAttendance(attendance(meeting, { people: [stranger] }))).rejects.toThrow();
      expect(await records.minutesOf(meeting.id)).toBeUndefined();
    });

    it('leaves nothing when its transaction fails', async () => {
      const { database } = bench;
      const meeting = await inserted();
      await expect(
        database.transaction(async (tx) => {
          await tx.records.insertAgendaItem(item(meeting));
          await tx.records.saveMinutes(minutes(meeting));
          await tx.records.saveAttendance(attendance(meeting));
          throw new Error('changed their mind');
        }),
      ).rejects.toThrow('changed their mind');
      expect(await database.records.agendaOf(meeting.id)).toEqual([]);
      expect(await database.records.minutesOf(meeting.id)).toBeUndefined();
      expect(await database.records.attendanceOf([meeting.id])).toEqual([]);
    });
  });
}
