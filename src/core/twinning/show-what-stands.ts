import { post } from '../acting.ts';
import type { Commitment } from '../commitment/commitment.ts';
import { listKey } from '../commitment/list-commitments.ts';
import { confirmedAt, type Meeting } from '../meeting/meeting.ts';
import { eventSpaces } from '../meeting/meeting-event.ts';
import { planDifferenceReminders } from '../reminder/difference-ahead.ts';
import { planMeetingReminders } from '../reminder/reminder-plan.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { World } from '../world.ts';
import type { Space, TwinningScope } from './twinning.ts';

/** A new channel must be able to read what it is shown; the lists have the rest. */
const MOST_POLLS = 5;
const MOST_COMMITMENTS = 5;
const MOST_EVENTS = 25;
const MOST_READ = 500;

/**
 * Brings a space that has just been bound up to date, with the same messages that the other spaces have, which follow
 * what they show: the open polls, the next meeting, and the promises that wait for this town. On a server that is new,
 * the meetings to come stand among its events. And from now on their bells ring here, too.
 */
export async function showWhatStands(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  space: Space,
): Promise<void> {
  const { twinning, spaces } = scope;
  const [meetings, commitments] = [
    await tx.meetings.meetingsOf(twinning.id, ['polling', 'confirmed'], MOST_READ),
    await tx.commitments.commitmentsOf(twinning.id),
  ];
  const coming = meetings
    .flatMap((meeting) => {
      const at = meeting.state === 'confirmed' ? confirmedAt(meeting) : undefined;
      return at !== undefined && at > now ? [{ id: meeting.id, meeting, at }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const show = (about: Parameters<typeof post>[4], view: Parameters<typeof post>[5]) =>
    post(tx, world, now, [space], about, view);

  for (const { id } of coming.slice(0, 1)) await show({ type: 'meeting', id }, 'meeting-confirmed');
  for (const { id } of meetings.filter(({ state }) => state === 'polling').slice(0, MOST_POLLS))
    await show({ type: 'meeting', id }, 'poll');
  for (const { id } of waitingFor(space.townId, commitments).slice(0, MOST_COMMITMENTS))
    await show({ type: 'commitment', id }, 'commitment');

  const [other] = spaces.filter(
    ({ id, platform, tenantId }) =>
      id !== space.id && platform === space.platform && tenantId === space.tenantId,
  );
  // A server that has a space already has the events, too.
  if (other === undefined && eventSpaces([space]).length > 0)
    for (const { id } of coming.slice(0, MOST_EVENTS)) await show({ type: 'meeting', id }, 'event');

  await planBellsHere(
    tx,
    world,
    now,
    { ...scope, spaces: [space] },
    coming.map(({ meeting }) => meeting),
  );
}

/** Those of the organiser are planned already. */
async function planBellsHere(
  tx: Transaction,
  world: World,
  now: Instant,
  here: TwinningScope,
  coming: readonly Meeting[],
): Promise<void> {
  const bells = [
    ...coming.flatMap((meeting) => planMeetingReminders(meeting, here, now, world)),
    ...planDifferenceReminders(coming, here, now, world),
  ].filter(({ target }) => target.type === 'space');
  await tx.reminders.insertReminders(bells);
  for (const { id, dueAt } of bells) tx.wake({ type: 'reminder', id, at: dueAt });
}

/** Offered to this town, or reported done to it: the soonest first. */
const waitingFor = (townId: string, commitments: readonly Commitment[]): Commitment[] =>
  commitments
    .filter(
      ({ state, toTownIds }) =>
        (state === 'offered' || state === 'done') && toTownIds.some((id) => id === townId),
    )
    .sort((a, b) => (listKey(a) < listKey(b) ? -1 : 1));
