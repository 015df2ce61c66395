/** What is due for one target at the same time is taken together, and stays together in doubt. */
import { describe, expect, it } from 'vitest';
import { BUNDLE_LIMIT, type Reminder } from '../../src/core/reminder/reminder.ts';
import type { Claim } from '../../src/core/reminder/reminder-store.ts';
import { aMessage, aReminder, start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

const LEASE = 60_000;

export function reminderBundleContract(bench: Bench): void {
  let numbers = 0;
  const insert = async (changes: Partial<Reminder> = {}): Promise<Reminder> => {
    numbers += 1;
    const reminder = aReminder(bench, { kind: 'poll-open', occurrence: `bundle-${numbers}`, ...changes });
    await bench.database.reminders.insertReminders([reminder]);
    return reminder;
  };
  const claimOf = (now = start): Claim => ({
    now,
    leaseUntil: now + LEASE,
    deliveryId: bench.world.newId('dlv'),
  });
  const take = ({ id }: Reminder, claim = claimOf()) =>
    bench.database.transaction((tx) => tx.reminders.claimReminder(id, claim));
  const idsOf = (reminders: readonly Reminder[] | undefined) => reminders?.map(({ id }) => id);

  describe('reminders that are due together', () => {
    it('are taken by one claim, soonest first, under one delivery id', async () => {
      const [late, early, asked] = [
        await insert({ dueAt: start - 1 }),
        await insert({ dueAt: start - 5 }),
        await insert(),
      ];
      const claim = claimOf();
      const taken = await take(asked, claim);
      expect(taken?.reminder.id).toBe(asked.id);
      expect(idsOf(taken?.companions)).toEqual([early.id, late.id]);
      for (const one of [asked, early, late])
        expect(await bench.database.reminders.reminder(one.id)).toMatchObject({
          state: 'sending',
          deliveryId: claim.deliveryId,
          leaseUntil: claim.leaseUntil,
          attempts: 1,
        });
      expect(await take(early)).toBeUndefined();
    });

    it('are one message, however many workers wake at once', async () => {
      const first = await insert();
      const due = [first, await insert(), await insert(), await insert()];
      const { values, errors } = await manyAtOnce(8, (index) => take(due[index % 4] ?? first));
      expect(errors).toEqual([]);
      const winners = values.filter((won) => won !== undefined);
      expect(winners).toHaveLength(1);
      expect(winners[0]?.companions).toHaveLength(3);
    });

    it('leave out what is not due, for somebody else, a note, or no longer wanted', async () => {
      const { towns } = bench;
      const asked = await insert();
      await insert({ dueAt: start + 1 });
      await insert({ retryAt: start + 1 });
      await insert({ kind: 'note' });
      await insert({ state: 'cancelled' });
      await insert({ state: 'sent' });
      await insert({ target: { type: 'member', memberId: towns.anders.id } });
      await insert({ target: { type: 'space', spaceId: towns.plerinSpace.id } });
      expect((await take(asked))?.companions).toEqual([]);
    });

    it('leave a note alone', async () => {
      const note = await insert({ kind: 'note' });
      await insert();
      expect((await take(note))?.companions).toEqual([]);
    });

    it('are no more than a message bears; the rest is for the next', async () => {
      const due: Reminder[] = [];
      for (let count = 0; count < BUNDLE_LIMIT + 2; count += 1) due.push(await insert());
      const [first, ...others] = due;
      if (first === undefined) throw new Error('nothing is due');
      const taken = await take(first);
      expect(taken?.companions).toHaveLength(BUNDLE_LIMIT - 1);
      const left = others.filter(({ id }) => !taken?.companions.some((one) => one.id === id));
      expect(left).toHaveLength(2);
      const next = left[0] && (await take(left[0]));
      expect(next?.companions).toHaveLength(1);
    });

    it('stay together in doubt, and take nobody else along', async () => {
      const [asked, companion] = [await insert(), await insert()];
      const claim = claimOf();
      await take(asked, claim);
      const stranger = await insert();
      const again = await take(companion, claimOf(start + LEASE));
      expect(again?.doubtful).toBe(true);
      expect(again?.reminder.deliveryId).toBe(claim.deliveryId);
      expect(idsOf(again?.companions)).toEqual([asked.id]);
      expect(await bench.database.reminders.reminder(stranger.id)).toMatchObject({ state: 'scheduled' });
    });

    it('are reported one by one, under the one id', async () => {
      const [asked, companion] = [await insert(), await insert()];
      const { deliveryId } = (await take(asked))?.reminder ?? {};
      if (deliveryId === undefined) throw new Error('it was not taken');
      const report = await bench.database.transaction(async (tx) => [
        await tx.reminders.reminderSent(asked.id, deliveryId, start, aMessage),
        await tx.reminders.reminderFailed(companion.id, deliveryId, 'cancelled'),
      ]);
      expect(report).toEqual([true, true]);
      expect(await bench.database.reminders.reminder(companion.id)).toMatchObject({ state: 'cancelled' });
    });
  });
}
