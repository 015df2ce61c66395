import type { Account, Member } from '../committee/member.ts';
import type { Space, TwinningScope } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';
import { type Addressee, answersFor, type Committees, holderOf, lastResort } from './addressee.ts';
import type { Reminder } from './reminder.ts';
import { spaceFor, takesDirectMessages } from './reminder-plan.ts';
import { committeeSpaceOf, silenceIn } from './silence.ts';

/** Where a message may go, in the order to try. */
export type Recipient =
  | { readonly type: 'person'; readonly member: Member; readonly account: Account }
  /** `forMember`: it stands here because that person could not be, or must not be, written to directly. */
  | { readonly type: 'space'; readonly space: Space; readonly forMember?: Member };

/**
 * A space's reminder goes there. A member's goes to their accounts, then to their town's space; an office's to its
 * holder. Where that person is not there (any more) the deputy is reached, then the town's committee space, then any
 * space of the twinning: while there is one, nothing is addressed to nobody. Who represents the youth, and who has not
 * said, is written to directly only about what they asked for themselves.
 * @param townId the town of a member who has left; of those who are there it is known
 */
export function recipientsOf(
  addressee: Addressee,
  reminder: Pick<Reminder, 'kind' | 'createdById' | 'occurrence'>,
  committees: Committees,
  townId?: Id<'town'>,
): Recipient[] {
  const { scope, members } = committees;
  if (addressee.type === 'space') {
    const space = scope.spaces.find(({ id }) => id === addressee.spaceId);
    return (space === undefined ? lastResort(undefined, scope) : [space]).map(inSpace);
  }
  if (addressee.type === 'office') {
    const person = answersFor(addressee.townId, addressee.office, committees);
    return reaching(person, reminder, committees, addressee.townId);
  }
  const member = members.find(({ id }) => id === addressee.memberId);
  if (member !== undefined) return reaching(member, reminder, committees, member.townId);
  const standIn = townId === undefined ? undefined : holderOf(townId, 'deputy', committees);
  return reaching(standIn, reminder, committees, townId);
}

const inSpace = (space: Space): Recipient => ({ type: 'space', space });

function reaching(
  member: Member | undefined,
  reminder: Pick<Reminder, 'kind' | 'createdById' | 'occurrence'>,
  { scope }: Committees,
  townId: Id<'town'> | undefined,
): Recipient[] {
  if (member === undefined) return spacesFor(undefined, reminder, scope, townId).map(inSpace);
  const asked = reminder.kind === 'note' && reminder.createdById === member.id;
  const direct = takesDirectMessages(member) || asked;
  const spaces = spacesFor(member, reminder, scope, townId);
  return [
    ...(direct ? member.accounts.map((account): Recipient => ({ type: 'person', member, account })) : []),
    ...spaces.map((space): Recipient => ({ type: 'space', space, forMember: member })),
  ];
}

function spacesFor(
  member: Member | undefined,
  { kind, occurrence }: Pick<Reminder, 'kind' | 'occurrence'>,
  scope: TwinningScope,
  townId: Id<'town'> | undefined,
): Space[] {
  if (kind === 'silence') {
    // Of a silent town nothing is said in a partner's space, nor among its youth.
    const silent = silenceIn(occurrence)?.townId;
    const own = silent === townId && townId !== undefined ? committeeSpaceOf(townId, scope) : undefined;
    return own === undefined ? [] : [own];
  }
  const home = member && spaceFor(member, scope);
  if (home === undefined) return lastResort(townId, scope);
  // A town that has moved has its old space still, where nothing arrives: the next one of its kind is tried then.
  const others = scope.spaces.filter(
    ({ id, audience, townId: owner }) =>
      id !== home.id && owner === home.townId && audience === home.audience,
  );
  return [home, ...others];
}
