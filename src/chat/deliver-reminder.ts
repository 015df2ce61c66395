import { addressedIn, checkDelivery } from '../core/reminder/delivery-check.ts';
import { differenceAhead } from '../core/reminder/difference-ahead.ts';
import type { Reminder } from '../core/reminder/reminder.ts';
import { nextOverdueReminder } from '../core/reminder/reminder-plan.ts';
import { recipientsOf } from '../core/reminder/resolve-recipient.ts';
import type { Transaction } from '../core/stores.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Id } from '../core/world.ts';
import type { JobContext } from './job.ts';
import { readerOf, spaceReader } from './reader.ts';
import { LEASE_MS, type Route, sendOnce } from './send-once.ts';
import type { Facts } from './view/people.ts';
import { readFacts } from './view/posting-card.ts';
import { bellCard, type Ringing } from './view/reminder-card.ts';

/** More confirmed meetings than a twinning has to come. */
const MOST_READ = 500;

/**
 * Rings one bell: claims its row and what is due for the same target with it, asks whether they still mean anything,
 * sends them as one message, and records what happened.
 */
export async function deliverReminder(id: Id<'rem'>, context: JobContext): Promise<'done' | 'skipped'> {
  const { world, database, log, queue } = context;
  const now = world.now();
  const deliveryId = world.newId('dlv');
  const claim = await database.transaction((tx) =>
    tx.reminders.claimReminder(id, { now, leaseUntil: now + LEASE_MS, deliveryId }),
  );
  if (claim === undefined) return 'skipped';
  const { reminder, companions, doubtful } = claim;
  const claimed = [reminder, ...companions];
  const held = reminder.deliveryId ?? deliveryId;

  const facts = await readFacts(database, reminder.twinningId);
  const bundle: Ringing[] = [];
  const meaningless: Id<'rem'>[] = [];
  for (const one of claimed) {
    const ringing = facts && (await prepare(one, facts, context, now));
    if (ringing === undefined) meaningless.push(one.id);
    else bundle.push(ringing);
  }
  const failed = async (ids: readonly Id<'rem'>[], outcome: FailedOutcome) =>
    await database.transaction(async (tx) => {
      for (const one of ids) await tx.reminders.reminderFailed(one, held, outcome);
    });
  if (meaningless.length > 0) await failed(meaningless, 'cancelled');
  const [first] = bundle;
  if (facts === undefined || first === undefined) return 'skipped';

  const ringingIds = bundle.map((ringing) => ringing.reminder.id);
  const sending = await sendOnce(
    routes(bundle, facts),
    { deliveryId: held, doubtful, attempts: reminder.attempts, now },
    context,
  );
  if (sending.type === 'unknown') {
    log.warn('delivery.doubtful', { reminder: id });
    return 'skipped';
  }
  if (sending.type === 'failed') {
    await failed(ringingIds, sending.outcome);
    if (sending.outcome === 'dead')
      for (const one of ringingIds) log.error('delivery.dead', { reminder: one });
    // Those that go with it are found due when it is tried again; without it, by the reconciler.
    else
      await queue.add(
        'deliver-reminder',
        { id: first.reminder.id },
        { runAt: sending.outcome.retryAt, key: id },
      );
    return 'skipped';
  }
  await database.transaction(async (tx) => {
    for (const ringing of bundle) {
      const recorded = await tx.reminders.reminderSent(ringing.reminder.id, held, now, sending.message);
      if (recorded) await planNext(tx, ringing, facts, now, context);
    }
  });
  for (const { reminder: sent } of bundle)
    log.info('delivery.sent', { reminder: sent.id, kind: sent.kind, lateMs: now - sent.dueAt });
  return 'done';
}

type FailedOutcome = Parameters<Transaction['reminders']['reminderFailed']>[2];

/** What is overdue rings again. */
async function planNext(
  tx: Transaction,
  { reminder, commitment }: Ringing,
  facts: Facts,
  now: Instant,
  { world }: JobContext,
): Promise<void> {
  if (reminder.kind !== 'commitment-overdue' || commitment === undefined) return;
  const town = facts.scope.towns.find((candidate) => candidate.id === commitment.ownerTownId);
  const next = nextOverdueReminder(reminder, commitment, town?.timeZone ?? 'UTC', now, world);
  await tx.reminders.insertReminders(next);
  for (const one of next) tx.wake({ type: 'reminder', id: one.id, at: one.dueAt });
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
  const subject = { meeting, commitment, difference, isWrittenDown: minutes !== undefined };
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
  return { reminder, meeting, commitment, difference, agenda, late: verdict.late, addressed };
}

/** Worded for each place it may have to go to. Which places, the first one says: they are all for the same target. */
function routes(bundle: readonly Ringing[], facts: Facts): Route[] {
  const [first] = bundle;
  if (first === undefined) return [];
  return recipientsOf(first.reminder, facts.scope, facts.members).flatMap((recipient): Route[] => {
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
          content: { card: bellCard(bundle, home), reader },
        },
      ];
    }
    const { space, forMember } = recipient;
    const addressed = bundle.map(
      (ringing): Ringing => (forMember === undefined ? ringing : { ...ringing, addressed: [forMember] }),
    );
    return [
      {
        platform: space.platform,
        to: { type: 'channel', tenantId: space.tenantId, channelId: space.channelId },
        content: { card: bellCard(addressed, home), reader: spaceReader(space, town) },
      },
    ];
  });
}
