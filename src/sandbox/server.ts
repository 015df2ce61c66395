import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Gateway } from './discord/gateway.ts';
import type { DiscordRest } from './discord/rest.ts';
import type { FileStore } from './file-store.ts';
import { BodyTooLarge, contentType, readBody, readMultipart, send } from './http/exchange.ts';
import { refusalOf } from './http/guard-origin.ts';
import { performWithFaults } from './http/perform-with-faults.ts';
import type { PageServer } from './page-server.ts';
import { receiveUpload } from './slack/file-methods.ts';
import { handleResponseUrl } from './slack/response-url.ts';
import type { SlackContext } from './slack/slack-context.ts';
import type { SocketMode } from './slack/socket-mode.ts';
import type { SlackWebApi } from './slack/web-api.ts';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export interface ServerParts {
  slack: SlackContext;
  webApi: SlackWebApi;
  sockets: SocketMode;
  rest: DiscordRest;
  gateway: Gateway;
  files: FileStore;
  pageServer: PageServer;
  page: PageHandler | null;
  onProblem: (error: unknown) => void;
}

/** For answers that are on their way when the sandbox stops. */
const GRACE_MS = 300;

/** Shown in the browser only when it cannot do anything there: pictures, calendars, plain text. */
const SHOWN_INLINE = /^(image\/(png|jpeg|gif|webp)|text\/plain)/;

/** One server on 127.0.0.1 for both platforms and the page. */
export class SandboxServer {
  readonly #parts: ServerParts;
  readonly #server: Server;
  #port = 0;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#server = createServer((request, response) => {
      this.#route(request, response).catch((error: unknown) => {
        if (error instanceof BodyTooLarge) return send(response, { status: 413, text: error.message });
        parts.onProblem(error);
        return send(response, { status: 500, json: { ok: false, error: 'fatal_error' } });
      });
    });
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  get port(): number {
    return this.#port;
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        const address = this.#server.address();
        this.#port = typeof address === 'object' && address ? address.port : port;
        resolve();
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      const impatience = setTimeout(() => this.#server.closeAllConnections(), GRACE_MS);
      this.#server.close(() => {
        clearTimeout(impatience);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refusalOf(request, this.#port);
    if (refused) return send(response, { status: 403, text: refused });
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${this.#port}`);
    const path = url.pathname;
    const { slack, webApi, rest, pageServer, page } = this.#parts;
    const rest10 = /^\/discord\/api\/v10(\/.*)$/.exec(path)?.[1];
    if (rest10) return rest.handle(request, response, rest10, url.searchParams);
    const method = /^\/slack-api\/([\w.]+)$/.exec(path)?.[1];
    if (method) return webApi.handle(request, response, method);
    const hook = /^\/slack-hooks\/actions\/\w+\/(\w+)$/.exec(path)?.[1];
    if (hook) return handleResponseUrl(slack, request, response, hook);
    const upload = /^\/slack-upload\/(\w+)$/.exec(path)?.[1];
    if (upload) return this.#takeUpload(request, response, upload);
    const file = /^\/files\/(\w+)\//.exec(path)?.[1];
    if (file) return this.#giveFile(response, file);
    if (await pageServer.handle(request, response, url)) return undefined;
    if (page && (await page(request, response))) return undefined;
    return send(response, { status: 404, text: 'Not found' });
  }

  async #takeUpload(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const { slack } = this.#parts;
    const body = await readBody(request);
    const isForm = contentType(request).startsWith('multipart/form-data');
    const form = isForm ? await readMultipart(body, request.headers['content-type'] ?? '') : null;
    const content = form ? (form.files[0]?.bytes ?? Buffer.alloc(0)) : body;
    await performWithFaults(slack.faults, 'slack', 'upload', response, async () =>
      receiveUpload(slack, id, content)
        ? { status: 200, text: `OK - ${content.length}` }
        : { status: 404, text: 'not found' },
    );
  }

  #giveFile(response: ServerResponse, id: string): void {
    const { slack, files } = this.#parts;
    const record = slack.world.data.files.find((one) => one.id === id);
    const bytes = record && files.get(record.id);
    if (!record || !bytes) {
      send(response, { status: 404, text: 'Not found' });
      return;
    }
    const disposition = SHOWN_INLINE.test(record.contentType) ? 'inline' : 'attachment';
    send(response, {
      status: 200,
      bytes,
      headers: {
        'content-type': record.contentType,
        'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(record.name)}`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      },
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { sockets, gateway } = this.#parts;
    const path = (request.url ?? '/').split('?')[0];
    if (refusalOf(request, this.#port)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    } else if (path === '/slack-socket') sockets.upgrade(request, socket, head);
    else if (path === '/discord-gateway/' || path === '/discord-gateway')
      gateway.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  }
}
