import { dutiesOf, handedOver } from '../core/committee/duties.ts';
import { lateStep } from '../core/reminder/conscience.ts';
import { addressedIn, checkDelivery } from '../core/reminder/delivery-check.ts';
import { differenceAhead } from '../core/reminder/difference-ahead.ts';
import { ringingSilence } from '../core/reminder/notice-silence.ts';
import type { Reminder } from '../core/reminder/reminder.ts';
import { tellsSomebodyNew } from '../core/reminder/tells-somebody-new.ts';
import type { Instant } from '../core/time/instant.ts';
import type { JobContext } from './job.ts';
import { readRenewal } from './read-renewal.ts';
import type { Facts } from './view/people.ts';
import type { Ringing } from './view/reminder-body.ts';

/** More confirmed meetings than a twinning has to come. */
const MOST_READ = 500;

/** What a reminder is about, read when it rings; undefined when it should not ring (any more). */
export async function prepareReminder(
  reminder: Reminder,
  facts: Facts,
  { database, log }: JobContext,
  now: Instant,
): Promise<Ringing | undefined> {
  const { about } = reminder;
  const meeting = about.type === 'meeting' ? await database.meetings.meeting(about.id) : undefined;
  const commitment =
    about.type === 'commitment' ? await database.commitments.commitment(about.id) : undefined;
  const minutes =
    meeting !== undefined && reminder.kind === 'minutes-missing'
      ? await database.records.minutesOf(meeting.id)
      : undefined;
  const difference =
    reminder.kind === 'difference-ahead'
      ? differenceAhead(
          reminder,
          facts.scope,
          await database.meetings.meetingsOf(reminder.twinningId, ['confirmed'], MOST_READ),
        )
      : undefined;
  const office =
    about.type === 'office' ? facts.offices.find((candidate) => candidate.id === about.id) : undefined;
  const handover = about.type === 'handover' ? await database.handovers.handover(about.id) : undefined;
  const silence =
    reminder.kind === 'silence' ? await ringingSilence(database, facts.scope, reminder) : undefined;
  const late =
    commitment !== undefined && reminder.kind === 'commitment-late'
      ? lateStep(reminder.occurrence, commitment)
      : undefined;
  const tellsNew = late && commitment && tellsSomebodyNew(late, commitment, facts);
  const renewal = await readRenewal(reminder, facts, database, now);
  const told = { meeting, commitment, difference, office, handover, silence, ...renewal };
  const subject = { ...told, tellsNew, isWrittenDown: minutes !== undefined };
  const verdict = checkDelivery(reminder, subject, facts.scope, facts.members, now);
  if (verdict.type === 'drop') {
    log.info('delivery.dropped', { reminder: reminder.id, why: verdict.why });
    return undefined;
  }
  const addressed =
    meeting !== undefined && reminder.kind === 'poll-open' && reminder.target.type === 'space'
      ? addressedIn(reminder, meeting, facts.scope, facts.members)
      : [];
  const agenda =
    meeting !== undefined && reminder.kind === 'meeting-hour'
      ? await database.records.agendaOf(meeting.id)
      : [];
  const share =
    handover === undefined
      ? undefined
      : await handedOver(
          database,
          await dutiesOf(database, { id: handover.townId }, handover.fromId, handover, now),
        );
  return { reminder, ...told, agenda, share, now, late: verdict.late, addressed };
}
