import { type Actor, audit, type Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { Id } from '../world.ts';
import { lockMeeting } from './find-meeting.ts';
import { endOf, mayDecideOn } from './may-record.ts';
import type { Meeting } from './meeting.ts';
import type { AgendaItem } from './meeting-record.ts';

export const MOST_AGENDA_ITEMS = 50;

export interface Agenda {
  readonly meeting: Meeting;
  readonly items: readonly AgendaItem[];
}

/** Any member of any town puts something on the agenda, the youth too, until the meeting is over. */
export async function addAgendaItem(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly text: string },
): Promise<Agenda> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    const { title } = meeting;
    if (meeting.state === 'cancelled') throw refusal('error.meeting.cancelled-already', { title });
    if ((endOf(meeting) ?? now) < now)
      throw refusal('error.meeting.agenda-over', { title, reference: `M-${meeting.number}` });
    const items = await tx.records.agendaOf(meeting.id);
    if (items.length >= MOST_AGENDA_ITEMS)
      throw refusal('error.meeting.agenda-full', { limit: MOST_AGENDA_ITEMS });
    const item: AgendaItem = {
      id: world.newId('agi'),
      meetingId: meeting.id,
      text: input.text,
      authorId: actor.member.id,
      createdAt: now,
    };
    await tx.records.insertAgendaItem(item);
    await audit(tx, world, now, actor, 'meeting/agenda', meeting.id);
    return { meeting, items: [...items, item] };
  });
}

/** Its author takes it off again, and so do the organiser and whoever holds an office. */
export async function removeAgendaItem(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly item: Id<'agi'> },
): Promise<Agenda> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    const items = await tx.records.agendaOf(meeting.id);
    const item = items.find(({ id }) => id === input.item);
    // Pressed twice, or by two: it is off, as they wanted.
    if (item === undefined) return { meeting, items };
    if (!mayRemove(item, actor.member.id, await mayDecideOn(tx, actor, meeting)))
      throw refusal('error.meeting.agenda-not-yours');
    await tx.records.removeAgendaItem(item.id);
    await audit(tx, world, now, actor, 'meeting/agenda-remove', meeting.id);
    return { meeting, items: items.filter(({ id }) => id !== item.id) };
  });
}

export const mayRemove = (item: AgendaItem, memberId: string, mayDecide: boolean): boolean =>
  mayDecide || item.authorId === memberId;
