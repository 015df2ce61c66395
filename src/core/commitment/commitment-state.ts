import { type DomainError, refusal } from '../domain-error.ts';
import type { Commitment, CommitmentState } from './commitment.ts';

export type Move = 'accept' | 'decline' | 'done' | 'confirm';

/** From which state each move leads where, and which side makes it. */
const moves: Readonly<Record<Move, { from: CommitmentState; to: CommitmentState; by: 'owner' | 'other' }>> = {
  accept: { from: 'offered', to: 'accepted', by: 'other' },
  decline: { from: 'offered', to: 'declined', by: 'other' },
  done: { from: 'accepted', to: 'done', by: 'owner' },
  confirm: { from: 'done', to: 'confirmed', by: 'other' },
};

/**
 * Where a move leads.
 * @throws DomainError when it is the other side's to make, or the commitment is not at that point (any more).
 */
export function move(
  commitment: Pick<Commitment, 'state' | 'number' | 'ownerTownId' | 'toTownIds'>,
  wanted: Move,
  townId: string,
): CommitmentState {
  const { from, to, by } = moves[wanted];
  const reference = `C-${commitment.number}`;
  const mine = townId === commitment.ownerTownId;
  const theirs = commitment.toTownIds.some((id) => id === townId);
  if (by === 'other' && !theirs)
    throw mine
      ? refusal('error.commitment.own', { reference })
      : refusal('error.commitment.not-yours', { reference });
  if (by === 'owner' && !mine) throw refusal('error.commitment.owner-only', { reference });
  if (commitment.state !== from) throw wrongPoint(commitment.state, reference);
  return to;
}

function wrongPoint(state: CommitmentState, reference: string): DomainError {
  switch (state) {
    case 'offered':
      return refusal('error.commitment.not-accepted-yet', { reference });
    case 'accepted':
      return refusal('error.commitment.not-done-yet', { reference });
    case 'done':
      return refusal('error.commitment.done-already', { reference });
    case 'declined':
      return refusal('error.commitment.declined-already', { reference });
    case 'withdrawn':
      return refusal('error.commitment.withdrawn-already', { reference });
    case 'confirmed':
      return refusal('error.commitment.confirmed-already', { reference });
  }
}
