import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { QueueConnection } from '../../src/adapters/bullmq/connection.ts';
import { openQueue } from '../../src/adapters/bullmq/queue.ts';
import { openEmbeddedStore } from '../../src/adapters/embedded/open-embedded-store.ts';
import { fakeLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { fakeWorld } from '../fakes/world.ts';
import { claimRedisDatabase, createRealDatabase, realPostgresUrl, realRedisUrl } from '../real-services.ts';
import { postgresQueueServer, redisQueueServer } from './bull-queue-server.ts';
import { type QueueServer, queueContract } from './queue-contract.ts';

queueContract('the fake queue', async () => ({
  async open() {
    const world = fakeWorld();
    const queue = fakeQueue(world);
    return {
      queue,
      world,
      work: async (jobs, context) => queue.work(jobs, context),
      reach: (at) => queue.reach(at),
      held: async () => queue.held.length,
      lose: async () => queue.lose(),
      outage: async (how) => queue.answers(how === undefined),
      connections: async () => 0,
    };
  },
  stop: async () => undefined,
}));

queueContract('the queue on the embedded store', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-queue-'));
  const store = await openEmbeddedStore({ dataDir, transport: 'tcp' });
  // Without its own way to the store: the outages happen on the way over the network.
  const { stream: _, ...address } = store.poolConfig();
  return ending(await postgresQueueServer(address), async () => {
    await store.close();
    await rm(dataDir, { recursive: true });
  });
});

const redis = await realRedisUrl();
if (redis === undefined) leftOut('the queue on Redis', 'TWINBELL_TEST_REDIS_URL');
else
  queueContract('the queue on Redis', async () => {
    const database = await claimRedisDatabase(redis);
    return ending(await redisQueueServer(database.url), () => database.release());
  });

const postgres = await realPostgresUrl();
if (postgres === undefined) leftOut('the queue on Postgres', 'TWINBELL_TEST_DATABASE_URL');
else
  queueContract('the queue on Postgres', async () => {
    const database = await createRealDatabase(postgres, `twinbell_queue_${process.pid}`);
    const { hostname, port, username, password, pathname } = new URL(database.url);
    const server = await postgresQueueServer({
      host: decodeURIComponent(hostname),
      port: Number(port || 5432),
      user: decodeURIComponent(username),
      database: pathname.slice(1),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    });
    return ending(server, () => database.drop());
  });

function ending(server: QueueServer, then: () => Promise<unknown>): QueueServer {
  return {
    open: () => server.open(),
    async stop() {
      await server.stop();
      await then();
    },
  };
}

function leftOut(name: string, variable: string): void {
  describe.skipIf(true)(`${name} (none answers: set ${variable})`, () => {
    it('fulfils the contract', () => undefined);
  });
}

describe.each<[string, QueueConnection]>([
  ['Redis', { redisUrl: 'redis://127.0.0.1:1' }],
  ['Postgres', { postgres: { connectionString: 'postgres://nobody@127.0.0.1:1/none' } }],
])('a queue on a %s that is not there', (_, connection) => {
  it('is refused at the start', async () => {
    const log = fakeLog();
    await expect(openQueue({ connection, now: () => 0, log })).rejects.toThrow('ECONNREFUSED');
  });
});
