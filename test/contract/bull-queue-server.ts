/** The real queue, on a Redis or a Postgres behind a proxy that can be cut. */
import { Queue as BullQueue, createPostgresBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { z } from 'zod';
import type { PostgresAddress, QueueConnection } from '../../src/adapters/bullmq/connection.ts';
import { openQueue } from '../../src/adapters/bullmq/queue.ts';
import { startWorker } from '../../src/adapters/bullmq/worker.ts';
import { systemClock, systemWorld } from '../../src/adapters/system/system-world.ts';
import { defineJob, type JobPayload, type Queue } from '../../src/chat/job.ts';
import { fakeLog } from '../fakes/log.ts';
import type { QueueServer, QueueUnderTest } from './queue-contract.ts';
import { SeverableProxy } from './severable-proxy.ts';

/** What the tests do beside the bot, on the server itself. */
interface Backdoor {
  empty(): Promise<void>;
  held(): Promise<number>;
  close(): Promise<void>;
}

/** @param url of a Redis database that is the suite's own */
export async function redisQueueServer(url: string): Promise<QueueServer> {
  const { hostname, port } = new URL(url);
  const proxy = await SeverableProxy.open({ host: hostname, port: Number(port || 6379) });
  const proxied = new URL(url);
  proxied.host = `127.0.0.1:${proxy.port}`;
  const redis = new Redis(url);
  const counter = new BullQueue('twinbell', { prefix: '{twinbell}', connection: { url } });
  return serve({ redisUrl: proxied.href }, proxy, {
    empty: async () => void (await redis.flushdb()),
    held: () => counter.getJobCountByTypes('waiting', 'delayed', 'prioritized'),
    async close() {
      await counter.close();
      await redis.quit();
    },
  });
}

/** @param address of a database that is the suite's own */
export async function postgresQueueServer(
  address: Exclude<PostgresAddress, { connectionString: string }>,
): Promise<QueueServer> {
  const proxy = await SeverableProxy.open(address);
  const client = new pg.Client(address);
  await client.connect();
  const counter = new BullQueue(
    'twinbell',
    { connection: { ...address, migrate: true } },
    createPostgresBackend,
  );
  await counter.waitUntilReady();
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'",
  );
  // In any order, whatever refers to what.
  await client.query('SET session_replication_role = replica');
  const empty = rows.map(({ name }) => `DELETE FROM bullmq."${name}"`).join(';');
  return serve({ postgres: { ...address, host: '127.0.0.1', port: proxy.port } }, proxy, {
    empty: async () => void (await client.query(empty)),
    held: () => counter.getJobCountByTypes('waiting', 'delayed', 'prioritized'),
    async close() {
      await counter.close();
      await client.end();
    },
  });
}

function serve(connection: QueueConnection, proxy: SeverableProxy, backdoor: Backdoor): QueueServer {
  const world = systemWorld(systemClock());
  const opened: Queue[] = [];
  let queue: Queue | undefined;
  async function open(): Promise<Queue> {
    const real = await openQueue({
      connection,
      now: () => world.now(),
      log: fakeLog(),
      answerWithinMs: 2_000,
    });
    opened.push(real);
    return {
      ...real,
      close() {
        queue = undefined;
        return real.close();
      },
    };
  }
  const reached = new Map<string, () => void>();
  const sentinel = defineJob<JobPayload>({
    payload: z.record(z.string(), z.string()),
    attempts: 1,
    key: ({ id }) => String(id),
    async run({ id }) {
      reached.get(String(id))?.();
      return 'done';
    },
  });
  return {
    async open(): Promise<QueueUnderTest> {
      await backdoor.empty();
      queue ??= await open();
      const current = queue;
      return {
        queue: current,
        world,
        work: (jobs, context) =>
          startWorker({ connection, jobs: new Map([...jobs, ['sentinel', sentinel]]), context }),
        async reach(at) {
          const id = `sentinel-${reached.size}`;
          const begun = new Promise<void>((resolve) => reached.set(id, resolve));
          await current.add('sentinel', { id }, { runAt: at });
          await begun;
        },
        held: backdoor.held,
        lose: backdoor.empty,
        outage: (how) => proxy.outage(how),
        connections: async () => proxy.connections,
      };
    },
    async stop() {
      await Promise.all(opened.map((one) => one.close()));
      await backdoor.close();
      await proxy.close();
    },
  };
}
