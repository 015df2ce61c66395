import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { mayManage } from '../committee/may-manage.ts';
import { refusal } from '../domain-error.ts';
import { replanMeeting } from '../reminder/replan-meeting.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import { lockMeeting } from './find-meeting.ts';
import { convened, type Meeting } from './meeting.ts';
import { everybodyAnswered, pollRanking, slotThatConfirmsItself } from './poll-outcome.ts';
import type { Answer } from './quorum.ts';

/** Records one person's answer to a slot, or to all; when everybody has answered everything, the poll ends. */
export async function castBallot(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly slots: readonly number[] | 'all'; readonly answer: Answer },
): Promise<Meeting> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    if (meeting.state !== 'polling') throw refusal('error.meeting.poll-closed', { title: meeting.title });
    if (convened(meeting, [actor.member]).length === 0)
      throw refusal('error.meeting.not-convened', { title: meeting.title });
    const slots = input.slots === 'all' ? meeting.slots.map(({ number }) => number) : input.slots;
    if (slots.some((slot) => !meeting.slots.some(({ number }) => number === slot)))
      throw refusal('error.meeting.no-such-slot');
    for (const slot of slots) {
      await tx.meetings.putBallot(meeting.id, {
        slot,
        memberId: actor.member.id,
        answer: input.answer,
        castAt: now,
      });
    }
    const about = { type: 'meeting', id: meeting.id } as const;
    const self = { type: 'member', memberId: actor.member.id } as const;
    await tx.reminders.cancelReminders(about, { kinds: ['poll-open'], target: self });
    const voted = (await tx.meetings.meeting(meeting.id)) ?? meeting;
    const members = await tx.committees.membersOf(actor.scope.towns.map(({ id }) => id));
    if (everybodyAnswered(voted, members)) return await endPoll(tx, world, now, actor.scope, voted);
    await refresh(tx, about, ['poll']);
    return voted;
  });
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

/** The slot that leads alone and with quorum is confirmed; otherwise the organiser is told what is missing. */
async function endPoll(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  meeting: Meeting,
): Promise<Meeting> {
  const members = await tx.committees.membersOf(scope.towns.map(({ id }) => id));
  const slot = slotThatConfirmsItself(pollRanking(meeting, members));
  const at = meeting.slots.find(({ number }) => number === slot)?.at;
  if (slot !== undefined && at !== undefined && at > now)
    return await fix(tx, world, now, scope, meeting, slot);
  const undecided: Meeting = { ...meeting, state: 'undecided' };
  await tx.meetings.saveMeeting(undecided);
  const about = { type: 'meeting', id: meeting.id } as const;
  await tx.reminders.cancelReminders(about, { kinds: ['poll-open'] });
  await refresh(tx, about, ['poll']);
  const organiser = await tx.committees.member(meeting.organiserId);
  const own = scope.spaces.filter(
    ({ townId, audience }) => townId === organiser?.townId && audience === 'committee',
  );
  await post(tx, world, now, own.length > 0 ? own : scope.spaces, about, 'poll-undecided');
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
    version: meeting.version + 1,
  };
  await tx.meetings.saveMeeting(confirmed);
  const about = { type: 'meeting', id: meeting.id } as const;
  await replanMeeting(tx, world, now, scope, confirmed);
  await refresh(tx, about, ['poll', 'poll-undecided']);
  await post(tx, world, now, scope.spaces, about, 'meeting-confirmed');
  return confirmed;
}

/** @throws DomainError for who is neither the organiser nor an office holder. */
export async function mayDecide(tx: Transaction, actor: Actor, meeting: Meeting): Promise<void> {
  if (meeting.organiserId === actor.member.id) return;
  const offices = await tx.committees.officesOf([actor.town.id]);
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
    const wanted = input.slot ?? pollRanking(meeting, members).leading?.slot;
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
      version: meeting.version + 1,
      ...(input.reason === undefined ? {} : { cancelReason: input.reason }),
    };
    await tx.meetings.saveMeeting(cancelled);
    const about = { type: 'meeting', id: meeting.id } as const;
    await tx.reminders.cancelReminders(about);
    await refresh(tx, about, ['poll', 'poll-undecided', 'meeting-confirmed', 'meeting-moved']);
    // A draft that nobody saw is nobody's news.
    if (meeting.state !== 'draft') await post(tx, world, now, actor.scope.spaces, about, 'meeting-cancelled');
    await audit(tx, world, now, actor, 'meeting/cancel', meeting.id);
    return cancelled;
  });
}
