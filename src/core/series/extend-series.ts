import type { Deps } from '../acting.ts';
import type { Id } from '../world.ts';
import { makeOccurrences } from './make-occurrences.ts';

/**
 * Makes the occurrences that have come into sight, and the events of those that have come near; returns how many
 * occurrences. Again and again is the same as once.
 */
export async function extendSeries({ database, world }: Deps, id: Id<'ser'>): Promise<number> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const series = await tx.series.lockSeries(id);
    if (series === undefined || series.endedAt !== undefined) return 0;
    const scope = await tx.twinnings.scope(series.twinningId);
    if (scope === undefined) return 0;
    return (await makeOccurrences(tx, world, now, scope, series)).length;
  });
}
