import type { Id } from '../world.ts';
import type { AgendaItem, Attendance, Minutes } from './meeting-record.ts';

/** Port: what is kept of a meeting besides its time: agenda, minutes, attendance. */
export interface MeetingRecordStore {
  /** In the order in which the items came. Hold the meeting (`lockMeeting`) while deciding about them. */
  agendaOf(meetingId: Id<'mtg'>): Promise<AgendaItem[]>;
  insertAgendaItem(item: AgendaItem): Promise<void>;
  /** False when it was gone already. */
  removeAgendaItem(id: Id<'agi'>): Promise<boolean>;
  minutesOf(meetingId: Id<'mtg'>): Promise<Minutes | undefined>;
  /** Inserts, or replaces those of the same meeting, with their offered lines. */
  saveMinutes(minutes: Minutes): Promise<void>;
  /** Those of these meetings where somebody has counted; earliest counted first. */
  attendanceOf(meetingIds: readonly Id<'mtg'>[]): Promise<Attendance[]>;
  /** Inserts, or replaces that of the same meeting. */
  saveAttendance(attendance: Attendance): Promise<void>;
}
