import type { Actor } from '../core/acting.ts';
import { quoted } from '../core/clean-text.ts';
import type { Offer } from '../core/commitment/add-commitment.ts';
import { type Account, officeKinds } from '../core/committee/member.ts';
import { refusal } from '../core/domain-error.ts';
import type { Stores } from '../core/stores.ts';
import { list } from '../core/text.ts';
import { foldText } from '../core/time/fold-text.ts';
import type { Town, TwinningScope } from '../core/twinning/twinning.ts';
import type { Id } from '../core/world.ts';
import type { Caller } from './call.ts';

/** Somebody mentioned is on the platform of who mentions them. */
export const accountOf = ({ platform, tenantId }: Caller, userId: string): Account => ({
  platform,
  tenantId,
  userId,
});

export const nameOf = (people: Readonly<Record<string, string>>, userId: string): string =>
  people[userId] ?? userId;

const mentions = (text: string): string[] =>
  [...text.matchAll(/<@!?([A-Z0-9]{5,25})(?:\|[^>]*)?>/gi)].flatMap((match) => match[1] ?? []);

/** @throws DomainError for a town that takes no part, of that option. */
export function townNamed({ towns }: TwinningScope, typed: string, option: string): Town {
  const found = towns.find(({ name }) => foldText(name) === foldText(typed));
  if (found === undefined)
    throw refusal('error.commitment.town-unknown', {
      typed: quoted(typed),
      towns: list(
        towns.map(({ name }) => name),
        'or',
      ),
    }).of(option);
  return found;
}

/** Members of this twinning who are mentioned; nobody mentioned means everybody. */
export async function participantsOf(
  stores: Stores,
  { scope }: Actor,
  caller: Caller,
  typed: string | undefined,
): Promise<Id<'mbr'>[]> {
  if (typed === undefined) return [];
  const userIds = mentions(typed);
  if (userIds.length === 0) throw refusal('error.option.person', { typed: quoted(typed) }).of('participants');
  const ids: Id<'mbr'>[] = [];
  for (const userId of userIds) {
    const known = await stores.committees.membersByAccount(accountOf(caller, userId));
    const member = known.find(({ townId }) => scope.towns.some(({ id }) => id === townId));
    if (member === undefined) throw refusal('error.committee.nobody-known').of('participants');
    ids.push(member.id);
  }
  // Named twice, by one account or by two, is still one person.
  return [...new Set(ids)];
}

/** A mentioned person, or an office by its name in English. */
export function ownerFrom(typed: string, caller: Caller): NonNullable<Offer['owner']> {
  const [userId] = mentions(typed);
  if (userId !== undefined) return { account: accountOf(caller, userId) };
  const office = officeKinds.find((kind) => kind === foldText(typed).replaceAll(' ', '-'));
  if (office === undefined)
    throw refusal('error.commitment.owner-unknown', {
      typed: quoted(typed),
      offices: officeKinds.join(', '),
    }).of('owner');
  return { office };
}
