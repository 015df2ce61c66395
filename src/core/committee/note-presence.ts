import { audit, type Deps } from '../acting.ts';
import { StoreConflict } from '../stores.ts';
import type { Id } from '../world.ts';
import { leaveCommittee } from './leave-committee.ts';

/**
 * What became of a person, as their platforms tell: who is gone from all of them leaves the committee; who had gone and
 * is here again comes back. Who was removed by an office holder does not come back by this.
 */
export async function notePresence(
  { database, world }: Deps,
  memberId: Id<'mbr'>,
  isHere: boolean,
): Promise<'left' | 'returned' | 'unchanged'> {
  const now = world.now();
  try {
    return await database.transaction(async (tx) => {
      const member = await tx.committees.lockMember(memberId);
      const town = member && (await tx.twinnings.town(member.townId));
      if (member === undefined || town === undefined) return 'unchanged';
      if (!isHere && member.active) {
        await leaveCommittee(tx, world, now, { town }, member, 'gone');
        return 'left';
      }
      const { left, ...rest } = member;
      if (!isHere || left?.why !== 'gone') return 'unchanged';
      await tx.committees.saveMember({ ...rest, active: true });
      await audit(tx, world, now, { town }, 'committee/back', memberId);
      return 'returned';
    });
  } catch (error) {
    // Their account is a member of that town again by another way: there is nothing left to do.
    if (error instanceof StoreConflict) return 'unchanged';
    throw error;
  }
}
