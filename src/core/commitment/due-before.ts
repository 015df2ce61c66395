import { refusal } from '../domain-error.ts';
import { findMeeting } from '../meeting/find-meeting.ts';
import { confirmedAt, type Meeting } from '../meeting/meeting.ts';
import type { Stores, Transaction } from '../stores.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { addDays, dateAt } from '../time/local-date.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';
import { type Before, type Commitment, isOpen, type Standing, type Terms } from './commitment.ts';

/** Until when, as people say it: a day, or before something that has a reference. */
export type DueWish =
  | { readonly on: LocalDate }
  | { readonly before: 'meeting' | 'commitment'; readonly number: number };

/**
 * The day of a wish. A meeting without a time yet, or a commitment without a day, is fine: the day follows when there
 * is one.
 * @param self the commitment whose day it will be; undefined for a new one
 * @throws DomainError when what it shall be before is not there, over, or itself waits for this commitment
 */
export async function resolveDue(
  tx: Transaction,
  scope: TwinningScope,
  wish: DueWish,
  ownerTownId: Id<'town'>,
  now: Instant,
  self?: Id<'cmt'>,
): Promise<Pick<Terms, 'dueOn' | 'dueBefore'>> {
  if ('on' in wish) return { dueOn: wish.on };
  const dueBefore = await anchorOf(tx, scope, wish);
  if (self !== undefined) await refuseCycle(tx, dueBefore, self);
  const dueOn = await dayBefore(tx, scope, dueBefore, ownerTownId);
  const townZone = zoneOf(scope, ownerTownId);
  if (dueOn !== undefined && dueOn < dateAt(now, townZone)) {
    const reference = `${wish.before === 'meeting' ? 'M' : 'C'}-${wish.number}`;
    throw refusal('error.commitment.before-past', { reference }).of('due');
  }
  return { ...(dueOn === undefined ? {} : { dueOn }), dueBefore };
}

async function anchorOf(
  tx: Transaction,
  scope: TwinningScope,
  { before, number }: Extract<DueWish, { before: string }>,
): Promise<Before> {
  if (before === 'meeting') {
    const meeting = await findMeeting(tx, scope, number);
    if (meeting.state === 'cancelled')
      throw refusal('error.commitment.before-over', { reference: `M-${number}` }).of('due');
    return { type: 'meeting', id: meeting.id };
  }
  const commitment = await tx.commitments.commitmentByNumber(scope.twinning.id, number);
  const reference = `C-${number}`;
  if (commitment === undefined) throw refusal('error.commitment.not-found', { reference }).of('due');
  if (!isOpen(commitment)) throw refusal('error.commitment.before-over', { reference }).of('due');
  return { type: 'commitment', id: commitment.id };
}

/**
 * Holds all that a day hangs on, so that two people cannot close a circle from both ends at once.
 * @throws DomainError when it hangs on the commitment itself
 */
export async function refuseCycle(tx: Transaction, dueBefore: Before, self: Id<'cmt'>): Promise<void> {
  const path: string[] = [];
  const seen = new Set<string>();
  let anchor: Before | undefined = dueBefore;
  while (anchor?.type === 'commitment' && !seen.has(anchor.id)) {
    seen.add(anchor.id);
    const next: Commitment | undefined = await tx.commitments.lockCommitment(anchor.id);
    if (next === undefined) return;
    path.push(`C-${next.number}`);
    if (next.id === self)
      throw refusal('error.commitment.before-cycle', {
        reference: `C-${next.number}`,
        path: [`C-${next.number}`, ...path].join(' → '),
      }).of('due');
    anchor = next.dueBefore;
  }
}

/**
 * A standing that was written down earlier, with the day that follows now: what it must be done before may have moved
 * since, or have come to wait for this one.
 */
export async function withFreshDay(
  tx: Transaction,
  scope: TwinningScope,
  { id, ownerTownId }: Commitment,
  standing: Standing,
): Promise<Standing> {
  const { dueOn: _, ...rest } = standing;
  if (rest.dueBefore === undefined) return standing;
  await refuseCycle(tx, rest.dueBefore, id);
  const dueOn = await dayBefore(tx, scope, rest.dueBefore, ownerTownId);
  return { ...rest, ...(dueOn === undefined ? {} : { dueOn }) };
}

/** The last day before it, on the clock of the town that owes it; undefined while it has none. */
export async function dayBefore(
  stores: Stores,
  scope: TwinningScope,
  { type, id }: Before,
  ownerTownId: Id<'town'>,
): Promise<LocalDate | undefined> {
  if (type === 'meeting') {
    const at = whenFixed(await stores.meetings.meeting(id));
    return at === undefined ? undefined : addDays(dateAt(at, zoneOf(scope, ownerTownId)), -1);
  }
  const dueOn = (await stores.commitments.commitment(id))?.dueOn;
  return dueOn === undefined ? undefined : addDays(dueOn, -1);
}

const whenFixed = (meeting: Meeting | undefined): Instant | undefined =>
  meeting?.state === 'confirmed' ? confirmedAt(meeting) : undefined;

const zoneOf = ({ towns }: TwinningScope, townId: string): string =>
  towns.find(({ id }) => id === townId)?.timeZone ?? 'UTC';
