import type { Actor } from '../acting.ts';
import { mayManage } from '../committee/may-manage.ts';
import { refusal } from '../domain-error.ts';
import type { Stores } from '../stores.ts';
import { type Instant, MINUTE_MS } from '../time/instant.ts';
import { confirmedAt, convened, type Meeting } from './meeting.ts';

/** The organiser, and whoever holds an office. */
export async function mayDecideOn(stores: Stores, actor: Actor, meeting: Meeting): Promise<boolean> {
  if (meeting.organiserId === actor.member.id) return true;
  const offices = await stores.committees.officesOf([actor.town.id]);
  return mayManage(actor.town, actor.member, offices);
}

/**
 * Minutes and attendance are for those who were asked to come, and for who may decide on the meeting; once it has
 * begun.
 */
export async function checkMayRecord(
  stores: Stores,
  actor: Actor,
  meeting: Meeting,
  now: Instant,
): Promise<void> {
  const { title } = meeting;
  if (meeting.state === 'cancelled') throw refusal('error.meeting.cancelled-already', { title });
  const at = confirmedAt(meeting);
  if (meeting.state !== 'confirmed' || at === undefined || at > now)
    throw refusal('error.meeting.not-begun', { title });
  if (convened(meeting, [actor.member]).length === 0 && !(await mayDecideOn(stores, actor, meeting)))
    throw refusal('error.meeting.not-convened', { title });
}

/** When it is over. Undefined until a time is confirmed. */
export function endOf(meeting: Meeting): Instant | undefined {
  const at = confirmedAt(meeting);
  return at === undefined ? undefined : at + meeting.lengthMinutes * MINUTE_MS;
}
