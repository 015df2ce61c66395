import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSlackPlatform, type SlackPlatform } from '../../../src/adapters/slack/slack.ts';
import type { Answer, Call, CallHandler, Content } from '../../../src/chat/call.ts';
import type { Form } from '../../../src/chat/form.ts';
import type { LogFields } from '../../../src/chat/log.ts';
import { commands } from './commands.ts';
import { expectValid } from './contract.ts';
import { actionBody, FakeSlack, SECRET, signed, slashBody, submissionBody } from './fake-slack.ts';

const reader = { language: 'en', locale: 'en-GB', timeZone: 'Europe/Copenhagen' } as const;
const content = (typed: string): Content => ({
  reader,
  card: {
    tone: 'good',
    title: { type: 'message', key: 'slack.form-not-opened', params: { typed } },
    blocks: [{ type: 'text', text: { type: 'message', key: 'slack.form-not-opened', params: { typed } } }],
  },
});
const answer = (visibility: Answer['visibility'], typed = 'hello', also: Content[] = []): Answer => ({
  visibility,
  content: content(typed),
  also,
});
const account = { platform: 'slack', tenantId: 'T1', userId: 'U7' } as const;

let slack: FakeSlack;
let platform: SlackPlatform;
let server: Server;
let calls: Call[];
let logged: [string, LogFields | undefined][];
let seen: Set<string>;
let now: () => number;
const handler = {
  plan: vi.fn<CallHandler['plan']>(),
  form: vi.fn<CallHandler['form']>(),
  run: vi.fn<CallHandler['run']>(),
  complete: vi.fn<CallHandler['complete']>(),
};

const post = (request: ReturnType<typeof signed>, path = '/slack/events') =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, request);
const command = (text: string, more: Record<string, string> = {}) =>
  post(signed(slashBody(text, { response_url: slack.responseUrl, ...more })));
