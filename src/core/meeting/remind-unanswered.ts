import { type Actor, audit, type Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { remindUnanswered as planned } from '../reminder/reminder-plan.ts';
import { lockMeeting } from './find-meeting.ts';

/** Rings for those who have not answered a poll, and for nobody else; returns how many messages that makes. */
export async function remindUnanswered(
  { database, world }: Deps,
  actor: Actor,
  number: number,
): Promise<number> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, number);
    if (meeting.state !== 'polling') throw refusal('error.meeting.poll-closed', { title: meeting.title });
    const members = await tx.committees.membersOf(actor.scope.towns.map(({ id }) => id));
    const reminders = planned(meeting, actor.scope, members, now, world);
    await tx.reminders.insertReminders(reminders);
    for (const { id, dueAt } of reminders) tx.wake({ type: 'reminder', id, at: dueAt });
    await audit(tx, world, now, actor, 'meeting/remind', meeting.id);
    return reminders.length;
  });
}
