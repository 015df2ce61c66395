/** Notifications, settings, prepared statements and garbage: what belongs to one connection stays with it. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../src/adapters/embedded/frontend-message.ts';
import type { Connect } from './postgres-contract.ts';
import { firstColumns, openRawSession, openSocket, say } from './raw-postgres-session.ts';

/** Longer than any notification takes, so that what has not come will not come. */
const aWhileMs = 100;

export function postgresProtocolContract(connect: Connect): void {
  describe('notifications', () => {
    const record = (client: pg.Client) => {
      const heard: string[] = [];
      client.on('notification', ({ channel, payload }) => heard.push(`${channel}:${payload}`));
      return heard;
    };

    it('reach every listener of the channel and nobody else', async () => {
      const [one, two, deaf, notifier] = [await connect(), await connect(), await connect(), await connect()];
      const heard = [one, two, deaf, notifier].map(record);
      await one.query('LISTEN bells');
      await two.query('LISTEN "bells"; LISTEN "Other Bells"');
      await deaf.query('LISTEN other');
      await notifier.query("SELECT pg_notify('bells', $1)", ['a']);
      await notifier.query(`NOTIFY "Other Bells", 'b'`);
      await sleep(aWhileMs);
      expect(heard).toEqual([['bells:a'], ['bells:a', 'Other Bells:b'], [], []]);
    });

    it('come quickly, with the process of their sender, also to the sender', async () => {
      const [listener, notifier] = [await connect(), await connect()];
      await listener.query('LISTEN bells');
      await notifier.query('LISTEN bells');
      const processOf = (client: pg.Client) => (client as unknown as { processID: number }).processID;
      const heard = [listener, notifier].map(
        (client) =>
          new Promise((resolve) => client.once('notification', ({ processId }) => resolve(processId))),
      );
      const began = performance.now();
      await notifier.query('NOTIFY bells');
      expect(await Promise.all(heard)).toEqual([processOf(notifier), processOf(notifier)]);
      expect(performance.now() - began).toBeLessThan(500);
    });

    it('come when their transaction is committed, and never if it is not', async () => {
      const [listener, notifier] = [await connect(), await connect()];
      const heard = record(listener);
      await listener.query('LISTEN bells');
      await notifier.query('BEGIN');
      await notifier.query("NOTIFY bells, 'early'");
      await sleep(aWhileMs);
      expect(heard).toEqual([]);
      await notifier.query('COMMIT');
      await notifier.query("BEGIN; NOTIFY bells, 'undone'; ROLLBACK");
      await sleep(aWhileMs);
      expect(heard).toEqual(['bells:early']);
    });

    it('stop for the one that says UNLISTEN, or that never committed its LISTEN, and for no other', async () => {
      const [stays, leaves, leavesAll, undecided] = [
        await connect(),
        await connect(),
        await connect(),
        await connect(),
      ];
      const heard = [stays, leaves, leavesAll, undecided].map(record);
      for (const client of [stays, leaves, leavesAll]) await client.query('LISTEN bells');
      await leaves.query('UNLISTEN bells');
      await leavesAll.query('UNLISTEN *');
      await undecided.query('BEGIN; LISTEN bells; ROLLBACK');
      await undecided.query("NOTIFY bells, 'x'");
      await sleep(aWhileMs);
      expect(heard).toEqual([['bells:x'], [], [], []]);
    });

    it('go on for the others when a listener vanishes', async () => {
      const [stays, vanishes, notifier] = [await connect(), await connect(), await connect()];
      const heard = record(stays);
      await stays.query('LISTEN bells');
      await vanishes.query('LISTEN bells');
      await vanishes.end();
      await notifier.query("NOTIFY bells, 'x'");
      await sleep(aWhileMs);
      expect(heard).toEqual(['bells:x']);
    });
  });

  describe('settings', () => {
    const show = async (client: pg.Client, name: string) =>
      (await client.query(`SHOW ${name}`)).rows[0][name];

    it('of the start packet are kept for each connection', async () => {
      const plain = await connect();
      const special = await connect({ options: '-c search_path="bull\\ mq" -c statement_timeout=12345' });
      for (let round = 0; round < 3; round += 1) {
        expect(await show(special, 'search_path')).toBe('"bull mq"');
        expect(await show(special, 'statement_timeout')).toBe('12345ms');
        expect(await show(plain, 'search_path')).not.toBe('"bull mq"');
        expect(await show(plain, 'statement_timeout')).toBe('0');
      }
    });

    it('that cannot be, refuse the connection', async () => {
      await expect(connect({ options: '-c no_such_setting=1' })).rejects.toMatchObject({ code: '42704' });
    });

    it('that are set later belong to the connection, and RESET returns to its start', async () => {
      const [one, two] = [await connect({ options: '-c work_mem=1MB' }), await connect()];
      await one.query("SET work_mem = '3MB'");
      await two.query("SELECT set_config('work_mem', '2MB', false)");
      await two.query("BEGIN; SET LOCAL work_mem = '9MB'; COMMIT");
      await one.query("BEGIN; SET work_mem = '9MB'; ROLLBACK");
      expect([await show(one, 'work_mem'), await show(two, 'work_mem')]).toEqual(['3MB', '2MB']);
      await one.query('RESET work_mem');
      expect([await show(one, 'work_mem'), await show(two, 'work_mem')]).toEqual(['1MB', '2MB']);
    });

    it('are reported to the client that set them', async () => {
      const session = await openRawSession(connect.connection);
      session.send(say.query("SET application_name = 'contract'"));
      const messages = await session.until('Z');
      expect(messages.map(({ type }) => type)).toEqual(['C', 'S', 'Z']);
      session.socket.destroy();
    });
  });

  describe('prepared statements', () => {
    it('of the same name are different on different connections', async () => {
      const [one, two] = [await connect(), await connect()];
      for (let round = 0; round < 3; round += 1) {
        expect((await one.query({ name: 'same', text: 'SELECT 1 AS n' })).rows).toEqual([{ n: 1 }]);
        expect((await two.query({ name: 'same', text: "SELECT 'two' AS t" })).rows).toEqual([{ t: 'two' }]);
      }
    });

    it('without a name survive what other connections do in between', async () => {
      const [session, other] = [await openRawSession(connect.connection), await connect()];
      session.send(say.parse('', "SELECT 'mine ' || $1"), say.sync());
      await session.until('Z');
      await other.query("SELECT 'theirs ' || $1::text", ['x']);
      await other.query('SELECT 1');
      session.send(say.bind('', 'y'), say.execute(), say.sync());
      const messages = await session.until('Z');
      expect(firstColumns(messages)).toEqual(['mine y']);
      expect(messages.map(({ type }) => type)).toEqual(['2', 'D', 'C', 'Z']);
      session.socket.destroy();
    });

    it('survive that another connection drops all of its own', async () => {
      const [one, two] = [await connect(), await connect()];
      const query = { name: 'kept', text: 'SELECT $1::int AS n', values: [1] };
      await one.query(query);
      await two.query('DEALLOCATE ALL');
      await two.query('DISCARD ALL');
      expect((await one.query(query)).rows).toEqual([{ n: 1 }]);
    });

    it('can be closed and made anew', async () => {
      const session = await openRawSession(connect.connection);
      const close = encodeMessage({ type: 'C', body: Buffer.from('Sagain\0') });
      session.send(say.parse('again', 'SELECT 1'), close, say.parse('again', 'SELECT 2'));
      session.send(say.bind('again'), say.execute(), say.sync());
      const messages = await session.until('Z');
      expect(messages.map(({ type }) => type)).toEqual(['1', '3', '1', '2', 'D', 'C', 'Z']);
      expect(firstColumns(messages)).toEqual(['2']);
      session.socket.destroy();
    });

    it('answer to a Flush before the Sync', async () => {
      const [session, other] = [await openRawSession(connect.connection), await connect()];
      session.send(say.parse('', 'SELECT 7'), say.bind(''), say.execute(), say.flush());
      expect(firstColumns(await session.until('C'))).toEqual(['7']);
      const answer = other.query('SELECT 8 AS n');
      session.send(say.sync());
      expect((await session.until('Z')).map(({ type }) => type)).toEqual(['Z']);
      expect((await answer).rows).toEqual([{ n: 8 }]);
      session.socket.destroy();
    });
  });

  describe('garbage', () => {
    it.each([
      ['an unknown message', Buffer.from('!\0\0\0\x04')],
      ['a negative length', Buffer.from('Q\xff\xff\xff\xf0', 'latin1')],
      ['a length beyond all bounds', Buffer.from('Q\x7f\xff\xff\xff', 'latin1')],
    ])('after the start (%s) closes that connection only', async (_, bytes) => {
      const [session, other] = [await openRawSession(connect.connection), await connect()];
      await other.query('BEGIN');
      session.send(bytes);
      // Postgres waits for the rest of what claims to be long; the end of the stream settles it.
      session.socket.end();
      await other.query('COMMIT');
      await session.closed;
      expect((await other.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    });

    it('instead of a start closes that connection only', async () => {
      const other = await connect();
      for (const bytes of [randomBytes(200), Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(20)]) {
        const session = openSocket(connect.connection);
        session.send(bytes);
        session.socket.end();
        await session.closed;
      }
      expect((await other.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    });

    it('inside a well-formed message is an error, and the connection goes on', async () => {
      const session = await openRawSession(connect.connection);
      session.send(encodeMessage({ type: 'B', body: Buffer.from('\0\0\0\x05\0\x01', 'latin1') }), say.sync());
      const messages = await session.until('Z');
      expect(messages.find(({ type }) => type === 'E')?.errorField('C')).toMatch(/^(08P01|26000)$/);
      session.send(say.query('SELECT 1'));
      expect(firstColumns(await session.until('Z'))).toEqual(['1']);
      session.socket.destroy();
    });
  });
}
