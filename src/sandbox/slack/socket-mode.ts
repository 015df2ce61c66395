import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject, objectOf, parseJson, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';

const CONNECTIONS_AT_MOST = 10;
const PING_EVERY_MS = 10_000;
const GOODBYE_MS = 500;

/** Slack's side of Socket Mode: envelopes go to one of the app's connections, which acknowledges them by id. */
export class SocketMode {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sockets = new Set<WebSocket>();
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, (payload: Json) => void>();
  readonly #onChange: () => void;
  readonly #appId: string;
  #turn = 0;

  constructor(appId: string, onChange: () => void) {
    this.#appId = appId;
    this.#onChange = onChange;
  }

  get isConnected(): boolean {
    return this.#sockets.size > 0;
  }

  ticket(): string {
    const ticket = randomBytes(16).toString('hex');
    this.#tickets.add(ticket);
    return ticket;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
  }

  #welcome(client: WebSocket): void {
    if (this.#sockets.size >= CONNECTIONS_AT_MOST) {
      client.close(1008, 'too_many_websockets');
      return;
    }
    this.#sockets.add(client);
    const ping = setInterval(() => client.ping(), PING_EVERY_MS);
    ping.unref();
    client.on('close', () => {
      clearInterval(ping);
      this.#sockets.delete(client);
      this.#onChange();
    });
    // The close that follows does the tidying.
    client.on('error', () => client.terminate());
    client.on('message', (data) => {
      const message = objectOf(parseJson(data.toString()));
      const done = this.#waiting.get(textOf(message.envelope_id));
      this.#waiting.delete(textOf(message.envelope_id));
      done?.(message.payload ?? null);
    });
    client.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#sockets.size,
        debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#appId },
      }),
    );
    this.#onChange();
  }

  /** Resolves with the acknowledgement's payload, or with undefined when none came in time. */
  deliver(
    type: 'slash_commands' | 'interactive' | 'events_api',
    payload: JsonObject,
    waitMs: number,
    retry?: {
      attempt: number;
      reason: string;
    },
  ): Promise<{ payload: JsonObject } | undefined> {
    const open = [...this.#sockets].filter((one) => one.readyState === one.OPEN);
    this.#turn += 1;
    const socket = open[this.#turn % Math.max(open.length, 1)];
    if (!socket) return Promise.resolve(undefined);
    const envelopeId = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(envelopeId);
        resolve(undefined);
      }, waitMs);
      this.#waiting.set(envelopeId, (answer) => {
        clearTimeout(timer);
        resolve({ payload: isObject(answer) ? answer : {} });
      });
      socket.send(
        JSON.stringify({
          envelope_id: envelopeId,
          type,
          payload,
          accepts_response_payload: type !== 'events_api',
          ...(type === 'events_api'
            ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' }
            : {}),
        }),
      );
    });
  }

  /** Tells the app to come back over a new connection, as Slack does every few hours. */
  refresh(reason: 'warning' | 'refresh_requested' | 'link_disabled' = 'refresh_requested'): void {
    for (const socket of this.#sockets) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
    }
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Says goodbye first: an app that is closing its socket at this moment would else report an error. */
  async close(): Promise<void> {
    const goodbyes = [...this.#sockets].map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.once('close', () => resolve());
          socket.close(1001);
          setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
        }),
    );
    await Promise.all(goodbyes);
    this.#server.close();
  }
}
