import { followAnchor } from '../commitment/keep-change.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import { planDifferenceReminders } from './difference-ahead.ts';
import { planMeetingReminders } from './reminder-plan.ts';

/**
 * The bells of a meeting that was confirmed or moved: those it had are off, new ones wait for its time. What was
 * promised before it follows.
 */
export async function replanMeeting(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  meeting: Meeting,
): Promise<void> {
  await tx.reminders.cancelReminders({ type: 'meeting', id: meeting.id });
  const organiser = await tx.committees.member(meeting.organiserId);
  const organiserZone =
    organiser?.timeZone ?? scope.towns.find(({ id }) => id === organiser?.townId)?.timeZone;
  const reminders = [
    ...planMeetingReminders(meeting, scope, now, world, organiserZone),
    ...planDifferenceReminders([meeting], scope, now, world),
  ];
  await tx.reminders.insertReminders(reminders);
  for (const { id, dueAt } of reminders) tx.wake({ type: 'reminder', id, at: dueAt });
  await followAnchor(tx, world, now, { scope }, { type: 'meeting', id: meeting.id }, false);
}
