import type { Instant, WallTime } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { Answer } from './quorum.ts';

export const meetingKinds = ['board', 'annual', 'working-group', 'youth', 'contact'] as const;
export type MeetingKind = (typeof meetingKinds)[number];

/**
 * A candidate start, promised as wall time in its anchor zone; `at` is the instant that follows from it. Slot
 * numbers start at 1 and never change: buttons refer to them.
 */
export interface Slot {
  readonly number: number;
  readonly wall: string;
  readonly timeZone: string;
  readonly at: Instant;
}

export interface Ballot {
  readonly slot: number;
  readonly memberId: Id<'mbr'>;
  readonly answer: Answer;
  readonly castAt: Instant;
  /** The office holder who wrote it down for somebody without chat. Absent when the person said it themselves. */
  readonly recordedById?: Id<'mbr'>;
}

/**
 * draft: slots were found, the organiser has not posted the poll yet. polling: people answer. undecided: the
 * deadline passed without a slot that leads with quorum; the organiser decides. confirmed, cancelled: as named.
 */
export type MeetingState = 'draft' | 'polling' | 'undecided' | 'confirmed' | 'cancelled';

export interface Meeting {
  readonly id: Id<'mtg'>;
  readonly twinningId: Id<'twn'>;
  /** M-{number}, counted per twinning. */
  readonly number: number;
  readonly title: string;
  readonly kind?: MeetingKind;
  readonly hostTownId?: Id<'town'>;
  readonly organiserId: Id<'mbr'>;
  readonly lengthMinutes: number;
  /** Who is convened; empty means everybody of all towns. */
  readonly participantIds: readonly Id<'mbr'>[];
  /** Who must come: no slot without them confirms itself. Absent when nobody in particular must. */
  readonly requiredIds?: readonly Id<'mbr'>[];
  readonly state: MeetingState;
  readonly slots: readonly Slot[];
  /** In a draft: the slot numbers picked so far. */
  readonly picked: readonly number[];
  readonly ballots: readonly Ballot[];
  readonly deadlineAt?: Instant;
  /** The confirmed slot's number. */
  readonly confirmedSlot?: number;
  readonly cancelReason?: string;
  /** The number of the meeting whose times did not suit, and for which this one looks again. */
  readonly replaces?: number;
  /** On the other side: the number of the meeting that took this one's place. */
  readonly replacedBy?: number;
  /** The series it is an occurrence of, and where its rule puts it: that stays when it moves. */
  readonly seriesId?: Id<'ser'>;
  readonly originalWall?: WallTime;
  /** Raised by every change that moves or cancels the meeting; reminders carry it. */
  readonly version: number;
  /** When `version` was last raised; see `raised`. */
  readonly revisedAt?: Instant;
  readonly createdAt: Instant;
}

/** Who is asked to come: the participants, or everybody of all towns. */
export function convened<M extends { readonly id: Id<'mbr'> }>(meeting: Meeting, members: readonly M[]): M[] {
  if (meeting.participantIds.length === 0) return [...members];
  return members.filter((member) => meeting.participantIds.includes(member.id));
}

export const confirmedSlotOf = (meeting: Pick<Meeting, 'slots' | 'confirmedSlot'>): Slot | undefined =>
  meeting.slots.find((slot) => slot.number === meeting.confirmedSlot);

/** When it begins; undefined until a slot is confirmed. A cancelled meeting keeps the time it had. */
export const confirmedAt = (meeting: Meeting): Instant | undefined => confirmedSlotOf(meeting)?.at;

/** What every change that fixes, moves or cancels a meeting says of it: calendars and reminders follow. */
export const raised = (
  meeting: Meeting,
  now: Instant,
): Pick<Meeting, 'version'> & { revisedAt: Instant } => ({
  version: meeting.version + 1,
  revisedAt: now,
});
