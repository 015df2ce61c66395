import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { followAnchor } from '../commitment/keep-change.ts';
import { mayManage } from '../committee/may-manage.ts';
import type { Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import { fixedMeetingViews } from '../reminder/reminder.ts';
import { replanMeeting } from '../reminder/replan-meeting.ts';
import type { Stores, Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { Space, TwinningScope } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import { lockMeeting } from './find-meeting.ts';
import { convened, type Meeting, raised } from './meeting.ts';
import { postEvents } from './meeting-event.ts';
import {
  everybodyAnswered,
  pollRanking,
  pollTerms,
  pollTrouble,
  slotThatConfirmsItself,
} from './poll-outcome.ts';
import type { Answer } from './quorum.ts';

/** What somebody says to a slot, to several, or to all of them; 'none' takes back what was said. */
export interface Answering {
  readonly slots: readonly number[] | 'all';
  readonly answer: Answer | 'none';
}

/** Records one person's answer; when everybody has answered everything, the poll ends. */
export async function castBallot(
  { database, world }: Deps,
  actor: Actor,
  input: Answering & { readonly number: number },
): Promise<Meeting> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    const slots = answeredSlots(meeting, actor.member, input.slots, now);
    return await answerIn(tx, world, now, actor.scope, meeting, {
      ...input,
      slots,
      memberId: actor.member.id,
    });
  });
}

/**
 * Which slots are meant. What arrives at the deadline or after it is too late, also when the job that closes the
 * poll has not run yet.
 */
export function answeredSlots(
  meeting: Meeting,
  member: Member,
  slots: Answering['slots'],
  now: Instant,
): readonly number[] {
  const over = meeting.deadlineAt !== undefined && meeting.deadlineAt <= now;
  if (meeting.state !== 'polling' || over)
    throw refusal('error.meeting.poll-closed', { title: meeting.title });
  if (convened(meeting, [member]).length === 0)
    throw refusal('error.meeting.not-convened', { title: meeting.title });
  const all = meeting.slots.map(({ number }) => number);
  if (slots === 'all') return all;
  if (slots.some((slot) => !all.includes(slot))) throw refusal('error.meeting.no-such-slot');
  return slots;
}

/** The same for whoever answers for whom, once that is settled. */
export async function answerIn(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  meeting: Meeting,
  given: {
    readonly slots: readonly number[];
    readonly answer: Answer | 'none';
    readonly memberId: Id<'mbr'>;
    readonly recordedById?: Id<'mbr'>;
  },
): Promise<Meeting> {
  const { slots, answer, memberId, recordedById } = given;
  if (answer === 'none') await tx.meetings.removeBallots(meeting.id, memberId, slots);
  else {
    for (const slot of new Set(slots)) {
      const ballot = { slot, memberId, answer, castAt: now };
      await tx.meetings.putBallot(meeting.id, {
        ...ballot,
        ...(recordedById === undefined ? {} : { recordedById }),
      });
    }
  }
  // The reminder before the deadline is left as planned: it asks when it rings, so it also reaches who took all back.
  const voted = (await tx.meetings.meeting(meeting.id)) ?? meeting;
  const members = await tx.committees.membersOf(scope.towns.map(({ id }) => id));
  if (everybodyAnswered(voted, members)) return await endPoll(tx, world, now, scope, voted);
  const about = { type: 'meeting', id: meeting.id } as const;
  await refresh(tx, about, ['poll', 'poll-stuck']);
  if (pollTrouble(voted, members, await pollTerms(tx, scope)) !== undefined) {
    const said = (await tx.postings.postingsAbout(about)).some(({ view }) => view === 'poll-stuck');
    if (!said) await post(tx, world, now, await organisersSpaces(tx, scope, meeting), about, 'poll-stuck');
  }
  return voted;
}

/** Where the organiser's committee is told what only they need to know; everywhere, if that town has no such space. */
async function organisersSpaces(
  stores: Stores,
  scope: TwinningScope,
  meeting: Meeting,
): Promise<readonly Space[]> {
  const organiser = await stores.committees.member(meeting.organiserId);
  const own = scope.spaces.filter(
    ({ townId, audience }) => townId === organiser?.townId && audience === 'committee',
  );
  return own.length > 0 ? own : scope.spaces;
}

/** The deadline has come. Undefined when there is nothing to close (any more): the alarm rang twice, or too early. */
export async function closePoll({ database, world }: Deps, id: Id<'mtg'>): Promise<Meeting | undefined> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await tx.meetings.lockMeeting(id);
    if (meeting?.state !== 'polling' || meeting.deadlineAt === undefined || meeting.deadlineAt > now)
      return undefined;
    const scope = await tx.twinnings.scope(meeting.twinningId);
    return scope && (await endPoll(tx, world, now, scope, meeting));
  });
}

