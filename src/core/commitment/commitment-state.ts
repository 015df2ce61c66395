import { type DomainError, refusal } from '../domain-error.ts';
import { instant, type Phrase } from '../text.ts';
import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import { type Commitment, referenceOf, type Standing, standingOf } from './commitment.ts';

/**
 * The rules of who may do what next. One of them carries most: words that one side proposes are answered by the other
 * side. So an offer, a request, and other words in return are one thing, and nobody accepts what their own side says.
 */
export type Side = 'owner' | 'other';

export const moves = ['accept', 'decline', 'withdraw', 'done', 'confirm', 'reopen'] as const;
export type Move = (typeof moves)[number];

/** What the rules look at. */
export type Ruled = Pick<
  Commitment,
  'ownerTownId' | 'toTownIds' | 'state' | 'proposedByTownId' | 'amendment'
>;

/** Who made the last change, and when: whom a move came too late for is told. */
export interface LastChange {
  readonly who: Phrase | string;
  readonly at: Instant;
}

export interface Mover {
  readonly townId: Id<'town'>;
  readonly memberId: Id<'mbr'>;
}

/** Undefined for a town that has no part in it (any more). */
export function sideOf(
  { ownerTownId, toTownIds }: Pick<Commitment, 'ownerTownId' | 'toTownIds'>,
  townId: string,
): Side | undefined {
  if (townId === ownerTownId) return 'owner';
  return toTownIds.some((id) => id === townId) ? 'other' : undefined;
}

/** Whether words stand that nobody has answered: the whole of it, or other terms of what was accepted. */
export const isProposed = ({ state, amendment }: Pick<Commitment, 'state' | 'amendment'>): boolean =>
  state === 'offered' || (state === 'accepted' && amendment !== undefined);

/** The side that proposed what stands. */
export const proposerOf = (commitment: Ruled): Side =>
  commitment.proposedByTownId === commitment.ownerTownId ? 'owner' : 'other';

/** The side whose turn it is: it answers what is proposed, reports it done, or confirms. Undefined when it is over. */
export function turnOf(commitment: Ruled): Side | undefined {
  if (isProposed(commitment)) return proposerOf(commitment) === 'owner' ? 'other' : 'owner';
  if (commitment.state === 'accepted') return 'owner';
  return commitment.state === 'done' ? 'other' : undefined;
}

/** Whether this town may answer what is proposed. */
export const mayAnswer = (commitment: Ruled, townId: string): boolean =>
  isProposed(commitment) && sideOf(commitment, townId) === turnOf(commitment);

/**
 * What a commitment is after a move.
 * @param last the change that made it what it is: told to whom comes too late
 * @throws DomainError when it is not this town's move, or the commitment is not at that point (any more)
 */
export function move(
  commitment: Commitment,
  wanted: Move,
  by: Mover,
  reason?: string,
  last?: LastChange,
): Standing {
  const reference = referenceOf(commitment);
  const side = sideOf(commitment, by.townId);
  if (side === undefined) throw refusal('error.commitment.not-yours', { reference });
  const { reason: _, ...before } = standingOf(commitment);
  const said = reason === undefined ? {} : { reason };
  const late = () => tooLate(commitment, last);
  switch (wanted) {
    case 'accept':
      return accepted(commitment, by, late);
    case 'decline':
      return declined(commitment, by, said, late);
    case 'withdraw':
      return withdrawn(commitment, by.townId, said, late);
    case 'done':
      if (side !== 'owner') throw refusal('error.commitment.owner-only', { reference });
      if (commitment.state !== 'accepted') throw late();
      // Whatever else was proposed meanwhile: it is done.
      return { ...withoutAmendment(before), state: 'done' };
    case 'confirm':
      if (side !== 'other') throw refusal('error.commitment.own', { reference });
      if (commitment.state !== 'done') throw late();
      return { ...before, state: 'confirmed', confirmedById: by.memberId };
    case 'reopen':
      if (side !== 'other') throw refusal('error.commitment.own', { reference });
      if (commitment.state !== 'done') throw late();
      if (reason === undefined) throw refusal('error.commitment.reason-needed').of('reason');
      return { ...before, state: 'accepted', ...said };
  }
}

function withoutAmendment({ amendment: _, ...agreed }: Standing): Standing {
  return agreed;
}

function accepted(commitment: Commitment, by: Mover, late: () => DomainError): Standing {
  const { reason: _, amendment, ...before } = standingOf(commitment);
  refuseOwnWords(commitment, by.townId, late);
  const answered = { state: 'accepted', answeredById: by.memberId } as const;
  if (amendment === undefined) return { ...before, ...answered };
  const { dueOn, dueBefore, ...rest } = before;
  return { ...rest, ...amendment, ...answered };
}

/** Other terms are refused, and the old ones hold; one of several towns is left out; else it is declined. */
function declined(
  commitment: Commitment,
  by: Mover,
  said: { readonly reason?: string },
  late: () => DomainError,
): Standing {
  const { reason: _, amendment, ...before } = standingOf(commitment);
  refuseOwnWords(commitment, by.townId, late);
  if (amendment !== undefined) return { ...before, ...said };
  const others = commitment.toTownIds.filter((id) => id !== by.townId);
  if (sideOf(commitment, by.townId) === 'other' && others.length > 0) return { ...before, toTownIds: others };
  return { ...before, ...said, state: 'declined', answeredById: by.memberId };
}

/** While proposed by whoever proposed it; later by the side that owes it, which then says why. */
function withdrawn(
  commitment: Commitment,
  townId: string,
  said: { readonly reason?: string },
  late: () => DomainError,
): Standing {
  const { reason: _, amendment, ...before } = standingOf(commitment);
  const reference = referenceOf(commitment);
  const isOwnWord = isProposed(commitment) && commitment.proposedByTownId === townId;
  if (isOwnWord && amendment !== undefined) return before;
  if (isOwnWord) return { ...before, ...said, state: 'withdrawn' };
  if (commitment.state === 'offered') throw refusal('error.commitment.proposer-only', { reference });
  if (commitment.state !== 'accepted') throw late();
  if (townId !== commitment.ownerTownId) throw refusal('error.commitment.withdraw-owner', { reference });
  if (said.reason === undefined) throw refusal('error.commitment.reason-needed').of('reason');
  return { ...before, ...said, state: 'withdrawn' };
}

function refuseOwnWords(commitment: Commitment, townId: string, late: () => DomainError): void {
  if (!isProposed(commitment)) throw late();
  if (mayAnswer(commitment, townId)) return;
  const reference = referenceOf(commitment);
  throw proposerOf(commitment) === 'owner' && commitment.amendment === undefined
    ? refusal('error.commitment.own', { reference })
    : refusal('error.commitment.own-proposal', { reference });
}

/** Says how it stands, and who made it so: the other one was quicker, or it is not yet time. */
export function tooLate(commitment: Commitment, last?: LastChange): DomainError {
  const problem = wrongPoint(commitment);
  if (last === undefined) return problem;
  return refusal('error.commitment.as-of', { problem: problem.phrase, who: last.who, at: instant(last.at) });
}

function wrongPoint({ state, number }: Pick<Commitment, 'state' | 'number'>): DomainError {
  const reference = referenceOf({ number });
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
