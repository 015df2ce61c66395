import { addressedIn, checkDelivery } from '../core/reminder/delivery-check.ts';
import { differenceAhead } from '../core/reminder/difference-ahead.ts';
import { planSilence, ringingSilence } from '../core/reminder/notice-silence.ts';
import type { Reminder } from '../core/reminder/reminder.ts';
import { nextOverdueReminder } from '../core/reminder/reminder-plan.ts';
import { recipientsOf } from '../core/reminder/resolve-recipient.ts';
import type { Id } from '../core/world.ts';
import type { JobContext } from './job.ts';
import { readerOf, spaceReader } from './reader.ts';
import { LEASE_MS, type Route, sendOnce } from './send-once.ts';
import type { Facts } from './view/people.ts';
import { readFacts } from './view/posting-card.ts';
import { type Ringing, reminderCard } from './view/reminder-card.ts';

/** More confirmed meetings than a twinning has to come. */
const MOST_READ = 500;

/** Rings one bell: claims its row, asks whether it still means anything, sends it, and records what happened. */
export async function deliverReminder(id: Id<'rem'>, context: JobContext): Promise<'done' | 'skipped'> {
  const { world, database, log, queue } = context;
  const now = world.now();
  const deliveryId = world.newId('dlv');
  const claim = await database.transaction((tx) =>
    tx.reminders.claimReminder(id, { now, leaseUntil: now + LEASE_MS, deliveryId }),
  );
  if (claim === undefined) return 'skipped';
  const { reminder, doubtful } = claim;
  const held = reminder.deliveryId ?? deliveryId;

  const facts = await readFacts(database, reminder.twinningId);
  const ringing = facts && (await prepare(reminder, facts, context, now));
  if (facts === undefined || ringing === undefined) {
    await database.transaction(async (tx) => {
      await tx.reminders.reminderFailed(id, held, 'cancelled');
      if (reminder.kind === 'silence' && facts !== undefined) await planSilence(tx, world, now, facts.scope);
    });
    return 'skipped';
  }
  const sending = await sendOnce(
    routes(ringing, facts),
    { deliveryId: held, doubtful, attempts: reminder.attempts, now },
    context,
  );
  if (sending.type === 'unknown') {
    log.warn('delivery.doubtful', { reminder: id });
    return 'skipped';
  }
  if (sending.type === 'failed') {
    await database.transaction((tx) => tx.reminders.reminderFailed(id, held, sending.outcome));
    if (sending.outcome === 'dead') log.error('delivery.dead', { reminder: id });
    else await queue.add('deliver-reminder', { id }, { runAt: sending.outcome.retryAt, key: id });
    return 'skipped';
  }
  await database.transaction(async (tx) => {
    const recorded = await tx.reminders.reminderSent(id, held, now, sending.message);
    if (recorded && reminder.kind === 'silence') await planSilence(tx, world, now, facts.scope);
    const { commitment } = ringing;
    if (!recorded || reminder.kind !== 'commitment-overdue' || commitment === undefined) return;
    const town = facts.scope.towns.find((candidate) => candidate.id === commitment.ownerTownId);
    const next = nextOverdueReminder(reminder, commitment, town?.timeZone ?? 'UTC', now, world);
    await tx.reminders.insertReminders(next);
    for (const one of next) tx.wake({ type: 'reminder', id: one.id, at: one.dueAt });
  });
  log.info('delivery.sent', { reminder: id, kind: reminder.kind, lateMs: now - reminder.dueAt });
  return 'done';
}

/** Undefined when it should not ring. */
async function prepare(
  reminder: Reminder,
  facts: Facts,
  { database, log }: JobContext,
  now: number,
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
  const silence =
    reminder.kind === 'silence' ? await ringingSilence(database, facts.scope, reminder) : undefined;
  const subject = { meeting, commitment, difference, silence, isWrittenDown: minutes !== undefined };
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
  return { reminder, meeting, commitment, difference, silence, agenda, late: verdict.late, addressed };
}

/** Worded for each place it may have to go to. */
function routes(ringing: Ringing, facts: Facts): Route[] {
  return recipientsOf(ringing.reminder, facts.scope, facts.members).flatMap((recipient): Route[] => {
    const townId = recipient.type === 'space' ? recipient.space.townId : recipient.member.townId;
    const town = facts.scope.towns.find(({ id }) => id === townId);
    if (town === undefined) return [];
    const home: Facts = { ...facts, home: town };
    if (recipient.type === 'person') {
      const { member, account } = recipient;
      const reader = readerOf({ platform: account.platform, member, town });
      return [
        {
          platform: account.platform,
          to: { type: 'person', account },
          content: { card: reminderCard(ringing, home), reader },
        },
      ];
    }
    const { space, forMember } = recipient;
    // Of a silence nobody is named before others.
    const isNamed = forMember !== undefined && ringing.reminder.kind !== 'silence';
    const addressed = isNamed ? [forMember] : ringing.addressed;
    return [
      {
        platform: space.platform,
        to: { type: 'channel', tenantId: space.tenantId, channelId: space.channelId },
        content: {
          card: reminderCard({ ...ringing, addressed, inSpace: true }, home),
          reader: spaceReader(space, town),
        },
      },
    ];
  });
}
