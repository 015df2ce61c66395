import { refusal } from '../domain-error.ts';
import { msg } from '../message.ts';
import type { Stores, Transaction } from '../stores.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Commitment } from './commitment.ts';
import type { CommitmentChange } from './commitment-change.ts';
import type { LastChange } from './commitment-state.ts';

/** The commitment C-{number} of this twinning. @throws DomainError in the same words for a foreign and an absent one. */
export async function findCommitment(
  stores: Stores,
  { twinning }: TwinningScope,
  number: number,
): Promise<Commitment> {
  const found = await stores.commitments.commitmentByNumber(twinning.id, number);
  if (found === undefined) throw refusal('error.commitment.not-found', { reference: `C-${number}` });
  return found;
}

/** The same, held until the transaction ends, as it stands then. */
export async function lockCommitment(
  tx: Transaction,
  scope: TwinningScope,
  number: number,
): Promise<Commitment> {
  const { id } = await findCommitment(tx, scope, number);
  const commitment = await tx.commitments.lockCommitment(id);
  if (commitment === undefined) throw refusal('error.commitment.not-found', { reference: `C-${number}` });
  return commitment;
}

/** Who changed it last, for whom comes too late; undefined when nobody did. */
export async function lastChange(
  tx: Transaction,
  { id }: Commitment,
): Promise<{ readonly change?: CommitmentChange; readonly told?: LastChange }> {
  const change = (await tx.commitments.changesOf(id)).at(-1);
  if (change?.memberId === undefined) return change === undefined ? {} : { change };
  const member = await tx.committees.member(change.memberId);
  return { change, told: { who: member?.displayName ?? msg('person.former'), at: change.at } };
}
