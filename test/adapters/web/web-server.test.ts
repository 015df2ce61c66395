import { afterEach, expect, it, vi } from 'vitest';
import { startWebServer, type WebServer, webListener } from '../../../src/adapters/web/web-server.ts';

let server: WebServer;
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const serve = async (ready: () => Promise<void>): Promise<(path: string) => Promise<number>> => {
  const listener = webListener({ handlers: [], ready, onFailure: () => undefined });
  server = await startWebServer({ host: '127.0.0.1', port: 0 }, listener);
  return async (path) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status;
};

it('is ready when database and queue answer, not when one refuses, and live either way', async () => {
  let answer = () => Promise.resolve();
  const get = await serve(() => answer());
  expect(await get('/readyz')).toBe(200);
  answer = () => Promise.reject(new Error('connection refused'));
  expect([await get('/readyz'), await get('/healthz')]).toEqual([503, 200]);
});

it('is not ready when one of them says nothing: who asks does not wait with it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const get = await serve(() => {
    asked();
    return new Promise(() => undefined);
  });
  const status = get('/readyz');
  await isAsked;
  vi.advanceTimersByTime(2_000);
  expect(await status).toBe(503);
});
