import { type Actor, audit, type Deps, post } from '../acting.ts';
import { type DomainError, refusal } from '../domain-error.ts';
import { planHandoverReminders } from '../reminder/office-reminders.ts';
import type { Transaction } from '../stores.ts';
import { committeeSpaces } from '../twinning/town-scopes.ts';
import { dutiesOf, handedOver, isCarrying } from './duties.ts';
import { memberOfTown, type Named } from './find-member.ts';
import { plan } from './give-office.ts';
import { collide, type HandedOver, type Handover } from './handover.ts';
import { mayManage } from './may-manage.ts';
import type { Member, OfficeKind } from './member.ts';
import { officeName } from './office-name.ts';

export interface Proposal {
  readonly handover: Handover;
  readonly from: Member;
  readonly to: Member;
  /** What would move today. */
  readonly share: HandedOver;
}

/**
 * Proposes that one member takes over from another: one office, or everything. The successor is asked; nothing moves
 * before they accept.
 */
export async function proposeHandover(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly from: Named; readonly to: Named; readonly office?: OfficeKind },
): Promise<Proposal> {
  const now = world.now();
  const { town, scope } = actor;
  return await database.transaction(async (tx) => {
    const { id: fromId } = await memberOfTown(tx, actor, input.from, 'from');
    const to = await memberOfTown(tx, actor, input.to, 'to');
    // Held: of two handovers by one person the second sees the first.
    const from = await tx.committees.lockMember(fromId);
    if (from === undefined) throw refusal('error.committee.not-a-member', { town: town.name }).of('from');
    await check(tx, actor, from, to);
    const held = (await tx.committees.officesOf([town.id]))
      .filter(({ holderId }) => holderId === from.id)
      .map(({ kind }) => kind);
    const share = shareOf(from, held, input.office);
    const duties = await dutiesOf(tx, town, from.id, share, now);
    if (share.offices.length === 0 && !isCarrying(duties))
      throw refusal('error.committee.nothing-to-hand-over', { name: from.displayName }).of('from');
    const handover: Handover = {
      id: world.newId('hnd'),
      townId: town.id,
      fromId: from.id,
      toId: to.id,
      ...share,
      state: 'proposed',
      proposedById: actor.member.id,
      proposedAt: now,
    };
    await refuseSecond(tx, handover);
    await tx.handovers.insertHandover(handover);
    const about = { type: 'handover', id: handover.id } as const;
    await post(tx, world, now, committeeSpaces(scope, town.id), about, 'handover');
    await plan(tx, planHandoverReminders(handover, scope, now, world));
    await audit(tx, world, now, actor, 'committee/handover', handover.id);
    return { handover, from, to, share: await handedOver(tx, duties) };
  });
}

async function check(
  { committees }: Transaction,
  { town, member }: Actor,
  from: Member,
  to: Member,
): Promise<void> {
  if (member.id !== from.id && !mayManage(town, member, await committees.officesOf([town.id])))
    throw refusal('error.committee.handover-own-only', { town: town.name });
  if (from.id === to.id)
    throw refusal('error.committee.handover-to-self', { name: from.displayName }).of('to');
  if (to.accounts.length === 0)
    throw refusal('error.committee.handover-needs-chat', { name: to.displayName }).of('to');
}

/** @throws DomainError for an office that the person does not hold */
function shareOf(
  from: Member,
  held: readonly OfficeKind[],
  office: OfficeKind | undefined,
): Pick<Handover, 'offices' | 'whole'> {
  if (office === undefined) return { offices: held, whole: true };
  if (!held.includes(office)) throw notHeld().of('office');
  // Who keeps another office keeps what they promised themselves, too.
  return { offices: [office], whole: held.length === 1 };

  function notHeld(): DomainError {
    const params = { name: from.displayName, office: officeName(office ?? 'chair') };
    return held.length === 0
      ? refusal('error.committee.holds-no-office', params)
      : refusal('error.committee.office-not-held', {
          ...params,
          held: { type: 'list', items: held.map(officeName), join: 'and' },
        });
  }
}

async function refuseSecond({ handovers, committees }: Transaction, handover: Handover): Promise<void> {
  const open = await handovers.handoversOf([handover.townId], ['proposed']);
  const first = open.find((one) => collide(one, handover));
  if (first === undefined) return;
  const waiting = await committees.member(first.toId);
  throw refusal('error.committee.handover-open', { name: waiting?.displayName ?? '' });
}
