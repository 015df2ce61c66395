import type { Job, JobContext } from '../../chat/job.ts';
import { answerInTime } from './answer-in-time.ts';
import { openBullWorker, type QueueConnection } from './connection.ts';
import { keepPace } from './keep-pace.ts';
import { START_MS } from './queue.ts';

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

/** How long the queue's server may take to note what was done last; what it does not note runs again. */
const FAREWELL_MS = 5_000;

/**
 * Runs the jobs as the queue wakes them, and the repeating ones at their pace.
 * @throws when the queue does not answer.
 */
export async function startWorker({
  connection,
  jobs,
  context,
  concurrency = 8,
}: WorkerOptions): Promise<RunningWorker> {
  const { log } = context;
  const running = new Set<Promise<string>>();
  const run = async (name: string, data: unknown) => {
    const work = runJob(jobs, context, name, data);
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  };
  const { bull, hangUp } = openBullWorker(connection, run, { concurrency }, (error) =>
    log.warn('queue.error', { error }),
  );
  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    rest();
    const closing = bull.close();
    await Promise.allSettled(running);
    try {
      await answerInTime(closing, FAREWELL_MS);
    } catch (error) {
      log.warn('queue.not-closed', { error: error instanceof Error ? error : undefined });
    } finally {
      hangUp();
    }
  }
  try {
    await answerInTime(bull.waitUntilReady(), START_MS);
  } catch (error) {
    hangUp();
    throw error;
  }
  const rest = keepPace(jobs, context);
  return {
    active: () => running.size,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
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
