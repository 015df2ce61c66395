import type { Actor, Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { MINUTE_MS } from '../time/instant.ts';
import { type Commitment, referenceOf } from './commitment.ts';
import type { ChangeKind } from './commitment-change.ts';
import { withFreshDay } from './due-before.ts';
import { lastChange, lockCommitment } from './find-commitment.ts';
import { keepChange } from './keep-change.ts';

/** How long somebody may take back what they did. */
export const UNDO_MINUTES = 10;

const undoable: readonly ChangeKind[] = [
  'edit',
  'counter',
  'grant',
  'accept',
  'decline',
  'withdraw',
  'done',
  'confirm',
  'reopen',
];

/**
 * Takes back what the same person did within ten minutes, if nothing has happened since: it stands again as before,
 * and the history has both. The next occurrence that a confirmation made stays: it is offered only once.
 * @param input.version the commitment's version that the change made
 */
export async function undoCommitment(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly version: number },
): Promise<Commitment> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const commitment = await lockCommitment(tx, actor.scope, input.number);
    const reference = referenceOf(commitment);
    if (commitment.version !== input.version) throw refusal('error.commitment.undo-changed', { reference });
    const [before, last] = (await tx.commitments.changesOf(commitment.id)).slice(-2);
    if (before === undefined || last === undefined || !undoable.includes(last.kind))
      throw refusal('error.commitment.undo-nothing', { reference });
    if (last.memberId !== actor.member.id) {
      const { told } = await lastChange(tx, commitment);
      throw refusal('error.commitment.undo-other', { reference, who: told?.who ?? '' });
    }
    if (now > last.at + UNDO_MINUTES * MINUTE_MS)
      throw refusal('error.commitment.undo-late', { reference, minutes: UNDO_MINUTES });
    const standing = await withFreshDay(tx, actor.scope, commitment, before.standing);
    return await keepChange(tx, world, now, actor, commitment, standing, 'undo');
  });
}
