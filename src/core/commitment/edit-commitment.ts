import type { Actor, Deps } from '../acting.ts';
import type { Commitment } from './commitment.ts';
import { tooLate } from './commitment-state.ts';
import { type Revision, revise } from './commitment-terms.ts';
import { type DueWish, resolveDue } from './due-before.ts';
import { lastChange, lockCommitment } from './find-commitment.ts';
import { keepChange } from './keep-change.ts';
import { type OwnerWish, ownerIn } from './owner-wish.ts';

export interface Edit {
  readonly number: number;
  readonly what?: string;
  /** 'none' takes the day away. */
  readonly due?: DueWish | 'none';
  readonly owner?: OwnerWish;
  readonly theme?: string;
}

/** Changes a commitment, or proposes to the other side to change it: which of both, says the kind. */
export async function editCommitment(
  { database, world }: Deps,
  actor: Actor,
  { number, what, due, owner, theme }: Edit,
): Promise<{ readonly commitment: Commitment; readonly kind: 'edit' | 'counter' }> {
  const now = world.now();
  const { scope, town } = actor;
  return await database.transaction(async (tx) => {
    const commitment = await lockCommitment(tx, scope, number);
    const { told } = await lastChange(tx, commitment);
    const { ownerTownId, id } = commitment;
    const ownerTown = scope.towns.find((one) => one.id === ownerTownId);
    const revision: Revision = {
      ...(what === undefined ? {} : { what }),
      ...(theme === undefined ? {} : { theme }),
      ...(due === undefined
        ? {}
        : { due: due === 'none' ? {} : await resolveDue(tx, scope, due, ownerTownId, now, id) }),
      ...(owner === undefined || ownerTown === undefined
        ? {}
        : { owner: await ownerIn(tx, ownerTown, owner) }),
    };
    const { kind, standing } = revise(commitment, revision, town.id, () => tooLate(commitment, told));
    return { kind, commitment: await keepChange(tx, world, now, actor, commitment, standing, kind) };
  });
}
