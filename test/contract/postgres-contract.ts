/** What Twinbell expects of Postgres, for the embedded store and a real server alike: one suite, run on both. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postgresClientsContract } from './postgres-clients-contract.ts';
import { postgresProtocolContract } from './postgres-protocol-contract.ts';

export interface PostgresUnderTest {
  connection: { host: string; port: number; user: string; database: string; password?: string };
  close(): Promise<void>;
}
export type OpenPostgres = (options: { idleTransactionTimeoutMs: number }) => Promise<PostgresUnderTest>;

export const idleTransactionTimeoutMs = 1_500;

/** Connected clients of the store under test, all ended after each test. */
export interface Connect {
  (config?: pg.ClientConfig): Promise<pg.Client>;
  readonly connection: PostgresUnderTest['connection'];
}

export function postgresContract(name: string, open: OpenPostgres): void {
  describe(name, () => {
    let postgres: PostgresUnderTest | undefined;
    let clients: pg.Client[] = [];
    const connection = () => {
      if (!postgres) throw new Error('not open yet');
      return postgres.connection;
    };
    const connectOne = async (config: pg.ClientConfig = {}) => {
      const client = new pg.Client({ ...connection(), ...config });
      // Some tests break connections; a client without a listener would throw that at the whole run.
      client.on('error', () => undefined);
      clients.push(client);
      await client.connect();
      return client;
    };
    const connect: Connect = Object.defineProperty(connectOne, 'connection', { get: connection }) as Connect;

    beforeAll(async () => {
      postgres = await open({ idleTransactionTimeoutMs });
    });
    afterEach(async () => {
      await Promise.all(clients.map((client) => client.end()));
      clients = [];
    });
    afterAll(() => postgres?.close());

    describe('many connections', () => {
      it('never shows one the rows of another, with large parameters and all at once', async () => {
        const rounds = 25;
        const wrong = await Promise.all(
          Array.from({ length: 8 }, async (_, who) => {
            const client = await connect();
            let faults = 0;
            for (let round = 0; round < rounds; round += 1) {
              const text = `${who}-${round}-`.repeat(30_000 + who * 5_000);
              const name = round % 2 === 0 ? { name: `same-${round % 4}` } : {};
              const { rows } = await client.query({
                ...name,
                text: 'SELECT $1::text AS text, length($1::text) AS length, $2::int AS who',
                values: [text, who],
              });
              if (rows[0]?.text !== text || rows[0].length !== text.length || rows[0].who !== who)
                faults += 1;
            }
            return faults;
          }),
        );
        expect(wrong).toEqual(wrong.map(() => 0));
      });

      it('returns a result of many megabytes whole', async () => {
        const client = await connect();
        const { rows } = await client.query(
          "SELECT repeat('x', 100000) AS text FROM generate_series(1, 150)",
        );
        expect(rows).toHaveLength(150);
        expect(rows.every((row) => row.text.length === 100_000)).toBe(true);
      });

      it('serves clients that come and go', async () => {
        for (let round = 0; round < 5; round += 1) {
          const some = await Promise.all(Array.from({ length: 10 }, () => connect()));
          const answers = await Promise.all(
            some.map((client, at) => client.query('SELECT $1::int AS at', [at])),
          );
          expect(answers.map(({ rows }) => rows[0].at)).toEqual(some.map((_, at) => at));
          await Promise.all(some.map((client) => client.end()));
          clients = [];
        }
      });
    });

    describe('transactions', () => {
      const table = 'contract_transaction';
      const ids = async (client: pg.Client) =>
        (await client.query<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`)).rows.map(({ id }) => id);
      beforeAll(async () => {
        const client = new pg.Client(connection());
        await client.connect();
        await client.query(`CREATE TABLE ${table} (id int PRIMARY KEY)`);
        await client.end();
      });
      afterEach(async () => {
        await (await connect()).query(`TRUNCATE ${table}`);
      });

      it('shows others nothing of what is rolled back', async () => {
        const [writer, reader] = [await connect(), await connect()];
        await writer.query('BEGIN');
        await writer.query(`INSERT INTO ${table} VALUES (1)`);
        const seen = ids(reader);
        await sleep(50);
        await writer.query('ROLLBACK');
        expect(await seen).toEqual([]);
      });

      it('keeps the statements of two transactions apart', async () => {
        const transfer = async (client: pg.Client, from: number) => {
          await client.query('BEGIN');
          for (let id = from; id < from + 10; id += 1) {
            await client.query(`INSERT INTO ${table} VALUES ($1)`, [id]);
            await sleep(1);
          }
          await client.query(from === 0 ? 'COMMIT' : 'ROLLBACK');
        };
        const [one, two] = [await connect(), await connect()];
        await Promise.all([transfer(one, 0), transfer(two, 100)]);
        expect(await ids(one)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      });

      it('refuses more after an error, and turns COMMIT into ROLLBACK', async () => {
        const [client, other] = [await connect(), await connect()];
        await client.query('BEGIN');
        await client.query(`INSERT INTO ${table} VALUES (1)`);
        await expect(client.query(`INSERT INTO ${table} VALUES (1)`)).rejects.toMatchObject({
          code: '23505',
        });
        await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
        expect((await client.query('COMMIT')).command).toBe('ROLLBACK');
        expect(await ids(other)).toEqual([]);
        expect(await ids(client)).toEqual([]);
      });

      it('undoes a multi-statement query as a whole', async () => {
        const client = await connect();
        await expect(
          client.query(`INSERT INTO ${table} VALUES (1); INSERT INTO ${table} VALUES (1)`),
        ).rejects.toMatchObject({ code: '23505' });
        expect(await ids(client)).toEqual([]);
      });

      it('honours savepoints', async () => {
        const client = await connect();
        await client.query('BEGIN');
        await client.query(`INSERT INTO ${table} VALUES (1)`);
        await client.query('SAVEPOINT here');
        await expect(client.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
        await client.query('ROLLBACK TO SAVEPOINT here');
        await client.query('COMMIT');
        expect(await ids(client)).toEqual([1]);
      });

      it('honours isolation levels, of one transaction only', async () => {
        const client = await connect();
        await client.query('BEGIN ISOLATION LEVEL SERIALIZABLE');
        const level = async () =>
          (await client.query('SHOW transaction_isolation')).rows[0].transaction_isolation;
        expect(await level()).toBe('serializable');
        await client.query('COMMIT');
        expect(await level()).toBe('read committed');
      });

      it('ends a connection that idles in a transaction, undoes it and lets others go on', async () => {
        const [idler, other] = [await connect(), await connect()];
        const ended = once(idler, 'error');
        await idler.query('BEGIN');
        await idler.query(`INSERT INTO ${table} VALUES (1)`);
        expect((await ended)[0]).toMatchObject({ code: '25P03' });
        expect(await ids(other)).toEqual([]);
        await expect(idler.query('SELECT 1')).rejects.toThrow();
      });

      it('undoes the transaction of a client that vanishes', async () => {
        const [vanishing, other] = [await connect(), await connect()];
        await vanishing.query('BEGIN');
        await vanishing.query(`INSERT INTO ${table} VALUES (1)`);
        (vanishing as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
        await other.query(`INSERT INTO ${table} VALUES (1)`);
        expect(await ids(other)).toEqual([1]);
      });
    });

    postgresProtocolContract(connect);
    postgresClientsContract(connect);
  });
}
