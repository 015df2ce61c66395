import { type Actor, audit, type Deps } from '../acting.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';
import type { Audience, Invitation } from './twinning.ts';

export const INVITATION_DAYS = 7;

/** A one-time code. It is told once and stored only as a digest. */
export async function invite(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly for: Invitation['for']; readonly audience: Audience },
): Promise<{ readonly code: string; readonly expiresAt: Instant }> {
  const now = world.now();
  const code = world.newCode();
  const invitation: Invitation = {
    id: world.newId('inv'),
    digest: world.digest(normaliseCode(code)),
    for: input.for,
    twinningId: actor.scope.twinning.id,
    townId: actor.town.id,
    audience: input.audience,
    expiresAt: now + INVITATION_DAYS * DAY_MS,
  };
  await database.transaction(async (tx) => {
    await tx.twinnings.insertInvitation(invitation);
    await audit(tx, world, now, actor, 'twin/invite', invitation.id);
  });
  return { code, expiresAt: invitation.expiresAt };
}

/** As people copy it: case, dashes and spaces do not matter, and O, I and L are read as what was meant. */
export const normaliseCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
