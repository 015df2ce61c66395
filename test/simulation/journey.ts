import { join } from 'node:path';
import { wakeJobs } from '../../src/chat/alarm.ts';
import type { Job, JobContext } from '../../src/chat/job.ts';
import { loadRegistry } from '../../src/chat/registry.ts';
import type { Database, Wake } from '../../src/core/stores.ts';
import { HOUR_MS, type Instant } from '../../src/core/time/instant.ts';
import { moveClock } from '../../src/move-clock.ts';
import { fakeHolidayCalendar } from '../fakes/holiday-calendar.ts';
import { fakeLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import type { FakeWorld } from '../fakes/world.ts';
import type { PostOffice } from './post-office.ts';

/** What was sent and not noted, and what was refused, is tried again within two hours. */
const AGAIN_MS = 2 * HOUR_MS;
const MOST_AGAIN = 500;

export interface Journey {
  /** Lets all this time pass: whatever falls due in it happens, at its time. */
  until(at: Instant): Promise<void>;
  readonly stops: () => number;
  readonly log: ReturnType<typeof fakeLog>;
  stop(): Promise<void>;
}

export interface Wakes {
  /** Given to the database when it is opened; bound to the queue when there is one. */
  onWake(wakes: readonly Wake[]): Promise<void>;
  bind(to: (wakes: readonly Wake[]) => Promise<void>): void;
}

export function wakes(): Wakes {
  let bound: (wakes: readonly Wake[]) => Promise<void> = async () => undefined;
  return {
    onWake: (made) => bound(made),
    bind(to) {
      bound = to;
    },
  };
}

/** The bot's own jobs, its own way of moving a clock, and the queue in memory. */
export async function journey(
  world: FakeWorld,
  database: Database,
  post: PostOffice,
  told: Wakes,
): Promise<Journey> {
  const { jobs } = await loadRegistry({ commands: join('commands'), jobs: join('jobs') });
  const log = fakeLog();
  const queue = fakeQueue(world);
  told.bind((made) => wakeJobs(queue, made));
  const context: JobContext = {
    ...{ world, queue, log, holidays: fakeHolidayCalendar(), platforms: post.platforms },
    database: { ...database, nextDueAt: (after) => nextDueAt(database, after) },
  };
  // What has a pace of its own is run by the moved clock.
  const paceless = new Map<string, Job>([...jobs].map(([name, { everyMs: _, ...job }]) => [name, job]));
  const worker = queue.work(paceless, context);
  let stops = 0;
  return {
    log,
    stops: () => stops,
    stop: () => worker.stop(),
    async until(to) {
      await moveClock({
        ...{ to, context, jobs },
        reached: () => {
          stops += 1;
        },
        clock: { now: world.now, setOffset: (ms) => world.set(ms) },
        realNow: () => 0,
        // Starts what was put off until now, too.
        pause: () => queue.reach(world.now()),
        atWork: () => worker.active() + queue.held.filter(({ runAt }) => runAt <= world.now()).length,
      });
    },
  };
}

/** As the rows say, and where something is to be tried again or looked for: the reconciler comes by every minute. */
async function nextDueAt(database: Database, after: Instant): Promise<Instant | undefined> {
  const [due, again] = await Promise.all([
    database.nextDueAt(after),
    database.reminders.dueReminders(after + AGAIN_MS, MOST_AGAIN),
  ]);
  const instants = [due, ...again.map(({ dueAt }) => dueAt)].filter((at) => at !== undefined && at > after);
  return instants.length === 0 ? undefined : Math.min(...instants.filter((at) => at !== undefined));
}
