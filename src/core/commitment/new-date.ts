import type { Actor, Deps } from '../acting.ts';
import type { LocalDate } from '../time/instant.ts';
import { type Commitment, type Standing, standingOf } from './commitment.ts';
import { sideOf, tooLate } from './commitment-state.ts';
import { revise } from './commitment-terms.ts';
import { lastChange, lockCommitment } from './find-commitment.ts';
import { keepChange } from './keep-change.ts';

/** grant: it is so now. counter: the other side answers. edit: back to what was agreed, or one's own standing words. */
export type NewDateKind = 'grant' | 'counter' | 'edit';

/**
 * Another day for a promise. From the side that owes it, it is a proposal; from the side it is promised to, a later day is
 * a gift that needs no answer, unless other terms are being talked about.
 */
export async function newDate(
  { database, world }: Deps,
  actor: Actor,
  { number, dueOn }: { readonly number: number; readonly dueOn: LocalDate },
): Promise<{ readonly commitment: Commitment; readonly kind: NewDateKind }> {
  const now = world.now();
  const { scope, town } = actor;
  return await database.transaction(async (tx) => {
    const commitment = await lockCommitment(tx, scope, number);
    const { told } = await lastChange(tx, commitment);
    const granted = grant(commitment, dueOn, town.id);
    const { kind, standing } =
      granted === undefined
        ? revise(commitment, { due: { dueOn } }, town.id, () => tooLate(commitment, told))
        : ({ kind: 'grant', standing: granted } as const);
    return { kind, commitment: await keepChange(tx, world, now, actor, commitment, standing, kind) };
  });
}

function grant(commitment: Commitment, dueOn: LocalDate, townId: string): Standing | undefined {
  const isGift =
    commitment.state === 'accepted' &&
    commitment.amendment === undefined &&
    sideOf(commitment, townId) === 'other' &&
    commitment.dueOn !== undefined &&
    dueOn > commitment.dueOn;
  if (!isGift) return undefined;
  const { dueBefore: _, reason: __, ...standing } = standingOf(commitment);
  return { ...standing, dueOn };
}
