import type { Programme } from '../../core/programme/programme.ts';
import type { Stores } from '../../core/stores.ts';
import { dateAt } from '../../core/time/local-date.ts';
import type { Id } from '../../core/world.ts';
import type { Facts } from './people.ts';
import type { ProgrammeShown, Seen } from './programme-card.ts';

/** A plan with its commitments as they stand, and who saw the papers of those that are about papers. */
export async function shownProgramme(
  programme: Programme,
  facts: Facts,
  stores: Stores,
): Promise<ProgrammeShown> {
  const all = await stores.commitments.commitmentsOf(programme.twinningId);
  const seen = new Map<Id<'cmt'>, Seen>();
  const commitments = programme.parts.flatMap(
    ({ commitmentId }) => all.find(({ id }) => id === commitmentId) ?? [],
  );
  for (const { commitmentId, stepId } of programme.parts) {
    const commitment = commitments.find(({ id }) => id === commitmentId);
    const isDone = commitment?.state === 'done' || commitment?.state === 'confirmed';
    if (programme.kept[stepId]?.seen !== true || !isDone) continue;
    const done = (await stores.commitments.changesOf(commitmentId)).findLast(({ kind }) => kind === 'done');
    if (done === undefined) continue;
    const timeZone = facts.scope.towns.find(({ id }) => id === done.townId)?.timeZone ?? 'UTC';
    seen.set(commitmentId, { memberId: done.memberId, on: dateAt(done.at, timeZone) });
  }
  return { programme, commitments, seen };
}
