import type { Actor, Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { Transaction } from '../stores.ts';
import { memberOfTown, type Named } from './find-member.ts';
import { leaveCommittee } from './leave-committee.ts';
import { mayManage } from './may-manage.ts';
import type { Member, Office } from './member.ts';

/** Takes a member of the actor's town out of its committee. The last one who can act for the town stays. */
export async function removeMember({ database, world }: Deps, actor: Actor, named: Named): Promise<Member> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const { id } = await memberOfTown(tx, actor, named, 'member');
    const member = await tx.committees.lockMember(id);
    if (member === undefined || !member.active)
      throw refusal('error.committee.not-a-member', { town: actor.town.name }).of('member');
    await refuseLast(tx, actor, member);
    await leaveCommittee(tx, world, now, actor, member, 'removed');
    return member;
  });
}

/** Offices that nobody else with chat holds, and no founder who is still there: nobody could act any more. */
async function refuseLast(tx: Transaction, { town }: Actor, member: Member): Promise<void> {
  const offices = await tx.committees.officesOf([town.id]);
  if (!mayManage(town, member, offices)) return;
  const left = offices.map((office): Office => {
    const { holderId, ...vacant } = office;
    return holderId === member.id ? vacant : office;
  });
  const others = (await tx.committees.membersOf([town.id])).filter(
    ({ id, accounts }) => id !== member.id && accounts.length > 0,
  );
  if (town.founderId !== undefined && others.some((other) => mayManage(town, other, left))) return;
  if (town.founderId === undefined && left.some(({ holderId }) => others.some(({ id }) => id === holderId)))
    return;
  throw refusal('error.committee.last-holder', { name: member.displayName, town: town.name }).of('member');
}
