import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { MessageRef, Reminder, Subject, Target } from './reminder.ts';

export interface Claim {
  readonly now: Instant;
  readonly leaseUntil: Instant;
  readonly deliveryId: Id<'dlv'>;
}

/** What one message says: the reminder that was asked for first, and what is due for the same target with it. */
export interface ClaimedReminders {
  readonly reminder: Reminder;
  /** Soonest first. */
  readonly companions: readonly Reminder[];
  readonly doubtful: boolean;
}

/** Port: reminders. */
export interface ReminderStore {
  reminder(id: Id<'rem'>): Promise<Reminder | undefined>;
  reminderByNumber(twinningId: Id<'twn'>, number: number): Promise<Reminder | undefined>;
  nextReminderNumber(twinningId: Id<'twn'>): Promise<number>;
  /**
   * Inserts what is not there yet: (subject, kind, target, occurrence, subjectVersion) is unique. Fails with
   * `StoreConflict` when another reminder has the number of one of them.
   */
  insertReminders(reminders: readonly Reminder[]): Promise<void>;
  /** Of a person: what they set for themselves or others, still scheduled, soonest first. */
  remindersAskedBy(memberId: Id<'mbr'>): Promise<Reminder[]>;
  /** Still scheduled, soonest first: what will reach these targets in this twinning. */
  scheduledFor(twinningId: Id<'twn'>, targets: readonly Target[], limit: number): Promise<Reminder[]>;
  /** Cancels all scheduled ones of a subject (of this kind and target, where given); returns how many. */
  cancelReminders(
    about: Subject,
    only?: { kinds?: readonly Reminder['kind'][]; target?: Target; id?: Id<'rem'> },
  ): Promise<number>;
  /**
   * Takes it for sending by compare-and-set: `scheduled` and due (and past `retryAt`), or `sending` with a
   * lapsed lease. One caller wins, all others get undefined. `doubtful` tells that an earlier holder may have
   * sent it: its delivery id (kept on the row) must be looked for first. A doubtful row keeps its old delivery id.
   *
   * Together with it goes whatever else is due for the same target in the same twinning, if its kind is a
   * `bundledKind`: one message instead of nine. They share the delivery id, so what becomes of that message becomes of
   * all of them; a doubtful one takes along only those that were in its message. At most `BUNDLE_LIMIT` in all.
   */
  claimReminder(id: Id<'rem'>, claim: Claim): Promise<ClaimedReminders | undefined>;
  /**
   * The outcome, only while the claim's delivery id still holds it; false when it does not. Report a failure only
   * when nothing was sent for certain; else let the lease lapse. Who was doubtful stays so until it is sent.
   */
  reminderSent(id: Id<'rem'>, deliveryId: Id<'dlv'>, at: Instant, message: MessageRef): Promise<boolean>;
  reminderFailed(
    id: Id<'rem'>,
    deliveryId: Id<'dlv'>,
    outcome: { retryAt: Instant } | 'dead' | 'cancelled',
  ): Promise<boolean>;
  /**
   * Due, or with a lapsed lease, at `now`: what the reconciler wakes. Soonest first. Here and below `dueAt` is
   * when it wants attention: its time, its next try after a failed one, or the end of a lease that lapsed.
   */
  dueReminders(now: Instant, limit: number): Promise<{ id: Id<'rem'>; dueAt: Instant }[]>;
  /** Scheduled between now and `until`: what the queue should know of. */
  comingReminders(now: Instant, until: Instant, limit: number): Promise<{ id: Id<'rem'>; dueAt: Instant }[]>;
}
