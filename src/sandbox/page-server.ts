import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DiscordPlatform } from './discord/discord-platform.ts';
import { contentType, readBody, send } from './http/exchange.ts';
import { isOwnOrigin } from './http/guard-origin.ts';
import { asJson, isObject, parseJson } from './json.ts';
import { asRefusedOutcome, pageActs } from './page-acts.ts';
import type { DiscordCommandList, JsonObject, PagePostPath } from './page-api.ts';
import { type PageSources, pageState } from './page-state.ts';

/** Changes come in bursts; a page needs only the last of each. */
const PUSH_AT_MOST_EVERY_MS = 40;

export class PageServer {
  readonly #sources: PageSources & { discord: DiscordPlatform };
  readonly #acts: ReturnType<typeof pageActs>;
  readonly #streams = new Set<ServerResponse>();
  readonly #stopListening: () => void;
  readonly #port: () => number;
  #pushTimer: NodeJS.Timeout | null = null;

  constructor(sources: PageSources & { discord: DiscordPlatform }, port: () => number) {
    this.#sources = sources;
    this.#acts = pageActs(sources);
    this.#port = port;
    this.#stopListening = sources.world.bell.listen(() => this.#pushSoon());
  }

  /** False: not an address of the page's API. */
  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const path = url.pathname;
    if (!path.startsWith('/api/')) return false;
    if (request.method === 'GET') this.#answerGet(response, url);
    else if (request.method === 'POST') await this.#answerPost(request, response, path);
    else send(response, { status: 405, json: { ok: false, error: 'method_not_allowed' } });
    return true;
  }

  #answerGet(response: ServerResponse, url: URL): void {
    if (url.pathname === '/api/state') {
      send(response, { status: 200, json: asJson(pageState(this.#sources)) });
    } else if (url.pathname === '/api/discord/commands') {
      const list: DiscordCommandList = {
        revision: this.#sources.world.data.discordCommandsRevision,
        commands: this.#sources.discord.commands(url.searchParams.get('spaceId') ?? undefined),
      };
      send(response, { status: 200, json: asJson(list) });
    } else if (url.pathname === '/api/events') this.#openStream(response);
    else send(response, { status: 404, json: { ok: false, error: 'not_found' } });
  }

  #openStream(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
    });
    response.write('retry: 1000\n\n');
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
    response.write(this.#event());
  }

  #event(): string {
    return `event: state\ndata: ${JSON.stringify(pageState(this.#sources))}\n\n`;
  }

  #pushSoon(): void {
    if (this.#streams.size === 0 || this.#pushTimer) return;
    this.#pushTimer = setTimeout(() => {
      this.#pushTimer = null;
      const event = this.#event();
      for (const stream of this.#streams) stream.write(event);
    }, PUSH_AT_MOST_EVERY_MS);
  }

  async #answerPost(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    // A form or a script of another site can send neither this type nor this origin.
    if (!isOwnOrigin(request.headers.origin, this.#port())) {
      return send(response, { status: 403, json: { ok: false, error: 'foreign_origin' } });
    }
    if (!contentType(request).startsWith('application/json')) {
      return send(response, { status: 415, json: { ok: false, error: 'json_only' } });
    }
    const body = parseJson((await readBody(request)).toString('utf8'));
    if (!isObject(body)) return send(response, { status: 400, json: { ok: false, error: 'invalid_json' } });
    if (!Object.hasOwn(this.#acts, path)) {
      return send(response, { status: 404, json: { ok: false, error: 'not_found' } });
    }
    // The acts check what they are given; the page and the servers are of one version.
    const act = this.#acts[path as PagePostPath] as (body: JsonObject) => Promise<object>;
    try {
      send(response, { status: 200, json: asJson(await act(body)) });
    } catch (error) {
      const refused = asRefusedOutcome(error);
      if (!refused) throw error;
      send(response, { status: 200, json: asJson(refused) });
    }
  }

  close(): void {
    this.#stopListening();
    if (this.#pushTimer) clearTimeout(this.#pushTimer);
    for (const stream of this.#streams) stream.end();
  }
}
