import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes a request it knows; false leaves it to the next. */
export type WebHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export interface WebServer {
  readonly port: number;
  /** Takes no more requests, lets those under way end. */
  close(): Promise<void>;
}

export interface WebOptions {
  readonly handlers: readonly WebHandler[];
  /** Rejects while something that is needed does not answer; taking too long is not answering. */
  readonly ready: () => Promise<void>;
  /** Which part failed, for the operator. */
  readonly onFailure: (error: Error) => void;
}

/** A queue waits for its Redis, a client for the embedded store's engine; who asks must not wait with them. */
const READY_LIMIT_MS = 2_000;

export type WebListener = (request: IncomingMessage, response: ServerResponse) => void;

/** /healthz: the process lives. /readyz: database and queue answer. Everything else is the handlers'. */
export function webListener(options: WebOptions): WebListener {
  return (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      options.onFailure(error instanceof Error ? error : new Error('not an error'));
      if (!response.headersSent) plain(response, 500, 'failed');
      else response.destroy();
    });
  };
}

/** @throws when the address is taken or may not be used. */
export async function startWebServer(
  address: { host: string; port: number },
  listener: WebListener,
): Promise<WebServer> {
  const server = createServer(listener);
  await listen(server, address.port, address.host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: WebOptions,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/healthz') return plain(response, 200, 'live');
  if (path === '/readyz') {
    try {
      await withinLimit(options.ready());
      return plain(response, 200, 'ready');
    } catch (error) {
      options.onFailure(error instanceof Error ? error : new Error('not ready'));
      return plain(response, 503, 'not ready');
    }
  }
  for (const handler of options.handlers) if (await handler(request, response)) return;
  plain(response, 404, 'not found');
}

async function withinLimit(ready: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), READY_LIMIT_MS);
  });
  try {
    await Promise.race([ready, late]);
  } finally {
    clearTimeout(timer);
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(`${text}\n`);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
