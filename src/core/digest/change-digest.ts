import { type Actor, audit, type Deps } from '../acting.ts';
import { planFor } from '../twinning/start-twinning.ts';
import type { Space } from '../twinning/twinning.ts';
import type { DigestTime } from './digest-time.ts';

/** When this space's weekly summary comes, or that none does. Rows planned for another time see it when they ring. */
export async function changeDigest(
  { database, world }: Deps,
  actor: Actor,
  space: Space,
  digest: DigestTime | 'off',
): Promise<void> {
  const now = world.now();
  await database.transaction(async (tx) => {
    await tx.twinnings.saveSpace({ ...space, digest });
    await planFor(tx, world, now, actor.scope.twinning.id);
    await audit(tx, world, now, actor, 'twin/digest', space.id);
  });
}
