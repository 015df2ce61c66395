import type { Commitment } from '../commitment/commitment.ts';
import type { Member, Office, OfficeKind } from '../committee/member.ts';
import { confirmedAt, convened, type Meeting } from '../meeting/meeting.ts';
import type { Reminder } from '../reminder/reminder.ts';
import { digestOccurrence } from '../review/plan-renewal.ts';
import { awaitedTowns, type Review } from '../review/review.ts';
import { isOverdue } from '../review/year-figures.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';
import { dateAt, weekdayOf } from '../time/local-date.ts';
import type { Space, Town, TwinningScope } from '../twinning/twinning.ts';
import { usualDigestTime } from './digest-time.ts';

const PERIOD_DAYS = 7;
const AHEAD_MS = 14 * DAY_MS;
/** An offer that waits longer is named beside news, but is no news of its own any more. */
const WAITING_NEWS_MS = 28 * DAY_MS;

export interface DigestFacts {
  readonly scope: TwinningScope;
  readonly members: readonly Member[];
  readonly offices: readonly Office[];
  readonly meetings: readonly Meeting[];
  readonly commitments: readonly Commitment[];
  readonly review?: Review | undefined;
}

/** What one space hears of one week. Each list by number or time. */
export interface Digest {
  /** Meetings of the next two weeks, and later ones that were settled in this week. */
  readonly coming: readonly Meeting[];
  /** Polls that somebody of this town has not answered. */
  readonly polls: readonly Meeting[];
  /** Offered to this town, or reported to it as done: it has the next word. */
  readonly toAnswer: readonly Commitment[];
  /** What this town promised and is late. */
  readonly overdue: readonly Commitment[];
  /** What the towns have said to offers, or kept, in this week. */
  readonly answered: readonly Commitment[];
  readonly reviewWaits: boolean;
  readonly vacant: readonly OfficeKind[];
}

/**
 * What there is to tell a space of its week; undefined when nothing is new. What merely goes on (an office that is still
 * vacant, a promise that is still late) is told beside news and is no reason to speak. A youth space hears only of
 * meetings and polls that its members are asked to, and of promises that they or their leader made.
 */
export function digestOf(facts: DigestFacts, space: Space, now: Instant): Digest | undefined {
  const town = facts.scope.towns.find(({ id }) => id === space.townId);
  if (town === undefined) return undefined;
  const sinceAt = now - PERIOD_DAYS * DAY_MS;
  const isYouth = space.audience === 'youth';
  const people = facts.members.filter(
    (member) => member.townId === town.id && (!isYouth || member.represents === 'youth'),
  );
  const isAsked = (meeting: Meeting) => convened(meeting, people).length > 0;
  const meetings = facts.meetings.filter(isAsked);
  const coming = comingMeetings(meetings, sinceAt, now);
  const polls = meetings.filter((meeting) => meeting.state === 'polling' && isWaiting(meeting, people));
  const own = isYouth ? ownedBy(people, facts.commitments) : facts.commitments;
  const toAnswer = isYouth ? [] : own.filter((one) => waitsFor(one, town));
  const overdue = own.filter(
    (one) => one.ownerTownId === town.id && isOverdue(one, dateAt(now, town.timeZone)),
  );
  const answered = own.filter((one) => isAnswered(one) && one.changedAt > sinceAt);
  const reviewWaits =
    !isYouth &&
    facts.review !== undefined &&
    awaitedTowns(facts.review, facts.scope.towns).some(({ id }) => id === town.id);
  const hasNews =
    coming.length > 0 ||
    polls.length > 0 ||
    answered.length > 0 ||
    toAnswer.some(({ changedAt }) => changedAt > now - WAITING_NEWS_MS) ||
    overdue.some((one) => !isOverdue(one, dateAt(sinceAt, town.timeZone)));
  if (!hasNews) return undefined;
  const vacant = isYouth ? [] : vacantOffices(town, facts.offices);
  return { coming, polls, toAnswer, overdue, answered, reviewWaits, vacant };
}

function comingMeetings(meetings: readonly Meeting[], sinceAt: Instant, now: Instant): Meeting[] {
  return meetings
    .flatMap((meeting) => {
      const at = confirmedAt(meeting);
      const isNew = (meeting.revisedAt ?? meeting.createdAt) > sinceAt && meeting.seriesId === undefined;
      const isTold = at !== undefined && at > now && (at <= now + AHEAD_MS || isNew);
      return meeting.state === 'confirmed' && isTold ? [{ meeting, at }] : [];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ meeting }) => meeting);
}

function isWaiting(meeting: Meeting, people: readonly Member[]): boolean {
  const answered = new Set(meeting.ballots.map(({ memberId }) => memberId));
  return convened(meeting, people).some(({ id }) => !answered.has(id));
}

const waitsFor = ({ state, toTownIds }: Commitment, { id }: Town): boolean =>
  (state === 'offered' || state === 'done') && toTownIds.includes(id);

const isAnswered = ({ state }: Commitment): boolean =>
  state === 'accepted' || state === 'declined' || state === 'confirmed';

const ownedBy = (people: readonly Member[], commitments: readonly Commitment[]): Commitment[] =>
  commitments.filter(({ owner, ownerTownId }) =>
    owner.type === 'member'
      ? people.some(({ id }) => id === owner.memberId)
      : owner.office === 'youth-leader' && people.some(({ townId }) => townId === ownerTownId),
  );

/** Offices that the town has set up and nobody holds. One that it never had is no vacancy. */
const vacantOffices = ({ id }: Town, offices: readonly Office[]): OfficeKind[] =>
  offices.filter(({ townId, holderId }) => townId === id && holderId === undefined).map(({ kind }) => kind);

/** Whether a row still stands for the time that the space wants. */
export function isDigestTime(
  { occurrence, dueAt }: Pick<Reminder, 'occurrence' | 'dueAt'>,
  { digest = usualDigestTime }: Space,
  timeZone: string,
): boolean {
  if (digest === 'off') return false;
  const on = dateAt(dueAt, timeZone);
  return occurrence === digestOccurrence(on, digest.hour) && weekdayOf(on) === digest.weekday;
}
