import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorded {
  readonly method: string;
  readonly body: Record<string, unknown>;
}

type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown }
  | 'cut';

export const SECRET = 'signing-secret-of-the-test';

/** Slack's Web API and response addresses, as far as the adapter speaks to them; every call is kept. */
export class FakeSlack {
  readonly calls: Recorded[] = [];
  /** What a method answers instead, next time first. */
  readonly replies = new Map<string, Reply[]>();
  #server: Server | undefined;
  #ts = 0;
  #files = 0;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then((reply) => {
        if (reply === 'cut') return response.destroy();
        response
          .writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
          .end(JSON.stringify(reply.json));
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    const address = this.#server?.address() as AddressInfo | null | undefined;
    if (!address) throw new Error('not started');
    return `http://127.0.0.1:${address.port}`;
  }
  get apiUrl(): string {
    return `${this.origin}/api/`;
  }
  get responseUrl(): string {
    return `${this.origin}/hook/one`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server?.closeAllConnections();
      this.#server?.close(() => resolve());
    });
  }

  fail(method: string, ...replies: (Reply | string)[]): void {
    this.replies.set(
      method,
      replies.map((reply) =>
        typeof reply === 'string' && reply !== 'cut'
          ? { json: { ok: false, error: reply } }
          : (reply as Reply),
      ),
    );
  }

  of(method: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.method === method).map((call) => call.body);
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    if (request.url?.startsWith('/upload/') === true) {
      this.calls.push({ method: 'upload', body: { length: Buffer.concat(chunks).length } });
      return this.replies.get('upload')?.shift() ?? { json: 'OK' };
    }
    const isHook = request.url?.startsWith('/hook/') === true;
    const method = isHook ? 'response_url' : (request.url?.slice('/api/'.length) ?? '');
    const body = isHook ? (JSON.parse(text) as Record<string, unknown>) : decodeForm(text);
    this.calls.push({ method, body });
    return this.replies.get(method)?.shift() ?? { json: this.#usual(method, body) };
  }

  #usual(method: string, body: Record<string, unknown>): unknown {
    switch (method) {
      case 'auth.test':
        return { ok: true, team_id: 'T1', user_id: 'UBOT', bot_id: 'B1' };
      case 'users.info':
        return {
          ok: true,
          user: {
            id: body.user,
            name: 'ann',
            tz: 'Europe/Copenhagen',
            locale: 'en-GB',
            profile: { real_name: 'Ann Berg' },
          },
        };
      case 'conversations.open':
        return { ok: true, channel: { id: `D${String(body.users)}` } };
      case 'files.getUploadURLExternal':
        this.#files += 1;
        return {
          ok: true,
          upload_url: `${this.origin}/upload/F${this.#files}`,
          file_id: `F0000000${this.#files}`,
        };
      case 'chat.postMessage':
        this.#ts += 1;
        return { ok: true, channel: body.channel, ts: `1700000000.00000${this.#ts}` };
      default:
        return { ok: true };
    }
  }
}

function decodeForm(text: string): Record<string, unknown> {
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  );
}

/** Headers and body of a request as Slack signs it. */
export function signed(
  body: string,
  { at = Date.now(), secret = SECRET, type = 'application/x-www-form-urlencoded' } = {},
) {
  const timestamp = String(Math.floor(at / 1000));
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mac}`,
    },
    body,
  };
}

let triggers = 0;
const trigger = () => {
  triggers += 1;
  return `1337.${triggers}`;
};

export const slashBody = (text: string, more: Record<string, string>) =>
  new URLSearchParams({
    token: 'x',
    team_id: 'T1',
    team_domain: 'solvang',
    channel_id: 'C1',
    channel_name: 'twinning',
    user_id: 'U1',
    user_name: 'ann',
    command: text.split(' ', 1)[0] ?? '',
    text: text.split(' ').slice(1).join(' '),
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    trigger_id: trigger(),
    ...more,
  }).toString();

const frame = () => ({
  user: { id: 'U1', username: 'ann', name: 'ann', team_id: 'T1' },
  team: { id: 'T1', domain: 'solvang' },
  api_app_id: 'A1',
  token: 'x',
  enterprise: null,
  is_enterprise_install: false,
  trigger_id: trigger(),
});

export const interaction = (payload: Record<string, unknown>) =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

export const actionBody = (action: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  interaction({
    ...frame(),
    type: 'block_actions',
    container: { type: 'message', message_ts: '1700000000.000009', channel_id: 'C1', is_ephemeral: false },
    channel: { id: 'C1', name: 'twinning' },
    message: { type: 'message', ts: '1700000000.000009', text: 'x' },
    state: { values: {} },
    actions: [{ block_id: 'controls:1', action_ts: '1700000001.1', ...action }],
    ...more,
  });

export const submissionBody = (
  privateMetadata: unknown,
  values: Record<string, unknown>,
  more: Record<string, unknown> = {},
) =>
  interaction({
    ...frame(),
    type: 'view_submission',
    view: {
      id: 'V1',
      type: 'modal',
      callback_id: 'twinbell:form',
      hash: 'h',
      private_metadata: privateMetadata,
      state: { values },
      blocks: [],
    },
    response_urls: [],
    ...more,
  });
