import type { Commitment } from '../commitment/commitment.ts';
import type { Handover } from '../committee/handover.ts';
import type { Member, Office } from '../committee/member.ts';
import type { Digest } from '../digest/digest.ts';
import { confirmedAt, convened, type Meeting } from '../meeting/meeting.ts';
import { awaitedTowns, type Review } from '../review/review.ts';
import type { Anniversary } from '../review/review-dates.ts';
import { type Instant, MINUTE_MS } from '../time/instant.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { DifferenceAhead } from './difference-ahead.ts';
import { termOccurrence } from './office-reminders.ts';
import type { Reminder } from './reminder.ts';
import { isReachedDirectly, spaceFor } from './reminder-plan.ts';
import type { Silence } from './silence.ts';

/** Rung later than this after its time, a reminder says that it is late. */
const LATE_MS = 10 * MINUTE_MS;

export interface SubjectNow {
  readonly meeting?: Meeting | undefined;
  readonly commitment?: Commitment | undefined;
  /** Whether the meeting has minutes. */
  readonly isWrittenDown?: boolean | undefined;
  readonly difference?: DifferenceAhead | undefined;
  /** Of a promise that is late: whether it tells somebody who has not heard of it. */
  readonly tellsNew?: boolean | undefined;
  readonly office?: Office | undefined;
  readonly handover?: Handover | undefined;
  readonly review?: Review | undefined;
  /** The anniversary that the reminder was planned for; undefined when it is none (any more). */
  readonly anniversary?: Anniversary | undefined;
  /** Undefined when there is nothing to say, or at another time. */
  readonly digest?: Digest | undefined;
  /** The silence it is about, while the town is silent and this one is meant. */
  readonly silence?: Silence | undefined;
}

export type Verdict =
  | { readonly type: 'ring'; readonly late: boolean }
  /** It makes no sense any more; `why` is for the log. */
  | { readonly type: 'drop'; readonly why: 'gone' | 'changed' | 'over' | 'answered' };

/** Whether a reminder still means what it meant when it was planned. The subject is as it stands now. */
export function checkDelivery(
  reminder: Reminder,
  subject: SubjectNow,
  scope: TwinningScope,
  members: readonly Member[],
  now: Instant,
): Verdict {
  const { meeting, commitment, isWrittenDown, difference, office, handover } = subject;
  const ring: Verdict = { type: 'ring', late: now - reminder.dueAt > LATE_MS };
  switch (reminder.kind) {
    case 'note':
      // What somebody wrote for themselves is for nobody else's eyes.
      return isThere(reminder, members) ? ring : { type: 'drop', why: 'gone' };
    case 'term-ending':
      if (office?.holderId === undefined) return { type: 'drop', why: 'gone' };
      return isAboutTerm(reminder, office) ? ring : { type: 'drop', why: 'changed' };
    case 'office-passed':
      return office !== undefined && isThere(reminder, members) ? ring : { type: 'drop', why: 'gone' };
    case 'handover-open':
      if (handover === undefined) return { type: 'drop', why: 'gone' };
      return handover.state === 'proposed' ? ring : { type: 'drop', why: 'answered' };
    case 'meeting-days':
    case 'meeting-hour': {
      const at = meeting && confirmedAt(meeting);
      if (meeting === undefined || at === undefined) return { type: 'drop', why: 'gone' };
      if (meeting.state !== 'confirmed' || meeting.version !== reminder.subjectVersion)
        return { type: 'drop', why: 'changed' };
      return at <= now ? { type: 'drop', why: 'over' } : ring;
    }
    case 'minutes-missing':
      if (meeting === undefined) return { type: 'drop', why: 'gone' };
      if (meeting.state !== 'confirmed' || meeting.version !== reminder.subjectVersion)
        return { type: 'drop', why: 'changed' };
      return isWrittenDown === true ? { type: 'drop', why: 'answered' } : ring;
    case 'difference-ahead':
      if (difference === undefined) return { type: 'drop', why: 'changed' };
      return difference.meetings.length === 0 ? { type: 'drop', why: 'gone' } : ring;
    case 'anniversary':
      return subject.anniversary === undefined ? { type: 'drop', why: 'changed' } : ring;
    case 'digest':
      return subject.digest === undefined ? { type: 'drop', why: 'gone' } : ring;
    case 'review-waiting':
      return isAwaited(reminder, subject.review, scope) ? ring : { type: 'drop', why: 'answered' };
    case 'silence':
      return subject.silence === undefined ? { type: 'drop', why: 'answered' } : ring;
    case 'commitment-late':
      if (subject.tellsNew !== true) return { type: 'drop', why: 'answered' };
      return stillPromised(reminder, commitment, ring);
    case 'poll-open':
      if (meeting === undefined) return { type: 'drop', why: 'gone' };
      if (meeting.state !== 'polling') return { type: 'drop', why: 'over' };
      return addressedIn(reminder, meeting, scope, members).length === 0
        ? { type: 'drop', why: 'answered' }
        : ring;
    default:
      return stillPromised(reminder, commitment, ring);
  }
}

function stillPromised(reminder: Reminder, commitment: Commitment | undefined, ring: Verdict): Verdict {
  if (commitment === undefined) return { type: 'drop', why: 'gone' };
  return commitment.state === 'accepted' && commitment.version === reminder.subjectVersion
    ? ring
    : { type: 'drop', why: 'changed' };
}

const isThere = ({ target }: Pick<Reminder, 'target'>, members: readonly Member[]): boolean =>
  target.type === 'space' || members.some(({ id }) => id === target.memberId);

/** The same term, and to its holder (or to the space). */
const isAboutTerm = ({ target, occurrence }: Reminder, { holderId, untilOn }: Office): boolean =>
  untilOn !== undefined &&
  (occurrence === termOccurrence('month', untilOn) || occurrence === termOccurrence('week', untilOn)) &&
  (target.type === 'space' || target.memberId === holderId);
function isAwaited({ target }: Reminder, review: Review | undefined, scope: TwinningScope): boolean {
  if (review === undefined || target.type !== 'space') return false;
  const space = scope.spaces.find(({ id }) => id === target.spaceId);
  return awaitedTowns(review, scope.towns).some(({ id }) => id === space?.townId);
}

/**
 * Whom a poll reminder is for, of those who have not answered: its member, or in a space everybody who is reached
 * there because they take no direct messages, or have no chat.
 */
export function addressedIn(
  reminder: Pick<Reminder, 'target'>,
  meeting: Meeting,
  scope: TwinningScope,
  members: readonly Member[],
): Member[] {
  const answered = new Set(meeting.ballots.map(({ memberId }) => memberId));
  const waiting = convened(meeting, members).filter(({ id }) => !answered.has(id));
  const { target } = reminder;
  if (target.type === 'member') return waiting.filter(({ id }) => id === target.memberId);
  return waiting.filter(
    (member) => !isReachedDirectly(member) && spaceFor(member, scope)?.id === target.spaceId,
  );
}
