import type { Queue } from '../../chat/job.ts';
import type { Log } from '../../chat/log.ts';
import type { Instant } from '../../core/time/instant.ts';
import { checkRedis, openBullQueue, type QueueConnection } from './connection.ts';

/** What is further away stays in the table; the reconciler brings it when it comes near. */
export const QUEUE_AHEAD_MS = 48 * 3_600_000;

export interface QueueOptions {
  readonly connection: QueueConnection;
  /** The bot's clock: delays are counted from it. */
  readonly now: () => Instant;
  readonly log: Log;
}

/** @throws when the queue does not answer at the start. */
export async function openQueue({ connection, now, log }: QueueOptions): Promise<Queue> {
  if ('redisUrl' in connection) await checkRedis(connection.redisUrl, log);
  const queue = openBullQueue(connection, {
    // An id deduplicates only while its job is kept, so nothing is kept.
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  queue.on('error', (error) => log.warn('queue.error', { error }));
  await queue.waitUntilReady();
  return {
    async add(job, payload, { runAt, key } = {}) {
      const delay = Math.max(0, (runAt ?? 0) - now());
      if (delay > QUEUE_AHEAD_MS) return;
      // Adding an id again keeps the old delay: the instant in the id makes a moved job another one.
      const jobId = key === undefined ? undefined : `${job}-${key}-${runAt ?? 'now'}`;
      await queue.add(job, payload, { delay, ...(jobId === undefined ? {} : { jobId }) });
    },
    async ping() {
      await queue.getJobCounts('waiting');
    },
    close: () => queue.close(),
  };
}
