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

/** A server that does not take a connection by then is away. */
const CONNECT_MS = 5_000;
/** Longer than BullMQ ever waits for a job in one request. A connection that died without a word is noticed by this. */
const SILENCE_MS = 30_000;

/** What is used of BullMQ. Its two backends differ in types that nothing here looks at. */
export interface BullQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  waitUntilReady(): Promise<unknown>;
  getJobCounts(...states: JobType[]): Promise<unknown>;
  close(): Promise<void>;
}

export interface BullWorker {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** A part of BullMQ, and the way to hang up whatever it still waits for. */
export interface Opened<T> {
  readonly bull: T;
  hangUp(): void;
}

export function openBullQueue(
  connection: QueueConnection,
  options: Omit<QueueOptions, 'connection'>,
  onError: (error: Error) => void,
): Opened<BullQueue> {
  if (!('redisUrl' in connection)) {
    const queue = new Queue(
      NAME,
      { ...options, connection: postgres(connection.postgres) },
      createPostgresBackend,
    );
    queue.on('error', onError);
    return { bull: queue, hangUp: () => undefined };
  }
  // Whoever adds a job is waited for by a person: a few tries within a second, then it is up to the reconciler.
  const client = redis(connection.redisUrl, 5);
  const queue = new Queue(NAME, { ...options, prefix: PREFIX, connection: client });
  queue.on('error', onError);
  return { bull: queue, hangUp: () => hangUp(client) };
}

export function openBullWorker(
  connection: QueueConnection,
  run: (name: string, data: unknown) => Promise<string>,
  options: Pick<WorkerOptions, 'concurrency'>,
  onError: (error: Error) => void,
): Opened<BullWorker> {
  const common = { ...options, autorun: true, maxStalledCount: MOST_STALLS };
  if (!('redisUrl' in connection)) {
    const onPostgres = { ...common, connection: postgres(connection.postgres) };
    const worker = new Worker(NAME, (job) => run(job.name, job.data), onPostgres, createPostgresBackend);
    worker.on('error', onError);
    return { bull: worker, hangUp: () => undefined };
  }
  // A worker waits for Redis to come back instead of giving up after some tries.
  const client = redis(connection.redisUrl, null);
  const worker = new Worker(NAME, (job) => run(job.name, job.data), {
    ...common,
    prefix: PREFIX,
    connection: client,
  });
  worker.on('error', onError);
  return { bull: worker, hangUp: () => hangUp(client) };
}

export const redis = (url: string, maxRetriesPerRequest: number | null): Redis =>
  new Redis(url, { connectTimeout: CONNECT_MS, socketTimeout: SILENCE_MS, maxRetriesPerRequest });

/** BullMQ leaves open what it was given. */
export function hangUp(client: Redis): void {
  // Its last errors are nobody's any more.
  client.on('error', () => undefined);
  client.disconnect();
}

const postgres = (address: PostgresAddress) => ({
  ...address,
  migrate: true,
  connectionTimeoutMillis: CONNECT_MS,
});
