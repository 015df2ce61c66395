import type { AuditStore } from './audit.ts';
import type { AwayStore } from './availability/away-store.ts';
import type { BusyCalendarStore } from './availability/busy-calendar-store.ts';
import type { CalendarStore } from './calendar/calendar-store.ts';
import type { CommitmentStore } from './commitment/commitment-store.ts';
import type { CommitteeStore } from './committee/committee-store.ts';
import type { HandoverStore } from './committee/handover-store.ts';
import type { FactStore } from './fact-store.ts';
import type { MeetingRecordStore } from './meeting/meeting-record-store.ts';
import type { MeetingStore } from './meeting/meeting-store.ts';
import type { ProgrammeStore } from './programme/programme-store.ts';
import type { PostingStore } from './reminder/posting-store.ts';
import type { ReminderStore } from './reminder/reminder-store.ts';
import type { ReviewStore } from './review/review-store.ts';
import type { SeriesStore } from './series/series-store.ts';
import type { Instant } from './time/instant.ts';
import type { SettingsStore } from './twinning/settings-store.ts';
import type { TwinningStore } from './twinning/twinning-store.ts';
import type { Id } from './world.ts';

/** What a person typed into a form that could not be used yet, so that nothing typed is lost. Kept for a day. */
export interface Draft {
  readonly id: Id<'drf'>;
  /** A command path, for example 'meeting/propose'. */
  readonly command: string;
  readonly values: Readonly<Record<string, string>>;
  readonly expiresAt: Instant;
}

export interface DraftStore {
  saveDraft(draft: Draft): Promise<void>;
  draft(id: Id<'drf'>, now: Instant): Promise<Draft | undefined>;
  /** How many were removed. */
  forgetExpiredDrafts(now: Instant): Promise<number>;
}

/** Requests seen, so that the same one has one effect: a Slack retry, an interaction delivered twice. */
export interface SeenRequestStore {
  /** True the first time, false ever after (within the time they are kept: a day). */
  firstSight(requestId: string, now: Instant): Promise<boolean>;
  forgetSeenBefore(at: Instant): Promise<number>;
}

export interface Stores {
  readonly twinnings: TwinningStore;
  readonly committees: CommitteeStore;
  readonly meetings: MeetingStore;
  readonly commitments: CommitmentStore;
  readonly reminders: ReminderStore;
  readonly postings: PostingStore;
  readonly drafts: DraftStore;
  readonly seenRequests: SeenRequestStore;
  readonly audit: AuditStore;
  readonly away: AwayStore;
  readonly calendars: CalendarStore;
  readonly settings: SettingsStore;
  readonly records: MeetingRecordStore;
  readonly series: SeriesStore;
  readonly facts: FactStore;
  readonly busyCalendars: BusyCalendarStore;
  readonly handovers: HandoverStore;
  readonly reviews: ReviewStore;
  readonly programmes: ProgrammeStore;
}

/** What the queue is told after commit. The rows say the same: a wake that is lost costs a delay, never a loss. */
export type Wake =
  | { readonly type: 'reminder'; readonly id: Id<'rem'>; readonly at: Instant }
  | { readonly type: 'posting'; readonly id: Id<'pst'> }
  | { readonly type: 'poll-deadline'; readonly id: Id<'mtg'>; readonly at: Instant }
  | { readonly type: 'review-start'; readonly id: Id<'rvw'>; readonly at: Instant };

export interface Transaction extends Stores {
  /** Tells the queue, once this transaction is committed. */
  wake(wake: Wake): void;
}

/** Port: the database. Reads outside a transaction see what is committed. */
export interface Database extends Stores {
  /**
   * All or nothing. `work` may run again when the database asks for it (serialisation, deadlock), so it must
   * have no effect but through `tx`. After any store failed (a `StoreConflict` too) the transaction is lost:
   * do not go on in it. References between rows are checked at its end; its writes may come in any order.
   * What a store could not give back as it was given, it refuses: a text with NUL or half of a character, an
   * instant outside the years 1 to 9999.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * The earliest instant after `after` at which something falls due: a reminder, a poll's deadline, a review. Undefined
   * when nothing waits. A clock that is moved by hand stops at each.
   */
  nextDueAt(after: Instant): Promise<Instant | undefined>;
}

/** Somebody else was first: a unique row exists already. */
export class StoreConflict extends Error {
  override readonly name = 'StoreConflict';
  constructor(readonly what: string) {
    super(`already there: ${what}`);
  }
}
