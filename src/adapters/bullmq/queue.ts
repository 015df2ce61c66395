import type { Queue } from '../../chat/job.ts';
import type { Log } from '../../chat/log.ts';
import { HOUR_MS, type Instant } from '../../core/time/instant.ts';
import { answerInTime } from './answer-in-time.ts';
import { checkRedis } from './check-redis.ts';
import { openBullQueue, type QueueConnection } from './connection.ts';

/** What is further away stays in the table; the reconciler brings it when it comes near. */
const QUEUE_AHEAD_MS = 48 * HOUR_MS;
/** At the start tables may have to be made, and another process may be at it. */
export const START_MS = 30_000;
const ANSWER_MS = 5_000;

export interface QueueOptions {
  readonly connection: QueueConnection;
  /** The bot's clock: delays are counted from it. */
  readonly now: () => Instant;
  readonly log: Log;
  /** How long anybody waits for the queue's server; for tests. */
  readonly answerWithinMs?: number;
}

/** @throws when the queue does not answer at the start. */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { connection, now, log, answerWithinMs = ANSWER_MS } = options;
  if ('redisUrl' in connection) await checkRedis(connection.redisUrl, log, answerWithinMs);
  const { bull, hangUp } = openBullQueue(
    connection,
    // An id deduplicates only while its job is kept, so nothing is kept.
    { defaultJobOptions: { removeOnComplete: true, removeOnFail: true } },
    (error) => log.warn('queue.error', { error }),
  );
  try {
    await answerInTime(bull.waitUntilReady(), START_MS);
  } catch (error) {
    hangUp();
    throw error;
  }
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    try {
      await answerInTime(bull.close(), answerWithinMs);
    } catch (error) {
      log.warn('queue.not-closed', { error: error instanceof Error ? error : undefined });
    } finally {
      hangUp();
    }
  }
  return {
    async add(job, payload, { runAt, key } = {}) {
      const delay = Math.max(0, (runAt ?? 0) - now());
      if (delay > QUEUE_AHEAD_MS) return;
      const jobId = key === undefined ? {} : { jobId: idOf(job, key, runAt) };
      await answerInTime(bull.add(job, payload, { delay, ...jobId }), answerWithinMs);
    },
    async ping() {
      await answerInTime(bull.getJobCounts('waiting'), answerWithinMs);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/**
 * Adding an id again keeps the old delay: the instant in the id makes a moved job another one. BullMQ takes no colon, and
 * the job's name keeps the id from being a number.
 */
const idOf = (job: string, key: string, runAt: Instant | undefined): string =>
  `${job}-${encodeURIComponent(key)}-${runAt ?? 'now'}`;
