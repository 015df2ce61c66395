import type { Town } from '../twinning/twinning.ts';
import type { Member, Office } from './member.ts';

/** Office holders manage their town's people and spaces; whoever started or joined does while no office is held. */
export function mayManage(
  town: Town,
  member: Pick<Member, 'id' | 'townId'>,
  offices: readonly Office[],
): boolean {
  if (member.townId !== town.id) return false;
  const held = offices.filter((office) => office.townId === town.id && office.holderId !== undefined);
  return held.length === 0
    ? town.founderId === member.id
    : held.some(({ holderId }) => holderId === member.id);
}
