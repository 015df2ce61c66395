import { AsyncLocalStorage } from 'node:async_hooks';
import { guardStores } from '../../src/core/guard-stores.ts';
import type { Database, Stores, Transaction, Wake } from '../../src/core/stores.ts';
import { fakeAwayStore } from './away-store.ts';
import { fakeBusyCalendarStore } from './busy-calendar-store.ts';
import { fakeCalendarStore } from './calendar-store.ts';
import { fakeCommitmentStore } from './commitment-store.ts';
import { fakeCommitteeStore } from './committee-store.ts';
import { fakeHandoverStore } from './handover-store.ts';
import { fakeMeetingRecordStore } from './meeting-record-store.ts';
import { fakeMeetingStore } from './meeting-store.ts';
import { fakePostingStore } from './posting-store.ts';
import { fakeProgrammeStore } from './programme-store.ts';
import { checkReferences } from './references.ts';
import { fakeReminderStore, wakesAt } from './reminder-store.ts';
import { fakeReviewStore } from './review-store.ts';
import { fakeSeriesStore } from './series-store.ts';
import { fakeSettingsStore } from './settings-store.ts';
import { fakeAuditStore, fakeDraftStore, fakeFactStore, fakeSeenRequestStore } from './small-stores.ts';
import { copy, emptyTables, settled, snapshotOf, type Tables } from './tables.ts';
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
    const guarded = guardStores(storesOn(tables));
    const result = await work({ ...guarded.stores, wake: (wake) => wanted.push(copy(wake)) });
    guarded.refuseLost();
    const kept = settled(tables);
    checkReferences(committed, kept);
    return { result, tables: kept, wanted };
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

  /** Nobody waits for it. */
  async function tell(wanted: readonly Wake[]): Promise<void> {
    wakes.push(...wanted);
    try {
      await options.onWake?.(wanted);
    } catch (error) {
      wakeErrors.push(error);
    }
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
    away: outside('away'),
    calendars: outside('calendars'),
    settings: outside('settings'),
    records: outside('records'),
    series: outside('series'),
    facts: outside('facts'),
    busyCalendars: outside('busyCalendars'),
    handovers: outside('handovers'),
    reviews: outside('reviews'),
    programmes: outside('programmes'),
    wakes,
    wakeErrors,
    async transaction(work) {
      const { result, wanted } = await alone(async () => {
        if (options.repeatWork) await attempt(work);
        const done = await attempt(work);
        committed = done.tables;
        return done;
      });
      if (wanted.length > 0) void tell(wanted);
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
        for (const { state, startsAt } of committed.reviews.values()) {
          if (state === 'planned') instants.push(startsAt);
        }
        const coming = instants.filter((at) => at !== undefined).filter((at) => at > after);
        return coming.length === 0 ? undefined : Math.min(...coming);
      }),
  };
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
    away: fakeAwayStore(tables),
    calendars: fakeCalendarStore(tables),
    settings: fakeSettingsStore(tables),
    records: fakeMeetingRecordStore(tables),
    series: fakeSeriesStore(tables),
    facts: fakeFactStore(tables),
    busyCalendars: fakeBusyCalendarStore(tables),
    handovers: fakeHandoverStore(tables),
    reviews: fakeReviewStore(tables),
    programmes: fakeProgrammeStore(tables),
  };
}
