import { type Actor, audit, type Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { Transaction } from '../stores.ts';
import type { LocalDate } from '../time/instant.ts';
import { dateAt } from '../time/local-date.ts';
import type { World } from '../world.ts';
import type { Account, Member, Office, OfficeKind } from './member.ts';

export interface Appointment {
  readonly member: Member;
  readonly office: OfficeKind;
  readonly untilOn?: LocalDate;
}

/** Gives an office of the actor's town to one of its members; whoever held it before holds it no longer. */
export async function giveOffice(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly account: Account; readonly office: OfficeKind; readonly untilOn?: LocalDate },
): Promise<{ readonly member: Member; readonly office: Office; readonly before?: Member }> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const member = (await tx.committees.membersByAccount(input.account)).find(
      ({ townId }) => townId === actor.town.id,
    );
    if (member === undefined)
      throw refusal('error.committee.not-a-member', { town: actor.town.name }).of('member');
    const { account: _, ...appointment } = input;
    return { member, ...(await giveOfficeIn(tx, world, now, actor, { ...appointment, member })) };
  });
}

/** The same, as part of a larger change. */
export async function giveOfficeIn(
  tx: Transaction,
  world: World,
  now: number,
  actor: Actor,
  { member, office: kind, untilOn }: Appointment,
): Promise<{ office: Office; before?: Member }> {
  const earlier = (await tx.committees.officesOf([actor.town.id])).find(
    (candidate) => candidate.kind === kind,
  );
  const office: Office = {
    id: earlier?.id ?? world.newId('ofc'),
    townId: actor.town.id,
    kind,
    holderId: member.id,
    sinceOn: dateAt(now, actor.town.timeZone),
    ...(untilOn === undefined ? {} : { untilOn }),
  };
  await tx.committees.saveOffice(office);
  await audit(tx, world, now, actor, 'committee/office', office.id);
  const heldBy =
    earlier?.holderId === undefined || earlier.holderId === member.id
      ? undefined
      : await tx.committees.member(earlier.holderId);
  return { office, ...(heldBy === undefined ? {} : { before: heldBy }) };
}
