import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, contentType, readBody, readMultipart, send } from '../http/exchange.ts';
import { performWithFaults } from '../http/perform-with-faults.ts';
import { isObject, listOf, objectOf, parseJson, textOf } from '../json.ts';
import type { SentKind } from '../ledger.ts';
import type { Json, JsonObject } from '../page-api.ts';
import type { SpaceRecord } from '../world-data.ts';
import { chatMethods } from './chat-methods.ts';
import { directoryMethods } from './directory-methods.ts';
import { fileMethods } from './file-methods.ts';
import { historyMethods } from './history-methods.ts';
import type { SlackContext, SlackMethod } from './slack-context.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { viewMethods } from './view-methods.ts';

const methods: { [method: string]: SlackMethod } = {
  ...chatMethods,
  ...historyMethods,
  ...directoryMethods,
  ...viewMethods,
  ...fileMethods,
};

/** Arguments that travel as JSON text inside a form. */
const JSON_FIELDS = new Set(['blocks', 'attachments', 'metadata', 'view', 'files', 'file_ids', 'unfurls']);
const BOOLEAN_FIELDS = new Set(['mrkdwn', 'unfurl_links', 'unfurl_media', 'reply_broadcast', 'link_names']);

const KINDS: { [method: string]: SentKind } = {
  'chat.postMessage': 'slack.message',
  'chat.postEphemeral': 'slack.message',
  'chat.update': 'slack.message',
  'views.open': 'slack.view',
  'views.push': 'slack.view',
  'views.update': 'slack.view',
  'views.publish': 'slack.view',
};

function decodeField(name: string, value: string): Json {
  if (JSON_FIELDS.has(name)) {
    const parsed = parseJson(value);
    // Left as text, it then fails the field's own rule, as it does at Slack.
    return parsed === undefined ? value : parsed;
  }
  if (BOOLEAN_FIELDS.has(name) && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

async function readArgs(request: IncomingMessage): Promise<JsonObject> {
  const body = await readBody(request);
  const type = contentType(request);
  const args: JsonObject = {};
  if (type.startsWith('application/json')) {
    const parsed = parseJson(body.toString('utf8'));
    if (!isObject(parsed)) throw new SlackRefusal('invalid_json');
    for (const [name, value] of Object.entries(parsed)) {
      args[name] = typeof value === 'string' && JSON_FIELDS.has(name) ? decodeField(name, value) : value;
    }
  } else if (type.startsWith('multipart/form-data')) {
    const { fields } = await readMultipart(body, request.headers['content-type'] ?? '');
    for (const [name, value] of fields) args[name] = decodeField(name, value);
  } else {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
      args[name] = decodeField(name, value);
    }
  }
  return args;
}

function tokenOf(request: IncomingMessage, args: JsonObject): string {
  const header = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '');
  return header?.[1] ?? textOf(args.token);
}

function spaceOfToken(context: SlackContext, token: string): SpaceRecord {
  if (token === '') throw new SlackRefusal('not_authed');
  if (token.startsWith('xapp-')) throw new SlackRefusal('not_allowed_token_type');
  const space = context.world.data.spaces.find((one) => one.slack?.botToken === token);
  if (!space?.slack) throw new SlackRefusal('invalid_auth');
  if (!space.slack.isInstalled) throw new SlackRefusal('account_inactive');
  return space;
}

export class SlackWebApi {
  readonly #context: SlackContext;
  readonly #codes = new Map<string, string>();

  constructor(context: SlackContext) {
    this.#context = context;
  }

  /** A code as Slack hands it to the redirect address; good for one oauth.v2.access. */
  installCode(spaceId: string): string {
    const code = this.#context.world.ids.secret(16);
    this.#codes.set(code, spaceId);
    return code;
  }

  async handle(request: IncomingMessage, response: ServerResponse, method: string): Promise<void> {
    const { ledger, faults } = this.#context;
    let args: JsonObject;
    try {
      args = await readArgs(request);
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      send(response, { status: 200, json: { ok: false, error: error.code } });
      return;
    }
    const { token: _secret, ...body } = args;
    const kind = KINDS[method] ?? 'slack.call';
    const record = ledger.record({
      platform: 'slack',
      kind,
      request: method,
      path: method,
      body: kind === 'slack.view' ? (body.view ?? null) : body,
      ctx: kind === 'slack.view' ? { surface: objectOf(body.view).type ?? 'modal' } : {},
    });
    const answer = await performWithFaults(faults, 'slack', method, response, async () =>
      this.#answer(request, method, args),
    );
    if (answer === 'dropped') return ledger.settle(record, 0, 'dropped');
    const json = objectOf(answer.json);
    const error = json.ok === true ? null : textOf(json.error) || `http_${answer.status}`;
    ledger.settle(record, answer.status, error);
    if (error) {
      const message = listOf(objectOf(json.response_metadata).messages).join('; ') || JSON.stringify(json);
      ledger.refuse({
        platform: 'slack',
        request: method,
        status: answer.status,
        code: error,
        message,
        answer: json,
      });
    }
  }

  #answer(request: IncomingMessage, method: string, args: JsonObject): Answer {
    try {
      return { status: 200, json: this.#call(request, method, args) };
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return { status: 200, json: { ok: false, error: error.code, ...error.details } };
    }
  }

  #call(request: IncomingMessage, method: string, args: JsonObject): JsonObject {
    const context = this.#context;
    if (method === 'oauth.v2.access') return this.#exchangeCode(request, args);
    const token = tokenOf(request, args);
    if (method === 'apps.connections.open') {
      if (token === '') throw new SlackRefusal('not_authed');
      if (token.startsWith('xoxb-')) throw new SlackRefusal('not_allowed_token_type');
      if (token !== context.world.data.secrets.slackAppToken) throw new SlackRefusal('invalid_auth');
      return { ok: true, url: context.newSocketUrl() };
    }
    const space = spaceOfToken(context, token);
    const perform = methods[method];
    if (!perform) throw new SlackRefusal('unknown_method', { req_method: method });
    return perform({ method, args, space, context });
  }

  #exchangeCode(request: IncomingMessage, args: JsonObject): JsonObject {
    const { world } = this.#context;
    const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '');
    const [id, secret] = basic?.[1]
      ? Buffer.from(basic[1], 'base64').toString('utf8').split(':')
      : [textOf(args.client_id), textOf(args.client_secret)];
    if (id !== world.data.secrets.slackClientId) throw new SlackRefusal('invalid_client_id');
    if (secret !== world.data.secrets.slackClientSecret) throw new SlackRefusal('bad_client_secret');
    const space = world.space(this.#codes.get(textOf(args.code)));
    if (!space?.slack) throw new SlackRefusal('invalid_code');
    this.#codes.delete(textOf(args.code));
    space.slack.isInstalled = true;
    world.changed();
    return {
      ok: true,
      app_id: world.data.slackAppId,
      authed_user: { id: world.data.people.find((one) => one.spaceIds.includes(space.id))?.id ?? '' },
      scope: 'commands,chat:write,users:read,im:write,channels:read,channels:history,files:write',
      token_type: 'bot',
      access_token: space.slack.botToken,
      bot_user_id: space.botUserId,
      team: { id: space.id, name: space.name },
      enterprise: null,
      is_enterprise_install: false,
    };
  }
}
