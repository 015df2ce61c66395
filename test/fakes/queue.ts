import type { Job, JobContext, JobPayload, Queue } from '../../src/chat/job.ts';
import { HOUR_MS, type Instant } from '../../src/core/time/instant.ts';
import type { FakeWorld } from './world.ts';

interface Held {
  readonly job: string;
  readonly payload: JobPayload;
  readonly runAt: Instant;
  readonly id: string | undefined;
  readonly order: number;
}

export interface FakeWorker {
  active(): number;
  stop(): Promise<void>;
}

export interface FakeQueue extends Queue {
  /** What waits for its time or for a worker, as `job` and payload. */
  readonly held: readonly { readonly job: string; readonly payload: JobPayload; readonly runAt: Instant }[];
  /** Runs jobs as they fall due, each as soon as the world's clock is there. */
  work(jobs: ReadonlyMap<string, Job>, context: JobContext): FakeWorker;
  /** Moves the clock to this instant, stopping wherever something falls due until it is done (or waits for the test). */
  reach(at: Instant): Promise<void>;
  /** Everything that waits is gone, as after a flush. */
  lose(): void;
  /** While false, it answers nobody. */
  answers(yes: boolean): void;
}

const AHEAD_MS = 48 * HOUR_MS;
/** Of the event loop. Jobs on fakes are done within one or two. */
const PATIENCE_TURNS = 50;

/** The queue in memory, on the world's clock. */
export function fakeQueue(world: FakeWorld): FakeQueue {
  let held: Held[] = [];
  const running = new Map<Held, Promise<void>>();
  let worker: { jobs: ReadonlyMap<string, Job>; context: JobContext } | undefined;
  const pace = new Map<string, Instant>();
  let answering = true;
  let order = 0;

  function refuseWhenAway(): void {
    if (!answering) throw new Error('the queue does not answer');
  }

  function hold(job: string, payload: JobPayload, runAt: Instant, id?: string): void {
    if (id !== undefined && [...held, ...running.keys()].some((one) => one.id === id)) return;
    order += 1;
    held.push({ job, payload, runAt, id, order });
    // A worker hears of it a moment later, never inside of `add`.
    queueMicrotask(startDue);
  }

  function startDue(): void {
    if (worker === undefined || !answering) return;
    const now = world.now();
    for (const [job, at] of pace) {
      if (at > now) continue;
      pace.set(job, now + (worker.jobs.get(job)?.everyMs ?? 0));
      hold(job, {}, now, `${job}-every-${now}`);
    }
    const due = held
      .filter(({ runAt }) => runAt <= now)
      .sort((a, b) => a.runAt - b.runAt || a.order - b.order);
    held = held.filter((one) => !due.includes(one));
    for (const one of due) {
      const { jobs, context } = worker;
      running.set(
        one,
        run(jobs, context, one).finally(() => running.delete(one)),
      );
    }
  }

  /** Until nothing that is due waits or runs, or what runs waits for something that only the test can do. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < PATIENCE_TURNS; turn += 1) {
      startDue();
      if (running.size === 0) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    async add(job, payload, { runAt, key } = {}) {
      refuseWhenAway();
      if ((runAt ?? 0) - world.now() > AHEAD_MS) return;
      const id = key === undefined ? undefined : JSON.stringify([job, key, runAt]);
      hold(job, { ...payload }, runAt ?? world.now(), id);
    },
    async ping() {
      refuseWhenAway();
    },
    close: () => Promise.resolve(),
    get held() {
      return held.map(({ job, payload, runAt }) => ({ job, payload, runAt }));
    },
    work(jobs, context) {
      worker = { jobs, context };
      pace.clear();
      for (const [job, { everyMs }] of jobs) if (everyMs !== undefined) pace.set(job, world.now() + everyMs);
      startDue();
      return {
        active: () => running.size,
        async stop() {
          worker = undefined;
          await Promise.all(running.values());
        },
      };
    },
    async reach(at) {
      await settle();
      for (;;) {
        const coming = [...held.map(({ runAt }) => runAt), ...(worker ? pace.values() : [])];
        const next = Math.min(at, ...coming.filter((one) => one > world.now()));
        if (next > world.now()) world.set(next);
        await settle();
        if (world.now() >= at) return;
      }
    },
    lose() {
      held = [];
    },
    answers(yes) {
      answering = yes;
      queueMicrotask(startDue);
    },
  };
}

/** As the port says: some tries at once; what still fails is left to the reconciler. */
async function run(
  jobs: ReadonlyMap<string, Job>,
  context: JobContext,
  { job, payload }: Held,
): Promise<void> {
  const found = jobs.get(job);
  if (found === undefined) return context.log.warn('job.unknown', { job });
  for (let attempt = 1; attempt <= found.attempts; attempt += 1) {
    try {
      await found.run(found.payload.parse(payload), context);
      return;
    } catch (error) {
      const known = error instanceof Error ? error : new Error('not an error');
      context.log.error('job.failed', { job, attempt, error: known });
    }
  }
}
