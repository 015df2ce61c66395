import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { type DomainError, refusal } from '../domain-error.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import { dateAt } from '../time/local-date.ts';
import { committeeSpaces, scopesOf } from '../twinning/town-scopes.ts';
import type { Id, World } from '../world.ts';
import { dutiesOf, handedOver, passDuties } from './duties.ts';
import { holdOffice } from './give-office.ts';
import type { HandedOver, Handover, HandoverState } from './handover.ts';
import { mayManage } from './may-manage.ts';
import type { Member, Office } from './member.ts';

export const handoverMoves = ['accept', 'decline', 'withdraw'] as const;
export type HandoverMove = (typeof handoverMoves)[number];

const leadsTo = {
  accept: 'accepted',
  decline: 'declined',
  withdraw: 'withdrawn',
} as const satisfies Record<HandoverMove, HandoverState>;

export interface AnsweredHandover {
  readonly handover: Handover;
  readonly from: Member | undefined;
  readonly to: Member | undefined;
}

/**
 * The successor accepts or declines; who proposed it, whose duties they are, or an office holder withdraws it. On
 * acceptance everything moves in this one transaction: offices, promises, meetings and series. Of two at the same
 * moment one wins, and the other is told what came of it.
 */
export async function answerHandover(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly id: Id<'hnd'>; readonly move: HandoverMove },
): Promise<AnsweredHandover> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const found = await tx.handovers.lockHandover(input.id);
    if (found === undefined || !actor.scope.towns.some(({ id }) => id === found.townId))
      throw refusal('error.committee.handover-unknown');
    const from = await tx.committees.member(found.fromId);
    const to = await tx.committees.member(found.toId);
    await checkMay(tx, actor, found, input.move, to);
    if (found.state !== 'proposed') throw over(found.state, to);
    const moved = input.move === 'accept' ? await moveAll(tx, world, now, actor, found) : undefined;
    const handover: Handover = {
      ...found,
      state: leadsTo[input.move],
      answeredById: actor.member.id,
      answeredAt: now,
      ...(moved === undefined ? {} : { moved }),
    };
    await tx.handovers.saveHandover(handover);
    await tell(tx, world, now, actor, handover);
    await audit(tx, world, now, actor, `committee/handover-${input.move}`, handover.id);
    return { handover, from, to };
  });
}

async function checkMay(
  { committees }: Transaction,
  { town, member }: Actor,
  handover: Handover,
  move: HandoverMove,
  to: Member | undefined,
): Promise<void> {
  if (move !== 'withdraw') {
    if (member.id !== handover.toId)
      throw refusal('error.committee.handover-not-yours', { name: to?.displayName ?? '' });
    return;
  }
  if (member.id === handover.fromId || member.id === handover.proposedById) return;
  if (town.id !== handover.townId || !mayManage(town, member, await committees.officesOf([town.id])))
    throw refusal('error.command.office-only', { town: town.name });
}

function over(state: HandoverState, to: Member | undefined): DomainError {
  const name = to?.displayName ?? '';
  if (state === 'accepted') return refusal('error.committee.handover-accepted-already', { name });
  if (state === 'declined') return refusal('error.committee.handover-declined-already', { name });
  return refusal('error.committee.handover-withdrawn-already');
}

async function moveAll(
  tx: Transaction,
  world: World,
  now: Instant,
  actor: Actor,
  handover: Handover,
): Promise<HandedOver> {
  const { town } = actor;
  const { fromId, toId } = handover;
  const all = await tx.committees.officesOf([town.id]);
  // Who has left or whose term has ended meanwhile: their vacant office passes on as well.
  const offices = all.filter(
    ({ kind, holderId, formerId }) =>
      handover.offices.includes(kind) &&
      (holderId === fromId || (holderId === undefined && formerId === fromId)),
  );
  if (handover.offices.length > 0 && offices.length === 0) throw refusal('error.committee.handover-outdated');
  const duties = await dutiesOf(
    tx,
    town,
    fromId,
    { offices: offices.map(({ kind }) => kind), whole: handover.whole },
    now,
  );
  const moved = await handedOver(tx, duties);
  const todayOn = dateAt(now, town.timeZone);
  for (const earlier of offices) {
    const { untilOn, formerId: _, ...office } = earlier;
    const held: Office = {
      ...office,
      holderId: toId,
      sinceOn: todayOn,
      // The term is the office's: whoever takes over takes its rest.
      ...(untilOn === undefined || untilOn < todayOn ? {} : { untilOn }),
    };
    await holdOffice(tx, world, now, actor, held, earlier);
    await audit(tx, world, now, actor, 'committee/office', held.id);
  }
  await passDuties(tx, world, now, actor, duties, { fromId, toId });
  await refresh(tx, { type: 'member', id: fromId }, ['succession']);
  return moved;
}

/** The card follows; the answer is said to the own committee, and to the partners when something has changed for them. */
async function tell(
  tx: Transaction,
  world: World,
  now: Instant,
  actor: Actor,
  { id, state, townId, offices }: Handover,
): Promise<void> {
  const about = { type: 'handover', id } as const;
  await refresh(tx, about, ['handover']);
  await tx.reminders.cancelReminders(about);
  if (state === 'withdrawn') return;
  const isNews = state === 'accepted' && offices.length > 0;
  const spaces = isNews
    ? (await scopesOf(tx, townId)).flatMap((scope) =>
        scope.towns.flatMap((town) => committeeSpaces(scope, town.id)),
      )
    : committeeSpaces(actor.scope, townId);
  await post(tx, world, now, spaces, about, 'handover-answer');
}
