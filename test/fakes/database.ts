import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Stores, Transaction, Wake } from '../../src/core/stores.ts';
import { fakeCommitmentStore } from './commitment-store.ts';
import { fakeCommitteeStore } from './committee-store.ts';
import { fakeMeetingStore } from './meeting-store.ts';
import { fakePostingStore } from './posting-store.ts';
import { checkReferences } from './references.ts';
import { fakeReminderStore, wakesAt } from './reminder-store.ts';
import { fakeSettingsStore } from './settings-store.ts';
import { fakeAuditStore, fakeDraftStore, fakeSeenRequestStore } from './small-stores.ts';
import { copy, emptyTables, snapshotOf, type Tables } from './tables.ts';
import { fakeTwinningStore } from './twinning-store.ts';

export interface FakeDatabaseOptions {
  /** Told after commit, as the queue would be. What it throws is kept in `wakeErrors`. */
  readonly onWake?: (wakes: readonly Wake[]) => void | Promise<void>;
  /** Runs the work of each transaction twice and forgets the first run: finds work with effects beside `tx`. */
  readonly repeatWork?: boolean;
}

export interface FakeDatabase extends Database {
  /** Every wake that was committed, in order. */
  readonly wakes: readonly Wake[];
  readonly wakeErrors: readonly unknown[];
}

/**
 * The database in memory. Transactions run one after the other, see only what is committed and leave nothing
 * when they throw; references are checked at commit. Using the database itself inside a transaction's work
 * throws: on the embedded store it would wait for itself until the time-out.
 */
export function fakeDatabase(options: FakeDatabaseOptions = {}): FakeDatabase {
  let committed = emptyTables();
  let last: Promise<unknown> = Promise.resolve();
  const inTransaction = new AsyncLocalStorage<true>();
  const wakes: Wake[] = [];
  const wakeErrors: unknown[] = [];

  function alone<T>(work: () => Promise<T>): Promise<T> {
    if (inTransaction.getStore()) {
      return Promise.reject(new Error('the database was used inside a transaction: use tx'));
    }
    const turn = last.then(() => inTransaction.run(true, work));
    last = turn.catch(() => undefined);
    return turn;
  }

  async function attempt<T>(work: (tx: Transaction) => Promise<T>) {
    const tables = snapshotOf(committed);
    const wanted: Wake[] = [];
    const failures: unknown[] = [];
    const stores = failing(storesOn(tables), failures);
    const result = await work({ ...stores, wake: (wake) => wanted.push(copy(wake)) });
    if (failures.length > 0) throw lost(failures[0]);
    checkReferences(committed, tables);
    return { result, tables, wanted };
  }

  /** Each call on the database itself is a transaction of its own. */
  function outside<K extends keyof Stores>(name: K): Stores[K] {
    return new Proxy(storesOn(emptyTables())[name], {
      get(store, method) {
        if (typeof Reflect.get(store, method) !== 'function') return undefined;
        return (...args: unknown[]) =>
          alone(async () => {
            const { result, tables } = await attempt(async (tx) => {
              const run: unknown = Reflect.get(tx[name], method);
              if (typeof run !== 'function') throw new Error(`${name} has no ${String(method)}`);
              return Reflect.apply(run, tx[name], args);
            });
            committed = tables;
            return result;
          });
      },
    });
  }

  return {
    twinnings: outside('twinnings'),
    committees: outside('committees'),
    meetings: outside('meetings'),
    commitments: outside('commitments'),
    reminders: outside('reminders'),
    postings: outside('postings'),
    drafts: outside('drafts'),
    seenRequests: outside('seenRequests'),
    audit: outside('audit'),
    settings: outside('settings'),
    wakes,
    wakeErrors,
    async transaction(work) {
      const { result, wanted } = await alone(async () => {
        if (options.repeatWork) await attempt(work);
        const done = await attempt(work);
        committed = done.tables;
        return done;
      });
      wakes.push(...wanted);
      if (wanted.length > 0) {
        try {
          await options.onWake?.(wanted);
        } catch (error) {
          wakeErrors.push(error);
        }
      }
      return result;
    },
    nextDueAt: (after) =>
      alone(async () => {
        const instants = [...committed.reminders.values()].map((row) =>
          row.state === 'scheduled' ? wakesAt(row) : undefined,
        );
        for (const { state, deadlineAt } of committed.meetings.values()) {
          if (state === 'polling') instants.push(deadlineAt);
        }
        const coming = instants.filter((at) => at !== undefined).filter((at) => at > after);
        return coming.length === 0 ? undefined : Math.min(...coming);
      }),
  };
}

/** As in Postgres: after one statement failed, all that follow fail, and nothing is kept. */
function failing(stores: Stores, failures: unknown[]): Stores {
  const watch = <S extends object>(store: S): S =>
    new Proxy(store, {
      get(target, method) {
        const run: unknown = Reflect.get(target, method);
        if (typeof run !== 'function') return run;
        return async (...args: unknown[]): Promise<unknown> => {
          if (failures.length > 0) throw lost(failures[0]);
          try {
            return await Reflect.apply(run, target, args);
          } catch (error) {
            failures.push(error);
            throw error;
          }
        };
      },
    });
  return {
    twinnings: watch(stores.twinnings),
    committees: watch(stores.committees),
    meetings: watch(stores.meetings),
    commitments: watch(stores.commitments),
    reminders: watch(stores.reminders),
    postings: watch(stores.postings),
    drafts: watch(stores.drafts),
    seenRequests: watch(stores.seenRequests),
    audit: watch(stores.audit),
    settings: watch(stores.settings),
  };
}

function lost(cause: unknown): Error {
  return new Error('a store failed in this transaction: nothing of it is kept', { cause });
}

function storesOn(tables: Tables): Stores {
  return {
    twinnings: fakeTwinningStore(tables),
    committees: fakeCommitteeStore(tables),
    meetings: fakeMeetingStore(tables),
    commitments: fakeCommitmentStore(tables),
    reminders: fakeReminderStore(tables),
    postings: fakePostingStore(tables),
    drafts: fakeDraftStore(tables),
    seenRequests: fakeSeenRequestStore(tables),
    audit: fakeAuditStore(tables),
    settings: fakeSettingsStore(tables),
  };
}
