import type { Commitment } from '../commitment/commitment.ts';
import type { Member, Office } from '../committee/member.ts';
import { confirmedAt, confirmedSlotOf, convened, type Meeting } from '../meeting/meeting.ts';
import { HOUR_MS, type Instant, type LocalDate, MINUTE_MS } from '../time/instant.ts';
import { addDays, dateAt, daysBetween } from '../time/local-date.ts';
import { atTimeOfDay } from '../time/resolve-wall.ts';
import type { Space, Town, TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import { type LateStep, lateSteps, nextWeek } from './conscience.ts';
import type { Reminder, Target } from './reminder.ts';

/** When day-level reminders ring, on the reader's clock. */
const MORNING = '09:00';
const MEETING_DAYS = [7, 1] as const;
const COMMITMENT_DAYS = [7, 1] as const;
const POLL_NOTICE_HOURS = 24;
const POLL_SHORTEST_HOURS = 2;

type Draft = Pick<Reminder, 'kind' | 'target' | 'occurrence' | 'dueAt'>;

function made(
  drafts: readonly Draft[],
  about: Reminder['about'],
  twinningId: Reminder['twinningId'],
  subjectVersion: number,
  now: Instant,
  world: World,
): Reminder[] {
  return drafts
    .filter(({ dueAt }) => dueAt > now)
    .map((draft) => ({
      id: world.newId('rem'),
      twinningId,
      about,
      subjectVersion,
      createdAt: now,
      state: 'scheduled',
      attempts: 0,
      ...draft,
    }));
}

const townOf = (scope: TwinningScope, space: Space): Town | undefined =>
  scope.towns.find(({ id }) => id === space.townId);

/**
 * A week and a day before, at nine on each space's clock, and an hour before: to every space. And the morning after,
 * to the organiser, in case nobody has written the minutes.
 * @param organiserZone the organiser's clock; that of the meeting unless given
 */
export function planMeetingReminders(
  meeting: Meeting,
  scope: TwinningScope,
  now: Instant,
  world: World,
  organiserZone = confirmedSlotOf(meeting)?.timeZone ?? 'UTC',
): Reminder[] {
  const at = confirmedAt(meeting);
  if (at === undefined) return [];
  const drafts = scope.spaces.flatMap((space): Draft[] => {
    const timeZone = townOf(scope, space)?.timeZone ?? 'UTC';
    const target: Target = { type: 'space', spaceId: space.id };
    const days = MEETING_DAYS.map((count) => ({
      kind: 'meeting-days' as const,
      target,
      occurrence: `days-${count}`,
      dueAt: atTimeOfDay(addDays(dateAt(at, timeZone), -count), MORNING, timeZone).at,
    }));
    return [...days, { kind: 'meeting-hour', target, occurrence: 'hour', dueAt: at - HOUR_MS }];
  });
  // A morning reminder that comes after the meeting's own hour would only confuse.
  return made(
    [...drafts.filter(({ dueAt }) => dueAt < at), minutesDraft(meeting, at, organiserZone)],
    { type: 'meeting', id: meeting.id },
    meeting.twinningId,
    meeting.version,
    now,
    world,
  );
}

function minutesDraft({ organiserId, lengthMinutes }: Meeting, at: Instant, timeZone: string): Draft {
  const over = dateAt(at + lengthMinutes * MINUTE_MS, timeZone);
  return {
    kind: 'minutes-missing',
    target: { type: 'member', memberId: organiserId },
    occurrence: 'once',
    dueAt: atTimeOfDay(addDays(over, 1), MORNING, timeZone).at,
  };
}

/** Whether the bot may write to this person directly: minors, and whoever has not said, are reached in their space. */
export const takesDirectMessages = (member: Pick<Member, 'represents'>): boolean =>
  member.represents === 'municipality' || member.represents === 'citizens';

/** Whether there is a way to write to this person directly, and it may be gone. */
export const isReachedDirectly = (member: Pick<Member, 'represents' | 'accounts'>): boolean =>
  takesDirectMessages(member) && member.accounts.length > 0;

/** The space where somebody is reached who takes no direct messages; undefined when their town has none. */
export function spaceFor(
  member: Pick<Member, 'townId' | 'represents'>,
  scope: TwinningScope,
): Space | undefined {
  const own = scope.spaces.filter(({ townId }) => townId === member.townId);
  const wanted = member.represents === 'youth' ? 'youth' : 'committee';
  return own.find(({ audience }) => audience === wanted) ?? own[0];
}

/** One to each convened adult with chat, and one to each space with others who have not answered; who has is left out when it rings. */
export function planPollReminders(
  meeting: Meeting,
  scope: TwinningScope,
  members: readonly Member[],
  now: Instant,
  world: World,
): Reminder[] {
  const { deadlineAt } = meeting;
  if (deadlineAt === undefined) return [];
  const earliest = now + POLL_SHORTEST_HOURS * HOUR_MS;
  const dueAt = Math.max(deadlineAt - POLL_NOTICE_HOURS * HOUR_MS, earliest);
  if (dueAt >= deadlineAt) return [];
  const targets = pollTargets(meeting, scope, members);
  const drafts = targets.map(
    (target): Draft => ({ kind: 'poll-open', target, occurrence: 'deadline', dueAt }),
  );
  return made(drafts, { type: 'meeting', id: meeting.id }, meeting.twinningId, meeting.version, now, world);
}

/** Whom a commitment's reminders are for: the owner, or the office's town's committee space while nobody holds it. */
export function commitmentTarget(
  commitment: Commitment,
  scope: TwinningScope,
  offices: readonly Office[],
): Target | undefined {
  const { owner, ownerTownId } = commitment;
  const holderId =
    owner.type === 'member'
      ? owner.memberId
      : offices.find(({ townId, kind }) => townId === ownerTownId && kind === owner.office)?.holderId;
  if (holderId !== undefined) return { type: 'member', memberId: holderId };
  const space = spaceFor({ townId: ownerTownId }, scope);
  return space && { type: 'space', spaceId: space.id };
}

/**
 * A week and a day before, on the day, and a week after: nine in the morning on the owner's clock. Later to others, on
 * theirs.
 * @param offices of the towns on both sides
 */
export function planCommitmentReminders(
  commitment: Commitment,
  scope: TwinningScope,
  offices: readonly Office[],
  timeZone: string,
  now: Instant,
  world: World,
): Reminder[] {
  const { dueOn } = commitment;
  const target = commitmentTarget(commitment, scope, offices);
  if (dueOn === undefined || target === undefined) return [];
  const morning = (on: LocalDate) => atTimeOfDay(on, MORNING, timeZone).at;
  const first = weeksOver(dueOn, now, timeZone);
  const lateDraft = ({ occurrence, townId, office }: LateStep, on: LocalDate): Draft => {
    const holderId = offices.find((one) => one.townId === townId && one.kind === office)?.holderId;
    const space = spaceFor({ townId }, scope);
    const clock = scope.towns.find(({ id }) => id === townId)?.timeZone ?? timeZone;
    return {
      kind: 'commitment-late',
      // Whom it reaches is found out when it rings.
      target:
        holderId !== undefined
          ? { type: 'member', memberId: holderId }
          : space === undefined
            ? target
            : { type: 'space', spaceId: space.id },
      occurrence,
      dueAt: atTimeOfDay(on, MORNING, clock).at,
    };
  };
  const drafts: Draft[] = [
    ...COMMITMENT_DAYS.map((count) => ({
      kind: 'commitment-days' as const,
      target,
      occurrence: `days-${count}`,
      dueAt: morning(addDays(dueOn, -count)),
    })),
    { kind: 'commitment-today', target, occurrence: 'today', dueAt: morning(dueOn) },
    // A week after, or when that is past (reopened late, moved into the past), at the next full week.
    overdueDraft(dueOn, addDays(dueOn, 7 * first), target, timeZone),
    ...lateSteps(commitment).map((step) => lateDraft(step, addDays(dueOn, 7 * (first + step.weeksLater)))),
  ];
  return made(
    drafts,
    { type: 'commitment', id: commitment.id },
    commitment.twinningId,
    commitment.version,
    now,
    world,
  );
}

/** The next one after one has rung; weeks are counted from the due day, so that a late bell does not shift them. */
export function nextOverdueReminder(
  rung: Reminder,
  commitment: Commitment,
  timeZone: string,
  now: Instant,
  world: World,
): Reminder[] {
  if (commitment.dueOn === undefined || commitment.state !== 'accepted') return [];
  const heard = Number(/^overdue-(\d+)$/.exec(rung.occurrence)?.[1] ?? 0);
  const week = nextWeek(heard, weeksOver(commitment.dueOn, now, timeZone));
  if (week === undefined) return [];
  const on = addDays(commitment.dueOn, 7 * week);
  const draft = overdueDraft(commitment.dueOn, on, rung.target, timeZone);
  return made([draft], rung.about, rung.twinningId, commitment.version, now, world);
}

/** How many weeks after its due day the next overdue reminder comes: at least one. */
const weeksOver = (dueOn: LocalDate, now: Instant, timeZone: string): number =>
  Math.max(0, Math.floor(daysBetween(dueOn, dateAt(now, timeZone)) / 7)) + 1;

/** At once, to who carries it: what it was to be done before is called off. */
export function datelessReminder(
  commitment: Commitment,
  scope: TwinningScope,
  offices: readonly Office[],
  now: Instant,
  world: World,
): Reminder[] {
  const target = commitmentTarget(commitment, scope, offices);
  if (target === undefined) return [];
  const draft: Draft = { kind: 'commitment-dateless', target, occurrence: 'once', dueAt: now + 1 };
  const about = { type: 'commitment', id: commitment.id } as const;
  return made([draft], about, commitment.twinningId, commitment.version, now, world);
}

function overdueDraft(dueOn: LocalDate, on: LocalDate, target: Target, timeZone: string): Draft {
  const week = daysBetween(dueOn, on) / 7;
  return {
    kind: 'commitment-overdue',
    target,
    occurrence: `overdue-${week}`,
    dueAt: atTimeOfDay(on, MORNING, timeZone).at,
  };
}

/** Each convened adult with chat, and each space with others who are reached there. */
function pollTargets(meeting: Meeting, scope: TwinningScope, members: readonly Member[]): Target[] {
  const targets = new Map<string, Target>();
  for (const member of convened(meeting, members)) {
    const space = spaceFor(member, scope);
    if (isReachedDirectly(member)) targets.set(member.id, { type: 'member', memberId: member.id });
    else if (space !== undefined) targets.set(space.id, { type: 'space', spaceId: space.id });
  }
  return [...targets.values()];
}

/**
 * To those who have not answered, now: at most once a day each, however often the button is pressed (their
 * occurrence is the day).
 */
export function remindUnanswered(
  meeting: Meeting,
  scope: TwinningScope,
  members: readonly Member[],
  now: Instant,
  world: World,
): Reminder[] {
  const answered = new Set(meeting.ballots.map(({ memberId }) => memberId));
  const waiting = members.filter(({ id }) => !answered.has(id));
  const occurrence = `asked-${dateAt(now, 'UTC')}`;
  const drafts = pollTargets(meeting, scope, waiting).map(
    (target): Draft => ({ kind: 'poll-open', target, occurrence, dueAt: now + 1 }),
  );
  return made(drafts, { type: 'meeting', id: meeting.id }, meeting.twinningId, meeting.version, now, world);
}
