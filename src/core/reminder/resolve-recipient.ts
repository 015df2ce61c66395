import type { Account, Member } from '../committee/member.ts';
import type { Space, TwinningScope } from '../twinning/twinning.ts';
import type { Reminder } from './reminder.ts';
import { spaceFor, takesDirectMessages } from './reminder-plan.ts';
import { committeeSpaceOf, silenceIn } from './silence.ts';

/** Where a message may go, in the order to try. */
export type Recipient =
  | { readonly type: 'person'; readonly member: Member; readonly account: Account }
  /** `forMember`: it stands here because that person could not be, or must not be, written to directly. */
  | { readonly type: 'space'; readonly space: Space; readonly forMember?: Member };

/**
 * A space's reminder goes there. A member's goes to their accounts, then to their town's space. Who represents the
 * youth, and who has not said, is written to directly only about what they asked for themselves.
 */
export function recipientsOf(
  reminder: Pick<Reminder, 'target' | 'kind' | 'createdById' | 'occurrence'>,
  scope: TwinningScope,
  members: readonly Member[],
): Recipient[] {
  const { target } = reminder;
  if (target.type === 'space') {
    const space = scope.spaces.find(({ id }) => id === target.spaceId);
    return space === undefined ? [] : [{ type: 'space', space }];
  }
  const member = members.find(({ id }) => id === target.memberId);
  if (member === undefined) return [];
  const asked = reminder.kind === 'note' && reminder.createdById === member.id;
  const direct = takesDirectMessages(member) || asked;
  const space =
    reminder.kind === 'silence'
      ? silenceFallback(member, reminder.occurrence, scope)
      : spaceFor(member, scope);
  return [
    ...(direct ? member.accounts.map((account): Recipient => ({ type: 'person', member, account })) : []),
    ...(space === undefined ? [] : [{ type: 'space' as const, space, forMember: member }]),
  ];
}

/** Of a silent town nothing is said in a partner's space, nor among its youth. */
const silenceFallback = ({ townId }: Member, occurrence: string, scope: TwinningScope): Space | undefined =>
  silenceIn(occurrence)?.townId === townId ? committeeSpaceOf(townId, scope) : undefined;
