import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../chat/log.ts';
import { limits } from './limits.ts';
import type { SignedRequests } from './signed-requests.ts';

export const EVENTS_PATH = '/slack/events';

/** Slack shows "operation_timeout" after 3 s: a request is acknowledged before, whatever became of it. */
const ACK_BY_MS = 2800;

/**
 * Bolt's receiver for a web server that is somebody else's. Unlike Bolt's own it refuses timestamps of the
 * future, runs the same signed request once only, and bounds the body.
 */
export class HttpReceiver implements Receiver {
  readonly #signed: SignedRequests;
  readonly #log: Log;
  #app: App | undefined;
  #open = false;

  constructor(signed: SignedRequests, log: Log) {
    this.#signed = signed;
    this.#log = log;
  }

  init(app: App): void {
    this.#app = app;
  }

  start(): Promise<void> {
    this.#open = true;
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#open = false;
    return Promise.resolve();
  }

  /** Answers a request to Slack's path. False: it is for somebody else. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (request.url?.split('?', 1)[0] !== EVENTS_PATH) return false;
    if (request.method !== 'POST') return end(response, 405);
    if (!this.#open) return end(response, 503);
    const body = await readBody(request);
    if (body === 'too-large') return end(response, 413);
    if (body === 'broken-off') return true;
    if (!this.#signed.isGenuine(request.headers, body)) {
      this.#log.warn('slack.signature-refused');
      return end(response, 401);
    }
    // Slack repeats events with a new signature; the very same one twice is a replay. It has had its effect.
    if (this.#signed.isRepeated(request.headers)) {
      this.#log.warn('slack.request-repeated');
      return end(response, 200);
    }
    const parsed = parseBody(request.headers['content-type'] ?? '', body.toString('utf8'));
    if (parsed === undefined) return end(response, 400);
    if (parsed.ssl_check !== undefined) return end(response, 200);
    if (parsed.type === 'url_verification') return end(response, 200, { challenge: parsed.challenge });
    await this.#process(request, response, parsed);
    return true;
  }

  async #process(
    request: IncomingMessage,
    response: ServerResponse,
    body: ReceiverEvent['body'],
  ): Promise<void> {
    const ack = (answer?: unknown): Promise<void> => {
      clearTimeout(timer);
      if (!response.headersSent) end(response, 200, answer);
      return Promise.resolve();
    };
    const timer = setTimeout(() => {
      this.#log.error('slack.acknowledged-late');
      void ack();
    }, ACK_BY_MS);
    const retryNum = Number(request.headers['x-slack-retry-num']);
    try {
      await this.#app?.processEvent({ body, ack, ...(retryNum > 0 ? { retryNum } : {}) });
    } catch (error) {
      this.#log.error('slack.request-failed', { error: toError(error) });
    }
    await ack();
  }
}

export const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function end(response: ServerResponse, status: number, json?: unknown): true {
  if (json === undefined || json === '') {
    response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
  } else {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  }
  return true;
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'broken-off'> {
  if (Number(request.headers['content-length'] ?? 0) > limits.body) return 'too-large';
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limits.body) return 'too-large';
      chunks.push(chunk);
    }
  } catch {
    // The other side hung up in the middle: there is nobody to answer and nothing to do.
    return 'broken-off';
  }
  return Buffer.concat(chunks);
}

/** Commands are form fields, interactions one field `payload` with JSON, events JSON. */
function parseBody(contentType: string, text: string): Record<string, unknown> | undefined {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return parseObject(text);
  const fields = Object.fromEntries(new URLSearchParams(text));
  return fields.payload === undefined ? fields : parseObject(fields.payload);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
