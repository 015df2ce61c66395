import { type Actor, audit, type Deps } from '../acting.ts';
import { mayManage } from '../committee/may-manage.ts';
import { refusal } from '../domain-error.ts';
import { StoreConflict, type Transaction } from '../stores.ts';
import type { Space } from '../twinning/twinning.ts';
import type { CalendarFeed, CalendarOwner } from './calendar-store.ts';

/** Whose calendar: one's own, or that of the space one stands in. */
export type CalendarOf = 'me' | 'space';

type Acting = Actor & { readonly space?: Space };

/** A new secret address; the one before it, if there was one, leads nowhere from now on. The secret is told once. */
export async function giveAddress(
  deps: Deps,
  actor: Acting,
  of: CalendarOf,
  again = true,
): Promise<{ readonly secret: string; readonly replaced: boolean }> {
  const { database, world } = deps;
  const now = world.now();
  const secret = world.newSecret();
  try {
    return await database.transaction(async (tx) => {
      const owner = await ownerOf(tx, actor, of);
      const replaced = await tx.calendars.revokeFeedOf(owner, now);
      const id = world.newId('cal');
      await tx.calendars.insertFeed({ id, digest: world.digest(secret), owner, createdAt: now });
      await audit(tx, world, now, actor, 'meeting/calendar', id);
      return { secret, replaced };
    });
  } catch (error) {
    // Pressed twice at once: the other press made one meanwhile, and this one replaces it.
    if (error instanceof StoreConflict && again) return await giveAddress(deps, actor, of, false);
    throw error;
  }
}

/** True when there was one. */
export async function stopAddress(
  { database, world }: Deps,
  actor: Acting,
  of: CalendarOf,
): Promise<boolean> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const owner = await ownerOf(tx, actor, of);
    const feed = await tx.calendars.feedOf(owner);
    if (feed === undefined) return false;
    await audit(tx, world, now, actor, 'meeting/calendar-stop', feed.id);
    return await tx.calendars.revokeFeedOf(owner, now);
  });
}

export const addressOf = async (
  { database }: Pick<Deps, 'database'>,
  actor: Acting,
): Promise<CalendarFeed | undefined> =>
  await database.calendars.feedOf({ type: 'member', memberId: actor.member.id });

/** The space whose calendar this person may give an address to: its town's office holders may. */
export async function spaceInCharge(
  { committees }: Pick<Transaction, 'committees'>,
  { town, member, space }: Acting,
): Promise<Space | undefined> {
  if (space === undefined || space.townId !== town.id) return undefined;
  return mayManage(town, member, await committees.officesOf([town.id])) ? space : undefined;
}

async function ownerOf(tx: Transaction, actor: Acting, of: CalendarOf): Promise<CalendarOwner> {
  if (of === 'me') return { type: 'member', memberId: actor.member.id };
  const space = await spaceInCharge(tx, actor);
  if (space === undefined) throw refusal('error.command.office-only', { town: actor.town.name });
  return { type: 'space', spaceId: space.id };
}
