import { type Actor, audit, type Deps, refresh } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { planPassedNotice, planTermReminders } from '../reminder/office-reminders.ts';
import type { Reminder } from '../reminder/reminder.ts';
import type { Transaction } from '../stores.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { dateAt } from '../time/local-date.ts';
import type { Id, World } from '../world.ts';
import { refreshPromisesOf } from './duties.ts';
import type { Account, Member, Office, OfficeKind } from './member.ts';
import { officeName } from './office-name.ts';

export interface Appointment {
  readonly member: Member;
  readonly office: OfficeKind;
  readonly untilOn?: LocalDate;
}

export interface Appointed {
  readonly member: Member;
  readonly office: Office;
  /** Who held it until now. */
  readonly before?: Member;
}

/**
 * Gives an office of the actor's town to one of its members. Whoever held it before holds it no longer and is told;
 * what the office has promised follows it.
 */
export async function giveOffice(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly account: Account; readonly office: OfficeKind; readonly untilOn?: LocalDate },
): Promise<Appointed> {
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

/** Fills a vacant office with a member by id: the answer to the question who takes it over. */
export async function fillOffice(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly memberId: Id<'mbr'>; readonly office: OfficeKind },
): Promise<Appointed> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const member = await tx.committees.lockMember(input.memberId);
    if (member === undefined || !member.active || member.townId !== actor.town.id)
      throw refusal('error.committee.not-a-member', { town: actor.town.name });
    const held = (await tx.committees.officesOf([actor.town.id])).find(({ kind }) => kind === input.office);
    const holder = held?.holderId === undefined ? undefined : await tx.committees.member(held.holderId);
    if (holder !== undefined && holder.id !== member.id)
      throw refusal('error.committee.office-taken', {
        office: officeName(input.office),
        name: holder.displayName,
      });
    return { member, ...(await giveOfficeIn(tx, world, now, actor, { member, office: input.office })) };
  });
}

/** The same, as part of a larger change. */
export async function giveOfficeIn(
  tx: Transaction,
  world: World,
  now: number,
  actor: Actor,
  { member, office: kind, untilOn }: Appointment,
): Promise<Omit<Appointed, 'member'>> {
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
  await holdOffice(tx, world, now, actor, office, earlier);
  await audit(tx, world, now, actor, 'committee/office', office.id);
  const before =
    earlier?.holderId === undefined || earlier.holderId === member.id
      ? undefined
      : await tx.committees.member(earlier.holderId);
  if (before === undefined) return { office };
  await plan(tx, planPassedNotice(office, before, actor.scope, now, world));
  return { office, before };
}

/** Writes who holds it, with everything that follows from that whoever gave it. */
export async function holdOffice(
  tx: Transaction,
  world: World,
  now: Instant,
  { scope, town }: Pick<Actor, 'scope' | 'town'>,
  office: Office,
  earlier: Office | undefined,
): Promise<void> {
  await tx.committees.saveOffice(office);
  await refreshPromisesOf(tx, town.id, office.kind);
  await plan(tx, planTermReminders(office, town, scope, now, world));
  if (earlier?.formerId !== undefined)
    await refresh(tx, { type: 'member', id: earlier.formerId }, ['succession']);
}

export async function plan(tx: Transaction, reminders: readonly Reminder[]): Promise<void> {
  await tx.reminders.insertReminders(reminders);
  for (const { id, dueAt } of reminders) tx.wake({ type: 'reminder', id, at: dueAt });
}
