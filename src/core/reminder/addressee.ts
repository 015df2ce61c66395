/** Whom a duty's messages are for, as things stand when they are sent. */
import type { Commitment } from '../commitment/commitment.ts';
import type { Member, Office, OfficeKind } from '../committee/member.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { committeeSpaces } from '../twinning/town-scopes.ts';
import type { Space, TwinningScope } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';
import { lateStep } from './conscience.ts';
import type { Reminder, ReminderKind, Target } from './reminder.ts';

/** Reminders of duties: when they ring was planned, whom they reach is found out then. */
export const dutyKinds = [
  'minutes-missing',
  'commitment-days',
  'commitment-today',
  'commitment-overdue',
  'commitment-late',
] as const satisfies readonly ReminderKind[];

/** Those that go to whoever carries the duty; the others are about it, to somebody else. */
export const carrierKinds = dutyKinds.filter((kind) => kind !== 'commitment-late');

/** A target, or an office, whoever holds it now. */
export type Addressee =
  | Target
  | { readonly type: 'office'; readonly townId: Id<'town'>; readonly office: OfficeKind };

/** Who is there: active members and the offices of all towns. */
export interface Committees {
  readonly scope: TwinningScope;
  readonly members: readonly Member[];
  readonly offices: readonly Office[];
}

/**
 * Whose duty a reminder is about today. Its row keeps whom it was planned for; an office may have been given away
 * since, a promise handed over, a meeting got another organiser, and none of these has to think of its reminders.
 */
export function addresseeOf(
  { kind, target, occurrence }: Pick<Reminder, 'kind' | 'target' | 'occurrence'>,
  {
    commitment,
    meeting,
  }: { readonly commitment?: Commitment | undefined; readonly meeting?: Meeting | undefined },
): Addressee {
  if (!dutyKinds.some((one) => one === kind)) return target;
  if (kind === 'minutes-missing')
    return meeting === undefined ? target : { type: 'member', memberId: meeting.organiserId };
  if (commitment === undefined) return target;
  if (kind === 'commitment-late') {
    const step = lateStep(occurrence, commitment);
    return step === undefined ? target : { type: 'office', townId: step.townId, office: step.office };
  }
  const { owner, ownerTownId } = commitment;
  return owner.type === 'member' ? owner : { type: 'office', townId: ownerTownId, office: owner.office };
}

export const holderOf = (
  townId: Id<'town'>,
  office: OfficeKind,
  { members, offices }: Pick<Committees, 'members' | 'offices'>,
): Member | undefined => {
  const holderId = offices.find((one) => one.townId === townId && one.kind === office)?.holderId;
  return members.find(({ id }) => id === holderId);
};

/**
 * Who answers for an office: its holder; while it is vacant, the deputy; in a town of which nobody holds any office,
 * whoever founded or joined for it. Undefined when there is none of them.
 */
export const answersFor = (
  townId: Id<'town'>,
  office: OfficeKind,
  committees: Committees,
): Member | undefined =>
  holderOf(townId, office, committees) ??
  holderOf(townId, 'deputy', committees) ??
  founderWithoutOffices(townId, committees);

function founderWithoutOffices(
  townId: Id<'town'>,
  { scope, members, offices }: Committees,
): Member | undefined {
  const isHeld = offices.some(
    (one) => one.townId === townId && members.some(({ id }) => id === one.holderId),
  );
  const founderId = scope.towns.find(({ id }) => id === townId)?.founderId;
  return isHeld ? undefined : members.find(({ id }) => id === founderId);
}

/** Where a town is spoken to when nobody answers for it: its committee's spaces, else any of the twinning. */
export function lastResort(
  townId: Id<'town'> | undefined,
  { spaces }: Pick<TwinningScope, 'spaces'>,
): Space[] {
  const own = townId === undefined ? [] : committeeSpaces({ spaces }, townId);
  if (own.length > 0) return own;
  const [any] = spaces.filter(({ audience }) => audience === 'committee');
  return any === undefined ? spaces.slice(0, 1) : [any];
}
