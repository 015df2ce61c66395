import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import type { PoolConfig } from 'pg';
import type { Log } from '../../chat/log.ts';
import type { ArchiveStore } from '../../core/archive/archive-store.ts';
import { type GuardedStores, guardStores } from '../../core/guard-stores.ts';
import { refuseUnkeepable } from '../../core/keepable.ts';
import type { Database, Stores, Transaction, Wake } from '../../core/stores.ts';
import { prismaArchiveStore } from './archive-store.ts';
import { prismaAuditStore } from './audit-store.ts';
import { prismaAwayStore } from './away-store.ts';
import { prismaBusyCalendarStore } from './busy-calendar-store.ts';
import { prismaCalendarStore } from './calendar-store.ts';
import { prismaCommitmentStore } from './commitment-store.ts';
import { prismaCommitteeStore } from './committee-store.ts';
import { prismaDraftStore } from './draft-store.ts';
import { prismaFactStore } from './fact-store.ts';
import { PrismaClient } from './generated/client.ts';
import { prismaHandoverStore } from './handover-store.ts';
import { prismaMeetingRecordStore } from './meeting-record-store.ts';
import { prismaMeetingStore } from './meeting-store.ts';
import { prismaPostingStore } from './posting-store.ts';
import { isWriteConflict } from './prisma-error.ts';
import { prismaProgrammeStore } from './programme-store.ts';
import { prismaReminderStore } from './reminder-store.ts';
import { prismaReviewStore } from './review-store.ts';
import { type Client, toDate } from './row.ts';
import { prismaSeenRequestStore } from './seen-request-store.ts';
import { prismaSeriesStore } from './series-store.ts';
import { prismaSettingsStore } from './settings-store.ts';
import { prismaTwinningStore } from './twinning-store.ts';

export interface DatabaseOptions {
  /** As for `new pg.Pool()`; the embedded store's or a server's. */
  readonly connection: PoolConfig;
  /** Told after commit. Nobody waits for it: what it throws is logged, and the reconciler makes up for it. */
  readonly onWake: (wakes: readonly Wake[]) => void | Promise<void>;
  readonly log: Log;
  /** How long a transaction may wait for its connection. */
  readonly startLimitMs?: number;
  /** How long it may take. */
  readonly runLimitMs?: number;
}

export interface PrismaDatabase extends Database {
  readonly archives: ArchiveStore;
  /** @throws when the database does not answer. */
  ping(): Promise<void>;
  /** Lets the last wakes be told, and disconnects. */
  close(): Promise<void>;
}

const attempts = 6;

