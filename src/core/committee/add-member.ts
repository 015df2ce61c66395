import { type Actor, audit, type Deps } from '../acting.ts';
import { newMember } from './ensure-member.ts';
import { giveOfficeIn } from './give-office.ts';
import type { Account, Group, Member, OfficeKind } from './member.ts';

export interface Addition {
  readonly account: Account;
  readonly displayName: string;
  readonly represents?: Group;
  readonly substitute: boolean;
  readonly office?: OfficeKind;
}

/** Adds a person to the actor's town, or completes what is known of a member. */
export async function addMember(
  { database, world }: Deps,
  actor: Actor,
  { account, displayName, represents, substitute, office }: Addition,
): Promise<{ readonly member: Member; readonly added: boolean }> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const same = (await tx.committees.membersByAccount(account)).find(
      ({ townId }) => townId === actor.town.id,
    );
    const known = same && (await tx.committees.lockMember(same.id));
    const member: Member = {
      ...(known ?? newMember(world, now, { town: actor.town, account, profile: { displayName } })),
      substitute,
      ...(represents === undefined ? {} : { represents, askedRepresents: true }),
    };
    if (known === undefined) await tx.committees.insertMember(member);
    else await tx.committees.saveMember(member);
    // Of the youth no days away are kept.
    if (member.represents === 'youth') await tx.away.saveAway(member.id, []);
    await audit(tx, world, now, actor, 'committee/add', member.id);
    if (office !== undefined) await giveOfficeIn(tx, world, now, actor, { member, office });
    return { member, added: known === undefined };
  });
}
