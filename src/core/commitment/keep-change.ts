import { type Actor, audit, post, refresh } from '../acting.ts';
import { replanCommitment, tellDateLost } from '../reminder/replan-commitment.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import { type Before, type Commitment, isOpen, type Standing, standingOf } from './commitment.ts';
import type { ChangeKind } from './commitment-change.ts';
import { turnOf } from './commitment-state.ts';
import { dayBefore } from './due-before.ts';

/** Who changes it, where anybody does. */
export type Changer = Actor | { readonly scope: TwinningScope };

/**
 * The one way in which a commitment changes: it gets a new version and an entry in its history, its reminders are
 * planned anew, every message that shows it is refreshed, and whatever must be done before it follows. The commitment
 * must be held (`lockCommitment`).
 */
export async function keepChange(
  tx: Transaction,
  world: World,
  now: Instant,
  changer: Changer,
  commitment: Commitment,
  standing: Standing,
  kind: ChangeKind,
  reason?: string,
): Promise<Commitment> {
  const changed: Commitment = { ...identityOf(commitment, now), ...standing };
  await tx.commitments.saveCommitment(changed);
  await recordChange(tx, now, changer, changed, kind, reason);
  await replanCommitment(tx, world, now, changer.scope, changed);
  const about = { type: 'commitment', id: changed.id } as const;
  await refresh(tx, about, ['commitment']);
  const programme = await tx.programmes.programmeWith(changed.id);
  if (programme !== undefined) await refresh(tx, { type: 'programme', id: programme.id }, ['programme']);
  const told = townsToTell(commitment, changed, kind);
  const spaces = changer.scope.spaces.filter(({ townId }) => told.includes(townId));
  await post(tx, world, now, spaces, about, 'commitment');
  if ('member' in changer) await audit(tx, world, now, changer, `commitment/${kind}`, changed.id);
  const moved = changed.dueOn !== commitment.dueOn;
  const ended = isOpen(commitment) && (changed.state === 'declined' || changed.state === 'withdrawn');
  if (moved || ended) await followAnchor(tx, world, now, changer, about, ended);
  return changed;
}

/** Whose spaces get a new message besides: a change of the old one notifies nobody, and it may be months up. */
function townsToTell(before: Commitment, after: Commitment, kind: ChangeKind): readonly string[] {
  const { ownerTownId, toTownIds } = after;
  switch (kind) {
    case 'counter':
      return turnOf(after) === 'owner' ? [ownerTownId] : toTownIds;
    case 'done':
      return toTownIds;
    case 'reopen':
    case 'grant':
      return [ownerTownId];
    case 'withdraw':
      return before.state === 'accepted' && after.state === 'withdrawn' ? toTownIds : [];
    case 'decline':
      return after.state === 'offered' ? [] : [after.proposedByTownId];
    default:
      return [];
  }
}

const identityOf = (commitment: Commitment, now: Instant) => {
  const { id, twinningId, number, ownerTownId, offeredById, previousId, createdAt, version } = commitment;
  return {
    id,
    twinningId,
    number,
    ownerTownId,
    offeredById,
    ...(previousId === undefined ? {} : { previousId }),
    createdAt,
    version: version + 1,
    changedAt: now,
  };
};

/** Writes the entry of the commitment's present version into its history. */
export async function recordChange(
  tx: Transaction,
  now: Instant,
  changer: Changer,
  commitment: Commitment,
  kind: ChangeKind,
  reason?: string,
): Promise<void> {
  await tx.commitments.insertChange({
    commitmentId: commitment.id,
    twinningId: commitment.twinningId,
    version: commitment.version,
    at: now,
    kind,
    ...('member' in changer ? { memberId: changer.member.id, townId: changer.town.id } : {}),
    ...(reason === undefined ? {} : { reason }),
    standing: standingOf(commitment),
  });
}

/**
 * What must be done before something goes with it: to its new day, or, when it is called off, to no day; then who
 * carries it is told. Nobody is named as who did it: they changed something else.
 */
export async function followAnchor(
  tx: Transaction,
  world: World,
  now: Instant,
  { scope }: Changer,
  anchor: Before,
  isOver: boolean,
): Promise<void> {
  for (const { id } of await tx.commitments.commitmentsBefore(anchor)) {
    const held = await tx.commitments.lockCommitment(id);
    if (held?.dueBefore?.id !== anchor.id || !isOpen(held)) continue;
    const { dueOn: was, dueBefore, ...rest } = standingOf(held);
    const dueOn = isOver ? undefined : await dayBefore(tx, scope, anchor, held.ownerTownId);
    if (!isOver && dueOn === was) continue;
    const standing: Standing = {
      ...rest,
      ...(isOver ? {} : { dueBefore }),
      ...(dueOn === undefined ? {} : { dueOn }),
    };
    const followed = await keepChange(tx, world, now, { scope }, held, standing, 'follow');
    if (isOver) await tellDateLost(tx, world, now, scope, followed);
  }
}
