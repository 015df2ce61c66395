import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FetchOptions } from '../../../src/adapters/calendar-reader/fetch-calendar.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

export interface CalendarServer {
  /** What it answers with from now on. */
  serve: Serve;
  readonly requests: readonly { path: string; headers: IncomingMessage['headers'] }[];
  readonly port: number;
  /** An address on this server, under a name that its certificate is for. */
  url(path: string, host?: string): string;
  /** Lets a reader trust the certificate and connect to this computer, where its names lead. */
  readonly options: FetchOptions & { readonly ca: string };
  close(): Promise<void>;
}

/** A calendar's server over real TLS on this computer; the certificate is its own. */
export async function calendarServer(): Promise<CalendarServer> {
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const [key, cert] = [read('tls.key.pem'), read('tls.cert.pem')];
  const server = createServer({ key, cert }, (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    running.serve(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const running: CalendarServer = {
    serve: (_, response) => void response.writeHead(404).end(),
    requests,
    port,
    url: (path, host = 'calendar.example') => `https://${host}:${port}${path}`,
    options: {
      ca: cert,
      permits: (address) => address === '127.0.0.1',
      resolve: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return running;
}

/** A calendar file with these components in it. */
export const calendarOf = (...components: readonly string[]): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//somebody//EN\r\n${components
    .map((component) => `${component.trim().replace(/\n\s*/g, '\r\n')}\r\n`)
    .join('')}END:VCALENDAR\r\n`;

/** An event with these lines. */
export const eventOf = (lines: string): string => `BEGIN:VEVENT\n${lines.trim()}\nEND:VEVENT`;
