/**
 * Real services for the suites that want them: named by the environment, else where they usually answer. On a
 * developer's machine their absence skips a suite visibly; under CI it is an error.
 */
import { connect } from 'node:net';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Of a database on which other databases may be created and dropped. */
export function realPostgresUrl(): Promise<string | undefined> {
  return find('TWINBELL_TEST_DATABASE_URL', 'postgres://postgres@127.0.0.1:5432/postgres', postgresAnswers);
}

export function realRedisUrl(): Promise<string | undefined> {
  return find('TWINBELL_TEST_REDIS_URL', 'redis://127.0.0.1:6379', redisAnswers);
}

/** A database of one's own for a suite, and the way to get rid of it. */
export async function createRealDatabase(
  adminUrl: string,
  name: string,
): Promise<{ url: string; run(sql: string): Promise<void>; drop(): Promise<void> }> {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const runAt = async (address: string, sql: string) => {
    const client = new pg.Client(address);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const admin = (sql: string) => runAt(adminUrl, sql);
  await admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await admin(`CREATE DATABASE "${name}"`);
  return {
    url: url.href,
    run: (sql) => runAt(url.href, sql),
    drop: () => admin(`DROP DATABASE "${name}" WITH (FORCE)`),
  };
}

/** Redis has 16 databases unless told; 0 is left to whoever works there. */
const REDIS_DATABASES = Array.from({ length: 15 }, (_, index) => index + 1);
/** A run that was killed gives its database back after this time. */
const REDIS_LEASE_SECONDS = 900;

/** An empty Redis database of one's own, so that runs at the same time do not take each other's jobs. */
export async function claimRedisDatabase(
  serverUrl: string,
): Promise<{ url: string; release(): Promise<void> }> {
  const client = new Redis(serverUrl);
  for (const number of REDIS_DATABASES) {
    const lease = `twinbell-test-database-${number}`;
    if ((await client.set(lease, String(process.pid), 'EX', REDIS_LEASE_SECONDS, 'NX')) !== 'OK') continue;
    const url = new URL(serverUrl);
    url.pathname = `/${number}`;
    const own = new Redis(url.href);
    await own.flushdb();
    return {
      url: url.href,
      async release() {
        await own.flushdb();
        await own.quit();
        await client.del(lease);
        await client.quit();
      },
    };
  }
  await client.quit();
  throw new Error(`All ${REDIS_DATABASES.length} databases of the Redis are taken by tests.`);
}

async function find(
  variable: string,
  usual: string,
  answers: (url: string) => Promise<boolean>,
): Promise<string | undefined> {
  const named = process.env[variable];
  const url = named ?? usual;
  if (await answers(url)) return url;
  // Whoever names a service wants it tested; so does CI.
  if (named !== undefined || process.env.CI === 'true') {
    throw new Error(`No service answers at ${url}. Start one, or name one in ${variable}.`);
  }
  return undefined;
}

async function postgresAnswers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function redisAnswers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port || 6379), hostname);
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => settle(false));
    socket.on('error', () => settle(false));
    socket.on('connect', () => socket.write('PING\r\n'));
    // "+PONG", or "-NOAUTH" of one that wants a password: both are Redis.
    socket.on('data', (data) => settle(data[0] === 0x2b || data[0] === 0x2d));
  });
}
