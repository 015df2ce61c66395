import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, contentType, readBody, readMultipart, type SentFile } from '../http/exchange.ts';
import { performWithFaults } from '../http/perform-with-faults.ts';
import { isObject, parseJson, textOf } from '../json.ts';
import type { SentKind } from '../ledger.ts';
import type { Json, JsonObject } from '../page-api.ts';
import { directoryRoutes } from './directory-routes.ts';
import type { DiscordContext, RestRoute } from './discord-context.ts';
import { DiscordRefusal, refuse } from './discord-refusal.ts';
import { eventRoutes } from './event-routes.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { messageRoutes } from './message-routes.ts';

interface Compiled {
  name: string;
  method: string;
  pattern: RegExp;
  perform: RestRoute;
  needsToken: boolean;
}

const holes = (name: string) => name.split('{}').length;

/** Literal paths first, so that /users/@me is not taken for a user's id. */
const routes: Compiled[] = Object.entries({
  ...messageRoutes,
  ...interactionRoutes,
  ...directoryRoutes,
  ...eventRoutes,
})
  .map(([name, perform]) => {
    const [method = '', path = ''] = name.split(' ');
    const pattern = new RegExp(`^${path.replaceAll('{}', '([^/]+)')}$`);
    // Interactions carry their right to answer in the token of the path.
    const needsToken = !path.startsWith('/interactions/') && !path.startsWith('/webhooks/');
    return { name, method, pattern, perform, needsToken };
  })
  .sort((one, other) => holes(one.name) - holes(other.name));

const KINDS: { [route: string]: SentKind } = {
  'POST /channels/{}/messages': 'discord.message.create',
  'PATCH /channels/{}/messages/{}': 'discord.message.edit',
  'POST /interactions/{}/{}/callback': 'discord.callback',
  'POST /webhooks/{}/{}': 'discord.followup',
  'PATCH /webhooks/{}/{}/messages/{}': 'discord.followup.edit',
  'POST /applications/{}/commands': 'discord.command',
  'POST /applications/{}/guilds/{}/commands': 'discord.command',
  'PUT /applications/{}/commands': 'discord.commands',
  'PUT /applications/{}/guilds/{}/commands': 'discord.commands',
};

interface Parsed {
  body: Json;
  files: SentFile[];
  isBroken: boolean;
}

async function parse(request: IncomingMessage): Promise<Parsed> {
  const bytes = await readBody(request);
  if (bytes.length === 0) return { body: null, files: [], isBroken: false };
  if (contentType(request).startsWith('multipart/form-data')) {
    const { fields, files } = await readMultipart(bytes, request.headers['content-type'] ?? '');
    const body = parseJson(fields.get('payload_json') ?? '{}');
    return { body: body ?? null, files, isBroken: body === undefined };
  }
  const body = parseJson(bytes.toString('utf8'));
  return { body: body ?? null, files: [], isBroken: body === undefined };
}

export class DiscordRest {
  readonly #context: DiscordContext;

  constructor(context: DiscordContext) {
    this.#context = context;
  }

  /** `path` is what follows /discord/api/v10. */
  async handle(request: IncomingMessage, response: ServerResponse, path: string, query: URLSearchParams) {
    const { ledger, faults } = this.#context;
    const method = request.method ?? 'GET';
    const parsed = await parse(request);
    const route = routes.find((one) => one.method === method && one.pattern.test(path));
    const ids = (route?.pattern.exec(path) ?? []).slice(1).map(decodeURIComponent);
    const anonymous = `${method} ${path.replace(/\/\d{5,}/g, '/{}')}`;
    const name = route?.name.replace(/\{\}$/, ids.at(-1) === '@original' ? '@original' : '{}') ?? anonymous;
    const record = ledger.record({
      platform: 'discord',
      kind: KINDS[route?.name ?? ''] ?? 'discord.call',
      request: name,
      path: `${method} ${path}`,
      body: parsed.body,
      ctx: this.#validatorContext(route?.name ?? '', ids, parsed),
    });
    const answer = await performWithFaults(faults, 'discord', name, response, async (): Promise<Answer> => {
      try {
        if (parsed.isBroken) refuse('badJson');
        if (!route) return refuse('notFound');
        if (route.needsToken) this.#checkToken(request);
        const { body, files } = parsed;
        return route.perform({ method, ids, query, body, files, context: this.#context });
      } catch (error) {
        if (!(error instanceof DiscordRefusal)) throw error;
        return { status: error.status, json: error.json };
      }
    });
    if (answer === 'dropped') return ledger.settle(record, 0, 'dropped');
    const json = isObject(answer.json) ? answer.json : {};
    const error = answer.status < 400 ? null : textOf(json.code) || String(answer.status);
    ledger.settle(record, answer.status, error);
    if (error !== null) {
      ledger.refuse({
        platform: 'discord',
        request: name,
        status: answer.status,
        code: error,
        message: `${textOf(json.message)}${json.errors ? ` ${JSON.stringify(json.errors)}` : ''}`,
        answer: json,
      });
    }
  }

  #checkToken(request: IncomingMessage): void {
    if (request.headers.authorization !== `Bot ${this.#context.world.data.secrets.discordToken}`) {
      refuse('unauthorized');
    }
  }

  #validatorContext(name: string, ids: string[], parsed: Parsed): JsonObject {
    const { world } = this.#context;
    const files = parsed.files.length > 0;
    if (name === 'POST /interactions/{}/{}/callback') {
      const interaction = world.data.interactions.find((one) => one.id === ids[0]);
      const body = isObject(parsed.body) ? parsed.body : {};
      const source = world.discordMessage(interaction?.channelId ?? '', interaction?.sourceMessageId ?? '');
      const v2 = body.type === 7 && source?.isV2 === true;
      return { files, v2, ...(interaction ? { interactionType: interaction.type } : {}) };
    }
    if (name === 'PATCH /channels/{}/messages/{}') {
      return { files, v2: world.discordMessage(ids[0] ?? '', ids[1] ?? '')?.isV2 ?? false };
    }
    if (name === 'PATCH /webhooks/{}/{}/messages/{}') {
      const interaction = world.data.interactions.find((one) => one.token === ids[1]);
      const id = ids[2] === '@original' ? interaction?.originalMessageId : ids[2];
      return { files, v2: world.discordMessage(interaction?.channelId ?? '', id ?? '')?.isV2 ?? false };
    }
    return { files };
  }
}
