/** How a reminder is taken, sent or given up: the promise that it rings once. */
import { describe, expect, it } from 'vitest';
import type { MessageRef, Reminder } from '../../src/core/reminder/reminder.ts';
import type { Claim } from '../../src/core/reminder/reminder-store.ts';
import type { Id } from '../../src/core/world.ts';
import { aMessage, aReminder, start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

const LEASE = 60_000;

export function reminderDeliveryContract(bench: Bench): void {
  const insert = async (changes: Partial<Reminder> = {}): Promise<Reminder> => {
    const reminder = aReminder(bench, changes);
    await bench.database.reminders.insertReminders([reminder]);
    return reminder;
  };
  const claimOf = (now = start): Claim => ({
    now,
    leaseUntil: now + LEASE,
    deliveryId: bench.world.newId('dlv'),
  });
  const take = ({ id }: Reminder, claim: Claim) =>
    bench.database.transaction((tx) => tx.reminders.claimReminder(id, claim));
  const sent = ({ id }: Reminder, deliveryId: Id<'dlv'>, at = start, message: MessageRef = aMessage) =>
    bench.database.transaction((tx) => tx.reminders.reminderSent(id, deliveryId, at, message));
  const failed = (
    { id }: Reminder,
    deliveryId: Id<'dlv'>,
    outcome: Parameters<typeof bench.database.reminders.reminderFailed>[2],
  ) => bench.database.transaction((tx) => tx.reminders.reminderFailed(id, deliveryId, outcome));
  const read = ({ id }: Reminder) => bench.database.reminders.reminder(id);

  describe('a due reminder', () => {
    it('is held by who claims it, and not handed out again while the lease lasts', async () => {
      const reminder = await insert();
      const claim = claimOf();
      const held = {
        ...reminder,
        state: 'sending',
        attempts: 1,
        leaseUntil: claim.leaseUntil,
        deliveryId: claim.deliveryId,
      };
      expect(await take(reminder, claim)).toStrictEqual({ reminder: held, companions: [], doubtful: false });
      expect(await read(reminder)).toStrictEqual(held);
      expect(await take(reminder, claimOf(start + LEASE - 1))).toBeUndefined();
      expect(await read(reminder)).toStrictEqual(held);
    });

    it('is won by one of many at once', async () => {
      const reminder = await insert();
      const { values, errors } = await manyAtOnce(8, () => take(reminder, claimOf()));
      expect(errors).toEqual([]);
      const winners = values.filter((won) => won !== undefined);
      expect(winners).toHaveLength(1);
      expect(await read(reminder)).toStrictEqual(winners[0]?.reminder);
    });

    it('is claimed from its instant on, and not after it was cancelled', async () => {
      const reminder = await insert({ dueAt: start + 1 });
      expect(await take(reminder, claimOf(start))).toBeUndefined();
      expect(await take(reminder, claimOf(start + 1))).toBeDefined();
      for (const state of ['cancelled', 'sent', 'dead'] as const)
        expect(await take(await insert({ state }), claimOf())).toBeUndefined();
      expect(await take(aReminder(bench), claimOf())).toBeUndefined();
    });

    it('is sent with its message, once', async () => {
      const reminder = await insert();
      const claim = claimOf();
      await take(reminder, claim);
      expect(await sent(reminder, claim.deliveryId, start + 7)).toBe(true);
      const done = {
        ...reminder,
        state: 'sent',
        attempts: 1,
        deliveryId: claim.deliveryId,
        sentAt: start + 7,
        message: aMessage,
      };
      expect(await read(reminder)).toStrictEqual(done);
      expect(await sent(reminder, claim.deliveryId, start + 8)).toBe(false);
      expect(await failed(reminder, claim.deliveryId, 'dead')).toBe(false);
      expect(await take(reminder, claimOf(start + LEASE))).toBeUndefined();
      expect(await read(reminder)).toStrictEqual(done);
    });

    it('is not reported on by who does not hold it', async () => {
      const reminder = await insert();
      const stranger = bench.world.newId('dlv');
      expect(await sent(reminder, stranger)).toBe(false);
      await take(reminder, claimOf());
      expect(await sent(reminder, stranger)).toBe(false);
      expect(await failed(reminder, stranger, 'dead')).toBe(false);
      expect((await read(reminder))?.state).toBe('sending');
    });

    it('cannot be cancelled while it is being sent', async () => {
      const reminder = await insert();
      const claim = claimOf();
      await take(reminder, claim);
      expect(await bench.database.reminders.cancelReminders(reminder.about)).toBe(0);
      expect(await sent(reminder, claim.deliveryId)).toBe(true);
    });
  });

  describe('a failed try', () => {
    it('is repeated after its time, as a new delivery without doubt', async () => {
      const reminder = await insert();
      const first = claimOf();
      await take(reminder, first);
      const retryAt = start + 5_000;
      expect(await failed(reminder, first.deliveryId, { retryAt })).toBe(true);
      expect(await read(reminder)).toStrictEqual({ ...reminder, attempts: 1, retryAt });
      expect(await take(reminder, claimOf(retryAt - 1))).toBeUndefined();
      const second = claimOf(retryAt);
      const { deliveryId, leaseUntil } = second;
      expect(await take(reminder, second)).toStrictEqual({
        reminder: { ...reminder, state: 'sending', attempts: 2, leaseUntil, deliveryId },
        companions: [],
        doubtful: false,
      });
      // The first one's late word counts no more.
      expect(await sent(reminder, first.deliveryId)).toBe(false);
      expect(await failed(reminder, first.deliveryId, 'dead')).toBe(false);
      expect(await sent(reminder, deliveryId)).toBe(true);
    });

    it.each(['dead', 'cancelled'] as const)('may be the last: %s', async (outcome) => {
      const reminder = await insert();
      const claim = claimOf();
      await take(reminder, claim);
      expect(await failed(reminder, claim.deliveryId, outcome)).toBe(true);
      expect(await read(reminder)).toStrictEqual({ ...reminder, state: outcome, attempts: 1 });
      expect(await sent(reminder, claim.deliveryId)).toBe(false);
      expect(await take(reminder, claimOf(start + LEASE))).toBeUndefined();
      expect(await bench.database.reminders.dueReminders(start + LEASE, 10)).toEqual([]);
    });
  });

  describe('a lapsed lease', () => {
    it('makes the next claim doubtful, under the delivery id that must be looked for', async () => {
      const reminder = await insert();
      const first = claimOf();
      await take(reminder, first);
      const second = claimOf(start + LEASE);
      const { leaseUntil } = second;
      const again = { ...reminder, state: 'sending', attempts: 2, leaseUntil, deliveryId: first.deliveryId };
      expect(await take(reminder, second)).toStrictEqual({ reminder: again, companions: [], doubtful: true });
      // Its own id was never used, so it reports under the old one.
      expect(await sent(reminder, second.deliveryId)).toBe(false);
      expect(await sent(reminder, first.deliveryId)).toBe(true);
    });

    it('is taken over by one of many at once', async () => {
      const reminder = await insert();
      await take(reminder, claimOf());
      const { values, errors } = await manyAtOnce(8, () => take(reminder, claimOf(start + LEASE)));
      expect(errors).toEqual([]);
      expect(values.filter((won) => won !== undefined)).toMatchObject([{ doubtful: true }]);
    });

    it('leaves doubt until it is sent, through failed tries too', async () => {
      const reminder = await insert();
      const first = claimOf();
      const { deliveryId } = first;
      await take(reminder, first);
      await take(reminder, claimOf(start + LEASE));
      const retryAt = start + LEASE + 1;
      expect(await failed(reminder, deliveryId, { retryAt })).toBe(true);
      expect(await read(reminder)).toStrictEqual({ ...reminder, attempts: 2, retryAt, deliveryId });
      const third = await take(reminder, claimOf(retryAt));
      expect(third).toMatchObject({ doubtful: true, reminder: { attempts: 3, deliveryId } });
      expect(await sent(reminder, deliveryId)).toBe(true);
      expect(await read(reminder)).toMatchObject({ state: 'sent', deliveryId, message: aMessage });
    });

    it('counts a late word of the first holder: it was sent, and nobody sends it again', async () => {
      const reminder = await insert();
      const { deliveryId } = claimOf();
      await take(reminder, { ...claimOf(), deliveryId });
      expect(await sent(reminder, deliveryId, start + 2 * LEASE)).toBe(true);
      expect(await take(reminder, claimOf(start + 2 * LEASE))).toBeUndefined();
    });
  });

  describe('what the reconciler wakes', () => {
    it('is due, or to be tried again, or held under a lapsed lease: soonest first, no more than asked for', async () => {
      const { database } = bench;
      const [later, sooner, retried, lapsed, busy] = [
        await insert({ dueAt: start - 2 }),
        await insert({ dueAt: start - 9 }),
        await insert({ dueAt: start - 20, retryAt: start - 5, attempts: 1 }),
        await insert({ dueAt: start - 30 }),
        await insert({ dueAt: start - 40 }),
      ];
      await insert({ dueAt: start + 1 });
      await insert({ dueAt: start - 20, retryAt: start + 1 });
      for (const state of ['cancelled', 'sent', 'dead'] as const) await insert({ state });
      await take(lapsed, { ...claimOf(), leaseUntil: start });
      await take(busy, { ...claimOf(), leaseUntil: start + 1 });
      const expected = [
        { id: sooner.id, dueAt: start - 9 },
        { id: retried.id, dueAt: start - 5 },
        { id: later.id, dueAt: start - 2 },
        { id: lapsed.id, dueAt: start },
      ];
      expect(await database.reminders.dueReminders(start, 10)).toStrictEqual(expected);
      expect(await database.reminders.dueReminders(start, 2)).toStrictEqual(expected.slice(0, 2));
      expect(await database.reminders.dueReminders(start - 10, 10)).toEqual([]);
    });

    it('is foretold: what falls due after now and until then', async () => {
      const { database } = bench;
      const [last, first, retried] = [
        await insert({ dueAt: start + 10 }),
        await insert({ dueAt: start + 1 }),
        await insert({ dueAt: start, retryAt: start + 5 }),
      ];
      await insert({ dueAt: start });
      await insert({ dueAt: start + 11 });
      await insert({ dueAt: start + 5, state: 'cancelled' });
      await take(await insert(), { ...claimOf(), leaseUntil: start + 5 });
      const expected = [
        { id: first.id, dueAt: start + 1 },
        { id: retried.id, dueAt: start + 5 },
        { id: last.id, dueAt: start + 10 },
      ];
      expect(await database.reminders.comingReminders(start, start + 10, 10)).toStrictEqual(expected);
      expect(await database.reminders.comingReminders(start, start + 10, 2)).toStrictEqual(
        expected.slice(0, 2),
      );
    });
  });
}
