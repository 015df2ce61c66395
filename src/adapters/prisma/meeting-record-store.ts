import { groups } from '../../core/committee/member.ts';
import type { MeetingRecordStore } from '../../core/meeting/meeting-record-store.ts';
import { type Client, readId, readWordOrNull, toDate, toInstant, withoutNulls } from './row.ts';

export function prismaMeetingRecordStore(client: Client): MeetingRecordStore {
  return {
    async agendaOf(meetingId) {
      const rows = await client.agendaItem.findMany({
        where: { meetingId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map((row) => ({
        id: readId('agi', row.id),
        meetingId: readId('mtg', row.meetingId),
        text: row.text,
        authorId: readId('mbr', row.authorId),
        createdAt: toInstant(row.createdAt),
      }));
    },
    async insertAgendaItem(item) {
      await client.agendaItem.create({ data: { ...item, createdAt: toDate(item.createdAt) } });
    },
    async removeAgendaItem(id) {
      return (await client.agendaItem.deleteMany({ where: { id } })).count > 0;
    },
    async minutesOf(meetingId) {
      const row = await client.minutes.findUnique({
        where: { meetingId },
        include: { offered: { orderBy: { position: 'asc' } } },
      });
      return row === null
        ? undefined
        : {
            meetingId: readId('mtg', row.meetingId),
            text: row.text,
            version: row.version,
            writtenById: readId('mbr', row.writtenById),
            writtenAt: toInstant(row.writtenAt),
            offered: row.offered.map(({ line, what, commitmentId }) => ({
              line,
              what,
              commitmentId: readId('cmt', commitmentId),
            })),
          };
    },
    async saveMinutes({ meetingId, offered, writtenAt, ...written }) {
      const row = { ...written, writtenAt: toDate(writtenAt) };
      await client.minutes.upsert({ where: { meetingId }, create: { meetingId, ...row }, update: row });
      await client.offeredLine.deleteMany({ where: { meetingId } });
      const data = offered.map(({ line, what, commitmentId }, position) => ({
        meetingId,
        position,
        line,
        what,
        commitmentId,
      }));
      await client.offeredLine.createMany({ data });
    },
    async attendanceOf(meetingIds) {
      const rows = await client.attendance.findMany({
        where: { meetingId: { in: [...meetingIds] } },
        orderBy: [{ takenAt: 'asc' }, { meetingId: 'asc' }],
        include: { people: { orderBy: { position: 'asc' } } },
      });
      return rows.map((row) => ({
        meetingId: readId('mtg', row.meetingId),
        takenById: readId('mbr', row.takenById),
        takenAt: toInstant(row.takenAt),
        people: row.people.map(({ memberId, townId, represented, present }) =>
          withoutNulls({
            memberId: readId('mbr', memberId),
            townId: readId('town', townId),
            group: readWordOrNull(groups, represented),
            present,
          }),
        ),
      }));
    },
    async saveAttendance({ meetingId, people, takenById, takenAt }) {
      const row = { takenById, takenAt: toDate(takenAt) };
      await client.attendance.upsert({ where: { meetingId }, create: { meetingId, ...row }, update: row });
      await client.attendee.deleteMany({ where: { meetingId } });
      const data = people.map(({ memberId, townId, group, present }, position) => ({
        meetingId,
        position,
        memberId,
        townId,
        represented: group ?? null,
        present,
      }));
      await client.attendee.createMany({ data });
    },
  };
}
