import type { Actor } from '../acting.ts';
import { type DomainError, refusal } from '../domain-error.ts';
import type { Stores } from '../stores.ts';
import { foldText } from '../time/fold-text.ts';
import type { Account, Member } from './member.ts';

/** A person as somebody names them: on the platform where they write, or by name. */
export type Named = { readonly account: Account } | { readonly name: string };

/**
 * A member of the actor's own town.
 * @throws DomainError, of that option, for strangers and for people of another town
 */
export async function memberOfTown(
  { committees }: Pick<Stores, 'committees'>,
  { scope, town }: Actor,
  named: Named,
  option: string,
): Promise<Member> {
  const found =
    'account' in named ? await committees.membersByAccount(named.account) : await byName(named.name);
  const [own, ...others] = found.filter(({ townId }) => townId === town.id);
  if (own !== undefined && others.length === 0) return own;
  throw unknown().of(option);

  async function byName(name: string): Promise<Member[]> {
    const members = await committees.membersOf(scope.towns.map(({ id }) => id));
    return members.filter(({ displayName }) => foldText(displayName) === foldText(name));
  }

  function unknown(): DomainError {
    if (own !== undefined) return refusal('error.committee.several-of-that-name', { name: own.displayName });
    const elsewhere = found.find(({ townId }) => scope.towns.some(({ id }) => id === townId));
    const home = scope.towns.find(({ id }) => id === elsewhere?.townId);
    return elsewhere === undefined || home === undefined
      ? refusal('error.committee.not-a-member', { town: town.name })
      : refusal('error.committee.other-town', {
          name: elsewhere.displayName,
          home: home.name,
          town: town.name,
        });
  }
}
