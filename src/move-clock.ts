import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './adapters/system/system-world.ts';
import { reconcile } from './chat/alarm.ts';
import { beatAfter } from './chat/beat.ts';
import type { Job, JobContext } from './chat/job.ts';
import { DAY_MS, type Instant } from './core/time/instant.ts';

const SETTLE_STEP_MS = 20;
const SETTLE_LIMIT_MS = 10_000;

export interface Move {
  readonly to: Instant;
  /** Told each instant at which the clock stops. */
  readonly reached: (at: Instant) => void;
  readonly clock: Clock;
  readonly realNow: () => Instant;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly context: JobContext;
  /** Jobs under way: what they will make due is not there yet. */
  readonly atWork: () => number;
  /** Lets those go on for a moment; some milliseconds unless given. */
  readonly pause?: () => Promise<unknown>;
}

/**
 * Moves the clock forward. It stops wherever something falls due, so that it rings at its time, and where a job of a
 * day's pace or more would have run: a series goes on, and what it plans is planned before it falls due. Quicker jobs
 * only tidy up after the real time, and stopping for each of them would take a year's move minutes.
 */
export async function moveClock(move: Move): Promise<void> {
  const { to, reached, clock, realNow, context } = move;
  const daily = [...move.jobs].filter(([, { everyMs }]) => everyMs !== undefined && everyMs >= DAY_MS);
  await settle(move);
  // What was passed, and not what the clock shows: it runs on meanwhile, perhaps over a beat.
  for (let passed = clock.now(); passed < to; ) {
    const now = clock.now();
    const from = passed;
    const beats = daily.map(([name, job]) => ({ name, job, at: beatAfter(job.everyMs ?? DAY_MS, from) }));
    const due = (await context.database.nextDueAt(now)) ?? to;
    passed = Math.min(due, to, ...beats.map(({ at }) => at));
    clock.setOffset(Math.max(passed, now + 1) - realNow());
    reached(clock.now());
    for (const { name, job, at } of beats) if (at === passed) await runBeat(name, job, context);
    await settle(move);
  }
}

/** Without the queue: what comes after it must find it done. */
async function runBeat(name: string, job: Job, context: JobContext): Promise<void> {
  try {
    await job.run({}, context);
  } catch (error) {
    context.log.error('job.failed', { job: name, error: error instanceof Error ? error : undefined });
  }
}

/** Waits until all that is due was done, or gives up waiting: what cannot be done now must not hold the clock for ever. */
async function settle({ context, realNow, atWork, pause = () => wait(SETTLE_STEP_MS) }: Move): Promise<void> {
  for (const until = realNow() + SETTLE_LIMIT_MS; realNow() < until; await pause()) {
    if (atWork() === 0 && (await reconcile(context)) === 0 && atWork() === 0) return;
  }
  context.log.warn('clock.not-settled');
}
