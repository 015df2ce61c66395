import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Fetched,
  fetchCalendar,
  MOST_BYTES,
} from '../../../src/adapters/calendar-reader/fetch-calendar.ts';
import { type CalendarServer, calendarServer } from './calendar-server.ts';

let server: CalendarServer;
beforeAll(async () => {
  server = await calendarServer();
});
beforeEach(() => {
  (server.requests as unknown[]).length = 0;
});
afterAll(() => server.close());

const get = (path: string, etag?: string, options = {}): Promise<Fetched> =>
  fetchCalendar(server.url(path), etag, { ...server.options, ...options });
const words = (fetched: Fetched) =>
  fetched.type === 'body' ? new TextDecoder().decode(fetched.bytes) : fetched;
const failed = (trouble: string) => ({ type: 'failed', trouble });

describe('what is fetched', () => {
  it('is the body, with the version that the server gave it', async () => {
    server.serve = (_, response) => void response.setHeader('etag', '"v1"').end('BEGIN:VCALENDAR');
    const fetched = await get('/secret/basic.ics');
    expect(words(fetched)).toBe('BEGIN:VCALENDAR');
    expect(fetched).toMatchObject({ type: 'body', etag: '"v1"' });
    expect(server.requests[0]).toMatchObject({
      path: '/secret/basic.ics',
      headers: { host: expect.stringContaining('calendar.example') },
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('cookie');
  });

  it('is nothing when nothing has changed', async () => {
    server.serve = ({ headers }, response) =>
      void response.writeHead(headers['if-none-match'] === '"v1"' ? 304 : 200).end();
    expect(await get('/a', '"v1"')).toEqual({ type: 'not-modified' });
    // A server that says so without having been asked is not believed.
    server.serve = (_, response) => void response.writeHead(304).end();
    expect(await get('/a')).toEqual(failed('server-trouble'));
  });

  it('is unpacked', async () => {
    server.serve = (_, response) =>
      void response.setHeader('content-encoding', 'gzip').end(gzipSync('BEGIN:VCALENDAR'));
    expect(words(await get('/a'))).toBe('BEGIN:VCALENDAR');
  });

  it.each([
    [401, 'not-found'],
    [403, 'not-found'],
    [404, 'not-found'],
    [410, 'not-found'],
    [429, 'server-trouble'],
    [500, 'server-trouble'],
    [204, 'server-trouble'],
  ])('is told apart by status: %i', async (status, trouble) => {
    server.serve = (_, response) => void response.writeHead(status).end();
    expect(await get('/a')).toEqual(failed(trouble));
  });

  it('is no page, picture or film', async () => {
    for (const type of ['text/html; charset=utf-8', 'image/png', 'video/mp4']) {
      server.serve = (_, response) => void response.setHeader('content-type', type).end('x');
      expect(await get('/a')).toEqual(failed('not-a-calendar'));
    }
  });
});

describe('the limits', () => {
  it('50 MB that announce themselves are refused before they come', async () => {
    let sent = 0;
    server.serve = (_, response) => {
      response.setHeader('content-length', 50 * 1024 * 1024);
      response.on('error', () => undefined);
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (sent < 50 * 1024 * 1024 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    };
    expect(await get('/a')).toEqual(failed('too-large'));
    expect(sent).toBeLessThan(MOST_BYTES);
  });

  it('what never ends is cut off at 5 MB', async () => {
    let sent = 0;
    server.serve = (_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    };
    expect(await get('/a')).toEqual(failed('too-large'));
    expect(sent).toBeLessThan(4 * MOST_BYTES);
  });

  it('exactly 5 MB are taken, one byte more is not', async () => {
    server.serve = (_, response) => void response.end(Buffer.alloc(MOST_BYTES, 'x'));
    expect(await get('/a')).toMatchObject({ type: 'body' });
    server.serve = (_, response) => {
      response.write(Buffer.alloc(MOST_BYTES, 'x'));
      response.end('x');
    };
    expect(await get('/a')).toEqual(failed('too-large'));
  });

  it('a bomb of 60 kB that unpacks to 60 MB is cut off while it unpacks', async () => {
    const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024));
    server.serve = (_, response) => void response.setHeader('content-encoding', 'gzip').end(bomb);
    const before = process.memoryUsage().arrayBuffers;
    expect(await get('/a')).toEqual(failed('too-large'));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * 1024 * 1024);
  });

  it('a packing that is not asked for, or is broken, is refused', async () => {
    server.serve = (_, response) => void response.setHeader('content-encoding', 'br').end('x');
    expect(await get('/a')).toEqual(failed('server-trouble'));
    server.serve = (_, response) => void response.setHeader('content-encoding', 'gzip').end('no gzip');
    expect(await get('/a')).toEqual(failed('unreachable'));
  });

  it('time is up when nothing comes, when it trickles, and when it goes from server to server', async () => {
    server.serve = () => undefined;
    expect(await get('/a', undefined, { limitMs: 100 })).toEqual(failed('too-slow'));
    server.serve = (_, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    };
    expect(await get('/a', undefined, { limitMs: 100 })).toEqual(failed('too-slow'));
    server.serve = ({ url }, response) => {
      if (url === '/a') response.writeHead(302, { location: '/b' }).end();
    };
    expect(await get('/a', undefined, { limitMs: 100 })).toEqual(failed('too-slow'));
  });

  it('a connection that breaks off gives nothing', async () => {
    server.serve = (_, response) => {
      response.setHeader('content-length', 1000);
      response.write('BEGIN:VCALENDAR');
      setImmediate(() => response.destroy());
    };
    expect(await get('/a')).toEqual(failed('unreachable'));
  });
});