/** The organiser or an office holder waits no longer: the poll ends as it would at its deadline. */
export async function closeEarly({ database, world }: Deps, actor: Actor, number: number): Promise<Meeting> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, number);
    await mayDecide(tx, actor, meeting);
    if (meeting.state !== 'polling') throw refusal('error.meeting.closed-already', { title: meeting.title });
    await audit(tx, world, now, actor, 'meeting/close', meeting.id);
    return await endPoll(tx, world, now, actor.scope, meeting);
  });
}

/** The slot that leads alone and with quorum is confirmed; otherwise the organiser is told what is missing. */
async function endPoll(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  meeting: Meeting,
): Promise<Meeting> {
  const members = await tx.committees.membersOf(scope.towns.map(({ id }) => id));
  const ranking = pollRanking(meeting, members, await pollTerms(tx, scope), now);
  const slot = slotThatConfirmsItself(ranking);
  if (slot !== undefined) return await fix(tx, world, now, scope, meeting, slot);
  const undecided: Meeting = { ...meeting, state: 'undecided' };
  await tx.meetings.saveMeeting(undecided);
  const about = { type: 'meeting', id: meeting.id } as const;
  await tx.reminders.cancelReminders(about, { kinds: ['poll-open'] });
  await refresh(tx, about, ['poll', 'poll-stuck']);
  await post(tx, world, now, await organisersSpaces(tx, scope, meeting), about, 'poll-undecided');
  return undecided;
}

async function fix(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  meeting: Meeting,
  slot: number,
): Promise<Meeting> {
  const confirmed: Meeting = {
    ...meeting,
    state: 'confirmed',
    confirmedSlot: slot,
    ...raised(meeting, now),
  };
  await tx.meetings.saveMeeting(confirmed);
  const about = { type: 'meeting', id: meeting.id } as const;
  await replanMeeting(tx, world, now, scope, confirmed);
  await refresh(tx, about, ['poll', 'poll-undecided', 'poll-stuck']);
  await post(tx, world, now, scope.spaces, about, 'meeting-confirmed');
  await postEvents(tx, world, now, scope, confirmed);
  return confirmed;
}

/** @throws DomainError for anybody but the organiser and the office holders of all towns. */
export async function mayDecide(stores: Stores, actor: Actor, meeting: Meeting): Promise<void> {
  if (meeting.organiserId === actor.member.id) return;
  const offices = await stores.committees.officesOf([actor.town.id]);
  if (!mayManage(actor.town, actor.member, offices)) throw refusal('error.meeting.organiser-or-office');
}

/** Fixes a slot: the one given, else the leading one. */
export async function confirmMeeting(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly slot?: number },
): Promise<Meeting> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    await mayDecide(tx, actor, meeting);
    if (meeting.state !== 'polling' && meeting.state !== 'undecided')
      throw refusal('error.meeting.nothing-to-confirm', { title: meeting.title });
    const members = await tx.committees.membersOf(actor.scope.towns.map(({ id }) => id));
    if (meeting.slots.every(({ at }) => at <= now)) throw refusal('error.meeting.slots-passed').of('slot');
    const terms = await pollTerms(tx, actor.scope);
    const wanted = input.slot ?? pollRanking(meeting, members, terms, now).leading?.slot;
    if (wanted === undefined) throw refusal('error.meeting.nobody-yet').of('slot');
    const slot = meeting.slots.find(({ number }) => number === wanted);
    if (slot === undefined) throw refusal('error.meeting.no-such-slot').of('slot');
    if (slot.at <= now) throw refusal('error.meeting.slots-passed').of('slot');
    await audit(tx, world, now, actor, 'meeting/confirm', meeting.id);
    return await fix(tx, world, now, actor.scope, meeting, wanted);
  });
}

/** Calls it off: everybody is told, and none of its reminders rings any more. */
export async function cancelMeeting(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly reason?: string },
): Promise<Meeting> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    await mayDecide(tx, actor, meeting);
    if (meeting.state === 'cancelled')
      throw refusal('error.meeting.cancelled-already', { title: meeting.title });
    const cancelled: Meeting = {
      ...meeting,
      state: 'cancelled',
      ...raised(meeting, now),
      ...(input.reason === undefined ? {} : { cancelReason: input.reason }),
    };
    await tx.meetings.saveMeeting(cancelled);
    const about = { type: 'meeting', id: meeting.id } as const;
    await tx.reminders.cancelReminders(about);
    await refresh(tx, about, ['poll', 'poll-undecided', 'poll-stuck', ...fixedMeetingViews]);
    // A draft that nobody saw is nobody's news.
    if (meeting.state !== 'draft') await post(tx, world, now, actor.scope.spaces, about, 'meeting-cancelled');
    await followAnchor(tx, world, now, actor, about, true);
    await audit(tx, world, now, actor, 'meeting/cancel', meeting.id);
    return cancelled;
  });
}
