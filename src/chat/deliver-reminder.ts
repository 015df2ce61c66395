import { planSilence } from '../core/reminder/notice-silence.ts';
import type { Reminder } from '../core/reminder/reminder.ts';
import { nextOverdueReminder } from '../core/reminder/reminder-plan.ts';
import { planBells } from '../core/review/plan-renewal.ts';
import type { Transaction } from '../core/stores.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Id } from '../core/world.ts';
import { doubtPresence } from './check-presence.ts';
import type { JobContext } from './job.ts';
import { prepareReminder } from './prepare-reminder.ts';
import { type Bundle, formerHome, isForSame, routesOf } from './reminder-routes.ts';
import { LEASE_MS, sendOnce } from './send-once.ts';
import type { Facts } from './view/people.ts';
import { readFacts } from './view/posting-card.ts';
import type { Ringing } from './view/reminder-body.ts';

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
  const meaningful: Ringing[] = [];
  const meaningless: Reminder[] = [];
  for (const one of claimed) {
    const ringing = facts && (await prepareReminder(one, facts, context, now));
    if (ringing === undefined) meaningless.push(one);
    else meaningful.push(ringing);
  }
  const failed = async (ids: readonly Id<'rem'>[], outcome: FailedOutcome) =>
    await database.transaction(async (tx) => {
      for (const one of ids) await tx.reminders.reminderFailed(one, held, outcome);
    });
  if (meaningless.length > 0)
    await database.transaction(async (tx) => {
      for (const one of meaningless) {
        await tx.reminders.reminderFailed(one.id, held, 'cancelled');
        if (facts !== undefined) await planNext(tx, { reminder: one }, facts, now, context);
      }
    });
  const [first, ...others] = meaningful;
  if (facts === undefined || first === undefined) return 'skipped';
  const bundle: Bundle = [first, ...others.filter((one) => isForSame(one, first, facts))];
  // Planned for one person, but for two by now: each gets a message of their own, at once.
  const apart = others.filter((one) => !isForSame(one, first, facts)).map(({ reminder: { id } }) => id);
  if (apart.length > 0) {
    await failed(apart, { retryAt: now });
    for (const one of apart) await queue.add('deliver-reminder', { id: one }, { key: one });
  }

  const ringingIds = bundle.map((ringing) => ringing.reminder.id);
  const sending = await sendOnce(
    routesOf(bundle, facts, await formerHome(first, facts, database)),
    { deliveryId: held, doubtful, attempts: reminder.attempts, now },
    context,
    (route) => doubtPresence(route, queue),
  );
  if (sending.type === 'unknown') {
    log.warn('delivery.doubtful', { reminder: id });
    return 'skipped';
  }
  if (sending.type === 'failed') {
    await failed(ringingIds, sending.outcome);
    if (sending.outcome === 'dead') {
      for (const one of ringingIds) log.error('delivery.dead', { reminder: one });
      // One that nobody could be told of must not be the last.
      await database.transaction(async (tx) => {
        for (const ringing of bundle) await planNext(tx, ringing, facts, now, context);
      });
    } else {
      // Those that go with it are found due when it is tried again; without it, by the reconciler.
      const again = first.reminder.id;
      await queue.add('deliver-reminder', { id: again }, { runAt: sending.outcome.retryAt, key: again });
    }
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

/** What is overdue rings again; what comes round each week or year, rung or not; and who is asked next about a silence. */
async function planNext(
  tx: Transaction,
  { reminder, commitment }: Pick<Ringing, 'reminder' | 'commitment'>,
  { scope, settings }: Facts,
  now: Instant,
  { world }: JobContext,
): Promise<void> {
  const next: Reminder[] = [];
  if (reminder.kind === 'commitment-overdue' && commitment !== undefined) {
    const town = scope.towns.find((candidate) => candidate.id === commitment.ownerTownId);
    next.push(...nextOverdueReminder(reminder, commitment, town?.timeZone ?? 'UTC', now, world));
  }
  if (settings !== undefined && (reminder.kind === 'digest' || reminder.kind === 'anniversary'))
    next.push(...planBells(scope, settings, now, world));
  if (reminder.kind === 'silence') await planSilence(tx, world, now, scope);
  await tx.reminders.insertReminders(next);
  for (const one of next) tx.wake({ type: 'reminder', id: one.id, at: one.dueAt });
}
