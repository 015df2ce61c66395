import type { Commitment } from '../commitment/commitment.ts';
import { answersFor, type Committees, holderOf } from './addressee.ts';
import type { LateStep } from './conscience.ts';

/** Whether it tells somebody who has not heard of it: an office that nobody holds, or the owner's own, is passed over. */
export function tellsSomebodyNew(step: LateStep, commitment: Commitment, committees: Committees): boolean {
  if (step.townId !== commitment.ownerTownId) return true;
  const { owner, ownerTownId } = commitment;
  const ownerId =
    owner.type === 'member' ? owner.memberId : answersFor(ownerTownId, owner.office, committees)?.id;
  const deputyId = holderOf(ownerTownId, 'deputy', committees)?.id;
  const holderId = holderOf(step.townId, step.office, committees)?.id;
  if (holderId === undefined || holderId === ownerId) return false;
  return step.office === 'deputy' || holderId !== deputyId;
}
