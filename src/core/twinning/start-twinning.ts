import type { Deps } from '../acting.ts';
import { newMember } from '../committee/ensure-member.ts';
import { mayManage } from '../committee/may-manage.ts';
import type { Account, Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import { planRenewal } from '../review/plan-renewal.ts';
import { StoreConflict, type Stores, type Transaction } from '../stores.ts';
import type { Language } from '../text.ts';
import { foldText } from '../time/fold-text.ts';
import type { LocalDate } from '../time/instant.ts';
import type { World } from '../world.ts';
import type { Audience, PlatformName, Space, Town, Twinning } from './twinning.ts';

export interface Channel {
  readonly platform: PlatformName;
  readonly tenantId: string;
  readonly channelId: string;
}

/** A town as somebody introduces it; everything is known by now. */
export interface TownFacts {
  readonly name: string;
  readonly country: string;
  readonly region?: string;
  readonly timeZone: string;
  readonly language: Language;
}

export interface Founding {
  readonly town: TownFacts;
  readonly channel: Channel;
  readonly account: Account;
  readonly profile: { readonly displayName: string; readonly locale?: string; readonly timeZone?: string };
}

export interface Founded {
  readonly twinning: Twinning;
  readonly town: Town;
  readonly member: Member;
}

/** A new twinning of one town, with this channel as its committee space. */
export async function startTwinning(
  { database, world }: Deps,
  input: Founding & { readonly name?: string; readonly sinceOn?: LocalDate },
): Promise<Founded> {
  const now = world.now();
  return await boundOnce(() =>
    database.transaction(async (tx) => {
      await refuseBound(tx, input.channel);
      const { town, member } = await findOrAddTown(tx, world, now, input);
      const twinning: Twinning = {
        id: world.newId('twn'),
        name: input.name ?? '',
        ...(input.sinceOn === undefined ? {} : { sinceOn: input.sinceOn }),
        createdAt: now,
      };
      await tx.twinnings.insertTwinning(twinning);
      await tx.twinnings.addTown(twinning.id, town.id, now);
      await tx.twinnings.insertSpace(newSpace(world, now, input.channel, twinning, town, 'committee'));
      await tx.audit.record({
        id: world.newId('aud'),
        at: now,
        twinningId: twinning.id,
        townId: town.id,
        memberId: member.id,
        action: 'twin/start',
        subjectId: twinning.id,
      });
      await planFor(tx, world, now, twinning.id);
      return { twinning, town, member };
    }),
  );
}

/** Plans what comes by itself; called whenever a twinning has a space more. */
export async function planFor(
  tx: Transaction,
  world: World,
  now: number,
  twinningId: Twinning['id'],
): Promise<void> {
  const settings = await tx.settings.lockSettings(twinningId);
  const scope = await tx.twinnings.scope(twinningId);
  if (scope !== undefined) await planRenewal(tx, world, now, scope, settings);
}

export function newSpace(
  world: World,
  now: number,
  channel: Channel,
  twinning: Pick<Twinning, 'id'>,
  town: Town,
  audience: Audience,
): Space {
  return {
    id: world.newId('spc'),
    twinningId: twinning.id,
    townId: town.id,
    ...channel,
    audience,
    language: town.language,
    boundAt: now,
  };
}

/** @throws DomainError when this channel has a twinning already. */
export async function refuseBound(stores: Stores, { platform, tenantId, channelId }: Channel): Promise<void> {
  if ((await stores.twinnings.spaceAt(platform, tenantId, channelId)) !== undefined)
    throw refusal('error.twinning.channel-bound');
}

/** Two at once in one channel: the second hears the same as if it had come later. */
export async function boundOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreConflict) throw refusal('error.twinning.channel-bound');
    throw error;
  }
}

/**
 * A town in a further twinning is the same town, when somebody who manages it says so by the same name and
 * country. Anybody else's town of that name is another one: nobody learns what exists already.
 */
export async function findOrAddTown(
  tx: Transaction,
  world: World,
  now: number,
  { town: facts, account, profile }: Founding,
): Promise<{ town: Town; member: Member }> {
  for (const member of await tx.committees.membersByAccount(account)) {
    const town = await tx.twinnings.town(member.townId);
    const same =
      town !== undefined && foldText(town.name) === foldText(facts.name) && town.country === facts.country;
    if (same && mayManage(town, member, await tx.committees.officesOf([town.id]))) return { town, member };
  }
  const town: Town = { id: world.newId('town'), ...facts, createdAt: now };
  await tx.twinnings.insertTown(town);
  const member = newMember(world, now, { town, account, profile });
  await tx.committees.insertMember(member);
  const founded: Town = { ...town, founderId: member.id };
  await tx.twinnings.saveTown(founded);
  return { town: founded, member };
}
