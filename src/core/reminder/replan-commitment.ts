import type { Commitment } from '../commitment/commitment.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import type { Reminder } from './reminder.ts';
import { datelessReminder, planCommitmentReminders } from './reminder-plan.ts';

/** The bells of a commitment after any change: those it had are off, and while it is a promise new ones wait. */
export async function replanCommitment(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  commitment: Commitment,
): Promise<void> {
  await tx.reminders.cancelReminders({ type: 'commitment', id: commitment.id });
  if (commitment.state !== 'accepted') return;
  const { owner, ownerTownId } = commitment;
  const carrier = owner.type === 'member' ? await tx.committees.member(owner.memberId) : undefined;
  const ownerTown = scope.towns.find(({ id }) => id === ownerTownId);
  const timeZone = carrier?.timeZone ?? ownerTown?.timeZone ?? 'UTC';
  const offices = await tx.committees.officesOf([ownerTownId, ...commitment.toTownIds]);
  await schedule(tx, planCommitmentReminders(commitment, scope, offices, timeZone, now, world));
}

/** Whoever carries a promise is told that it has no day any more, because what it was to be before is called off. */
export async function tellDateLost(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  commitment: Commitment,
): Promise<void> {
  if (commitment.state !== 'accepted') return;
  const offices = await tx.committees.officesOf([commitment.ownerTownId]);
  await schedule(tx, datelessReminder(commitment, scope, offices, now, world));
}

async function schedule(tx: Transaction, reminders: readonly Reminder[]): Promise<void> {
  await tx.reminders.insertReminders(reminders);
  for (const { id, dueAt } of reminders) tx.wake({ type: 'reminder', id, at: dueAt });
}
