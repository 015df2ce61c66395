import type { Sealed } from '../secrets.ts';
import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { BusySpan } from './busy.ts';
import type { CalendarTrouble } from './calendar-reader.ts';

/** A member's private calendar, as far as it is kept: where it is, sealed, and how reading it went. */
export interface BusyCalendar {
  readonly memberId: Id<'mbr'>;
  readonly address: Sealed;
  readonly connectedAt: Instant;
  /** When it was last known what is in it; undefined before the first time. */
  readonly lastReadAt?: Instant;
  /** The last reading of everything, which a "nothing has changed" builds on. */
  readonly whole?: {
    readonly at: Instant;
    readonly timeZone: string;
    readonly unread: number;
    readonly etag?: string;
  };
  /** Why the last try failed; undefined when it did not. */
  readonly trouble?: CalendarTrouble;
  /** Tries that failed in a row. */
  readonly failures: number;
  /** When the member was told that it cannot be read; once, until it can be again. */
  readonly toldAt?: Instant;
  readonly triedAt?: Instant;
  readonly nextReadAt: Instant;
  /** Who is reading it, until when. */
  readonly claimId?: Id<'dlv'>;
  readonly leaseUntil?: Instant;
}

export interface MemberBusy extends BusySpan {
  readonly memberId: Id<'mbr'>;
}

export interface CalendarClaim {
  readonly now: Instant;
  readonly leaseUntil: Instant;
  readonly claimId: Id<'dlv'>;
  /** Also before its time has come. */
  readonly early: boolean;
}

/** Port: private calendars of members, and the busy times that were found in them. */
export interface BusyCalendarStore {
  calendarOf(memberId: Id<'mbr'>): Promise<BusyCalendar | undefined>;
  /** Instead of the calendar and the busy times that are kept of this member. */
  saveCalendar(calendar: BusyCalendar, busy: readonly BusySpan[]): Promise<void>;
  /** Whose calendar is to be read now and is read by nobody, the longest waiting first. */
  dueCalendars(now: Instant, limit: number): Promise<Id<'mbr'>[]>;
  /** The calendar, now held by the claim; undefined when it is not due or somebody holds it. */
  claimCalendar(memberId: Id<'mbr'>, claim: CalendarClaim): Promise<BusyCalendar | undefined>;
  /**
   * What became of the reading, and an end of the claim; with `busy`, these times instead of those kept. False, and
   * nothing changed, when the claim does not hold it any more: it was forgotten, replaced, or claimed anew.
   */
  settleCalendar(
    claimId: Id<'dlv'>,
    calendar: BusyCalendar,
    busy: readonly BusySpan[] | undefined,
  ): Promise<boolean>;
  /** Those that overlap the window; by beginning. */
  busyOf(memberIds: readonly Id<'mbr'>[], window: BusySpan): Promise<MemberBusy[]>;
  /** Calendar and busy times; true when there was one. */
  forgetCalendar(memberId: Id<'mbr'>): Promise<boolean>;
  /** Busy times that have passed; how many were removed. */
  forgetBusyBefore(at: Instant): Promise<number>;
}
