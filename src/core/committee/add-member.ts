import { type Actor, audit, type Deps } from '../acting.ts';
import { cleanText } from '../clean-text.ts';
import { refusal } from '../domain-error.ts';
import type { Transaction } from '../stores.ts';
import { foldText } from '../time/fold-text.ts';
import type { Instant } from '../time/instant.ts';
import type { Town } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import { newMember } from './ensure-member.ts';
import { giveOfficeIn } from './give-office.ts';
import type { Account, Group, Member, OfficeKind } from './member.ts';

export interface Addition {
  /** Absent for a person without chat, whom the town's office holders answer for. */
  readonly account?: Account;
  readonly displayName: string;
  readonly represents?: Group;
  readonly substitute: boolean;
  readonly office?: OfficeKind;
}

/**
 * Adds a person to the actor's town, or completes what is known of a member. Somebody who was a member without chat
 * under that name becomes reachable when they are added with their account.
 */
export async function addMember(
  { database, world }: Deps,
  actor: Actor,
  { account, displayName, represents, substitute, office }: Addition,
): Promise<{ readonly member: Member; readonly added: boolean }> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const known = await knownMember(tx, actor.town, account, displayName);
    const member: Member = {
      ...(known === undefined ? newcomer(world, now, actor.town, account, displayName) : back(known)),
      ...(known?.accounts.length === 0 && account !== undefined ? { accounts: [account] } : {}),
      substitute,
      ...(represents === undefined ? {} : { represents, askedRepresents: true }),
    };
    if (office !== undefined && member.accounts.length === 0) await refuseOnlyOffice(tx, actor.town, member);
    if (known === undefined) await tx.committees.insertMember(member);
    else await tx.committees.saveMember(member);
    // Of the youth no days away are kept.
    if (member.represents === 'youth') await tx.away.saveAway(member.id, []);
    await audit(tx, world, now, actor, 'committee/add', member.id);
    if (office !== undefined) await giveOfficeIn(tx, world, now, actor, { member, office });
    return { member, added: known === undefined };
  });
}

/** Who has left and is added again is the member they were: their history goes on. */
function back({ left: _, ...member }: Member): Member {
  return { ...member, active: true };
}

async function knownMember(
  tx: Transaction,
  town: Town,
  account: Account | undefined,
  displayName: string,
): Promise<Member | undefined> {
  const same =
    account === undefined
      ? undefined
      : [
          ...(await tx.committees.membersByAccount(account)),
          ...(await tx.committees.formerByAccount(account)),
        ].find(({ townId }) => townId === town.id);
  const named = async () =>
    (await tx.committees.membersOf([town.id])).find(
      (member) => member.accounts.length === 0 && foldText(member.displayName) === foldText(displayName),
    );
  const found = same ?? (await named());
  return found && (await tx.committees.lockMember(found.id));
}

function newcomer(
  world: World,
  now: Instant,
  town: Town,
  account: Account | undefined,
  displayName: string,
): Member {
  if (account !== undefined) return newMember(world, now, { town, account, profile: { displayName } });
  return {
    id: world.newId('mbr'),
    townId: town.id,
    displayName: cleanText(displayName, 'name'),
    askedRepresents: false,
    substitute: false,
    accounts: [],
    active: true,
    joinedAt: now,
  };
}

/** Once an office is held, office holders act for a town; if none of them had chat, nobody could. */
async function refuseOnlyOffice(tx: Transaction, town: Town, member: Member): Promise<void> {
  const offices = await tx.committees.officesOf([town.id]);
  const members = await tx.committees.membersOf([town.id]);
  const reachable = members.some(
    ({ id, accounts }) => accounts.length > 0 && offices.some(({ holderId }) => holderId === id),
  );
  if (!reachable)
    throw refusal('error.committee.office-needs-chat', { name: member.displayName, town: town.name }).of(
      'office',
    );
}
