import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { fixedMeetingViews } from '../reminder/reminder.ts';
import { replanMeeting } from '../reminder/replan-meeting.ts';
import type { Instant, ZonedMoment } from '../time/instant.ts';
import { instantOf } from '../time/resolve-wall.ts';
import { wallAt } from '../time/zone-offset.ts';
import { mayDecide } from './decide-meeting.ts';
import { lockMeeting } from './find-meeting.ts';
import { confirmedSlotOf, type Meeting, raised, type Slot } from './meeting.ts';

/** Another time for a confirmed meeting: everybody is told, and the bells follow. */
export async function moveMeeting(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly to: ZonedMoment },
): Promise<Meeting> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    await mayDecide(tx, actor, meeting);
    const old = movable(meeting, input.to.at, now);
    const slot = slotAt(input.to, old.timeZone, Math.max(...meeting.slots.map(({ number }) => number)) + 1);
    const moved: Meeting = {
      ...meeting,
      slots: [...meeting.slots, slot],
      confirmedSlot: slot.number,
      ...raised(meeting, now),
    };
    // The slot that it leaves stays: what was promised before is part of the history, and buttons refer to it.
    await tx.meetings.addSlot(meeting.id, slot);
    await tx.meetings.saveMeeting(moved);
    await replanMeeting(tx, world, now, actor.scope, moved);
    const about = { type: 'meeting', id: meeting.id } as const;
    await refresh(tx, about, ['poll', 'poll-undecided', ...fixedMeetingViews]);
    await post(tx, world, now, actor.scope.spaces, about, 'meeting-moved', { was: String(old.at) });
    await audit(tx, world, now, actor, 'meeting/move', meeting.id);
    return moved;
  });
}

/** The slot it has now. @throws DomainError with a way on when there is nothing that could move. */
function movable(meeting: Meeting, to: Instant, now: Instant): Slot {
  const { title } = meeting;
  if (meeting.state === 'cancelled') throw refusal('error.meeting.move-cancelled', { title });
  const slot = confirmedSlotOf(meeting);
  if (meeting.state !== 'confirmed' || slot === undefined)
    throw refusal('error.meeting.move-open', { title });
  if (slot.at <= now) throw refusal('error.meeting.move-begun', { title });
  if (to <= now) throw refusal('error.meeting.move-past').of('when');
  if (to === slot.at) throw refusal('error.meeting.move-same', { title }).of('when');
  return slot;
}

/**
 * Promised on the clock on which the meeting was promised before, whoever moves it; only where that clock shows
 * the time twice and means the other one, on the clock of who said it.
 */
function slotAt(to: ZonedMoment, anchor: string, number: number): Slot {
  const wall = wallAt(to.at, anchor);
  if (instantOf(wall, anchor).at === to.at) return { number, wall, timeZone: anchor, at: to.at };
  return { number, wall: to.wall, timeZone: to.timeZone, at: to.at };
}
