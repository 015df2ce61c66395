import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { createSlackPlatform, type SlackPlatform } from '../../../src/adapters/slack/slack.ts';
import type { Answer, Call, CallHandler, Content } from '../../../src/chat/call.ts';
import type { LogFields } from '../../../src/chat/log.ts';
import { fakePictures } from '../../fakes/picture-renderer.ts';
import { commands } from './commands.ts';
import { actionBody, FakeSlack, SECRET, signed, slashBody } from './fake-slack.ts';

const reader = { language: 'en', locale: 'en-GB', timeZone: 'Europe/Copenhagen' } as const;
export const content = (typed: string): Content => ({
  reader,
  card: {
    tone: 'good',
    title: { type: 'message', key: 'slack.form-not-opened', params: { typed } },
    blocks: [{ type: 'text', text: { type: 'message', key: 'slack.form-not-opened', params: { typed } } }],
  },
});
export const answer = (visibility: Answer['visibility'], typed = 'hello', also: Content[] = []): Answer => ({
  visibility,
  content: content(typed),
  also,
});

/** The real adapter between a fake Web API and signed requests; made anew for each test. */
export class Bench {
  slack = new FakeSlack();
  calls: Call[] = [];
  logged: [string, LogFields | undefined][] = [];
  readonly handler = {
    plan: vi.fn<CallHandler['plan']>(),
    form: vi.fn<CallHandler['form']>(),
    run: vi.fn<CallHandler['run']>(),
    complete: vi.fn<CallHandler['complete']>(),
  };
  #platform: SlackPlatform | undefined;
  #server: Server | undefined;

  get platform(): SlackPlatform {
    if (this.#platform === undefined) throw new Error('not started');
    return this.#platform;
  }

  async start(): Promise<void> {
    this.slack = new FakeSlack();
    await this.slack.start();
    this.calls = [];
    this.logged = [];
    vi.resetAllMocks();
    this.handler.plan.mockReturnValue({ type: 'reply', visibility: 'private' });
    this.handler.run.mockImplementation((call) => {
      this.calls.push(call);
      return Promise.resolve(answer('private'));
    });
    const note = (code: string, fields?: LogFields) => void this.logged.push([code, fields]);
    const seen = new Set<string>();
    const platform = createSlackPlatform({
      botToken: 'xoxb-test',
      signingSecret: SECRET,
      apiUrl: this.slack.apiUrl,
      handler: this.handler,
      commands,
      log: { info: note, warn: note, error: note },
      now: () => Date.now(),
      firstSight: (id) => Promise.resolve(!seen.has(id) && seen.add(id) !== undefined),
      accountChanged: () => Promise.resolve(),
      pictures: fakePictures(),
      uploadPatience: { uploadMs: 300, fileMs: 300, lookedAtMs: [1, 1] },
    });
    this.#platform = platform;
    await platform.start();
    const server = createServer((request, response) => {
      void platform.handleHttp(request, response).then((taken) => {
        if (!taken) response.writeHead(404).end();
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    await this.platform.stop();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
    await this.slack.stop();
  }

  get port(): number {
    return (this.#server?.address() as AddressInfo | null)?.port ?? 0;
  }

  post = (request: ReturnType<typeof signed>, path = '/slack/events') =>
    fetch(`http://127.0.0.1:${this.port}${path}`, request);
  command = (text: string, more: Record<string, string> = {}) =>
    this.post(signed(slashBody(text, { response_url: this.slack.responseUrl, ...more })));
  press = (action: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    this.post(signed(actionBody(action, { response_url: this.slack.responseUrl, ...more })));
  /** Waits until Slack was called so often. */
  settled = (method: string, count = 1) =>
    vi.waitFor(() => expect(this.slack.of(method).length).toBeGreaterThanOrEqual(count), { timeout: 5000 });
}

export function useBench(): Bench {
  const bench = new Bench();
  beforeEach(() => bench.start());
  afterEach(() => bench.stop());
  return bench;
}
