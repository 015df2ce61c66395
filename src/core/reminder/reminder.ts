import type { Instant } from '../time/instant.ts';
import type { PlatformName } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';

/** A message as its platform knows it. */
export interface MessageRef {
  readonly platform: PlatformName;
  readonly tenantId: string;
  readonly channelId: string;
  readonly messageId: string;
}

/** What a reminder or a posting is about. */
export type Subject =
  | { readonly type: 'meeting'; readonly id: Id<'mtg'> }
  | { readonly type: 'commitment'; readonly id: Id<'cmt'> }
  | { readonly type: 'twinning'; readonly id: Id<'twn'> }
  | { readonly type: 'reminder'; readonly id: Id<'rem'> }
  | { readonly type: 'member'; readonly id: Id<'mbr'> }
  | { readonly type: 'office'; readonly id: Id<'ofc'> }
  | { readonly type: 'handover'; readonly id: Id<'hnd'> }
  | { readonly type: 'review'; readonly id: Id<'rvw'> }
  | { readonly type: 'programme'; readonly id: Id<'prg'> };

/**
 * What the message will say. meeting-days: so many days before, in the morning. meeting-hour: an hour before.
 * minutes-missing: to the organiser, the morning after. poll-open: to who has not answered. commitment-…: as named;
 * commitment-late: to others than its owner, see `conscience.ts`. commitment-dateless: what it was to be done before is
 * called off.
 * difference-ahead: weeks with meetings in which the towns' clocks differ otherwise than usual. term-ending: of an
 * office, to its holder and the space. office-passed: to who held an office that was given to somebody else.
 * handover-open: to who is asked to take over. anniversary: of the twinning. review-waiting: to the space of a town that
 * has not done its part of the review. digest: the weekly summary of a space. silence: a town has not answered for
 * weeks, see `silence.ts`. note: free text of a person.
 */
export type ReminderKind = (typeof reminderKinds)[number];
export const reminderKinds = [
  'meeting-days',
  'meeting-hour',
  'minutes-missing',
  'poll-open',
  'commitment-days',
  'commitment-today',
  'commitment-overdue',
  'commitment-late',
  'commitment-dateless',
  'difference-ahead',
  'term-ending',
  'office-passed',
  'handover-open',
  'anniversary',
  'review-waiting',
  'digest',
  'silence',
  'note',
] as const;

/**
 * What stands alone: a note, as the person asked for it; a greeting; a digest, long as it is; the word about a silence,
 * for one person's eyes.
 */
const alone: readonly string[] = ['note', 'anniversary', 'digest', 'silence'];
/** What may share a message with others. */
export const bundledKinds: readonly ReminderKind[] = reminderKinds.filter((kind) => !alone.includes(kind));
export const isBundled = ({ kind }: Pick<Reminder, 'kind'>): boolean => bundledKinds.includes(kind);

/** More in one message nobody reads; what is left over comes in the next. */
export const BUNDLE_LIMIT = 25;

export type Target =
  | { readonly type: 'member'; readonly memberId: Id<'mbr'> }
  | { readonly type: 'space'; readonly spaceId: Id<'spc'> };

/**
 * The states of anything that must reach a platform. scheduled: waits for its time. sending: a worker holds it
 * until `leaseUntil`. sent: the platform has it. cancelled: no longer wanted. dead: every try failed.
 */
export type DeliveryState = 'scheduled' | 'sending' | 'sent' | 'cancelled' | 'dead';

/** One message that must reach one member or one space at one time. The row is the truth; the queue only wakes. */
export interface Reminder {
  readonly id: Id<'rem'>;
  readonly twinningId: Id<'twn'>;
  /** R-{number}, counted per twinning; only reminders that a person asked for have one. */
  readonly number?: number;
  readonly about: Subject;
  readonly kind: ReminderKind;
  readonly target: Target;
  /** Tells the reminders of one subject and target apart, for example 'days-7', 'overdue-2026-12-01'. */
  readonly occurrence: string;
  /** The subject's version when this was planned; a reminder of an older version never rings. */
  readonly subjectVersion: number;
  readonly dueAt: Instant;
  readonly text?: string;
  readonly createdById?: Id<'mbr'>;
  readonly createdAt: Instant;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly leaseUntil?: Instant;
  /** Earliest next try after a failed one. */
  readonly retryAt?: Instant;
  readonly deliveryId?: Id<'dlv'>;
  readonly sentAt?: Instant;
  readonly message?: MessageRef;
}

/**
 * A message in a space that shows the state of a subject and is kept up to date: a poll card, a commitment
 * card, an announcement. `wantedVersion` rises with every change of the subject; the message is refreshed
 * until `shownVersion` has caught up.
 */
export interface Posting {
  readonly id: Id<'pst'>;
  readonly spaceId: Id<'spc'>;
  readonly about: Subject;
  readonly view: PostingView;
  /** Small facts that an announcement needs besides its subject, for example whose town joined. */
  readonly args: Readonly<Record<string, string>>;
  readonly wantedVersion: number;
  readonly shownVersion: number;
  readonly createdAt: Instant;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly leaseUntil?: Instant;
  readonly retryAt?: Instant;
  readonly deliveryId?: Id<'dlv'>;
  readonly message?: MessageRef;
}

/**
 * poll: the poll card. meeting-confirmed, meeting-moved, meeting-cancelled, poll-undecided: announcements. minutes: what
 * was written down. commitment: the card. town-joined, space-bound: somebody new is here. poll-stuck: no time of a poll
 * can be reached any more. settings-changed: a line about what was agreed anew. event: no message but an event of the
 * server, see `eventSpaces`. series-started, series-ended: of the series in `args`. succession: what a member has left
 * behind, with the question who takes it over. handover: the card with its buttons; handover-answer: what came of it.
 * review: the card of a review. review-proposed: it waits for this town's word. review-confirmed: all towns have agreed.
 * programme: what a plan has offered, and what has become of it.
 */
export type PostingView =
  | 'poll'
  | 'meeting-confirmed'
  | 'meeting-moved'
  | 'meeting-cancelled'
  | 'poll-undecided'
  | 'minutes'
  | 'commitment'
  | 'series-started'
  | 'series-ended'
  | 'town-joined'
  | 'space-bound'
  | 'poll-stuck'
  | 'settings-changed'
  | 'succession'
  | 'handover'
  | 'handover-answer'
  | 'review'
  | 'review-proposed'
  | 'review-confirmed'
  | 'programme'
  | 'event';

/** What shows a meeting whose time is fixed, and is out of date when it is moved or called off. */
export const fixedMeetingViews = [
  'meeting-confirmed',
  'meeting-moved',
  'event',
] as const satisfies readonly PostingView[];
