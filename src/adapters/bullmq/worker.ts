import type { Job, JobContext } from '../../chat/job.ts';
import { openBullQueue, openBullWorker, type QueueConnection } from './connection.ts';

export interface WorkerOptions {
  readonly connection: QueueConnection;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly context: JobContext;
  readonly concurrency?: number;
}

export interface RunningWorker {
  /** How many jobs this process is at right now. */
  active(): number;
  /** Takes no more jobs and lets those under way end. */
  stop(): Promise<void>;
}

/** Runs the jobs as the queue wakes them, and the repeating ones at their pace. */
export async function startWorker({
  connection,
  jobs,
  context,
  concurrency = 8,
}: WorkerOptions): Promise<RunningWorker> {
  const { log } = context;
  let active = 0;
  const run = async (name: string, data: unknown) => {
    active += 1;
    try {
      return await runJob(jobs, context, name, data);
    } finally {
      active -= 1;
    }
  };
  const worker = openBullWorker(connection, run, { concurrency });
  worker.on('error', (error) => log.warn('queue.error', { error }));
  await worker.waitUntilReady();
  await schedule(connection, jobs);
  return { active: () => active, stop: () => worker.close() };
}

/** @throws what the job throws: the reconciler brings back what is still due. */
async function runJob(
  jobs: ReadonlyMap<string, Job>,
  context: JobContext,
  name: string,
  data: unknown,
): Promise<string> {
  const job = jobs.get(name);
  if (job === undefined) {
    context.log.warn('job.unknown', { job: name });
    return 'skipped';
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await job.run(job.payload.parse(data), context);
    } catch (error) {
      const known = error instanceof Error ? error : new Error('not an error');
      context.log.error('job.failed', { job: name, attempt, error: known });
      if (attempt >= job.attempts) throw known;
    }
  }
}

async function schedule(connection: QueueConnection, jobs: ReadonlyMap<string, Job>): Promise<void> {
  const queue = openBullQueue(connection, {});
  try {
    for (const [name, { everyMs }] of jobs) {
      if (everyMs !== undefined)
        await queue.upsertJobScheduler(
          name,
          { every: everyMs },
          { name, data: {}, opts: { removeOnComplete: true, removeOnFail: true } },
        );
    }
    for (const { key } of await queue.getJobSchedulers()) {
      if (jobs.get(key)?.everyMs === undefined) await queue.removeJobScheduler(key);
    }
  } finally {
    await queue.close();
  }
}
