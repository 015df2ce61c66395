import type { Deps } from '../acting.ts';
import type { Language } from '../text.ts';
import type { WeeklyHours } from '../time/weekly-hours.ts';
import type { Id } from '../world.ts';
import type { Group, Member } from './member.ts';

/** What a person may say about themselves. */
export interface OwnProfile {
  readonly language?: Language;
  readonly timeZone?: string;
  readonly represents?: Group;
  readonly weeklyHours?: WeeklyHours;
}

/** Changes only what is given; a person who belongs to several towns says it for all of them. */
export async function changeOwnProfile(
  { database, world }: Deps,
  member: Member,
  change: OwnProfile,
): Promise<Member> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    let changed = member;
    const account = member.accounts[0];
    const everywhere = account === undefined ? [member] : await tx.committees.membersByAccount(account);
    for (const { id } of everywhere) {
      const one = await tx.committees.lockMember(id);
      if (one === undefined) continue;
      // Whom they represent belongs to one town's committee; language, zone and hours belong to the person.
      const { represents, ...personal } = change;
      const own =
        one.id === member.id && represents !== undefined ? { represents, askedRepresents: true } : {};
      const next: Member = { ...one, ...personal, ...own };
      await tx.committees.saveMember(next);
      if (next.represents === 'youth') await tx.away.saveAway(next.id, []);
      if (one.id === member.id) changed = next;
    }
    await tx.audit.record({
      id: world.newId('aud'),
      at: now,
      townId: member.townId,
      memberId: member.id,
      action: 'profile/change',
      subjectId: member.id,
    });
    return changed;
  });
}

/** Marks that a member was asked whom they represent; true for the one caller who is to ask. */
export async function firstToAsk(database: Deps['database'], id: Id<'mbr'>): Promise<boolean> {
  return await database.transaction(async (tx) => {
    const member = await tx.committees.lockMember(id);
    if (member === undefined || member.askedRepresents) return false;
    await tx.committees.saveMember({ ...member, askedRepresents: true });
    return true;
  });
}
