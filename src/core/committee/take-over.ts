import { type Actor, audit, type Deps, refresh } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { Id } from '../world.ts';
import { dutiesOf, handedOver, isCarrying, passDuties } from './duties.ts';
import type { HandedOver } from './handover.ts';
import { mayManage } from './may-manage.ts';
import type { Member } from './member.ts';

/**
 * What a member who has left promised and organised goes to another one. Anybody may take it on; to put it on somebody
 * else is for office holders.
 */
export async function takeOver(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly formerId: Id<'mbr'>; readonly memberId: Id<'mbr'> },
): Promise<{ readonly former: Member; readonly member: Member; readonly moved: HandedOver }> {
  const now = world.now();
  const { town } = actor;
  return await database.transaction(async (tx) => {
    const former = await tx.committees.lockMember(input.formerId);
    const member = await tx.committees.member(input.memberId);
    if (former === undefined || former.townId !== town.id || member?.townId !== town.id || !member.active)
      throw refusal('error.committee.not-a-member', { town: town.name });
    if (
      member.id !== actor.member.id &&
      !mayManage(town, actor.member, await tx.committees.officesOf([town.id]))
    )
      throw refusal('error.command.office-only', { town: town.name });
    const duties = await dutiesOf(tx, town, former.id, { offices: [], whole: true }, now);
    if (former.active || !isCarrying(duties))
      throw refusal('error.committee.nothing-left', { name: former.displayName });
    const moved = await handedOver(tx, duties);
    await passDuties(tx, world, now, actor, duties, { fromId: former.id, toId: member.id });
    await refresh(tx, { type: 'member', id: former.id }, ['succession']);
    await audit(tx, world, now, actor, 'committee/take-over', former.id);
    return { former, member, moved };
  });
}
