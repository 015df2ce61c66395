import type { Group } from '../committee/member.ts';
import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';

/** What somebody wants to talk about. Its number is its place in the list; buttons refer to its id. */
export interface AgendaItem {
  readonly id: Id<'agi'>;
  readonly meetingId: Id<'mtg'>;
  readonly text: string;
  readonly authorId: Id<'mbr'>;
  readonly createdAt: Instant;
}

/** A line of the minutes that became a commitment. It stays one, whatever becomes of the text. */
export interface OfferedLine {
  /** The line and its task as keys to compare by (`lineKey`). */
  readonly line: string;
  readonly what: string;
  readonly commitmentId: Id<'cmt'>;
}

export interface Minutes {
  readonly meetingId: Id<'mtg'>;
  readonly text: string;
  /** Raised by every change of the text: two who write at once do not overwrite each other unseen. */
  readonly version: number;
  /** Who wrote them last. */
  readonly writtenById: Id<'mbr'>;
  readonly writtenAt: Instant;
  /** In the order in which they were offered. */
  readonly offered: readonly OfferedLine[];
}

/** Somebody convened, as they stood when they were counted: later changes of the committee do not rewrite it. */
export interface Attendee {
  readonly memberId: Id<'mbr'>;
  readonly townId: Id<'town'>;
  readonly group?: Group;
  readonly present: boolean;
}

export interface Attendance {
  readonly meetingId: Id<'mtg'>;
  readonly people: readonly Attendee[];
  readonly takenById: Id<'mbr'>;
  readonly takenAt: Instant;
}