const press = (action: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  post(signed(actionBody(action, { response_url: slack.responseUrl, ...more })));
const settled = (method: string, count = 1) =>
  vi.waitFor(() => expect(slack.of(method).length).toBeGreaterThanOrEqual(count), { timeout: 5000 });

beforeEach(async () => {
  slack = new FakeSlack();
  await slack.start();
  calls = [];
  logged = [];
  seen = new Set();
  now = () => Date.now();
  vi.resetAllMocks();
  handler.plan.mockReturnValue({ type: 'reply', visibility: 'private' });
  handler.run.mockImplementation((call) => {
    calls.push(call);
    return Promise.resolve(answer('private'));
  });
  const note = (code: string, fields?: LogFields) => void logged.push([code, fields]);
  platform = createSlackPlatform({
    botToken: 'xoxb-test',
    signingSecret: SECRET,
    apiUrl: slack.apiUrl,
    handler,
    commands,
    log: { info: note, warn: note, error: note },
    now: () => now(),
    firstSight: (id) => {
      const first = !seen.has(id);
      seen.add(id);
      return Promise.resolve(first);
    },
  });
  await platform.start();
  server = createServer((request, response) => {
    void platform.handleHttp(request, response).then((taken) => {
      if (!taken) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await platform.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await slack.stop();
});

describe('requests', () => {
  it('is refused unless Slack signed exactly this, within five minutes both ways', async () => {
    const body = slashBody('/twin status', { response_url: slack.responseUrl });
    const minutes = 60_000;
    const bad = [
      signed(body, { secret: 'another' }),
      signed(body, { at: Date.now() - 6 * minutes }),
      signed(body, { at: Date.now() + 6 * minutes }),
      { ...signed(body), body: `${body}&x=1` },
      { ...signed(body), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { ...signed(body), headers: { ...signed(body).headers, 'x-slack-signature': 'v0=é' } },
    ].map((request) => ({ ...request, headers: request.headers as ReturnType<typeof signed>['headers'] }));
    for (const request of bad.slice(0, 5)) expect((await post(request)).status).toBe(401);
    for (const at of [-4 * minutes, 4 * minutes]) {
      const fresh = slashBody('/twin status', { response_url: slack.responseUrl });
      expect((await post(signed(fresh, { at: Date.now() + at }))).status).toBe(200);
    }
    await settled('response_url', 2);
    expect(calls).toHaveLength(2);
    expect(logged.filter(([code]) => code === 'slack.signature-refused')).toHaveLength(5);
  });

  it('has one effect when the same signed request comes twice, or the same trigger signed anew', async () => {
    const body = slashBody('/twin status', { response_url: slack.responseUrl });
    const request = signed(body);
    const both = await Promise.all([post(request), post(request)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await post(signed(body, { at: Date.now() - 2000 }))).status).toBe(200);
    await settled('response_url');
    expect(calls).toHaveLength(1);
  });

  it('leaves other paths to others and refuses what is too large or no POST', async () => {
    expect((await post(signed('x'), '/elsewhere')).status).toBe(404);
    expect((await post(signed('x'.repeat(1_000_001)))).status).toBe(413);
    const port = (server.address() as AddressInfo).port;
    expect((await fetch(`http://127.0.0.1:${port}/slack/events`)).status).toBe(405);
    expect((await post(signed('{', { type: 'application/json' }))).status).toBe(400);
  });

  it('answers the address check, and acknowledges what it does not know', async () => {
    const check = await post(
      signed(JSON.stringify({ type: 'url_verification', challenge: 'c1' }), { type: 'application/json' }),
    );
    expect(await check.json()).toEqual({ challenge: 'c1' });
    const event = {
      type: 'event_callback',
      team_id: 'T1',
      event_id: 'E1',
      event: { type: 'app_uninstalled' },
    };
    expect((await post(signed(JSON.stringify(event), { type: 'application/json' }))).status).toBe(200);
    expect((await press({ type: 'button', action_id: 'x', value: 'not ours' })).status).toBe(200);
    expect((await post(signed(slashBody('/twin status', { response_url: 'x', team_id: 'T9' })))).status).toBe(
      200,
    );
    expect(calls).toEqual([]);
    expect(logged.map(([code]) => code)).toContain('slack.access-withdrawn');
  });

  it('takes no more after a stop', async () => {
    await platform.stop();
    expect((await command('/twin status')).status).toBe(503);
  });
});

describe('a slash command', () => {
  it('is acknowledged with nothing, at once, however slow the answer', async () => {
    let finish: (answer: Answer) => void = () => undefined;
    handler.run.mockReturnValue(
      new Promise((resolve) => {
        finish = resolve;
      }),
    );
    const started = performance.now();
    const response = await command('/meeting propose Youth Games length:90m');
    expect(performance.now() - started).toBeLessThan(1000);
    expect([response.status, await response.text()]).toEqual([200, '']);
    finish(answer('private'));
    await settled('response_url');
  });

  it('becomes a call with everything that is known', async () => {
    await command('/meeting propose Youth Games length:90m with:<@U2|bo>');
    await settled('response_url');
    expect(calls[0]).toMatchObject({
      command: 'meeting/propose',
      values: { length: '90m' },
      origin: 'typed',
      people: { U2: 'bo' },
      place: { platform: 'slack', tenantId: 'T1', channelId: 'C1', direct: false },
      caller: { platform: 'slack', tenantId: 'T1', userId: 'U1' },
    });
    await expect(calls[0]?.caller.profile()).resolves.toEqual({
      displayName: 'Ann Berg',
      locale: 'en-GB',
      timeZone: 'Europe/Copenhagen',
    });
    await calls[0]?.caller.profile();
    expect(slack.of('users.info')).toHaveLength(1);
  });

  it('knows a person by the name in the request when Slack tells nothing', async () => {
    slack.fail('users.info', 'user_not_found');
    await command('/twin status');
    await settled('response_url');
    await expect(calls[0]?.caller.profile()).resolves.toEqual({ displayName: 'ann' });
  });

  it('answers privately, and asks further questions privately', async () => {
    handler.run.mockResolvedValue(answer('public', 'for all', [content('for you')]));
    await command('/twin status');
    await settled('response_url', 2);
    const [first, second] = slack.of('response_url');
    expect(first).toMatchObject({
      response_type: 'in_channel',
      replace_original: false,
      unfurl_links: false,
    });
    expect(second).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    for (const body of [first, second]) await expectValid('slack.message', body);
  });

  it('finds another door when the response address is closed', async () => {
    slack.fail('response_url', { status: 404, json: { ok: false, error: 'used_url' } });
    await command('/twin status');
    await settled('chat.postEphemeral');
    expect(slack.of('chat.postEphemeral')[0]).toMatchObject({ channel: 'C1', user: 'U1' });
  });

  it('does not post twice in public when the answer was lost', async () => {
    handler.run.mockResolvedValue(answer('public'));
    slack.fail('response_url', 'cut');
    await command('/twin status');
    await vi.waitFor(() => expect(logged.map(([code]) => code)).toContain('slack.answer-not-shown'));
    expect(slack.of('chat.postMessage')).toEqual([]);
  });

  it('answers with an ordinary message in a direct message, and where the bot is no part of it, through the address', async () => {
    await command('/twin status', { channel_id: 'D5' });
    await settled('chat.postMessage');
    expect(slack.of('chat.postMessage')[0]).toMatchObject({ channel: 'D5', unfurl_links: 'false' });
    expect(calls[0]?.place.direct).toBe(true);
    slack.fail('chat.postMessage', 'channel_not_found');
    await command('/twin status', { channel_id: 'D6' });
    await settled('response_url');
    expect(slack.of('response_url')[0]).toMatchObject({ response_type: 'ephemeral' });
  });

  it('never posts to an address that is not Slack’s', async () => {
    await command('/twin status', { response_url: 'http://127.0.0.1:9/hook' });
    await settled('chat.postEphemeral');
  });
});

describe('a form', () => {
  const form: Form = {
    command: 'meeting/propose' as Form['command'],
    title: 'Propose',
    submit: 'Send',
    close: 'Cancel',
    fields: [
      { option: 'topic', kind: 'line', label: 'Topic', required: true, maxLength: 100 },
      { option: 'when', kind: 'date-time', label: 'When', required: false, maxLength: 100 },
    ],
    carried: { length: '90m' },
    twinningId: 'twn_a1',
  };
  const opened = () => slack.of('views.open')[0]?.view as Record<string, unknown>;

  beforeEach(() => {
    handler.plan.mockReturnValue({ type: 'form' });
    handler.form.mockResolvedValue(form);
  });

  it('opens before the acknowledgement and comes back as a call', async () => {
    expect(await (await command('/meeting propose length:90m')).text()).toBe('');
    await expectValid('slack.view', opened());
    const sent = await post(
      signed(
        submissionBody(opened().private_metadata, {
          'field:topic': { value: { type: 'plain_text_input', value: 'Games' } },
          'field:when': { value: { type: 'datetimepicker', selected_date_time: 1800000000 } },
        }),
      ),
    );
    expect([sent.status, await sent.text()]).toEqual([200, '']);
    await settled('response_url');
    expect(calls[0]).toMatchObject({
      command: 'meeting/propose',
      values: { topic: 'Games', when: '@1800000000', length: '90m' },
      origin: 'form',
      twinningId: 'twn_a1',
      place: { channelId: 'C1', direct: false },
    });
    expect(slack.of('response_url')[0]).toMatchObject({ response_type: 'ephemeral' });
  });

  it('stays open with the sentence beside the field that was not understood', async () => {
    await command('/meeting propose');
    handler.run.mockResolvedValue({ ...answer('private'), problem: { option: 'topic', text: 'Too short.' } });
    const body = submissionBody(opened().private_metadata, {
      'field:topic': { value: { type: 'plain_text_input', value: 'G' } },
    });
    const sent = await post(signed(body));
    expect(await sent.json()).toEqual({ response_action: 'errors', errors: { 'field:topic': 'Too short.' } });
    handler.run.mockResolvedValue({
      ...answer('private'),
      problem: { option: 'length', text: 'Not asked here.' },
    });
    const other = submissionBody(opened().private_metadata, {});
    expect(await (await post(signed(other))).text()).toBe('');
    await settled('response_url');
  });

  it('closes in time when the answer is slow, and shows it later', async () => {
    await command('/meeting propose');
    handler.run.mockImplementation(
      () => new Promise((resolve) => setTimeout(() => resolve(answer('private')), 2900)),
    );
    const started = performance.now();
    const sent = await post(signed(submissionBody(opened().private_metadata, {})));
    expect(await sent.text()).toBe('');
    expect(performance.now() - started).toBeLessThan(2900);
    await settled('response_url');
  });

  it('hands back what was typed when Slack no longer opens it', async () => {
    slack.fail('views.open', 'expired_trigger_id');
    expect((await command('/meeting propose Games &amp; more with:<@U2|bo>')).status).toBe(200);
    await settled('response_url');
    expect(JSON.stringify(slack.of('response_url')[0])).toContain(
      '`/meeting propose Games &amp; more with:@bo`',
    );
    await expectValid('slack.message', slack.of('response_url')[0]);
  });

  it('acknowledges in time when the form itself is slow', async () => {
    handler.form.mockImplementation(() => new Promise((resolve) => setTimeout(() => resolve(form), 2700)));
    const started = performance.now();
    expect((await command('/meeting propose')).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(2700);
    await settled('views.open');
  });
});

describe('a control', () => {
  it('fills its command, and a select one option more', async () => {
    await press({ type: 'button', action_id: 'btn:1', value: 'meeting/cancel|twn_a1||meeting=M-1' });
    await settled('response_url');
    await press({
      type: 'multi_static_select',
      action_id: 'meeting/vote||slots|meeting=M-1#2',
      selected_options: [{ value: 's1' }, { value: 's2' }],
    });
    await settled('response_url', 2);
    await press({
      type: 'static_select',
      action_id: 'meeting/vote||slots#3',
      selected_option: { value: 's3' },
    });
    await settled('response_url', 3);
    expect(
      calls.map(({ command, values, twinningId, origin }) => ({ command, values, twinningId, origin })),
    ).toEqual([
      { command: 'meeting/cancel', values: { meeting: 'M-1' }, twinningId: 'twn_a1', origin: 'control' },
      {
        command: 'meeting/vote',
        values: { meeting: 'M-1', slots: 's1,s2' },
        twinningId: undefined,
        origin: 'control',
      },
      { command: 'meeting/vote', values: { slots: 's3' }, twinningId: undefined, origin: 'control' },
    ]);
  });

  it('replaces its message, keeping the delivery’s mark, and an ephemeral one through the address', async () => {
    handler.run.mockResolvedValue(answer('update'));
    await press({ type: 'button', action_id: 'btn:1', value: 'meeting/vote||' });
    await settled('chat.update');
    expect(slack.of('chat.update')[0]).toMatchObject({ channel: 'C1', ts: '1700000000.000009' });
    expect(slack.of('chat.update')[0]).not.toHaveProperty('metadata');
    await press(
      { type: 'button', action_id: 'btn:1', value: 'meeting/vote||' },
      {
        container: { type: 'message', message_ts: '1.1', channel_id: 'C1', is_ephemeral: true },
        message: undefined,
      },
    );
    await settled('response_url');
    expect(slack.of('response_url')[0]).toMatchObject({ replace_original: true });
  });

  it('says nothing when the answer is silent', async () => {
    handler.run.mockResolvedValue({ visibility: 'silent', also: [] });
    expect((await press({ type: 'button', action_id: 'btn:1', value: 'meeting/vote||' })).status).toBe(200);
    await vi.waitFor(() => expect(handler.run).toHaveBeenCalledOnce());
    await platform.stop();
    expect(slack.calls.map(({ method }) => method)).toEqual(['auth.test']);
  });
});

describe('what the bot says first', () => {
  const channel = { type: 'channel', tenantId: 'T1', channelId: 'C1' } as const;

  it('posts once, marked, to a channel and to a person', async () => {
    const ref = await platform.send(channel, content('x'), 'dlv_1');
    expect(ref).toEqual({
      platform: 'slack',
      tenantId: 'T1',
      channelId: 'C1',
      messageId: '1700000000.000001',
    });
    await platform.send({ type: 'person', account }, content('x'), 'dlv_2');
    const [first, second] = slack.of('chat.postMessage');
    expect(first).toMatchObject({
      channel: 'C1',
      unfurl_links: 'false',
      metadata: { event_type: 'twinbell_delivery', event_payload: { id: 'dlv_1' } },
    });
    expect(first).not.toHaveProperty('link_names');
    expect(second).toMatchObject({ channel: 'DU7' });
    await expectValid('slack.message', { ...first, unfurl_links: false, unfurl_media: false });
    await platform.edit(ref, content('y'));
    expect(slack.of('chat.update')[0]).toMatchObject({ channel: 'C1', ts: ref.messageId });
  });

  it('joins a public channel in which somebody put it to work', async () => {
    slack.fail('chat.postMessage', 'not_in_channel');
    await platform.send(channel, content('x'), 'dlv_1');
    expect(slack.of('conversations.join')).toEqual([{ channel: 'C1' }]);
    slack.fail('chat.postMessage', 'not_in_channel');
    slack.fail('conversations.join', 'method_not_supported_for_channel_type');
    await expect(platform.send(channel, content('x'), 'dlv_1')).rejects.toMatchObject({
      kind: 'forbidden',
      platformCode: 'not_in_channel',
    });
  });

  it.each([
    ['channel_not_found', 'gone'],
    ['is_archived', 'gone'],
    ['account_inactive', 'gone'],
    ['invalid_auth', 'forbidden'],
    ['invalid_blocks', 'rejected'],
    ['internal_error', 'unavailable'],
  ])('tells %s as %s, after one try', async (code, kind) => {
    slack.fail('chat.postMessage', code);
    await expect(platform.send(channel, content('x'), 'dlv_1')).rejects.toMatchObject({
      kind,
      platformCode: code,
    });
    expect(slack.of('chat.postMessage')).toHaveLength(1);
  });

  it('tells how long to wait, and what may have arrived', async () => {
    slack.fail(
      'chat.postMessage',
      { status: 429, headers: { 'retry-after': '7' }, json: {} },
      { status: 503, json: {} },
      'cut',
    );
    await expect(platform.send(channel, content('x'), 'd')).rejects.toMatchObject({
      kind: 'busy',
      retryAfterMs: 7000,
    });
    await expect(platform.send(channel, content('x'), 'd')).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(platform.send(channel, content('x'), 'd')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(slack.of('chat.postMessage')).toHaveLength(3);
  });

  it('knows nothing of another workspace', async () => {
    await expect(platform.send({ ...channel, tenantId: 'T2' }, content('x'), 'd')).rejects.toMatchObject({
      kind: 'gone',
    });
  });

  it('finds what it sent by its mark, on two pages at most', async () => {
    const page = (id: string, cursor: string) => ({
      json: {
        ok: true,
        messages: [
          { ts: '1.0' },
          { ts: '2.0', metadata: { event_type: 'twinbell_delivery', event_payload: { id } } },
        ],
        response_metadata: { next_cursor: cursor },
      },
    });
    slack.fail('conversations.history', page('dlv_0', 'n1'), page('dlv_1', 'n2'));
    const since = Date.UTC(2027, 0, 1);
    await expect(platform.findSent(channel, 'dlv_1', since)).resolves.toMatchObject({
      messageId: '2.0',
      channelId: 'C1',
    });
    expect(slack.of('conversations.history')[1]).toMatchObject({
      include_all_metadata: 'true',
      cursor: 'n1',
    });
    expect(Number(slack.of('conversations.history')[0]?.oldest)).toBeLessThanOrEqual(since / 1000);
    slack.fail('conversations.history', page('a', 'n1'), page('b', 'n2'), page('dlv_1', ''));
    await expect(platform.findSent(channel, 'dlv_1', since)).resolves.toBeUndefined();
  });
});
