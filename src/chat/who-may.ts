import type { Stores } from '../core/stores.ts';
import type { Inside } from './command.ts';

/** Office holders manage their town's people and spaces; who started or joined does while no office is held. */
export async function mayManageTown(
  stores: Pick<Stores, 'committees'>,
  { town, member }: Inside,
): Promise<boolean> {
  const held = (await stores.committees.officesOf([town.id])).filter(
    (office) => office.holderId !== undefined,
  );
  return held.length === 0
    ? town.founderId === member.id
    : held.some((office) => office.holderId === member.id);
}