export function openDatabase(options: DatabaseOptions): PrismaDatabase {
  const { log, onWake, startLimitMs = 10_000, runLimitMs = 12_000 } = options;
  const prisma = new PrismaClient({ adapter: new PrismaPg(inUtc(options.connection), poolErrorsTo(log)) });
  const stores = storesOn(prisma);
  const inTransaction = new AsyncLocalStorage<true>();
  const telling = new Set<Promise<void>>();

  async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    refuseInside();
    for (let attempt = 1; ; attempt += 1) {
      const wakes: Wake[] = [];
      let guarded: GuardedStores | undefined;
      try {
        const result = await prisma.$transaction(
          (client) =>
            inTransaction.run(true, async () => {
              guarded = guardStores(storesOn(client));
              const done = await work({ ...guarded.stores, wake: (wake) => wakes.push(wake) });
              guarded.refuseLost();
              // Checks the references here, where a failure has a name.
              await client.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
              return done;
            }),
          // Read committed, on purpose: what must not change under a decision is locked first (`lock…`), so
          // that others wait instead of starting over; claims decide in one statement.
          { isolationLevel: 'ReadCommitted', maxWait: startLimitMs, timeout: runLimitMs },
        );
        tell(wakes);
        return result;
      } catch (error) {
        // What the work made of a store's failure may hide that it would succeed now.
        const again = isWriteConflict(error) || isWriteConflict(guarded?.failure());
        if (attempt === attempts || !again) throw error;
        log.info('database.repeated', { attempt });
        await sleep(5 * 2 ** attempt);
      }
    }
  }

  function tell(wakes: readonly Wake[]): void {
    if (wakes.length === 0) return;
    const told = (async () => {
      try {
        await onWake(wakes);
      } catch (error) {
        log.warn('database.wake-failed', {
          error: error instanceof Error ? error : new Error(String(error)),
        });
      }
    })();
    telling.add(told);
    void told.then(() => telling.delete(told));
  }

  /** On the embedded store the outer client would wait for the one connection that its own caller holds. */
  function refuseInside(): void {
    if (inTransaction.getStore()) throw new Error('the database was used inside a transaction: use tx');
  }

  /** Reads go straight to the client; writes, which may be several statements, become a transaction. */
  function outside<K extends keyof Stores>(name: K): Stores[K] {
    return new Proxy(stores[name], {
      get(store, method) {
        const run: unknown = Reflect.get(store, method);
        if (typeof method !== 'string' || typeof run !== 'function') return run;
        return async (...args: unknown[]): Promise<unknown> => {
          refuseInside();
          if (!/^(insert|save)[A-Z]/.test(method)) {
            refuseUnkeepable(args);
            return Reflect.apply(run, store, args);
          }
          return transaction(async (tx): Promise<unknown> => {
            const write: unknown = Reflect.get(tx[name], method);
            if (typeof write !== 'function') throw new Error(`${name} has no ${method}`);
            return Reflect.apply(write, tx[name], args);
          });
        };
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
    away: outside('away'),
    calendars: outside('calendars'),
    settings: outside('settings'),
    records: outside('records'),
    series: outside('series'),
    facts: outside('facts'),
    busyCalendars: outside('busyCalendars'),
    handovers: outside('handovers'),
    archives: prismaArchiveStore(prisma),
    reviews: outside('reviews'),
    programmes: outside('programmes'),
    transaction,
    async nextDueAt(after) {
      refuseInside();
      const rows = await prisma.$queryRaw<{ next: Date | null }[]>`
        SELECT LEAST(
          (SELECT MIN(GREATEST(due_at, retry_at)) FROM reminder
            WHERE state = 'scheduled' AND GREATEST(due_at, retry_at) > ${toDate(after)}),
          (SELECT MIN(deadline_at) FROM meeting WHERE state = 'polling' AND deadline_at > ${toDate(after)}),
          (SELECT MIN(starts_at) FROM review WHERE state = 'planned' AND starts_at > ${toDate(after)})
        ) AS next`;
      return rows[0]?.next?.getTime();
    },
    async ping() {
      await prisma.$queryRaw`SELECT 1`;
    },
    async close() {
      await Promise.all(telling);
      await prisma.$disconnect();
    },
  };
}

function storesOn(client: Client): Stores {
  return {
    twinnings: prismaTwinningStore(client),
    committees: prismaCommitteeStore(client),
    meetings: prismaMeetingStore(client),
    commitments: prismaCommitmentStore(client),
    reminders: prismaReminderStore(client),
    postings: prismaPostingStore(client),
    drafts: prismaDraftStore(client),
    seenRequests: prismaSeenRequestStore(client),
    audit: prismaAuditStore(client),
    away: prismaAwayStore(client),
    calendars: prismaCalendarStore(client),
    settings: prismaSettingsStore(client),
    records: prismaMeetingRecordStore(client),
    series: prismaSeriesStore(client),
    facts: prismaFactStore(client),
    busyCalendars: prismaBusyCalendarStore(client),
    handovers: prismaHandoverStore(client),
    reviews: prismaReviewStore(client),
    programmes: prismaProgrammeStore(client),
  };
}

/**
 * Prisma's adapter cuts the offset off a timestamptz and takes the rest for UTC, so that on a server with another
 * zone every instant would be read hours off. Each session is therefore put into UTC.
 */
function inUtc(connection: PoolConfig): PoolConfig {
  return { ...connection, options: `${connection.options ?? ''} -c TimeZone=UTC`.trim() };
}

/** A connection that breaks while nobody uses it must not end the process; the next query opens a new one. */
function poolErrorsTo(log: Log) {
  const onError = (error: Error) => log.warn('database.connection-lost', { error });
  return { onPoolError: onError, onConnectionError: onError };
}
