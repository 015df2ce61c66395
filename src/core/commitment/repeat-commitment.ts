import { type Deps, post } from '../acting.ts';
import type { Transaction } from '../stores.ts';
import { DAY_MS, type Instant, type LocalDate } from '../time/instant.ts';
import { addDays, dateAt } from '../time/local-date.ts';
import { occurrences } from '../time/recurrence.ts';
import { type RecurrenceRule, readRule } from '../time/recurrence-rule.ts';
import { dateOfWall } from '../time/wall-time.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import type { Commitment } from './commitment.ts';
import { recordChange } from './keep-change.ts';

/** So long before its day at the latest the next occurrence is offered, also while this one is not confirmed. */
const NOTICE_DAYS = 30;

/**
 * The next day of a recurring commitment: after its own, and not in the past, so that a rest of years is not made up
 * for. Days of the calendar only; no clock has a part in it. Undefined when there is none any more.
 */
export function nextDay(rule: RecurrenceRule, dueOn: LocalDate, todayOn: LocalDate): LocalDate | undefined {
  const from = addDays(dueOn, 1) > todayOn ? addDays(dueOn, 1) : todayOn;
  const [wall] = occurrences(rule, `${dueOn}T12:00`, { fromWall: `${from}T00:00`, most: 1 });
  return wall === undefined ? undefined : dateOfWall(wall);
}

/**
 * Offers the next occurrence to the same towns: an offer of the town that owes it, which they accept anew each time.
 * Again and again is the same as once. The commitment must be held.
 */
export async function repeatIn(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  commitment: Commitment,
): Promise<Commitment | undefined> {
  const dueOn = dueNext(commitment, scope, now);
  if (dueOn === undefined || (await tx.commitments.commitmentAfter(commitment.id)) !== undefined)
    return undefined;
  const { what, owner, ownerTownId, toTownIds, offeredById, theme, every, twinningId } = commitment;
  const next: Commitment = {
    id: world.newId('cmt'),
    twinningId,
    number: await tx.commitments.nextCommitmentNumber(twinningId),
    what,
    owner,
    ownerTownId,
    toTownIds,
    offeredById,
    dueOn,
    ...(theme === undefined ? {} : { theme }),
    ...(every === undefined ? {} : { every }),
    state: 'offered',
    proposedByTownId: ownerTownId,
    previousId: commitment.id,
    version: 1,
    createdAt: now,
    changedAt: now,
  };
  await tx.commitments.insertCommitment(next);
  await recordChange(tx, now, { scope }, next, 'add');
  await post(tx, world, now, scope.spaces, { type: 'commitment', id: next.id }, 'commitment');
  return next;
}

/** Offers the next occurrence where its time has come. Returns whether there is a new one. */
export async function repeatCommitment({ database, world }: Deps, id: Id<'cmt'>): Promise<boolean> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const commitment = await tx.commitments.lockCommitment(id);
    const scope = commitment && (await tx.twinnings.scope(commitment.twinningId));
    if (commitment === undefined || scope === undefined) return false;
    if (commitment.state !== 'accepted' && commitment.state !== 'done') return false;
    const dueOn = dueNext(commitment, scope, now);
    const horizonOn = dateAt(now + NOTICE_DAYS * DAY_MS, 'UTC');
    if (dueOn === undefined || dueOn > horizonOn) return false;
    return (await repeatIn(tx, world, now, scope, commitment)) !== undefined;
  });
}

function dueNext({ every, dueOn, ownerTownId }: Commitment, { towns }: TwinningScope, now: Instant) {
  if (every === undefined || dueOn === undefined) return undefined;
  const rule = readRule(every);
  if ('problem' in rule) throw new RangeError(`a commitment with an unreadable rule: ${every}`);
  const timeZone = towns.find(({ id }) => id === ownerTownId)?.timeZone ?? 'UTC';
  return nextDay(rule, dueOn, dateAt(now, timeZone));
}
