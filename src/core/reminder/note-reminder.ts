import { type Actor, audit, type Deps } from '../acting.ts';
import { mayManage } from '../committee/may-manage.ts';
import { refusal } from '../domain-error.ts';
import type { ZonedMoment } from '../time/instant.ts';
import type { Reminder, Target } from './reminder.ts';

export const audiences = ['me', 'space', 'everyone'] as const;

export interface Note {
  readonly text: string;
  readonly when: ZonedMoment;
  readonly to: (typeof audiences)[number];
  /** Where it was asked for; `space` needs it. */
  readonly spaceId?: Actor['scope']['spaces'][number]['id'];
}

/** A reminder of a person's own words. `everyone`: every space of every town. */
export async function addNote(
  { database, world }: Deps,
  actor: Actor,
  note: Note,
): Promise<readonly Reminder[]> {
  const now = world.now();
  const targets = targetsOf(actor, note);
  return await database.transaction(async (tx) => {
    const reminders: Reminder[] = [];
    for (const target of targets) {
      const id = world.newId('rem');
      reminders.push({
        id,
        twinningId: actor.scope.twinning.id,
        number: await tx.reminders.nextReminderNumber(actor.scope.twinning.id),
        about: { type: 'reminder', id },
        kind: 'note',
        target,
        occurrence: 'once',
        subjectVersion: 1,
        dueAt: note.when.at,
        text: note.text,
        createdById: actor.member.id,
        createdAt: now,
        state: 'scheduled',
        attempts: 0,
      });
      tx.wake({ type: 'reminder', id, at: note.when.at });
      await audit(tx, world, now, actor, 'reminder/add', id);
    }
    await tx.reminders.insertReminders(reminders);
    return reminders;
  });
}

function targetsOf({ scope, member }: Actor, { to, spaceId }: Note): Target[] {
  if (to === 'me') return [{ type: 'member', memberId: member.id }];
  if (to === 'everyone') return scope.spaces.map(({ id }) => ({ type: 'space', spaceId: id }));
  if (spaceId === undefined) throw refusal('error.reminder.no-space').of('to');
  return [{ type: 'space', spaceId }];
}

/** Takes back one that was asked for: one's own, or any as an office holder of its author's town. */
export async function cancelNote({ database, world }: Deps, actor: Actor, number: number): Promise<Reminder> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const reminder = await tx.reminders.reminderByNumber(actor.scope.twinning.id, number);
    const reference = `R-${number}`;
    if (reminder === undefined || !(await mayCancel()))
      throw refusal('error.reminder.not-found', { reference });
    const cancelled = await tx.reminders.cancelReminders(reminder.about, { id: reminder.id });
    if (cancelled === 0) throw refusal('error.reminder.rung-already', { reference });
    await audit(tx, world, now, actor, 'reminder/cancel', reminder.id);
    return reminder;

    async function mayCancel(): Promise<boolean> {
      if (reminder?.createdById === actor.member.id) return true;
      const authorId = reminder?.createdById;
      const author = authorId === undefined ? undefined : await tx.committees.member(authorId);
      const offices = await tx.committees.officesOf([actor.town.id]);
      return (
        author !== undefined &&
        author.townId === actor.town.id &&
        mayManage(actor.town, actor.member, offices)
      );
    }
  });
}
