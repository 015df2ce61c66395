import {
  BUNDLE_LIMIT,
  bundledKinds,
  type DeliveryState,
  type Reminder,
  reminderKinds,
  type Target,
} from '../../core/reminder/reminder.ts';
import type { ReminderStore } from '../../core/reminder/reminder-store.ts';
import { StoreConflict } from '../../core/stores.ts';
import type { Id } from '../../core/world.ts';
import { nextNumber } from './counter.ts';
import type * as Row from './generated/client.ts';
import {
  type Client,
  readId,
  readIdOrNull,
  readMessage,
  readSubject,
  readWord,
  subjectColumns,
  toDate,
  toDateOrNull,
  toInstant,
  toInstantOrNull,
  withoutNulls,
} from './row.ts';

export const deliveryStates = [
  'scheduled',
  'sending',
  'sent',
  'cancelled',
  'dead',
] as const satisfies readonly DeliveryState[];

/** What is unique of a reminder, besides its id and its number. */
const key = [
  'subjectType',
  'subjectId',
  'kind',
  'memberId',
  'spaceId',
  'occurrence',
  'subjectVersion',
] as const;

const soonestFirst: { dueAt?: 'asc'; id?: 'asc' }[] = [{ dueAt: 'asc' }, { id: 'asc' }];

export function prismaReminderStore(client: Client): ReminderStore {
  async function reminder(id: Id<'rem'>): Promise<Reminder | undefined> {
    const row = await client.reminder.findUnique({ where: { id } });
    return row === null ? undefined : readReminder(row);
  }

  /** Not only what is there already was left out, but also what another one has the number of: not silently. */
  async function refuseTakenNumber(columns: ReturnType<typeof reminderColumns>): Promise<void> {
    const { twinningId, number } = columns;
    if (number === null) return;
    const holder = await client.reminder.findUnique({ where: { twinningId_number: { twinningId, number } } });
    if (holder !== null && key.some((name) => holder[name] !== columns[name]))
      throw new StoreConflict('reminder');
  }

  return {
    reminder,
    async reminderByNumber(twinningId, number) {
      const row = await client.reminder.findUnique({
        where: { twinningId_number: { twinningId, number } },
      });
      return row === null ? undefined : readReminder(row);
    },
    nextReminderNumber: (twinningId) => nextNumber(client, twinningId, 'reminder'),
    async insertReminders(reminders) {
      const data = reminders.map(reminderColumns);
      const { count } = await client.reminder.createMany({ data, skipDuplicates: true });
      if (count < data.length) for (const columns of data) await refuseTakenNumber(columns);
    },
    async remindersAskedBy(memberId) {
      const rows = await client.reminder.findMany({
        where: { createdById: memberId, state: 'scheduled' },
        orderBy: soonestFirst,
      });
      return rows.map(readReminder);
    },
    async scheduledFor(twinningId, targets, limit) {
      const rows = await client.reminder.findMany({
        where: { twinningId, state: 'scheduled', OR: targets.map(targetColumns) },
        orderBy: soonestFirst,
        take: limit,
      });
      return rows.map(readReminder);
    },
    async cancelReminders(about, { kinds: only, target, id } = {}) {
      const { count } = await client.reminder.updateMany({
        where: {
          ...{ subjectType: about.type, subjectId: about.id, state: 'scheduled' },
          ...(only === undefined ? {} : { kind: { in: [...only] } }),
          ...(target === undefined ? {} : targetColumns(target)),
          ...(id === undefined ? {} : { id }),
        },
        data: { state: 'cancelled' },
      });
      return count;
    },
    async claimReminder(id, { now, leaseUntil, deliveryId }) {
      // One target at a time: nine that are due together become one message, not as many as there are workers.
      await client.$executeRaw`
        SELECT pg_advisory_xact_lock(hashtextextended(COALESCE(member_id, space_id), 0)) FROM reminder WHERE id = ${id}`;
      // One statement: a second caller waits for the row, looks at it again and finds it held.
      const claimed = await client.$queryRaw<{ id: string; doubtful: boolean }[]>`
        WITH wanted AS (
          SELECT *, state = 'sending' OR doubtful AS in_doubt FROM reminder
          WHERE id = ${id} AND (
            (state = 'scheduled' AND GREATEST(due_at, retry_at) <= ${toDate(now)})
            OR (state = 'sending' AND lease_until <= ${toDate(now)})
          )
          FOR UPDATE
        ), companion AS (
          SELECT other.id FROM reminder other JOIN wanted ON wanted.id <> other.id
          WHERE wanted.kind = ANY(${[...bundledKinds]}) AND other.kind = ANY(${[...bundledKinds]})
            AND other.twinning_id = wanted.twinning_id
            AND other.member_id IS NOT DISTINCT FROM wanted.member_id
            AND other.space_id IS NOT DISTINCT FROM wanted.space_id
            AND CASE WHEN wanted.in_doubt
              THEN other.delivery_id = wanted.delivery_id AND (
                (other.state = 'scheduled' AND GREATEST(other.due_at, other.retry_at) <= ${toDate(now)})
                OR (other.state = 'sending' AND other.lease_until <= ${toDate(now)}))
              ELSE other.state = 'scheduled' AND NOT other.doubtful
                AND GREATEST(other.due_at, other.retry_at) <= ${toDate(now)}
            END
          ORDER BY other.due_at, other.id LIMIT ${BUNDLE_LIMIT - 1}
          FOR UPDATE OF other
        )
        UPDATE reminder SET
          state = 'sending', attempts = attempts + 1, lease_until = ${toDate(leaseUntil)}, retry_at = NULL,
          doubtful = doubtful OR state = 'sending',
          delivery_id = CASE WHEN doubtful OR state = 'sending' THEN delivery_id ELSE ${deliveryId} END
        WHERE id IN (SELECT id FROM wanted UNION ALL SELECT id FROM companion)
        RETURNING id, doubtful`;
      const own = claimed.find((row) => row.id === id);
      if (own === undefined) return undefined;
      const rows = await client.reminder.findMany({
        where: { id: { in: claimed.map((row) => row.id) } },
        orderBy: soonestFirst,
      });
      const reminders = rows.map(readReminder);
      const held = reminders.find((one) => one.id === id);
      if (held === undefined) return undefined;
      return { reminder: held, companions: reminders.filter((one) => one !== held), doubtful: own.doubtful };
    },
    async reminderSent(id, deliveryId, at, message) {
      const { count } = await client.reminder.updateMany({
        where: { id, deliveryId, state: 'sending' },
        data: {
          ...{ state: 'sent', sentAt: toDate(at), leaseUntil: null, doubtful: false },
          ...{ sentPlatform: message.platform, sentTenantId: message.tenantId },
          ...{ sentChannelId: message.channelId, sentMessageId: message.messageId },
        },
      });
      return count === 1;
    },
    async reminderFailed(id, deliveryId, outcome) {
      const [state, retryAt] =
        typeof outcome === 'string' ? [outcome, null] : ['scheduled', toDate(outcome.retryAt)];
      // Who may have been sent to once stays doubtful, under the id that must be looked for.
      const changed = await client.$executeRaw`
        UPDATE reminder SET
          state = ${state}, retry_at = ${retryAt}::timestamptz, lease_until = NULL,
          delivery_id = CASE WHEN doubtful THEN delivery_id END
        WHERE id = ${id} AND delivery_id = ${deliveryId} AND state = 'sending'`;
      return changed === 1;
    },
    async dueReminders(now, limit) {
      const rows = await client.$queryRaw<{ id: string; due_at: Date }[]>`
        SELECT id, GREATEST(due_at, retry_at) AS due_at FROM reminder
        WHERE state = 'scheduled' AND GREATEST(due_at, retry_at) <= ${toDate(now)}
        UNION ALL
        SELECT id, lease_until FROM reminder WHERE state = 'sending' AND lease_until <= ${toDate(now)}
        ORDER BY due_at, id LIMIT ${limit}`;
      return rows.map(readWaking);
    },
    async comingReminders(now, until, limit) {
      const rows = await client.$queryRaw<{ id: string; due_at: Date }[]>`
        SELECT id, GREATEST(due_at, retry_at) AS due_at FROM reminder
        WHERE state = 'scheduled' AND GREATEST(due_at, retry_at) > ${toDate(now)}
          AND GREATEST(due_at, retry_at) <= ${toDate(until)}
        ORDER BY GREATEST(due_at, retry_at), id LIMIT ${limit}`;
      return rows.map(readWaking);
    },
  };
}

