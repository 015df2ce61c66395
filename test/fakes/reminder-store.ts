import {
  BUNDLE_LIMIT,
  isBundled,
  type Reminder,
  type Subject,
  type Target,
} from '../../src/core/reminder/reminder.ts';
import type { ReminderStore } from '../../src/core/reminder/reminder-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import type { Instant } from '../../src/core/time/instant.ts';
import { copy, type Doubt, first, next, select, type Tables } from './tables.ts';

export function fakeReminderStore(tables: Tables): ReminderStore {
  return {
    async reminder(id) {
      return plain(tables.reminders.get(id));
    },
    async reminderByNumber(twinningId, number) {
      return plain(
        first(
          tables.reminders.values(),
          (reminder) => reminder.twinningId === twinningId && reminder.number === number,
        ),
      );
    },
    async nextReminderNumber(twinningId) {
      return next(tables, 'reminder', twinningId);
    },
    async insertReminders(reminders) {
      const keys = new Set([...tables.reminders.values()].map(keyOf));
      for (const reminder of reminders) {
        if (keys.has(keyOf(reminder)) || tables.reminders.has(reminder.id)) continue;
        if (reminder.number !== undefined) refuseTakenNumber(tables, reminder.twinningId, reminder.number);
        keys.add(keyOf(reminder));
        tables.reminders.set(reminder.id, { ...copy(reminder), doubtful: false });
      }
    },
    async remindersAskedBy(memberId) {
      return scheduled(tables, (reminder) => reminder.createdById === memberId);
    },
    async scheduledFor(twinningId, targets, limit) {
      const wanted = new Set(targets.map(targetKey));
      return scheduled(
        tables,
        (reminder) => reminder.twinningId === twinningId && wanted.has(targetKey(reminder.target)),
      ).slice(0, limit);
    },
    async cancelReminders(about, only = {}) {
      let cancelled = 0;
      for (const reminder of tables.reminders.values()) {
        const meant =
          reminder.state === 'scheduled' &&
          sameSubject(reminder.about, about) &&
          (only.kinds === undefined || only.kinds.includes(reminder.kind)) &&
          (only.target === undefined || targetKey(only.target) === targetKey(reminder.target)) &&
          (only.id === undefined || only.id === reminder.id);
        if (!meant) continue;
        tables.reminders.set(reminder.id, { ...reminder, state: 'cancelled' });
        cancelled += 1;
      }
      return cancelled;
    },
    async claimReminder(id, { now, leaseUntil, deliveryId }) {
      const row = tables.reminders.get(id);
      if (row === undefined || !isClaimable(row, now)) return undefined;
      const doubtful = row.state === 'sending' || row.doubtful;
      const take = (one: Doubt<Reminder>): Reminder => {
        const { retryAt: _, ...rest } = one;
        const inDoubt = one.state === 'sending' || one.doubtful;
        const claimed: Doubt<Reminder> = {
          ...rest,
          state: 'sending',
          attempts: one.attempts + 1,
          leaseUntil,
          deliveryId: inDoubt && one.deliveryId !== undefined ? one.deliveryId : deliveryId,
          doubtful: inDoubt,
        };
        tables.reminders.set(one.id, claimed);
        const { doubtful: __, ...reminder } = claimed;
        return copy(reminder);
      };
      const companions = select(
        tables.reminders.values(),
        (other) =>
          other.id !== id &&
          isBundled(row) &&
          isBundled(other) &&
          other.twinningId === row.twinningId &&
          targetKey(other.target) === targetKey(row.target) &&
          isClaimable(other, now) &&
          (doubtful ? other.deliveryId === row.deliveryId : other.state === 'scheduled' && !other.doubtful),
        (other) => other.dueAt,
        (other) => other.id,
      ).slice(0, BUNDLE_LIMIT - 1);
      return { reminder: take(row), companions: companions.map(take), doubtful };
    },
    async reminderSent(id, deliveryId, at, message) {
      const row = tables.reminders.get(id);
      if (row?.state !== 'sending' || row.deliveryId !== deliveryId) return false;
      const { leaseUntil: _, ...rest } = row;
      tables.reminders.set(id, {
        ...rest,
        state: 'sent',
        sentAt: at,
        message: copy(message),
        doubtful: false,
      });
      return true;
    },
    async reminderFailed(id, deliveryId, outcome) {
      const row = tables.reminders.get(id);
      if (row?.state !== 'sending' || row.deliveryId !== deliveryId) return false;
      const { leaseUntil: _, deliveryId: held, ...rest } = row;
      const kept = row.doubtful && held !== undefined ? { ...rest, deliveryId: held } : rest;
      tables.reminders.set(
        id,
        typeof outcome === 'string'
          ? { ...kept, state: outcome }
          : { ...kept, state: 'scheduled', retryAt: outcome.retryAt },
      );
      return true;
    },
    async dueReminders(now, limit) {
      return waking(tables, (at) => at <= now).slice(0, limit);
    },
    async comingReminders(now, until, limit) {
      return waking(tables, (at, { state }) => state === 'scheduled' && at > now && at <= until).slice(
        0,
        limit,
      );
    },
  };
}

function isClaimable(row: Reminder, now: Instant): boolean {
  const waitsSince = wakesAt(row);
  return waitsSince !== undefined && waitsSince <= now;
}

/** When the row wants attention next: its time or its next try, or the end of a lease that may lapse. */
export function wakesAt(row: Reminder): Instant | undefined {
  if (row.state === 'scheduled') return Math.max(row.dueAt, row.retryAt ?? row.dueAt);
  return row.state === 'sending' ? row.leaseUntil : undefined;
}

export function sameSubject(a: Subject, b: Subject): boolean {
  return a.type === b.type && a.id === b.id;
}

function waking(tables: Tables, fits: (at: Instant, row: Reminder) => boolean) {
  const found: { id: Reminder['id']; dueAt: Instant }[] = [];
  for (const row of tables.reminders.values()) {
    const at = wakesAt(row);
    if (at !== undefined && fits(at, row)) found.push({ id: row.id, dueAt: at });
  }
  return found.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
}

function scheduled(tables: Tables, fits: (row: Reminder) => boolean): Reminder[] {
  return select(
    tables.reminders.values(),
    (row) => row.state === 'scheduled' && fits(row),
    (row) => row.dueAt,
    (row) => row.id,
  ).flatMap((row) => plain(row) ?? []);
}

function refuseTakenNumber(tables: Tables, twinningId: string, number: number): void {
  for (const other of tables.reminders.values()) {
    if (other.twinningId === twinningId && other.number === number) throw new StoreConflict('reminder');
  }
}

function keyOf(reminder: Reminder): string {
  const { about, kind, target, occurrence, subjectVersion } = reminder;
  return JSON.stringify([about.type, about.id, kind, targetKey(target), occurrence, subjectVersion]);
}

function targetKey(target: Target): string {
  return target.type === 'member' ? target.memberId : target.spaceId;
}

function plain(row: Doubt<Reminder> | undefined): Reminder | undefined {
  if (row === undefined) return undefined;
  const { doubtful: _, ...reminder } = row;
  return copy(reminder);
}
