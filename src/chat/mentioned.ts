import type { Actor } from '../core/acting.ts';
import { quoted } from '../core/clean-text.ts';
import type { OwnerWish } from '../core/commitment/owner-wish.ts';
import { type Account, officeKinds } from '../core/committee/member.ts';
import { refusal } from '../core/domain-error.ts';
import { officeNamed } from '../core/meeting/owner-words.ts';
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

const MENTION = /<@!?([A-Z0-9]{5,25})(?:\|[^>]*)?>/gi;

const mentions = (text: string): string[] => [...text.matchAll(MENTION)].flatMap((match) => match[1] ?? []);

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

/** Who is convened and who must come, as typed: mentions, or names separated by commas. Nobody named means everybody. */
export async function peopleNamed(
  stores: Stores,
  actor: Actor,
  caller: Caller,
  typed: { readonly participants: string | undefined; readonly required: string | undefined },
): Promise<{ readonly participantIds: Id<'mbr'>[]; readonly requiredIds: Id<'mbr'>[] }> {
  return {
    participantIds: await membersNamed(stores, actor, caller, typed.participants, 'participants'),
    requiredIds: await membersNamed(stores, actor, caller, typed.required, 'required'),
  };
}

/** Names are told apart by commas, or by "and" in any of our languages. */
const BETWEEN_NAMES = /[,;&+]|(?<![\p{L}\p{N}])(?:and|og|und|et)(?![\p{L}\p{N}])/iu;

async function membersNamed(
  stores: Stores,
  { scope, member: self }: Actor,
  caller: Caller,
  typed: string | undefined,
  option: string,
): Promise<Id<'mbr'>[]> {
  if (typed === undefined) return [];
  const ids: Id<'mbr'>[] = [];
  for (const userId of mentions(typed)) {
    const known = await stores.committees.membersByAccount(accountOf(caller, userId));
    const member = known.find(({ townId }) => scope.towns.some(({ id }) => id === townId));
    if (member === undefined) throw refusal('error.committee.nobody-known').of(option);
    ids.push(member.id);
  }
  // People of the other platform cannot be mentioned here, and some have no chat at all: they are named.
  const written = typed
    .replace(MENTION, ',')
    .split(BETWEEN_NAMES)
    .map((name) => name.trim())
    .filter((name) => /[\p{L}\p{N}]/u.test(name));
  const members =
    written.length === 0 ? [] : await stores.committees.membersOf(scope.towns.map(({ id }) => id));
  for (const name of written) {
    const wanted = foldText(name.replace(/^@/, ''));
    const [found, ...others] = members.filter(({ displayName }) => foldText(displayName) === wanted);
    if (found === undefined && name.startsWith('@'))
      throw refusal('error.option.person', { typed: quoted(name) }).of(option);
    if (found === undefined || others.length > 0)
      throw refusal('error.option.people', { typed: quoted(name), example: self.displayName }).of(option);
    ids.push(found.id);
  }
  if (ids.length === 0) throw refusal('error.option.person', { typed: quoted(typed) }).of(option);
  // Named twice, by one account or by two, is still one person.
  return [...new Set(ids)];
}

/** A mentioned person, an office in any of our languages, or a name: whose it is, the rules find out. */
export function ownerFrom(typed: string, caller: Caller): OwnerWish {
  const [userId] = mentions(typed);
  if (userId !== undefined) return { account: accountOf(caller, userId) };
  const office = officeKinds.find((kind) => kind === foldText(typed)) ?? officeNamed(typed);
  return office === undefined ? { name: typed } : { office };
}