function targetColumns(target: Target): { memberId: string | null; spaceId: string | null } {
  return target.type === 'member'
    ? { memberId: target.memberId, spaceId: null }
    : { memberId: null, spaceId: target.spaceId };
}

function reminderColumns(reminder: Reminder) {
  const { message } = reminder;
  return {
    id: reminder.id,
    twinningId: reminder.twinningId,
    number: reminder.number ?? null,
    ...subjectColumns(reminder.about),
    kind: reminder.kind,
    ...targetColumns(reminder.target),
    occurrence: reminder.occurrence,
    subjectVersion: reminder.subjectVersion,
    dueAt: toDate(reminder.dueAt),
    text: reminder.text ?? null,
    createdById: reminder.createdById ?? null,
    createdAt: toDate(reminder.createdAt),
    state: reminder.state,
    attempts: reminder.attempts,
    leaseUntil: toDateOrNull(reminder.leaseUntil),
    retryAt: toDateOrNull(reminder.retryAt),
    deliveryId: reminder.deliveryId ?? null,
    sentAt: toDateOrNull(reminder.sentAt),
    sentPlatform: message?.platform ?? null,
    sentTenantId: message?.tenantId ?? null,
    sentChannelId: message?.channelId ?? null,
    sentMessageId: message?.messageId ?? null,
  };
}

function readTarget({ memberId, spaceId }: Row.Reminder): Target {
  if (memberId !== null) return { type: 'member', memberId: readId('mbr', memberId) };
  if (spaceId !== null) return { type: 'space', spaceId: readId('spc', spaceId) };
  throw new Error('the database holds a reminder for nobody');
}

function readReminder(row: Row.Reminder): Reminder {
  return withoutNulls({
    id: readId('rem', row.id),
    twinningId: readId('twn', row.twinningId),
    number: row.number,
    about: readSubject(row),
    kind: readWord(reminderKinds, row.kind),
    target: readTarget(row),
    occurrence: row.occurrence,
    subjectVersion: row.subjectVersion,
    dueAt: toInstant(row.dueAt),
    text: row.text,
    createdById: readIdOrNull('mbr', row.createdById),
    createdAt: toInstant(row.createdAt),
    state: readWord(deliveryStates, row.state),
    attempts: row.attempts,
    leaseUntil: toInstantOrNull(row.leaseUntil),
    retryAt: toInstantOrNull(row.retryAt),
    deliveryId: readIdOrNull('dlv', row.deliveryId),
    sentAt: toInstantOrNull(row.sentAt),
    message: readMessage(row.sentPlatform, row.sentTenantId, row.sentChannelId, row.sentMessageId),
  });
}

const readWaking = (row: { id: string; due_at: Date }) => ({
  id: readId('rem', row.id),
  dueAt: toInstant(row.due_at),
});
