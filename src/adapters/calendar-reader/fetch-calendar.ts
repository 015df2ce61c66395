import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request as requestOverHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { CalendarTrouble } from '../../core/availability/calendar-reader.ts';
import { isPublicAddress } from './public-address.ts';

export interface FetchOptions {
  /** May this address be connected to? Only those on the open internet, unless given. */
  readonly permits?: (address: string) => boolean;
  /** Finds the addresses of a name; the system's way unless given. */
  readonly resolve?: (
    name: string,
    options: LookupOptions & { all: true },
    done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
  ) => void;
  /** Certificates to trust instead of the usual ones. */
  readonly ca?: string;
  /** For everything together, redirects too. */
  readonly limitMs?: number;
}

export type Fetched =
  | { readonly type: 'body'; readonly bytes: Uint8Array<ArrayBuffer>; readonly etag?: string }
  | { readonly type: 'not-modified' }
  | { readonly type: 'failed'; readonly trouble: CalendarTrouble };

type Answer = Fetched | { readonly type: 'redirect'; readonly to: string };

export const MOST_BYTES = 5 * 1024 * 1024;
const LIMIT_MS = 10_000;
const MOST_REDIRECTS = 3;
const LONGEST_ETAG = 200;

/** Carries no address: errors end up in logs. */
class NotPublic extends Error {
  override readonly name = 'NotPublic';
}

const failed = (trouble: CalendarTrouble) => ({ type: 'failed', trouble }) as const;

/**
 * Gets what is at an address that somebody gave us. Never rejects, and says of a failure no more than its kind.
 * @param etag the version that is known already
 */
export async function fetchCalendar(
  address: string,
  etag: string | undefined,
  options: FetchOptions = {},
): Promise<Fetched> {
  const signal = AbortSignal.timeout(options.limitMs ?? LIMIT_MS);
  try {
    let url = new URL(address);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await get(url, etag, signal, options);
      if (answer.type !== 'redirect') return answer;
      if (!URL.canParse(answer.to, url)) return failed('redirects');
      url = new URL(answer.to, url);
      if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return failed('redirects');
    }
    return failed('redirects');
  } catch (error) {
    return failed(signal.aborted ? 'too-slow' : troubleOf(error));
  }
}

function troubleOf(error: unknown): CalendarTrouble {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return error instanceof NotPublic || code === 'ENOTFOUND' ? 'not-public' : 'unreachable';
}

async function get(
  url: URL,
  etag: string | undefined,
  signal: AbortSignal,
  options: FetchOptions,
): Promise<Answer> {
  const { permits = isPublicAddress, ca } = options;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  // A number is connected to without being looked up.
  if (isIP(literal) !== 0 && !permits(literal)) throw new NotPublic();
  const response = await send(url, permits, {
    signal,
    lookup: checkedLookup(permits, options.resolve),
    // A connection of its own: none is reused that was checked for somebody else.
    agent: false,
    rejectUnauthorized: true,
    maxHeaderSize: 16 * 1024,
    headers: {
      accept: 'text/calendar, text/plain;q=0.5',
      'accept-encoding': 'gzip',
      'user-agent': 'Twinbell',
      ...(etag === undefined ? {} : { 'if-none-match': etag }),
    },
    ...(ca === undefined ? {} : { ca }),
  });
  try {
    return await readAnswer(response, etag);
  } finally {
    response.destroy();
  }
}

function send(
  url: URL,
  permits: (address: string) => boolean,
  options: RequestOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = requestOverHttps(url, options, resolve);
    request.on('error', reject);
    // Whatever led here: where the connection really goes is what counts, and is known before anything is sent.
    request.on('socket', (socket) => {
      socket.on('connect', () => {
        if (!permits(socket.remoteAddress ?? '')) request.destroy(new NotPublic());
      });
    });
    request.end();
  });
}

/** Looks a name up once; when any of its addresses is not permitted, none is. */
function checkedLookup(
  permits: (address: string) => boolean,
  resolve: NonNullable<FetchOptions['resolve']> = systemLookup,
): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) done(error, '');
      else if (first === undefined || !addresses.every(({ address }) => permits(address)))
        done(new NotPublic(), '');
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

async function readAnswer(response: IncomingMessage, known: string | undefined): Promise<Answer> {
  const { statusCode: status = 0, headers } = response;
  if (status === 304 && known !== undefined) return { type: 'not-modified' };
  if ([301, 302, 303, 307, 308].includes(status) && headers.location !== undefined)
    return { type: 'redirect', to: headers.location };
  if ([401, 403, 404, 410].includes(status)) return failed('not-found');
  if (status !== 200) return failed('server-trouble');
  if (/^(text\/html|image\/|audio\/|video\/)/i.test(headers['content-type'] ?? ''))
    return failed('not-a-calendar');
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) return failed('too-large');
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!['identity', 'gzip', 'x-gzip', ''].includes(encoding)) return failed('server-trouble');
  const bytes = await readBody(response, encoding.endsWith('gzip'));
  if (bytes === undefined) return failed('too-large');
  const { etag } = headers;
  return etag === undefined || !/^[\x21-\x7e]+$/.test(etag) || etag.length > LONGEST_ETAG
    ? { type: 'body', bytes }
    : { type: 'body', bytes, etag };
}

/** Undefined when there is more of it than is taken, packed or unpacked. */
async function readBody(
  response: IncomingMessage,
  packed: boolean,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let arrived = 0;
  let tooMuch = false;
  let body: Readable = response;
  if (packed) {
    body = pipeline(response, createGunzip(), () => undefined);
    response.on('data', (chunk: Buffer) => {
      arrived += chunk.length;
      if (arrived > MOST_BYTES) {
        tooMuch = true;
        response.destroy();
      }
    });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch (error) {
    if (tooMuch) return undefined;
    throw error;
  }
  // Memory of its own, which can be handed over to the thread that reads it.
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
