/** Long random histories of reminders and postings, lived through side by side with the fake: each step the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReminderKind, Subject, Target } from '../../src/core/reminder/reminder.ts';
import { type Database, StoreConflict } from '../../src/core/stores.ts';
import type { Id } from '../../src/core/world.ts';
import { fakeDatabase } from '../fakes/database.ts';
import { insertSisterTowns } from '../fakes/sister-towns.ts';
import { aMessage, aPosting, aReminder, start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';

type Step = (database: Database) => Promise<unknown>;

const few = fc.nat(3);
const outcomes = fc.oneof(
  fc.constantFrom('dead' as const, 'cancelled' as const),
  few.map((later) => ({ later })),
);
const moves = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant('add' as const), few, few, fc.boolean()) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('claim' as const), fc.nat(9), few) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('done' as const), fc.nat(9), few) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('failed' as const), fc.nat(9), few, outcomes) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('change' as const), few, fc.boolean()) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('wait' as const), fc.nat(4)) },
);
type Move = typeof moves extends fc.Arbitrary<infer M> ? M : never;

/** What the history remembers to choose from: what was added, and under which ids each was claimed. */
class History<I extends string> {
  now = start;
  readonly added: I[] = [];
  readonly #claims = new Map<I, Id<'dlv'>[]>();

  pick = (index: number): I | undefined => this.added.at(-1 - (index % Math.max(1, this.added.length)));
  claimed(id: I, deliveryId: Id<'dlv'>): void {
    this.#claims.set(id, [...(this.#claims.get(id) ?? []), deliveryId]);
  }
  /** One of its claims, the latest first; or of nobody. */
  claimOf = (id: I, back: number): Id<'dlv'> => this.#claims.get(id)?.at(-1 - back) ?? 'dlv_nobody';
}

export function deliveryAgreementContract(bench: Bench): void {
  /** Takes each step on both, and asks both what there is after it. */
  async function liveThrough<I extends string>(
    history: History<I>,
    stepOf: (move: Move, history: History<I>) => Step | undefined,
    look: (database: Database, history: History<I>) => Promise<unknown>,
  ): Promise<void> {
    const fake = fakeDatabase();
    await insertSisterTowns(fake, bench.towns);
    const both = async (step: Step) => {
      const [real, expected] = [await outcomeOf(step, bench.database), await outcomeOf(step, fake)];
      expect(real).toStrictEqual(expected);
    };
    const lives = fc.array(moves, { minLength: 30, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        for (const move of life) {
          if (move[0] === 'wait') history.now += move[1];
          const step = stepOf(move, history);
          if (step !== undefined) await both(step);
        }
        await both((database) => look(database, history));
      }),
      // What one history leaves behind is there in the next: there is nothing to shrink.
      { numRuns: 4, endOnFailure: true },
    );
  }

  describe('histories', () => {
    it('of reminders are those of the fake', async () => {
      const { world, towns } = bench;
      const history = new History<Id<'rem'>>();
      const about: Subject = { type: 'twinning', id: towns.twinning.id };
      const targets: Target[] = [
        { type: 'member', memberId: towns.mette.id },
        { type: 'space', spaceId: towns.plerinSpace.id },
      ];
      const kindOf = (odd: boolean): ReminderKind => (odd ? 'poll-open' : 'note');
      const stepOf = (move: Move): Step | undefined => {
        if (move[0] === 'add') {
          const [, due, occurrence, odd] = move;
          const id = world.newId('rem');
          const changes = { id, about, kind: kindOf(odd), dueAt: history.now + due } as const;
          const fields = { ...changes, occurrence: `${occurrence}-${Math.floor(history.now / 20)}` };
          const target = targets[due % 2] ?? { type: 'member', memberId: towns.anders.id };
          const reminder = aReminder(bench, { ...fields, target, createdById: towns.mette.id });
          history.added.push(id);
          return (database) => database.reminders.insertReminders([reminder]);
        }
        if (move[0] === 'change') {
          const target = targets[move[1] % 3];
          const only = { kinds: [kindOf(move[2])], ...(target === undefined ? {} : { target }) };
          return (database) => database.reminders.cancelReminders(about, only);
        }
        const id = move[0] === 'wait' ? undefined : history.pick(move[1]);
        if (move[0] === 'wait' || id === undefined) return undefined;
        const { now } = history;
        if (move[0] === 'claim') {
          const claim = { now, leaseUntil: now + move[2], deliveryId: world.newId('dlv') };
          history.claimed(id, claim.deliveryId);
          return async (database) => {
            const claimed = await database.reminders.claimReminder(id, claim);
            for (const companion of claimed?.companions ?? [])
              history.claimed(companion.id, companion.deliveryId ?? claim.deliveryId);
            return claimed;
          };
        }
        const held = history.claimOf(id, move[2]);
        if (move[0] === 'done') return (database) => database.reminders.reminderSent(id, held, now, aMessage);
        const outcome = typeof move[3] === 'string' ? move[3] : { retryAt: now + move[3].later };
        return (database) => database.reminders.reminderFailed(id, held, outcome);
      };
      await liveThrough(history, stepOf, async ({ reminders, nextDueAt }, { now, added }) => [
        await Promise.all(added.map((id) => reminders.reminder(id))),
        await reminders.dueReminders(now, 8),
        await reminders.comingReminders(now, now + 2, 8),
        await reminders.scheduledFor(towns.twinning.id, targets, 8),
        await reminders.remindersAskedBy(towns.mette.id),
        await nextDueAt(now),
      ]);
    });

    it('of postings are those of the fake', async () => {
      const { world, towns } = bench;
      const history = new History<Id<'pst'>>();
      const about: Subject = { type: 'twinning', id: towns.twinning.id };
      const viewOf = (odd: boolean) => (odd ? 'town-joined' : 'space-bound');
      const stepOf = (move: Move): Step | undefined => {
        const { now } = history;
        if (move[0] === 'add') {
          const posting = aPosting(bench, { view: viewOf(move[3]), createdAt: now, wantedVersion: move[1] });
          history.added.push(posting.id);
          return (database) => database.postings.insertPostings([posting]);
        }
        if (move[0] === 'change')
          return (database) => database.postings.touchPostings(about, [viewOf(move[2])]);
        const id = move[0] === 'wait' ? undefined : history.pick(move[1]);
        if (move[0] === 'wait' || id === undefined) return undefined;
        if (move[0] === 'claim') {
          const claim = { now, leaseUntil: now + move[2], deliveryId: world.newId('dlv') };
          history.claimed(id, claim.deliveryId);
          return (database) => database.postings.claimPosting(id, claim);
        }
        const held = history.claimOf(id, move[2]);
        if (move[0] === 'done') {
          const version = 1 + (move[1] % 3);
          return (database) => database.postings.postingShown(id, held, version, aMessage);
        }
        const outcome = typeof move[3] === 'string' ? move[3] : { retryAt: now + move[3].later };
        return (database) => database.postings.postingFailed(id, held, outcome);
      };
      await liveThrough(history, stepOf, async ({ postings }, { now, added }) => [
        await Promise.all(added.map((id) => postings.posting(id))),
        await postings.postingsAbout(about),
        await postings.duePostings(now, 8),
        await postings.duePostings(now + 2, 80),
      ]);
    });
  });
}

async function outcomeOf(step: Step, database: Database): Promise<unknown> {
  try {
    return await step(database);
  } catch (error) {
    return error instanceof StoreConflict ? 'a conflict' : `an error: ${String(error)}`;
  }
}
