import type { Town } from '../twinning/twinning.ts';
import type { Member, Office } from './member.ts';

/**
 * Office holders manage their town's people and spaces. While no office is held whoever started or joined does; when
 * they have left too, any member who does not represent the youth: there is always somebody.
 */
export function mayManage(
  town: Town,
  member: Pick<Member, 'id' | 'townId' | 'represents'>,
  offices: readonly Office[],
): boolean {
  if (member.townId !== town.id) return false;
  const held = offices.filter((office) => office.townId === town.id && office.holderId !== undefined);
  if (held.length > 0) return held.some(({ holderId }) => holderId === member.id);
  return town.founderId === undefined ? member.represents !== 'youth' : town.founderId === member.id;
}
