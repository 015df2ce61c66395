import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { Ballot, Meeting, MeetingState, Slot } from './meeting.ts';

/** A meeting that has taken place, as far as the fairness of its hour is concerned. */
export type HeldMeeting = Pick<Meeting, 'lengthMinutes' | 'participantIds'> & { readonly at: Instant };

/** Port: meetings with their slots and ballots. */
export interface MeetingStore {
  meeting(id: Id<'mtg'>): Promise<Meeting | undefined>;
  meetingByNumber(twinningId: Id<'twn'>, number: number): Promise<Meeting | undefined>;
  /** Like `meeting`, and holds the row until the transaction ends: two changes come one after the other. */
  lockMeeting(id: Id<'mtg'>): Promise<Meeting | undefined>;
  /** Newest first. */
  meetingsOf(twinningId: Id<'twn'>, states: readonly MeetingState[], limit: number): Promise<Meeting[]>;
  /** Confirmed meetings of this twinning that ended by then; latest start first, no more than `limit`. */
  heldMeetings(twinningId: Id<'twn'>, endedBy: Instant, limit: number): Promise<HeldMeeting[]>;
  /** M-numbers: the next free one of this twinning; holds the counter until the transaction ends. */
  nextMeetingNumber(twinningId: Id<'twn'>): Promise<number>;
  /** Fails with `StoreConflict` when its number, or its place in its series, is taken. */
  insertMeeting(meeting: Meeting): Promise<void>;
  /** Everything but the ballots. Slots may be replaced only while it is a draft; ballots on them go with them. */
  saveMeeting(meeting: Meeting): Promise<void>;
  /**
   * One more slot for a meeting of any state: a meeting that moves keeps the slots it had. Fails with
   * `StoreConflict` when that number is taken.
   */
  addSlot(meetingId: Id<'mtg'>, slot: Slot): Promise<void>;
  /**
   * Another instant for the wall time of a slot, where the time-zone data changed: the promise is the same. Fails when
   * there is no such slot.
   */
  correctSlot(meetingId: Id<'mtg'>, number: number, at: Instant): Promise<void>;
  /** Meetings, not called off, with a slot later than this. */
  idsWithSlotsAfter(at: Instant): Promise<Id<'mtg'>[]>;
  /** One ballot per slot and member: the later one replaces the earlier. */
  putBallot(meetingId: Id<'mtg'>, ballot: Ballot): Promise<void>;
  /** Takes back what this member has answered to these slots; how many ballots that were. */
  removeBallots(meetingId: Id<'mtg'>, memberId: Id<'mbr'>, slots: readonly number[]): Promise<number>;
  /** The occurrences of a series that are there, by their original wall time. */
  occurrencesOf(seriesId: Id<'ser'>): Promise<Meeting[]>;
  /** When a ballot of a member of this town was last cast in this twinning, of whatever meeting. */
  lastBallotAt(twinningId: Id<'twn'>, townId: Id<'town'>): Promise<Instant | undefined>;
  /** Polls (state `polling`) whose deadline is at or before `now`, soonest first. */
  pollsToClose(now: Instant, limit: number): Promise<Meeting[]>;
}
