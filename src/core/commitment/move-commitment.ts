import type { Actor, Deps } from '../acting.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { World } from '../world.ts';
import type { Commitment } from './commitment.ts';
import { type Move, move } from './commitment-state.ts';
import { withFreshDay } from './due-before.ts';
import { lastChange, lockCommitment } from './find-commitment.ts';
import { keepChange } from './keep-change.ts';
import { repeatIn } from './repeat-commitment.ts';

/**
 * Accepts, declines, withdraws, reports done, confirms or reopens. Two at once come one after the other: the second is
 * told what the first has made of it.
 */
export async function moveCommitment(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly move: Move; readonly reason?: string },
): Promise<Commitment> {
  const now = world.now();
  return await database.transaction((tx) => moveCommitmentIn(tx, world, now, actor, input));
}

/** The same, as part of a larger change. */
export async function moveCommitmentIn(
  tx: Transaction,
  world: World,
  now: Instant,
  actor: Actor,
  input: { readonly number: number; readonly move: Move; readonly reason?: string },
): Promise<Commitment> {
  const { scope, town, member } = actor;
  const commitment = await lockCommitment(tx, scope, input.number);
  const { told } = await lastChange(tx, commitment);
  const by = { townId: town.id, memberId: member.id };
  const standing = move(commitment, input.move, by, input.reason, told);
  const fresh = input.move === 'accept' ? await withFreshDay(tx, scope, commitment, standing) : standing;
  const moved = await keepChange(tx, world, now, actor, commitment, fresh, input.move, input.reason);
  if (input.move === 'confirm') await repeatIn(tx, world, now, scope, moved);
  return moved;
}
