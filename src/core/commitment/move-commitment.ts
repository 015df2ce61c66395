import { type Actor, audit, type Deps, refresh } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { planCommitmentReminders } from '../reminder/reminder-plan.ts';
import type { Commitment } from './commitment.ts';
import { type Move, move } from './commitment-state.ts';

/**
 * Accepts, declines, reports done or confirms. Two at once come one after the other: the second is told what the
 * first has made of it.
 */
export async function moveCommitment(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly move: Move; readonly reason?: string },
): Promise<Commitment> {
  const now = world.now();
  const { twinning } = actor.scope;
  return await database.transaction(async (tx) => {
    const found = await tx.commitments.commitmentByNumber(twinning.id, input.number);
    const commitment = found && (await tx.commitments.lockCommitment(found.id));
    if (commitment === undefined)
      throw refusal('error.commitment.not-found', { reference: `C-${input.number}` });
    const state = move(commitment, input.move, actor.town.id);
    const moved: Commitment = {
      ...commitment,
      state,
      version: commitment.version + 1,
      changedAt: now,
      ...(input.reason === undefined ? {} : { reason: input.reason }),
      ...(input.move === 'accept' || input.move === 'decline' ? { answeredById: actor.member.id } : {}),
      ...(input.move === 'confirm' ? { confirmedById: actor.member.id } : {}),
    };
    await tx.commitments.saveCommitment(moved);
    const about = { type: 'commitment', id: moved.id } as const;
    await tx.reminders.cancelReminders(about);
    if (state === 'accepted') {
      const owner =
        moved.owner.type === 'member' ? await tx.committees.member(moved.owner.memberId) : undefined;
      const ownerTown = actor.scope.towns.find(({ id }) => id === moved.ownerTownId);
      const offices = await tx.committees.officesOf([moved.ownerTownId]);
      const timeZone = owner?.timeZone ?? ownerTown?.timeZone ?? 'UTC';
      const reminders = planCommitmentReminders(moved, actor.scope, offices, timeZone, now, world);
      await tx.reminders.insertReminders(reminders);
      for (const { id, dueAt } of reminders) tx.wake({ type: 'reminder', id, at: dueAt });
    }
    await refresh(tx, about, ['commitment']);
    await audit(tx, world, now, actor, `commitment/${input.move}`, moved.id);
    return moved;
  });
}
