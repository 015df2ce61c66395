import { type Actor, audit, type Deps } from '../acting.ts';
import { mayManage } from '../committee/may-manage.ts';
import type { Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import type { Stores } from '../stores.ts';
import type { Id } from '../world.ts';
import { type Answering, answeredSlots, answerIn } from './decide-meeting.ts';
import { lockMeeting } from './find-meeting.ts';
import type { Meeting } from './meeting.ts';

/**
 * An office holder writes down what a member of their own town has told them. What the person has said themselves
 * stands, and takes the place of what was written down before.
 */
export async function recordBallot(
  { database, world }: Deps,
  actor: Actor,
  input: Answering & { readonly number: number; readonly memberId: Id<'mbr'> },
): Promise<Meeting> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    const member = await memberToRecordFor(tx, actor, input.memberId);
    const slots = answeredSlots(meeting, member, input.slots, now);
    const own = meeting.ballots.filter(
      ({ memberId, recordedById }) => memberId === member.id && recordedById === undefined,
    );
    const open = slots.filter((number) => !own.some(({ slot }) => slot === number));
    if (open.length === 0) throw refusal('error.meeting.answered-self', { name: member.displayName });
    await audit(tx, world, now, actor, 'meeting/record', meeting.id);
    const given = { slots: open, answer: input.answer, memberId: member.id, recordedById: actor.member.id };
    return await answerIn(tx, world, now, actor.scope, meeting, given);
  });
}

/** @throws DomainError unless the actor holds an office in that member's town. */
export async function memberToRecordFor(stores: Stores, actor: Actor, id: Id<'mbr'>): Promise<Member> {
  const offices = await stores.committees.officesOf([actor.town.id]);
  if (!mayManage(actor.town, actor.member, offices))
    throw refusal('error.command.office-only', { town: actor.town.name });
  const member = await stores.committees.member(id);
  if (member?.townId !== actor.town.id || !member.active || member.id === actor.member.id)
    throw refusal('error.meeting.record-whom', { town: actor.town.name });
  return member;
}
