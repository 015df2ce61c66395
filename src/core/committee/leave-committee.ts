import { audit, type Doer, refresh } from '../acting.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import { scopesOf } from '../twinning/town-scopes.ts';
import type { World } from '../world.ts';
import { dutiesOf, isCarrying } from './duties.ts';
import type { Departure, Member } from './member.ts';
import { announceSuccession, vacateOffice } from './vacate-office.ts';

/** Polls of a twinning that are open at one time. */
const MOST_POLLS = 500;

/**
 * Somebody is a member no longer. Their offices become vacant and keep their duties; what they promised and organise
 * themselves waits with their name on it until somebody takes it over, which the committee is asked once. Their ballots
 * count no more, since only members' do. The row stays: history names them, and they may come back.
 * @param member held by this transaction, and active
 */
export async function leaveCommittee(
  tx: Transaction,
  world: World,
  now: Instant,
  doer: Doer,
  member: Member,
  why: Departure,
): Promise<void> {
  const { town } = doer;
  await tx.committees.saveMember({ ...member, active: false, left: { at: now, why } });
  await audit(tx, world, now, doer, why === 'removed' ? 'committee/remove' : 'committee/gone', member.id);
  const offices = (await tx.committees.officesOf([town.id])).filter(({ holderId }) => holderId === member.id);
  for (const office of offices) await vacateOffice(tx, world, now, doer, office);
  if (town.founderId === member.id) {
    // Whoever is left may act for the town until an office is given: see mayManage.
    const { founderId: _, ...orphaned } = town;
    await tx.twinnings.saveTown(orphaned);
  }
  if (why === 'removed') {
    await tx.calendars.revokeFeedOf({ type: 'member', memberId: member.id }, now);
    await tx.busyCalendars.forgetCalendar(member.id);
    await tx.away.saveAway(member.id, []);
  }
  for (const handover of await tx.handovers.handoversOf([town.id], ['proposed'])) {
    // What they offered to others can still be accepted; what was offered to them has nobody to answer it.
    if (handover.toId !== member.id) continue;
    await tx.handovers.saveHandover({ ...handover, state: 'withdrawn', answeredAt: now });
    await refresh(tx, { type: 'handover', id: handover.id }, ['handover']);
  }
  const duties = await dutiesOf(tx, town, member.id, { offices: [], whole: true }, now);
  if (offices.length > 0 || isCarrying(duties))
    await announceSuccession(tx, world, now, doer, { formerId: member.id, why, offices });
  await refreshPolls(tx, doer);
}

async function refreshPolls(tx: Transaction, { town }: Doer): Promise<void> {
  for (const { twinning } of await scopesOf(tx, town.id))
    for (const { id } of await tx.meetings.meetingsOf(twinning.id, ['polling', 'undecided'], MOST_POLLS))
      await refresh(tx, { type: 'meeting', id }, ['poll', 'poll-undecided', 'poll-stuck']);
}
