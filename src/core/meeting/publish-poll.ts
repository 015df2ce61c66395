import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { planSilence } from '../reminder/notice-silence.ts';
import { planPollReminders } from '../reminder/reminder-plan.ts';
import type { Transaction } from '../stores.ts';
import { DAY_MS, HOUR_MS, type Instant, type ZonedMoment } from '../time/instant.ts';
import { addDays, dateAt } from '../time/local-date.ts';
import { atTimeOfDay } from '../time/resolve-wall.ts';
import type { World } from '../world.ts';
import { lockMeeting } from './find-meeting.ts';
import type { Meeting, Slot } from './meeting.ts';
import { type Proposal, withParticipants } from './propose-meeting.ts';

export const MOST_SLOTS = 20;
const OPEN_DAYS = 5;

/**
 * When a poll closes if nobody says otherwise: five days on at eight in the evening on the anchor's clock, but a
 * day before the first slot, and never less than an hour from now or after the first slot.
 */
export function defaultDeadline(now: Instant, slots: readonly Slot[], timeZone: string): Instant {
  const firstAt = Math.min(...slots.map(({ at }) => at));
  const evening = atTimeOfDay(addDays(dateAt(now, timeZone), OPEN_DAYS), '20:00', timeZone).at;
  return Math.min(firstAt, Math.max(now + HOUR_MS, Math.min(evening, firstAt - DAY_MS)));
}

/** Which of the slots found go into the poll. Only the organiser picks, and only before it is posted. */
export async function pickSlots(
  { database }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly picked: readonly number[] },
): Promise<Meeting> {
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    ownDraft(meeting, actor);
    const picked = meeting.slots
      .map(({ number }) => number)
      .filter((number) => input.picked.includes(number));
    if (picked.length === 0) throw refusal('error.meeting.pick-one');
    const next: Meeting = { ...meeting, picked };
    await tx.meetings.saveMeeting(next);
    return next;
  });
}

/** Posts the poll of a draft in every space of every town. */
export async function publishPoll(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number },
): Promise<Meeting> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const draft = await lockMeeting(tx, actor.scope, input.number);
    ownDraft(draft, actor);
    const slots = draft.slots
      .filter(({ number, at }) => draft.picked.includes(number) && at > now)
      .map((slot, index) => ({ ...slot, number: index + 1 }));
    if (slots.length === 0) throw refusal('error.meeting.slots-passed');
    return await openPoll(tx, world, now, actor, {
      ...draft,
      slots,
      picked: slots.map(({ number }) => number),
    });
  });
}

/** A poll on slots that somebody names. */
export async function pollSlots(
  { database, world }: Deps,
  actor: Actor,
  input: Proposal & { readonly slots: readonly ZonedMoment[]; readonly deadlineAt?: Instant },
): Promise<Meeting> {
  const now = world.now();
  const moments = [...new Map(input.slots.map((slot) => [slot.at, slot])).values()].sort(
    (a, b) => a.at - b.at,
  );
  if (moments.length === 0) throw refusal('error.meeting.pick-one').of('slots');
  if (moments.length > MOST_SLOTS)
    throw refusal('error.meeting.too-many-slots', { limit: MOST_SLOTS }).of('slots');
  const slots = moments.map(
    ({ wall, timeZone, at }, index): Slot => ({ number: index + 1, wall, timeZone, at }),
  );
  const first = slots[0];
  if (first === undefined || first.at <= now) throw refusal('error.meeting.slots-passed').of('slots');
  if (input.deadlineAt !== undefined && (input.deadlineAt <= now || input.deadlineAt > first.at))
    throw refusal('error.meeting.deadline').of('deadline');
  return await database.transaction(async (tx) => {
    const draft: Meeting = {
      id: world.newId('mtg'),
      twinningId: actor.scope.twinning.id,
      number: await tx.meetings.nextMeetingNumber(actor.scope.twinning.id),
      title: input.title,
      ...(input.kind === undefined ? {} : { kind: input.kind }),
      ...(input.hostTownId === undefined ? {} : { hostTownId: input.hostTownId }),
      ...(input.deadlineAt === undefined ? {} : { deadlineAt: input.deadlineAt }),
      organiserId: actor.member.id,
      lengthMinutes: input.lengthMinutes,
      ...withParticipants(input),
      state: 'draft',
      slots,
      picked: slots.map(({ number }) => number),
      ballots: [],
      version: 1,
      createdAt: now,
    };
    await tx.meetings.insertMeeting(draft);
    return await openPoll(tx, world, now, actor, draft);
  });
}

function ownDraft(meeting: Meeting, actor: Actor): void {
  if (meeting.state !== 'draft') throw refusal('error.meeting.posted', { reference: `M-${meeting.number}` });
  if (meeting.organiserId !== actor.member.id) throw refusal('error.meeting.organiser-only');
}

async function openPoll(
  tx: Transaction,
  world: World,
  now: Instant,
  actor: Actor,
  draft: Meeting,
): Promise<Meeting> {
  if (draft.replaces !== undefined) await retire(tx, actor, draft.replaces, draft.number);
  const deadlineAt = draft.deadlineAt ?? defaultDeadline(now, draft.slots, actor.town.timeZone);
  const meeting: Meeting = { ...draft, state: 'polling', deadlineAt };
  await tx.meetings.saveMeeting(meeting);
  const members = await tx.committees.membersOf(actor.scope.towns.map(({ id }) => id));
  const reminders = planPollReminders(meeting, actor.scope, members, now, world);
  await tx.reminders.insertReminders(reminders);
  for (const { id, dueAt } of reminders) tx.wake({ type: 'reminder', id, at: dueAt });
  await post(tx, world, now, actor.scope.spaces, { type: 'meeting', id: meeting.id }, 'poll');
  tx.wake({ type: 'poll-deadline', id: meeting.id, at: deadlineAt });
  await audit(tx, world, now, actor, 'meeting/publish', meeting.id);
  await planSilence(tx, world, now, actor.scope);
  return meeting;
}

/** The poll whose times did not suit is over, and points to the new one. */
async function retire(tx: Transaction, actor: Actor, number: number, replacedBy: number): Promise<void> {
  const old = await lockMeeting(tx, actor.scope, number);
  if (old.state !== 'polling' && old.state !== 'undecided')
    throw refusal('error.meeting.settled-meanwhile', { reference: `M-${number}`, title: old.title });
  await tx.meetings.saveMeeting({ ...old, state: 'cancelled', version: old.version + 1, replacedBy });
  const about = { type: 'meeting', id: old.id } as const;
  await tx.reminders.cancelReminders(about);
  await refresh(tx, about, ['poll', 'poll-undecided', 'poll-stuck']);
}
