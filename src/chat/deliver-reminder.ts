import { dutiesOf, handedOver } from '../core/committee/duties.ts';
import { type Addressee, addresseeOf } from '../core/reminder/addressee.ts';
import { addressedIn, checkDelivery } from '../core/reminder/delivery-check.ts';
import { differenceAhead } from '../core/reminder/difference-ahead.ts';
import type { Reminder } from '../core/reminder/reminder.ts';
import { nextOverdueReminder } from '../core/reminder/reminder-plan.ts';
import { recipientsOf } from '../core/reminder/resolve-recipient.ts';
import type { Database, Transaction } from '../core/stores.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Id } from '../core/world.ts';
import { doubtPresence } from './check-presence.ts';
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
  const meaningful: Ringing[] = [];
  const meaningless: Id<'rem'>[] = [];
  for (const one of claimed) {
    const ringing = facts && (await prepare(one, facts, context, now));
    if (ringing === undefined) meaningless.push(one.id);
    else meaningful.push(ringing);
  }
  const failed = async (ids: readonly Id<'rem'>[], outcome: FailedOutcome) =>
    await database.transaction(async (tx) => {
      for (const one of ids) await tx.reminders.reminderFailed(one, held, outcome);
    });
  if (meaningless.length > 0) await failed(meaningless, 'cancelled');
  const [first, ...others] = meaningful;
  if (facts === undefined || first === undefined) return 'skipped';
  const bundle: Bundle = [first, ...others.filter((one) => isForSame(one, first))];
  // Planned for one person, but for two by now: each gets a message of their own, at once.
  const apart = others.filter((one) => !isForSame(one, first)).map(({ reminder: { id } }) => id);
  if (apart.length > 0) {
    await failed(apart, { retryAt: now });
    for (const one of apart) await queue.add('deliver-reminder', { id: one }, { key: one });
  }

  const ringingIds = bundle.map((ringing) => ringing.reminder.id);
  const sending = await sendOnce(
    routes(bundle, facts, await formerHome(first, facts, database)),
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
  const office =
    about.type === 'office' ? facts.offices.find((candidate) => candidate.id === about.id) : undefined;
  const handover = about.type === 'handover' ? await database.handovers.handover(about.id) : undefined;
  const subject = {
    meeting,
    commitment,
    difference,
    isWrittenDown: minutes !== undefined,
    office,
    handover,
  };
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
  const told = { meeting, commitment, difference, agenda, office, handover, share };
  return { reminder, ...told, late: verdict.late, addressed };
}

/** The town of somebody who is not there any more and for whom it would have been. */
async function formerHome(
  ringing: Ringing,
  facts: Facts,
  { committees }: Database,
): Promise<Id<'town'> | undefined> {
  const addressee = addressed(ringing);
  if (addressee.type !== 'member' || facts.members.some(({ id }) => id === addressee.memberId))
    return undefined;
  return (await committees.member(addressee.memberId))?.townId;
}

const addressed = ({ reminder, ...subject }: Ringing): Addressee => addresseeOf(reminder, subject);

type Bundle = readonly [Ringing, ...Ringing[]];

function isForSame(one: Ringing, other: Ringing): boolean {
  const [a, b] = [addressed(one), addressed(other)];
  if (a.type === 'office') return b.type === 'office' && a.townId === b.townId && a.office === b.office;
  if (a.type === 'member') return b.type === 'member' && a.memberId === b.memberId;
  return b.type === 'space' && a.spaceId === b.spaceId;
}

/** Worded for each place it may have to go to. */
function routes(bundle: Bundle, facts: Facts, formerTownId: Id<'town'> | undefined): Route[] {
  const [first] = bundle;
  return recipientsOf(addressed(first), first.reminder, facts, formerTownId).flatMap((recipient): Route[] => {
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
