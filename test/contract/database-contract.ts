/** Transactions, what is told after them, and when something falls due next. */
import { describe, expect, it } from 'vitest';
import { StoreConflict, type Transaction, type Wake } from '../../src/core/stores.ts';
import type { Twinning } from '../../src/core/twinning/twinning.ts';
import { earliest, latest } from './random-values.ts';
import { aMeeting, aMember, aPosting, aReminder, start } from './sample-records.ts';
import { aGate, type Bench, manyAtOnce } from './store-bench.ts';

export function databaseContract(bench: Bench): void {
  const aTwinning = (changes: Partial<Twinning> = {}): Twinning => ({
    id: bench.world.newId('twn'),
    name: 'Another one',
    createdAt: start,
    ...changes,
  });
  const kept = async ({ id }: Twinning) => (await bench.database.twinnings.scope(id)) !== undefined;
  /** Collects what is told from now on, as it is told. */
  const listen = () => {
    const told: (readonly Wake[])[] = [];
    bench.wakeTo((wakes) => void told.push(wakes));
    return told;
  };
  const aWake = (): Wake => ({ type: 'posting', id: bench.world.newId('pst') });

  describe('a transaction', () => {
    it('keeps what its work wrote, and returns what it returned', async () => {
      const twinning = aTwinning();
      const returned = await bench.database.transaction(async (tx) => {
        await tx.twinnings.insertTwinning(twinning);
        return twinning.name;
      });
      expect(returned).toBe(twinning.name);
      expect(await kept(twinning)).toBe(true);
    });

    it('keeps nothing when the work throws, and throws just that', async () => {
      const twinning = aTwinning();
      const reason = new Error('changed my mind');
      const failing = bench.database.transaction(async (tx) => {
        await tx.twinnings.insertTwinning(twinning);
        throw reason;
      });
      await expect(failing).rejects.toBe(reason);
      expect(await kept(twinning)).toBe(false);
    });

    it('sees its own writes, and nobody else sees them if they are undone', async () => {
      const { database } = bench;
      const twinning = aTwinning();
      const inside = aGate();
      const goOn = aGate();
      const failing = database.transaction(async (tx) => {
        await tx.twinnings.insertTwinning(twinning);
        const seen = (await tx.twinnings.scope(twinning.id))?.twinning;
        inside.open();
        await goOn.opened;
        throw new Error(`saw ${seen?.name}`);
      });
      const outcome = expect(failing).rejects.toThrow('saw Another one');
      await inside.opened;
      const seenMeanwhile = database.twinnings.scope(twinning.id);
      if (bench.sideBySide) expect(await seenMeanwhile).toBeUndefined();
      goOn.open();
      await outcome;
      expect(await seenMeanwhile).toBeUndefined();
    });

    it.each<[string, (tx: Transaction) => Promise<unknown>]>([
      ['a conflict', (tx) => tx.twinnings.insertTwinning(bench.towns.twinning)],
      ['saving what is not there', (tx) => tx.committees.saveMember(aMember(bench))],
      [
        'an instant that no calendar has',
        (tx) => tx.twinnings.insertTwinning(aTwinning({ createdAt: Number.NaN })),
      ],
      [
        'changing slots that are fixed',
        async (tx) => {
          const meeting = aMeeting(bench);
          await tx.meetings.insertMeeting(meeting);
          await tx.meetings.saveMeeting({ ...meeting, slots: [] });
        },
      ],
    ])('is lost once a store failed, though its work goes on: %s', async (_, fail) => {
      const told = listen();
      const twinning = aTwinning();
      const answers: string[] = [];
      const failing = bench.database.transaction(async (tx) => {
        await tx.twinnings.insertTwinning(twinning);
        tx.wake(aWake());
        for (const use of [() => fail(tx), () => tx.twinnings.scope(twinning.id)])
          answers.push(
            await use().then(
              () => 'answered',
              () => 'refused',
            ),
          );
      });
      await expect(failing).rejects.toThrow();
      expect(answers).toEqual(['refused', 'refused']);
      expect(await kept(twinning)).toBe(false);
      expect(told).toEqual([]);
    });

    it('lets a conflict through as what it is', async () => {
      const { database, towns } = bench;
      const failing = database.transaction((tx) => tx.twinnings.insertTwinning(towns.twinning));
      await expect(failing).rejects.toBeInstanceOf(StoreConflict);
    });

    it('has no use for the database itself inside its work', async () => {
      const { database, towns } = bench;
      const twinning = aTwinning();
      await database.transaction(async (tx) => {
        const uses: (() => Promise<unknown>)[] = [
          () => database.twinnings.scope(towns.twinning.id),
          () => database.twinnings.insertTwinning(twinning),
          () => database.transaction(async () => undefined),
          () => database.nextDueAt(start),
        ];
        for (const use of uses) await expect(use()).rejects.toThrow(/inside a transaction/);
        await tx.twinnings.insertTwinning(twinning);
      });
      expect(await kept(twinning)).toBe(true);
    });

    it('is one of many at once, each whole', async () => {
      const { database } = bench;
      const meetings = [aMeeting(bench), aMeeting(bench)] as const;
      for (const meeting of meetings) await database.meetings.insertMeeting(meeting);
      // Moves one from the first to the second; every third changes its mind.
      const { values, errors } = await manyAtOnce(6, (index) =>
        database.transaction(async (tx) => {
          for (const [at, { id }] of meetings.entries()) {
            const meeting = await tx.meetings.lockMeeting(id);
            if (meeting === undefined) throw new Error('gone');
            await tx.meetings.saveMeeting({ ...meeting, version: meeting.version + (at === 0 ? 1 : -1) });
            if (index % 3 === 0) throw new Error('changed my mind');
          }
        }),
      );
      expect([values.length, errors.length]).toEqual([4, 2]);
      const versions = await Promise.all(
        meetings.map(async ({ id }) => (await database.meetings.meeting(id))?.version),
      );
      expect(versions).toEqual([5, -3]);
    });

    it('is done again when it and another wait for each other, and its wakes are told once', async () => {
      const { database, sideBySide } = bench;
      const told = listen();
      const [one, other] = [aMeeting(bench), aMeeting(bench)];
      for (const meeting of [one, other]) await database.meetings.insertMeeting(meeting);
      const bothHoldOne = aGate();
      let holding = 0;
      let runs = 0;
      const cross = (first: typeof one, second: typeof one) =>
        database.transaction(async (tx) => {
          runs += 1;
          tx.wake({ type: 'poll-deadline', id: first.id, at: start });
          await tx.meetings.lockMeeting(first.id);
          holding += 1;
          if (holding === 2) bothHoldOne.open();
          if (sideBySide) await bothHoldOne.opened;
          const meeting = await tx.meetings.lockMeeting(second.id);
          if (meeting !== undefined) await tx.meetings.saveMeeting({ ...meeting, version: 2 });
        });
      await Promise.all([cross(one, other), cross(other, one)]);
      expect(runs).toBe(sideBySide ? 3 : 2);
      for (const { id } of [one, other])
        expect(await database.meetings.meeting(id)).toMatchObject({ version: 2 });
      const ids = told.flat().map(({ id }) => id);
      expect(ids.toSorted()).toEqual([one.id, other.id].toSorted());
    });
  });

  describe('a write outside a transaction', () => {
    it('is all or nothing too', async () => {
      const { database, world, towns } = bench;
      const member = aMember(bench, { accounts: towns.mette.accounts });
      await expect(database.committees.insertMember(member)).rejects.toBeInstanceOf(StoreConflict);
      expect(await database.committees.member(member.id)).toBeUndefined();
      const meeting = aMeeting(bench, { participantIds: [towns.mette.id, world.newId('mbr')] });
      await expect(database.meetings.insertMeeting(meeting)).rejects.toThrow();
      expect(await database.meetings.meeting(meeting.id)).toBeUndefined();
    });
  });

  describe('wakes', () => {
    it('are told once it is committed, together and in order', async () => {
      const { database, world } = bench;
      const twinning = aTwinning();
      const wakes: Wake[] = [
        { type: 'reminder', id: world.newId('rem'), at: start },
        aWake(),
        { type: 'poll-deadline', id: world.newId('mtg'), at: start + 1 },
      ];
      const told: unknown[] = [];
      const readByTold = aGate<boolean>();
      bench.wakeTo(async (some) => {
        told.push(some);
        // It may use the database: it is no part of the transaction.
        readByTold.open(await kept(twinning));
      });
      await database.transaction(async (tx) => {
        for (const wake of wakes) tx.wake(wake);
        await tx.twinnings.insertTwinning(twinning);
        expect(told).toEqual([]);
      });
      expect(await readByTold.opened).toBe(true);
      expect(told).toEqual([wakes]);
    });

    it('of work that failed are never told, and none are no news', async () => {
      const told = listen();
      const failing = bench.database.transaction(async (tx) => {
        tx.wake(aWake());
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      await bench.database.transaction((tx) => tx.twinnings.insertTwinning(aTwinning()));
      expect(told).toEqual([]);
    });

    it('are nothing that the transaction waits for or fails with', async () => {
      const { database } = bench;
      const queueIsBack = aGate();
      const wakeOnce = () => database.transaction(async (tx) => tx.wake(aWake()));
      bench.wakeTo(() => queueIsBack.opened);
      await wakeOnce();
      bench.wakeTo(() => Promise.reject(new Error('no queue')));
      await wakeOnce();
      bench.wakeTo(() => {
        throw new Error('no queue');
      });
      await wakeOnce();
      queueIsBack.open();
    });
  });

  describe('the next instant at which something falls due', () => {
    it('is that of a scheduled reminder, a next try or the deadline of a poll, after the one given', async () => {
      const { database } = bench;
      expect(await database.nextDueAt(start)).toBeUndefined();
      const reminders = [
        aReminder(bench, { dueAt: start + 50 }),
        aReminder(bench, { dueAt: start - 5, retryAt: start + 30 }),
        aReminder(bench, { dueAt: start + 70, retryAt: start + 20 }),
        ...(['cancelled', 'sent', 'dead'] as const).map((state) =>
          aReminder(bench, { dueAt: start + 1, state }),
        ),
        aReminder(bench, { dueAt: start, state: 'sending', leaseUntil: start + 2, deliveryId: 'dlv_1' }),
      ];
      await database.reminders.insertReminders(reminders);
      await database.postings.insertPostings([aPosting(bench, { retryAt: start + 3 })]);
      for (const state of ['draft', 'undecided', 'confirmed', 'cancelled'] as const)
        await database.meetings.insertMeeting(aMeeting(bench, { deadlineAt: start + 1, state }));
      await database.meetings.insertMeeting(aMeeting(bench, { deadlineAt: start + 40 }));
      await database.meetings.insertMeeting(aMeeting(bench));
      const stops: (number | undefined)[] = [];
      for (let at: number | undefined = start; at !== undefined; ) {
        at = await database.nextDueAt(at);
        stops.push(at === undefined ? undefined : at - start);
      }
      expect(stops).toEqual([30, 40, 50, 70, undefined]);
      expect(await database.nextDueAt(earliest)).toBe(start + 30);
      expect(await database.nextDueAt(latest)).toBeUndefined();
    });
  });
}
