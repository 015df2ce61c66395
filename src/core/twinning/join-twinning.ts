import { type Deps, post } from '../acting.ts';
import { newMember } from '../committee/ensure-member.ts';
import type { Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import type { Transaction } from '../stores.ts';
import type { World } from '../world.ts';
import { normaliseCode } from './invite.ts';
import { showWhatStands } from './show-what-stands.ts';
import { boundOnce, type Founding, findOrAddTown, newSpace, planFor, refuseBound } from './start-twinning.ts';
import type { Audience, Invitation, Town, TwinningScope } from './twinning.ts';

/** The invitation behind a code. @throws DomainError when it is unknown, used or expired: one sentence for all. */
export async function findInvitation({ database, world }: Deps, code: string): Promise<Invitation> {
  const invitation = await database.twinnings.invitation(world.digest(normaliseCode(code)));
  if (invitation === undefined || invitation.usedAt !== undefined || invitation.expiresAt <= world.now()) {
    throw refusal('error.twinning.code-invalid');
  }
  return invitation;
}

export type Joining = Omit<Founding, 'town'> & {
  readonly code: string;
  /** Needed for a partner's code; a space's code says which town it is. */
  readonly town?: Founding['town'];
};

export interface Joined {
  readonly for: Invitation['for'];
  readonly scope: TwinningScope;
  readonly town: Town;
  readonly member: Member;
  readonly audience: Audience;
}

/** Joins by a code; all others in the twinning are told at once. A refused try does not use up the code. */
export async function joinTwinning({ database, world }: Deps, input: Joining): Promise<Joined> {
  const now = world.now();
  return await boundOnce(() =>
    database.transaction(async (tx) => {
      const invitation = await tx.twinnings.useInvitation(world.digest(normaliseCode(input.code)), now);
      if (invitation === undefined) throw refusal('error.twinning.code-invalid');
      await refuseBound(tx, input.channel);
      const before = await tx.twinnings.scope(invitation.twinningId);
      if (before === undefined) throw refusal('error.twinning.code-invalid');
      const { town, member } =
        invitation.for === 'partner'
          ? await joinAsPartner(tx, world, now, input, before)
          : await joinAsSpace(tx, world, now, input, before, invitation);
      const audience = invitation.for === 'partner' ? 'committee' : invitation.audience;
      if (invitation.for === 'partner') await tx.twinnings.addTown(invitation.twinningId, town.id, now);
      const space = newSpace(world, now, input.channel, before.twinning, town, audience);
      await tx.twinnings.insertSpace(space);
      const view = invitation.for === 'partner' ? 'town-joined' : 'space-bound';
      await post(tx, world, now, before.spaces, { type: 'twinning', id: invitation.twinningId }, view, {
        townId: town.id,
      });
      await tx.audit.record({
        id: world.newId('aud'),
        at: now,
        twinningId: invitation.twinningId,
        townId: town.id,
        memberId: member.id,
        action: 'twin/join',
        subjectId: invitation.id,
      });
      await planFor(tx, world, now, invitation.twinningId);
      const scope = await tx.twinnings.scope(invitation.twinningId);
      if (scope === undefined) throw new RangeError('a twinning vanished while it was joined');
      await showWhatStands(tx, world, now, scope, space);
      return { for: invitation.for, scope, town, member, audience };
    }),
  );
}

async function joinAsPartner(
  tx: Transaction,
  world: World,
  now: number,
  input: Joining,
  before: TwinningScope,
): Promise<{ town: Town; member: Member }> {
  if (input.town === undefined) throw refusal('error.twinning.town-needed').of('town');
  const joined = await findOrAddTown(tx, world, now, { ...input, town: input.town });
  if (before.towns.some(({ id }) => id === joined.town.id))
    throw refusal('error.twinning.own-code', { town: joined.town.name });
  return joined;
}

async function joinAsSpace(
  tx: Transaction,
  world: World,
  now: number,
  input: Joining,
  before: TwinningScope,
  invitation: Invitation,
): Promise<{ town: Town; member: Member }> {
  const town = before.towns.find(({ id }) => id === invitation.townId);
  if (town === undefined) throw refusal('error.twinning.code-invalid');
  const known = (await tx.committees.membersByAccount(input.account)).find(
    ({ townId }) => townId === town.id,
  );
  if (known !== undefined) return { town, member: known };
  const member = newMember(world, now, { town, account: input.account, profile: input.profile });
  await tx.committees.insertMember(member);
  return { town, member };
}
