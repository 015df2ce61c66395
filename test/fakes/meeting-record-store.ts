import type { MeetingRecordStore } from '../../src/core/meeting/meeting-record-store.ts';
import { copy, select, type Tables } from './tables.ts';

export function fakeMeetingRecordStore(tables: Tables): MeetingRecordStore {
  return {
    async agendaOf(meetingId) {
      return select(
        tables.agenda.values(),
        (item) => item.meetingId === meetingId,
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      );
    },
    async insertAgendaItem(item) {
      if (tables.agenda.has(item.id)) throw new Error(`${item.id} is there already`);
      tables.agenda.set(item.id, copy(item));
    },
    async removeAgendaItem(id) {
      return tables.agenda.delete(id);
    },
    async minutesOf(meetingId) {
      const minutes = tables.minutes.get(meetingId);
      return minutes && copy(minutes);
    },
    async saveMinutes(minutes) {
      tables.minutes.set(minutes.meetingId, copy(minutes));
    },
    async attendanceOf(meetingIds) {
      return select(
        tables.attendance.values(),
        ({ meetingId }) => meetingIds.includes(meetingId),
        ({ takenAt }) => takenAt,
        ({ meetingId }) => meetingId,
      );
    },
    async saveAttendance(attendance) {
      const ids = attendance.people.map(({ memberId }) => memberId);
      if (new Set(ids).size < ids.length) throw new Error('somebody was counted twice');
      tables.attendance.set(attendance.meetingId, copy(attendance));
    },
  };
}
