import { audit, type Doer, refresh } from '../acting.ts';
import { type Commitment, isOpen, standingOf } from '../commitment/commitment.ts';
import { keepChange } from '../commitment/keep-change.ts';
import { endOf } from '../meeting/may-record.ts';
import type { Meeting, MeetingState } from '../meeting/meeting.ts';
import { carrierKinds } from '../reminder/addressee.ts';
import type { MeetingSeries } from '../series/meeting-series.ts';
import type { Stores, Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import { scopesOf } from '../twinning/town-scopes.ts';
import type { Town } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import type { HandedOver } from './handover.ts';
import type { OfficeKind } from './member.ts';

/** What is still to be done by somebody: what they carry as a person, and what belongs to their offices. */
export interface Duties {
  /** Promised by the person. */
  readonly commitments: readonly Commitment[];
  /** Promised by an office: they follow it by themselves. */
  readonly ofOffices: readonly Commitment[];
  /** Not over, and organised by the person. */
  readonly meetings: readonly Meeting[];
  readonly series: readonly MeetingSeries[];
}

const RUNNING: readonly MeetingState[] = ['draft', 'polling', 'undecided', 'confirmed'];
/** More than a town organises in years. */
const MOST_MEETINGS = 500;

/** @param share which offices, and whether the person's own things belong to it */
export async function dutiesOf(
  stores: Stores,
  town: Pick<Town, 'id'>,
  memberId: Id<'mbr'>,
  share: { readonly offices: readonly OfficeKind[]; readonly whole: boolean },
  now: Instant,
): Promise<Duties> {
  const open = await promisesOf(stores, town.id);
  const ofOffices = open.filter(
    ({ owner }) => owner.type === 'office' && share.offices.includes(owner.office),
  );
  if (!share.whole) return { commitments: [], ofOffices, meetings: [], series: [] };
  const meetings = await inAll(stores, town.id, (id) =>
    stores.meetings.meetingsOf(id, RUNNING, MOST_MEETINGS),
  );
  const series = await inAll(stores, town.id, (id) => stores.series.seriesOf(id));
  return {
    commitments: open.filter(({ owner }) => owner.type === 'member' && owner.memberId === memberId),
    ofOffices,
    meetings: meetings.filter(
      (meeting) => meeting.organiserId === memberId && (endOf(meeting) ?? Number.POSITIVE_INFINITY) > now,
    ),
    series: series.filter(({ organiserId, endedAt }) => organiserId === memberId && endedAt === undefined),
  };
}

/** What is open that this town has promised, in all its twinnings. */
const promisesOf = async (stores: Stores, townId: Id<'town'>): Promise<Commitment[]> =>
  (await inAll(stores, townId, (id) => stores.commitments.commitmentsOf(id))).filter(
    (one) => isOpen(one) && one.ownerTownId === townId,
  );

async function inAll<T>(
  stores: Stores,
  townId: Id<'town'>,
  read: (id: Id<'twn'>) => Promise<T[]>,
): Promise<T[]> {
  const scopes = await scopesOf(stores, townId);
  return (await Promise.all(scopes.map(({ twinning }) => read(twinning.id)))).flat();
}

/** An office has got another holder, or none: the cards of what it has promised name who carries it. */
export async function refreshPromisesOf(
  tx: Transaction,
  townId: Id<'town'>,
  office: OfficeKind,
): Promise<void> {
  for (const { id, owner } of await promisesOf(tx, townId))
    if (owner.type === 'office' && owner.office === office)
      await refresh(tx, { type: 'commitment', id }, ['commitment']);
}

/** Whether anything is left that would be nobody's if the person went. */
export const isCarrying = ({ commitments, meetings, series }: Duties): boolean =>
  commitments.length + meetings.length + series.length > 0;

/** In figures, with the bells that go along. */
export async function handedOver(stores: Stores, duties: Duties): Promise<HandedOver> {
  const promises = [...duties.commitments, ...duties.ofOffices];
  const abouts = [
    ...promises.map(({ id }) => ({ type: 'commitment' as const, id })),
    ...duties.meetings.map(({ id }) => ({ type: 'meeting' as const, id })),
  ];
  return {
    promises: promises.length,
    meetings: duties.meetings.length,
    series: duties.series.length,
    reminders: await stores.reminders.countScheduled(abouts, carrierKinds),
  };
}

/**
 * What a person carries becomes another's. Each thing is held and looked at once more: what was done or taken over
 * meanwhile stays as it is. Reminders of meetings need not be touched: whom they reach is found out when they ring.
 */
export async function passDuties(
  tx: Transaction,
  world: World,
  now: Instant,
  doer: Doer,
  duties: Duties,
  to: { readonly fromId: Id<'mbr'>; readonly toId: Id<'mbr'> },
): Promise<void> {
  for (const { id } of duties.commitments) {
    const commitment = await tx.commitments.lockCommitment(id);
    if (commitment === undefined || !isOpen(commitment)) continue;
    if (commitment.owner.type !== 'member' || commitment.owner.memberId !== to.fromId) continue;
    const scope = await tx.twinnings.scope(commitment.twinningId);
    if (scope === undefined) continue;
    const changer = doer.member === undefined ? { scope } : { scope, town: doer.town, member: doer.member };
    const standing = { ...standingOf(commitment), owner: { type: 'member', memberId: to.toId } as const };
    await keepChange(tx, world, now, changer, commitment, standing, 'handover');
  }
  for (const { id } of duties.meetings) {
    const meeting = await tx.meetings.lockMeeting(id);
    if (meeting === undefined || meeting.organiserId !== to.fromId) continue;
    await tx.meetings.saveMeeting({ ...meeting, organiserId: to.toId });
    await refresh(tx, { type: 'meeting', id }, ['poll', 'poll-undecided', 'poll-stuck']);
    await audit(tx, world, now, doer, 'meeting/handover', id);
  }
  for (const { id } of duties.series) {
    const series = await tx.series.lockSeries(id);
    if (series === undefined || series.organiserId !== to.fromId) continue;
    await tx.series.saveSeries({ ...series, organiserId: to.toId });
    await audit(tx, world, now, doer, 'meeting/handover', id);
  }
}
