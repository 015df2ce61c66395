import { isDeepStrictEqual } from 'node:util';
import { standingOf } from '../../src/core/commitment/commitment.ts';
import type { Ring } from './ring.ts';

/** Done by the bot itself: a day that followed something else, and an occurrence whose time had come. */
const byItself = ['follow', 'add'];

/** Whether each promise can be told from its first word to its last: every version, who made it and when. */
export async function gapsInHistories(
  ring: Ring,
): Promise<{ readonly faults: readonly string[]; readonly changes: number }> {
  const { database } = ring;
  const { twinning } = await ring.scope();
  const faults: string[] = [];
  let changes = 0;
  for (const commitment of await database.commitments.commitmentsOf(twinning.id)) {
    const name = `C-${commitment.number}`;
    const history = await database.commitments.changesOf(commitment.id);
    changes += history.length;
    history.forEach(({ version, at, kind, memberId, townId }, index) => {
      if (version !== index + 1) faults.push(`${name} has version ${version} in place ${index + 1}`);
      if (at < (history[index - 1]?.at ?? commitment.createdAt)) faults.push(`${name} goes back in time`);
      const isOwn = byItself.includes(kind) && (kind === 'follow' || commitment.previousId !== undefined);
      if ((memberId === undefined || townId === undefined) && !isOwn)
        faults.push(`${name} v${version}: nobody did "${kind}"`);
    });
    const last = history.at(-1);
    if (last?.version !== commitment.version || last.at !== commitment.changedAt)
      faults.push(`${name} stands at version ${commitment.version}, its history ends at ${last?.version}`);
    if (!isDeepStrictEqual(last?.standing, standingOf(commitment)))
      faults.push(`${name} stands otherwise than its history says`);
    if (history[0]?.kind !== 'add' || history[0].at !== commitment.createdAt)
      faults.push(`${name} begins otherwise than its history says`);
  }
  return { faults, changes };
}