describe('redirects', () => {
  const redirect = (steps: Readonly<Record<string, string>>) => {
    server.serve = ({ url = '' }, response) => {
      const location = steps[url];
      if (location === undefined) response.end('BEGIN:VCALENDAR');
      else response.writeHead(302, { location }).end();
    };
  };

  it('are followed three times, also to another server', async () => {
    redirect({ '/1': '/2', '/2': server.url('/3', 'other.example'), '/3': '4' });
    expect(words(await get('/1'))).toBe('BEGIN:VCALENDAR');
    expect(server.requests.map(({ path }) => path)).toEqual(['/1', '/2', '/3', '/4']);
  });

  it('are not followed a fourth time, nor in circles', async () => {
    redirect({ '/0': '/1', '/1': '/2', '/2': '/3', '/3': '/4' });
    expect(await get('/0')).toEqual(failed('redirects'));
    redirect({ '/round': '/round' });
    expect(await get('/round')).toEqual(failed('redirects'));
    expect(server.requests.filter(({ path }) => path === '/round')).toHaveLength(4);
  });

  it.each([
    'http://calendar.example/',
    'file:///etc/passwd',
    'gopher://x/',
    'https://me:pw@calendar.example/',
    'https://',
  ])('do not lead to %s', async (to) => {
    redirect({ '/a': to });
    expect(await get('/a')).toEqual(failed('redirects'));
  });

  it.each([
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://017700000001/',
    'https://127.1/',
  ])('do not lead into the network: %s', async (to) => {
    redirect({ '/a': to });
    // This one server may be reached; wherever it sends us is judged anew.
    const permits = (address: string) => address === '127.0.0.1' && server.requests.length === 0;
    expect(await get('/a', undefined, { permits })).toEqual(failed('not-public'));
  });
});

describe('where it connects', () => {
  const closed = async (address: string, resolve = server.options.resolve) =>
    await fetchCalendar(address, undefined, { ca: server.options.ca, ...(resolve ? { resolve } : {}) });

  it('is never this computer or its network, however that is written', async () => {
    const { port } = server;
    const hosts = [
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '2130706433',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '0.0.0.0',
      '0',
      'localhost',
      'localhost.',
      'calendar.example',
      '10.1.2.3',
      '192.168.0.1',
      '169.254.169.254',
      '[fd00:ec2::254]',
      '[64:ff9b::7f00:1]',
      '１２７.0.0.1',
      '127。0。0。1',
    ];
    for (const host of hosts)
      expect([host, await closed(`https://${host}:${port}/`)]).toEqual([host, failed('not-public')]);
    expect(server.requests).toEqual([]);
  });

  it('is nowhere when one of a name’s addresses is inside', async () => {
    const both = [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    expect(await closed('https://calendar.example/', (_, __, done) => done(null, both))).toEqual(
      failed('not-public'),
    );
    expect(await closed('https://calendar.example/', (_, __, done) => done(null, []))).toEqual(
      failed('not-public'),
    );
  });

  it('is asked once: an answer that changes afterwards is not heard', async () => {
    let asked = 0;
    const { ca, permits } = server.options;
    server.serve = (_, response) => void response.end('BEGIN:VCALENDAR');
    const resolve: typeof server.options.resolve = (_, __, done) => {
      asked += 1;
      done(null, [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    };
    expect(
      words(
        await fetchCalendar(server.url('/'), undefined, { ca, resolve, ...(permits ? { permits } : {}) }),
      ),
    ).toBe('BEGIN:VCALENDAR');
    expect(asked).toBe(1);
  });

  it('is judged once more when the connection stands, before anything is said', async () => {
    let judged = 0;
    const permits = () => {
      judged += 1;
      return judged === 1;
    };
    expect(await get('/a', undefined, { permits })).toEqual(failed('not-public'));
    expect(judged).toBe(2);
    expect(server.requests).toEqual([]);
  });

  it('is told like a name that does not exist, so that nobody can ask us what there is inside', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    expect(await closed('https://nowhere.example/', (_, __, done) => done(unknown, []))).toEqual(
      failed('not-public'),
    );
  });

  it('has a certificate that somebody vouches for, for this very name', async () => {
    server.serve = (_, response) => void response.end('BEGIN:VCALENDAR');
    const { ca: _, ...others } = server.options;
    expect(await fetchCalendar(server.url('/'), undefined, others)).toEqual(failed('unreachable'));
    expect(await fetchCalendar(server.url('/', 'third.example'), undefined, server.options)).toEqual(
      failed('unreachable'),
    );
    expect(server.requests).toEqual([]);
  });
});
