import { refusal } from '../domain-error.ts';
import type { Stores, Transaction } from '../stores.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Meeting } from './meeting.ts';

/** The meeting M-{number} of this twinning. @throws DomainError in the same words for a foreign and an absent one. */
export async function findMeeting(
  stores: Stores,
  { twinning }: TwinningScope,
  number: number,
): Promise<Meeting> {
  const meeting = await stores.meetings.meetingByNumber(twinning.id, number);
  if (meeting === undefined) throw refusal('error.meeting.not-found', { reference: `M-${number}` });
  return meeting;
}

/** The same, held until the transaction ends, as it stands then. */
export async function lockMeeting(tx: Transaction, scope: TwinningScope, number: number): Promise<Meeting> {
  const { id } = await findMeeting(tx, scope, number);
  const meeting = await tx.meetings.lockMeeting(id);
  if (meeting === undefined) throw refusal('error.meeting.not-found', { reference: `M-${number}` });
  return meeting;
}
