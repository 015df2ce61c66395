import type { Commitment } from '../commitment/commitment.ts';
import type { Member } from '../committee/member.ts';
import { confirmedAt, convened, type Meeting } from '../meeting/meeting.ts';
import { type Instant, MINUTE_MS } from '../time/instant.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { DifferenceAhead } from './difference-ahead.ts';
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
  { meeting, commitment, isWrittenDown, difference, silence }: SubjectNow,
  scope: TwinningScope,
  members: readonly Member[],
  now: Instant,
): Verdict {
  const ring: Verdict = { type: 'ring', late: now - reminder.dueAt > LATE_MS };
  switch (reminder.kind) {
    case 'note':
      return ring;
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
    case 'silence':
      return silence === undefined ? { type: 'drop', why: 'answered' } : ring;
    case 'poll-open':
      if (meeting === undefined) return { type: 'drop', why: 'gone' };
      if (meeting.state !== 'polling') return { type: 'drop', why: 'over' };
      return addressedIn(reminder, meeting, scope, members).length === 0
        ? { type: 'drop', why: 'answered' }
        : ring;
    default:
      if (commitment === undefined) return { type: 'drop', why: 'gone' };
      return commitment.state === 'accepted' && commitment.version === reminder.subjectVersion
        ? ring
        : { type: 'drop', why: 'changed' };
  }
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
