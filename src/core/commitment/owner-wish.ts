import { quoted } from '../clean-text.ts';
import { type Account, type OfficeKind, officeKinds } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import { msg } from '../message.ts';
import type { Stores } from '../stores.ts';
import { list } from '../text.ts';
import { foldText } from '../time/fold-text.ts';
import type { Town } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';
import type { Owner } from './commitment.ts';

/** Who shall carry it, as far as somebody said. */
export type OwnerWish =
  | { readonly account: Account }
  | { readonly office: OfficeKind }
  | { readonly memberId: Id<'mbr'> }
  | { readonly name: string };

/** @throws DomainError, of the option `owner`, when it is nobody of this town: a town answers for its own people. */
export async function ownerIn(stores: Stores, town: Town, wish: OwnerWish): Promise<Owner> {
  if ('office' in wish) return { type: 'office', office: wish.office };
  const notHere = () => refusal('error.committee.not-a-member', { town: town.name }).of('owner');
  if ('memberId' in wish) {
    const member = await stores.committees.member(wish.memberId);
    if (member?.townId !== town.id) throw notHere();
    return { type: 'member', memberId: member.id };
  }
  if ('account' in wish) {
    const people = await stores.committees.membersByAccount(wish.account);
    const found = people.find(({ townId }) => townId === town.id);
    if (found === undefined) throw notHere();
    return { type: 'member', memberId: found.id };
  }
  const named = foldText(wish.name.replace(/^@/, ''));
  const [found, ...more] = (await stores.committees.membersOf([town.id])).filter(
    ({ displayName, active }) => active && foldText(displayName) === named,
  );
  if (found === undefined || more.length > 0)
    throw refusal('error.commitment.owner-unknown', {
      typed: quoted(wish.name),
      offices: list(
        officeKinds.map((kind) => msg(`choice.office.${kind}`)),
        'or',
      ),
    }).of('owner');
  return { type: 'member', memberId: found.id };
}
