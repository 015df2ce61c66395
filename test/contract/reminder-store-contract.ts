import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reminder, Subject, Target } from '../../src/core/reminder/reminder.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import * as random from './random-values.ts';
import { aMeeting, aNumber, aReminder, start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

export const reminderKinds = [
  'meeting-days',
  'meeting-hour',
  'minutes-missing',
  'poll-open',
  'commitment-days',
  'commitment-today',
  'commitment-overdue',
  'commitment-dateless',
  'note',
] as const;
export const deliveryStates = ['scheduled', 'sending', 'sent', 'cancelled', 'dead'] as const;

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

export function reminderStoreContract(bench: Bench): void {
  const insert = async (changes: Partial<Reminder> = {}): Promise<Reminder> => {
    const reminder = aReminder(bench, changes);
    await bench.database.reminders.insertReminders([reminder]);
    return reminder;
  };
  /** About a meeting, to Mette. */
  const aboutMeeting = async (changes: Partial<Reminder> = {}): Promise<Reminder> => {
    const meeting = aMeeting(bench);
    await bench.database.meetings.insertMeeting(meeting);
    return insert({ about: { type: 'meeting', id: meeting.id }, kind: 'meeting-days', ...changes });
  };
  const to = {
    mette: (): Target => ({ type: 'member', memberId: bench.towns.mette.id }),
    anders: (): Target => ({ type: 'member', memberId: bench.towns.anders.id }),
    odder: (): Target => ({ type: 'space', spaceId: bench.towns.odderSpace.id }),
  };

  describe('reminders', () => {
    it('read as they were written', async () => {
      const { database } = bench;
      const meeting = aMeeting(bench);
      await database.meetings.insertMeeting(meeting);
      const subjects: Subject[] = [
        { type: 'meeting', id: meeting.id },
        { type: 'twinning', id: bench.towns.twinning.id },
        { type: 'reminder', id: bench.world.newId('rem') },
        { type: 'member', id: bench.towns.mette.id },
        { type: 'office', id: bench.world.newId('ofc') },
        { type: 'handover', id: bench.world.newId('hnd') },
      ];
      await random.forRandom(anyReminder(bench, subjects), async ({ numbered, ...record }, index) => {
        const reminder = aReminder(bench, {
          ...record,
          occurrence: `${record.occurrence}#${index}`,
          ...(numbered ? { number: aNumber() } : {}),
        });
        await database.reminders.insertReminders([reminder]);
        expect(await database.reminders.reminder(reminder.id)).toStrictEqual(reminder);
      });
    });

    it('are found by their number in their twinning; what is not there is undefined', async () => {
      const { database, world, towns } = bench;
      const reminder = await insert({ number: aNumber() });
      const found = (twinningId: Reminder['twinningId'], number: number) =>
        database.reminders.reminderByNumber(twinningId, number);
      expect(await found(towns.twinning.id, reminder.number ?? 0)).toStrictEqual(reminder);
      expect(await found(world.newId('twn'), reminder.number ?? 0)).toBeUndefined();
      expect(await found(towns.twinning.id, 999_999_999)).toBeUndefined();
      expect(await database.reminders.reminder(world.newId('rem'))).toBeUndefined();
    });

    it('are one for each subject, kind, target, occurrence and version of the subject', async () => {
      const { database, world, towns } = bench;
      const first = await aboutMeeting();
      const again = aReminder(bench, { ...first, id: world.newId('rem'), dueAt: start + 1, text: 'later' });
      const others = [
        { about: { type: 'twinning', id: towns.twinning.id } },
        { kind: 'meeting-hour' },
        { target: to.anders() },
        { target: to.odder() },
        { occurrence: 'twice' },
        { subjectVersion: 2 },
      ].map((change) => ({ ...again, id: world.newId('rem'), ...change }) as Reminder);
      const twins = [...others, ...others.map((other) => ({ ...other, id: world.newId('rem') }))];
      await database.reminders.insertReminders([again, ...twins, first]);
      expect(await database.reminders.reminder(first.id)).toStrictEqual(first);
      const there = await Promise.all(
        [again, ...twins].map(async ({ id }) => (await database.reminders.reminder(id)) !== undefined),
      );
      expect(there).toEqual([false, ...others.map(() => true), ...others.map(() => false)]);
    });

    it('are that also when the earlier one was cancelled or sent, and when many at once plan them', async () => {
      const { database, world } = bench;
      const first = await aboutMeeting({ state: 'cancelled' });
      const again = { ...first, state: 'scheduled' } as const;
      await database.reminders.insertReminders([{ ...again, id: world.newId('rem') }]);
      const next = { ...again, occurrence: 'next', id: world.newId('rem') };
      const { errors } = await manyAtOnce(5, () =>
        database.transaction((tx) =>
          tx.reminders.insertReminders([
            { ...next, id: world.newId('rem') },
            { ...next, id: world.newId('rem') },
          ]),
        ),
      );
      expect(errors).toEqual([]);
      expect(await database.reminders.dueReminders(start, 10)).toHaveLength(1);
    });

    it('never vanish because their number is taken', async () => {
      const { database } = bench;
      const { number = 0 } = await insert({ number: aNumber() });
      const other = aReminder(bench);
      const second = database.reminders.insertReminders([other, aReminder(bench, { number })]);
      await expect(second).rejects.toBeInstanceOf(StoreConflict);
      expect(await database.reminders.reminder(other.id)).toBeUndefined();
    });

    it('may be none', async () => {
      const { database, towns } = bench;
      await database.reminders.insertReminders([]);
      expect(await database.reminders.dueReminders(start, 10)).toEqual([]);
      expect(await database.reminders.scheduledFor(towns.twinning.id, [], 10)).toEqual([]);
    });

    it('that a person asked for are their scheduled ones, soonest first', async () => {
      const { database, towns } = bench;
      const mine = { createdById: towns.mette.id };
      const later = await insert({ ...mine, dueAt: start + 2, target: to.odder() });
      const sooner = await insert({ ...mine, dueAt: start + 1 });
      await insert({ dueAt: start });
      await insert({ createdById: towns.yann.id });
      for (const state of ['cancelled', 'sent', 'dead'] as const) await insert({ ...mine, state });
      expect(await database.reminders.remindersAskedBy(towns.mette.id)).toStrictEqual([sooner, later]);
      expect(await database.reminders.remindersAskedBy(towns.anders.id)).toEqual([]);
    });

    it('for targets are the scheduled ones of that twinning, soonest first, no more than asked for', async () => {
      const { database, world, towns } = bench;
      const later = await insert({ dueAt: start + 2 });
      const sooner = await insert({ dueAt: start + 1, target: to.odder() });
      const anders = await insert({ dueAt: start, target: to.anders() });
      await insert({ state: 'cancelled' });
      const scheduled = async (targets: readonly Target[], limit = 10) =>
        ids(await database.reminders.scheduledFor(towns.twinning.id, targets, limit));
      expect(await scheduled([to.mette(), to.odder()])).toEqual(ids([sooner, later]));
      expect(await scheduled([to.mette(), to.odder()], 1)).toEqual(ids([sooner]));
      expect(await scheduled([to.anders()])).toEqual(ids([anders]));
      expect(await database.reminders.scheduledFor(world.newId('twn'), [to.mette()], 10)).toEqual([]);
    });
  });

  describe('counting reminders', () => {
    it('counts the scheduled ones of these kinds about these subjects', async () => {
      const { database, world } = bench;
      const first = await aboutMeeting();
      const second = await aboutMeeting();
      await insert({ ...first, id: world.newId('rem'), kind: 'meeting-hour' });
      await insert({ ...first, id: world.newId('rem'), occurrence: 'over', state: 'cancelled' });
      const abouts = [first.about, second.about];
      expect(await database.reminders.countScheduled(abouts, ['meeting-days', 'meeting-hour'])).toBe(3);
      expect(await database.reminders.countScheduled(abouts, ['meeting-days'])).toBe(2);
      expect(await database.reminders.countScheduled([second.about], ['meeting-hour'])).toBe(0);
      expect(await database.reminders.countScheduled([], ['meeting-days'])).toBe(0);
    });
  });

  describe('cancelling reminders', () => {
    it('takes the scheduled ones of the subject, and tells how many', async () => {
      const { database, world } = bench;
      const first = await aboutMeeting();
      const { about } = first;
      const second = await insert({ ...first, id: world.newId('rem'), occurrence: 'second' });
      const foreign = await aboutMeeting();
      const sent = await insert({ ...first, id: world.newId('rem'), occurrence: 'third', state: 'sent' });
      expect(await database.reminders.cancelReminders(about)).toBe(2);
      expect(await database.reminders.cancelReminders(about)).toBe(0);
      const states = await Promise.all(
        [first, second, foreign, sent].map(async ({ id }) => (await database.reminders.reminder(id))?.state),
      );
      expect(states).toEqual(['cancelled', 'cancelled', 'scheduled', 'sent']);
    });

    it('takes only the kinds, the target or the one that is meant', async () => {
      const { database, world } = bench;
      const days = await aboutMeeting();
      const { about } = days;
      const more = (changes: Partial<Reminder>) => insert({ ...days, id: world.newId('rem'), ...changes });
      const hour = await more({ kind: 'meeting-hour' });
      const anders = await more({ target: to.anders() });
      const space = await more({ target: to.odder() });
      const cancel = async (only: Parameters<typeof database.reminders.cancelReminders>[1]) => {
        await database.reminders.cancelReminders(about, only);
        const left = await database.reminders.dueReminders(start, 10);
        return [days, hour, anders, space].map(({ id }) => ids(left).includes(id));
      };
      expect(await cancel({ kinds: [] })).toEqual([true, true, true, true]);
      expect(await cancel({ kinds: ['meeting-days'], target: to.anders() })).toEqual([
        true,
        true,
        false,
        true,
      ]);
      expect(await cancel({ id: space.id })).toEqual([true, true, false, false]);
      expect(await cancel({ kinds: ['meeting-hour', 'poll-open'] })).toEqual([true, false, false, false]);
      expect(await cancel({ target: to.mette() })).toEqual([false, false, false, false]);
    });
  });
}

/** All of it but its id; made its own by what is added to the occurrence. */
function anyReminder({ towns }: Bench, subjects: readonly Subject[]) {
  const memberIds = fc.constantFrom(towns.mette.id, towns.anders.id, towns.yann.id);
  const claimed = fc.record(
    { leaseUntil: random.instants, deliveryId: fc.constant('dlv_1' as const) },
    { noNullPrototype: true },
  );
  const state = fc.oneof(
    fc.constantFrom('scheduled', 'cancelled', 'dead').map((name) => ({ state: name })),
    claimed.map((claim) => ({ state: 'sending' as const, ...claim })),
    fc
      .tuple(random.instants, random.messages)
      .map(([sentAt, message]) => ({ state: 'sent' as const, sentAt, message })),
  );
  const fields = random.recordOf(
    {
      about: fc.constantFrom(...subjects),
      kind: fc.constantFrom(...reminderKinds),
      target: fc.oneof(
        memberIds.map((memberId): Target => ({ type: 'member', memberId })),
        fc.constant<Target>({ type: 'space', spaceId: towns.plerinSpace.id }),
      ),
      occurrence: random.names,
      subjectVersion: random.counts,
      dueAt: random.instants,
      createdAt: random.instants,
      attempts: random.counts,
    },
    { numbered: fc.constant(true), text: random.texts, createdById: memberIds, retryAt: random.instants },
  );
  return fc.tuple(state, fields).map(([delivery, record]) => ({ ...record, ...delivery }));
}
