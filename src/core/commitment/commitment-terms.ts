import { type DomainError, refusal } from '../domain-error.ts';
import type { Id } from '../world.ts';
import {
  type Before,
  type Commitment,
  type Owner,
  referenceOf,
  type Standing,
  standingOf,
  type Terms,
} from './commitment.ts';
import { proposerOf, sideOf } from './commitment-state.ts';

/** What somebody wants otherwise; what is absent stays. */
export interface Revision {
  readonly what?: string;
  /** An empty one takes the day away. */
  readonly due?: Pick<Terms, 'dueOn' | 'dueBefore'>;
  readonly owner?: Owner;
  readonly theme?: string;
}

export interface Revised {
  /** edit: it is so now. counter: the other side answers. */
  readonly kind: 'edit' | 'counter';
  readonly standing: Standing;
}

/**
 * What a commitment is once somebody wants it otherwise. Whose own words stand changes them; whose turn it is to answer
 * answers with other words, and then it is the other side's turn; what both have agreed holds until the other side
 * accepts other words. Who of a town carries it, and its theme, are no matter of the other side.
 * @throws DomainError when it is not theirs to change, or over, or already so
 */
export function revise(
  commitment: Commitment,
  revision: Revision,
  townId: Id<'town'>,
  over: () => DomainError,
): Revised {
  const reference = referenceOf(commitment);
  const side = sideOf(commitment, townId);
  if (side === undefined) throw refusal('error.commitment.not-yours', { reference });
  if (commitment.state !== 'offered' && commitment.state !== 'accepted') throw over();
  const ownWords = commitment.proposedByTownId === townId;
  const arranged = arrangement(commitment, revision);
  if (Object.keys(arranged).length > 0 && side !== 'owner' && !(commitment.state === 'offered' && ownWords))
    throw refusal('error.commitment.arrange-owner', { reference });

  const before: Standing = { ...standingOf(commitment), ...arranged };
  const standing = commitment.amendment ?? termsOf(commitment);
  const wanted = revisedTerms(standing, revision);
  if (sameTerms(wanted, standing)) {
    if (Object.keys(arranged).length === 0) throw refusal('error.commitment.nothing-new', { reference });
    return { kind: 'edit', standing: before };
  }
  if (commitment.state === 'accepted') {
    const { amendment: _, ...agreed } = before;
    // Back to what was agreed: nothing is proposed any more.
    if (sameTerms(wanted, termsOf(commitment))) return { kind: 'edit', standing: agreed };
    return { kind: 'counter', standing: { ...agreed, proposedByTownId: townId, amendment: wanted } };
  }
  const { dueOn, dueBefore, ...rest } = before;
  if (ownWords) return { kind: 'edit', standing: { ...rest, ...wanted } };
  if (side === proposerOf(commitment)) throw refusal('error.commitment.own-proposal', { reference });
  return { kind: 'counter', standing: { ...rest, ...wanted, proposedByTownId: townId } };
}

export const termsOf = ({ what, dueOn, dueBefore }: Terms): Terms => ({
  what,
  ...(dueOn === undefined ? {} : { dueOn }),
  ...(dueBefore === undefined ? {} : { dueBefore }),
});

function revisedTerms(standing: Terms, { what, due }: Revision): Terms {
  const { what: before, ...day } = standing;
  return termsOf({ what: what ?? before, ...(due ?? day) });
}

const sameBefore = (a: Before | undefined, b: Before | undefined): boolean =>
  a?.type === b?.type && a?.id === b?.id;

export const sameTerms = (a: Terms, b: Terms): boolean =>
  a.what === b.what && a.dueOn === b.dueOn && sameBefore(a.dueBefore, b.dueBefore);

const sameOwner = (a: Owner, b: Owner): boolean =>
  a.type === 'member'
    ? b.type === 'member' && a.memberId === b.memberId
    : b.type === 'office' && a.office === b.office;

/** Owner and theme, where they are other ones. */
function arrangement(
  commitment: Commitment,
  { owner, theme }: Revision,
): Pick<Partial<Standing>, 'owner' | 'theme'> {
  return {
    ...(owner === undefined || sameOwner(owner, commitment.owner) ? {} : { owner }),
    ...(theme === undefined || theme === commitment.theme ? {} : { theme }),
  };
}
