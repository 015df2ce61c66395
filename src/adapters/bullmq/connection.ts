import {
  createPostgresBackend,
  type JobsOptions,
  type JobType,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { Log } from '../../chat/log.ts';

/** As for `new pg.Pool()`: a server's url, or the embedded store's socket. */
export type PostgresAddress =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly password?: string;
    };

/** Where the queue lives: a Redis, or any Postgres (the embedded one too), on BullMQ's own backend for it. */
export type QueueConnection = { readonly redisUrl: string } | { readonly postgres: PostgresAddress };

/** Everything of the bot is in this one queue. The braces keep its keys in one slot of a Redis Cluster. */
const NAME = 'twinbell';
const PREFIX = '{twinbell}';

/** How often a job may lose its worker (a kill, a deploy) before BullMQ gives it up; the rows decide what is sent. */
const MOST_STALLS = 100;

/** What is used of a queue. Its two backends differ in types that nothing here looks at. */
export interface BullQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  close(): Promise<void>;
  waitUntilReady(): Promise<unknown>;
  getJobCounts(...states: JobType[]): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: unknown; opts: JobsOptions },
  ): Promise<unknown>;
  getJobSchedulers(): Promise<readonly { key: string }[]>;
  removeJobScheduler(id: string): Promise<boolean>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface BullWorker {
  close(): Promise<void>;
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export function openBullQueue(
  connection: QueueConnection,
  options: Omit<QueueOptions, 'connection'>,
): BullQueue {
  if ('redisUrl' in connection) {
    return new Queue(NAME, { ...options, prefix: PREFIX, connection: redis(connection.redisUrl) });
  }
  return new Queue(
    NAME,
    { ...options, connection: { ...connection.postgres, migrate: true } },
    createPostgresBackend,
  );
}

export function openBullWorker(
  connection: QueueConnection,
  run: (name: string, data: unknown) => Promise<string>,
  options: Pick<WorkerOptions, 'concurrency'>,
): BullWorker {
  const common = { ...options, autorun: true, maxStalledCount: MOST_STALLS };
  if ('redisUrl' in connection) {
    return new Worker(NAME, (job) => run(job.name, job.data), {
      ...common,
      prefix: PREFIX,
      connection: redis(connection.redisUrl),
    });
  }
  return new Worker(
    NAME,
    (job) => run(job.name, job.data),
    { ...common, connection: { ...connection.postgres, migrate: true } },
    createPostgresBackend,
  );
}

/** A blocking reader waits for Redis to come back instead of giving up after some tries. */
const redis = (url: string): Redis => new Redis(url, { maxRetriesPerRequest: null });

/** A Redis that evicts or keeps nothing on disk costs delays: the operator should know. The reconciler makes up for both. */
export async function checkRedis(redisUrl: string, log: Log): Promise<void> {
  const client = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  try {
    const read = async (name: string) => ((await client.config('GET', name)) as string[])[1];
    const policy = await read('maxmemory-policy');
    if (policy !== 'noeviction') log.warn('queue.redis-evicts', { policy });
    if ((await read('appendonly')) !== 'yes') log.warn('queue.redis-not-on-disk');
  } catch (error) {
    // Managed servers often forbid CONFIG; that is no reason not to work.
    log.warn('queue.redis-not-checked', { error: error instanceof Error ? error : undefined });
  } finally {
    client.disconnect();
  }
}
