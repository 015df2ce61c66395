import type { Deps } from '../acting.ts';
import { cleanText } from '../clean-text.ts';
import { StoreConflict } from '../stores.ts';
import { isTimeZone } from '../time/time-zone.ts';
import type { Town } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import type { Account, Member } from './member.ts';

/** What the platform says of somebody who has not been here before. */
export interface Newcomer {
  readonly town: Town;
  readonly account: Account;
  readonly profile: { readonly displayName: string; readonly locale?: string; readonly timeZone?: string };
}

export function newMember(world: World, now: number, { town, account, profile }: Newcomer): Member {
  const { locale, timeZone } = profile;
  return {
    id: world.newId('mbr'),
    townId: town.id,
    displayName: displayName(profile.displayName, account.userId),
    askedRepresents: false,
    substitute: false,
    ...(locale === undefined ? {} : { platformLocale: locale }),
    ...(timeZone === undefined || !isTimeZone(timeZone) ? {} : { timeZone }),
    accounts: [account],
    active: true,
    joinedAt: now,
  };
}

/** Names come from the platform, so a strange one is no reason to refuse anybody. */
function displayName(told: string, userId: string): string {
  try {
    return cleanText([...told].slice(0, 80).join(''), 'name');
  } catch {
    return userId;
  }
}

/** Who uses a command in a space of a town is a member of that town from then on. */
export async function ensureMember({ database, world }: Deps, newcomer: Newcomer): Promise<Member> {
  const mine = async () =>
    (await database.committees.membersByAccount(newcomer.account)).find(
      ({ townId }) => townId === newcomer.town.id,
    );
  const known = await mine();
  if (known !== undefined) return known;
  const member = newMember(world, world.now(), newcomer);
  try {
    await database.transaction((tx) => tx.committees.insertMember(member));
    return member;
  } catch (error) {
    // Two presses at once: the other one made the member.
    const other = error instanceof StoreConflict ? await mine() : undefined;
    if (other === undefined) throw error;
    return other;
  }
}
