import type { z } from 'zod';
import type { PrivateCalendars } from '../core/availability/private-calendar.ts';
import type { HolidayCalendar } from '../core/holiday/holiday-calendar.ts';
import type { Database } from '../core/stores.ts';
import type { Instant } from '../core/time/instant.ts';
import type { PlatformName } from '../core/twinning/twinning.ts';
import type { World } from '../core/world.ts';
import type { CalendarAddresses } from './calendar-addresses.ts';
import type { Log } from './log.ts';
import type { Platform } from './platform.ts';

/** Ids and numbers only: a queue's data is read by more eyes than the database. */
export type JobPayload = Readonly<Record<string, string | number>>;

/** Port: the queue, an alarm clock. It may lose, repeat or reorder; the database's rows decide. */
export interface Queue {
  /**
   * @param options.runAt not before this instant of the bot's clock; further away than 48 hours is not queued (the reconciler brings it later)
   * @param options.key any text: one job of this name at a time with this key (and `runAt`)
   * @throws when the queue does not answer, within seconds.
   */
  add(job: string, payload: JobPayload, options?: { runAt?: Instant; key?: string }): Promise<void>;
  /** @throws when the queue does not answer, within seconds. */
  ping(): Promise<void>;
  /** Also when the queue does not answer. Never rejects. */
  close(): Promise<void>;
}

export interface JobContext {
  readonly world: World;
  readonly database: Database;
  readonly queue: Queue;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly holidays: HolidayCalendar;
  readonly privateCalendars?: PrivateCalendars;
  readonly log: Log;
  /** Undefined where nobody reaches the bot from outside. */
  readonly calendars?: CalendarAddresses;
}

/** What happens by itself. The filename is the job. */
export interface Job<P extends JobPayload = JobPayload> {
  readonly payload: z.ZodType<P>;
  /** Tries before it is given up for this wake; the reconciler brings it again. */
  readonly attempts: number;
  /** Runs by itself every so many milliseconds, also when the queue has lost everything. */
  readonly everyMs?: number;
  /** Jobs with the same key are one. */
  readonly key: (payload: P) => string;
  readonly run: (payload: P, context: JobContext) => Promise<'done' | 'skipped'>;
}

export const defineJob = <P extends JobPayload>(job: Job<P>): Job<P> => job;
