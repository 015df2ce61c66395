import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlackPlatform, type SlackPlatform } from '../../../src/adapters/slack/slack.ts';
import type { Answer, Call, CallHandler, Content } from '../../../src/chat/call.ts';
import type { Block, ControlCall } from '../../../src/chat/card.ts';
import type { Form } from '../../../src/chat/form.ts';
import type { Phrase } from '../../../src/core/text.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { AALBORG } from '../../../src/sandbox/seed.ts';
import { expectValid } from '../../contracts.ts';
import { fakePictures } from '../../fakes/picture-renderer.ts';
import { commands } from './commands.ts';

const CHANNEL = 'venskabsby-solvang';
const reader = { language: 'da', locale: 'da-DK', timeZone: 'Europe/Copenhagen' } as const;
const say = (typed: string): Phrase => ({ type: 'message', key: 'slack.form-not-opened', params: { typed } });
const controlCall = (options: Record<string, string>, openForm = false) =>
  ({ command: 'meeting/vote', options, openForm }) as unknown as ControlCall;

const content = (typed: string): Content => {
  const controls: Block = {
    type: 'controls',
    controls: [
      { type: 'button', label: say('press'), call: controlCall({ meeting: 'M-1' }), style: 'primary' },
      { type: 'button', label: say('form'), call: controlCall({ meeting: 'M-1' }, true), style: 'secondary' },
      ...([1, 2] as const).map((max) => ({
        type: 'select' as const,
        placeholder: say('choose'),
        call: controlCall({ meeting: 'M-1' }),
        fills: 'slots',
        choices: ['a', 'b', 'c'].map((value) => ({ value, label: say(value) })),
        min: 1,
        max,
      })),
    ],
  };
  return {
    reader,
    card: { tone: 'neutral', title: say(typed), blocks: [{ type: 'text', text: say(typed) }, controls] },
  };
};

/** Plays the router: remembers calls and answers as the test says. */
class Handler implements CallHandler {
  readonly calls: Call[] = [];
  visibility: Answer['visibility'] = 'private';
  problem: Answer['problem'];
  #turn = 0;

  plan(call: Call) {
    const missing = call.command === 'meeting/propose' && call.values.topic === undefined;
    if (call.origin !== 'form' && (call.openForm || missing)) return { type: 'form' } as const;
    return { type: 'reply', visibility: this.visibility } as const;
  }
  form(call: Call): Promise<Form> {
    return Promise.resolve({
      command: call.command as Form['command'],
      title: 'Foreslå et møde',
      submit: 'Send',
      close: 'Fortryd',
      fields: [
        { option: 'topic', kind: 'line', label: 'Emne', required: true, maxLength: 80 },
        { option: 'on', kind: 'date', label: 'Dag', required: false, maxLength: 80 },
        { option: 'when', kind: 'date-time', label: 'Tid', required: false, maxLength: 80 },
        { option: 'member', kind: 'person', label: 'Hvem', required: false, maxLength: 80 },
      ],
      carried: call.values,
    });
  }
  run(call: Call): Promise<Answer> {
    this.calls.push(call);
    this.#turn += 1;
    return Promise.resolve({
      visibility: this.visibility,
      content: content(`svar ${this.#turn}`),
      also: [],
      ...(this.problem ? { problem: this.problem } : {}),
    });
  }
  complete() {
    return Promise.resolve([]);
  }
}

describe.each(['http', 'socket'] as const)('Slack in the sandbox over %s', (mode) => {
  let sandbox: Sandbox;
  let platform: SlackPlatform;
  let server: Server | undefined;
  let handler: Handler;
  const changes: { userId: string; isActive: boolean }[] = [];

  beforeEach(async () => {
    changes.length = 0;
    sandbox = await startSandbox();
    handler = new Handler();
    const { credentials } = sandbox;
    const seen = new Set<string>();
    platform = createSlackPlatform({
      botToken: credentials.slackBotToken,
      ...(mode === 'http'
        ? { signingSecret: credentials.slackSigningSecret }
        : { appToken: credentials.slackAppToken }),
      apiUrl: credentials.slackApiUrl,
      handler,
      commands,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      now: () => Date.now(),
      firstSight: (id) => Promise.resolve(!seen.has(id) && seen.add(id) !== undefined),
      pictures: fakePictures(),
      accountChanged: async (account, isActive) => void changes.push({ userId: account.userId, isActive }),
    });
    if (mode === 'http') {
      server = createServer((request, response) => void platform.handleHttp(request, response));
      await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      sandbox.slack.requestUrl = `http://127.0.0.1:${port}/slack/events`;
    }
    await platform.start();
  });

  afterEach(async () => {
    // Nothing was refused, and everything that was sent is valid by Slack's own schemas.
    const refused = sandbox.refusals.map(({ request, code }) => `${request}: ${code}`);
    for (const { kind, body, ctx } of sandbox.sent)
      if (kind === 'slack.message' || kind === 'slack.view') expectValid(kind, body, ctx);
    await platform.stop();
    server?.closeAllConnections();
    server?.close();
    await sandbox.stop();
    expect(refused).toEqual([]);
  });

  const shown = (typed: string, channel = CHANNEL) =>
    sandbox.waitFor(() => sandbox.slack.messages(channel).find((one) => one.text.includes(typed)));

  it('hears commands and answers to the one, to all, and in direct messages', async () => {
    expect(sandbox.slack.connection).toBe(mode);
    expect(
      await sandbox.slack.command('karen.o', CHANNEL, '/meeting propose Fest & <mad> @bent length:90m'),
    ).toEqual({
      ok: true,
    });
    expect(await shown('svar 1')).toMatchObject({ visibleTo: 'U0KAREN' });
    handler.visibility = 'public';
    await sandbox.slack.command('karen.o', CHANNEL, '/twin status');
    expect(await shown('svar 2')).toMatchObject({ visibleTo: null });
    await sandbox.slack.command('karen.o', sandbox.slack.dm('karen.o'), '/twin status');
    expect(await shown('svar 3', sandbox.slack.dm('karen.o'))).toMatchObject({ visibleTo: null });
    expect(handler.calls.map(({ place }) => place.direct)).toEqual([false, false, true]);
    expect(handler.calls[0]).toMatchObject({ people: { U0BENT: 'bent' } });
    await expect(handler.calls[0]?.caller.profile()).resolves.toMatchObject({
      displayName: 'Karen Østergaard',
      timeZone: 'Europe/Copenhagen',
    });
  });

  it('opens a form, keeps it open with a fault beside its field, and takes it', async () => {
    await sandbox.slack.command('mette.holm', CHANNEL, '/meeting propose length:90m');
    expect(sandbox.slack.view('mette.holm')).toBeDefined();
    handler.problem = { option: 'topic', text: 'Skriv lidt mere.' };
    const values = {
      'field:topic': 'Ungdomslege',
      'field:on': '2027-01-12',
      'field:when': 1800000000,
      'field:member': 'U0BENT',
    };
    await sandbox.slack.submitView('mette.holm', values);
    expect(sandbox.slack.view('mette.holm')?.errors).toEqual({ 'field:topic': 'Skriv lidt mere.' });
    handler.problem = undefined;
    expect(await sandbox.slack.submitView('mette.holm', values)).toEqual({ ok: true });
    expect(sandbox.slack.view('mette.holm')).toBeUndefined();
    expect(await shown('svar 2')).toMatchObject({ visibleTo: 'U0METTE' });
    expect(handler.calls[1]).toMatchObject({
      values: {
        topic: 'Ungdomslege',
        on: '2027-01-12',
        when: '@1800000000',
        member: '<@U0BENT>',
        length: '90m',
      },
    });
  });

  it('reacts to controls of a delivered message, and the message keeps its mark', async () => {
    const to = { type: 'channel', tenantId: AALBORG, channelId: 'C0SOLVANG' } as const;
    const sent = await platform.send(to, content('opslag'), 'dlv_1');
    const place = { channel: CHANNEL, ts: sent.messageId };
    handler.visibility = 'update';
    await sandbox.slack.click('bent', place, 'btn:1');
    await shown('svar 1');
    await sandbox.slack.click('bent', place, 'meeting/vote||slots|meeting=M-1#3', { choose: 'b' });
    await shown('svar 2');
    await sandbox.slack.click('bent', place, 'meeting/vote||slots|meeting=M-1#4', { choose: ['a', 'c'] });
    await shown('svar 3');
    await sandbox.slack.click('bent', place, 'btn:2');
    expect(sandbox.slack.view('bent')).toBeDefined();
    expect(handler.calls.map(({ values }) => values)).toEqual([
      { meeting: 'M-1' },
      { meeting: 'M-1', slots: 'b' },
      { meeting: 'M-1', slots: 'a,c' },
    ]);
    await expect(platform.findSent(to, 'dlv_1', Date.now() - 60_000)).resolves.toEqual(sent);
    await expect(platform.findSent(to, 'dlv_2', Date.now() - 60_000)).resolves.toBeUndefined();
    expect(sandbox.slack.messages(CHANNEL)).toHaveLength(1);
  });

  it('replaces a message that only one person sees', async () => {
    await sandbox.slack.command('bent', CHANNEL, '/twin status');
    const message = await shown('svar 1');
    handler.visibility = 'update';
    await sandbox.slack.click('bent', { channel: CHANNEL, ts: message.id }, 'btn:1');
    await shown('svar 2');
    expect(sandbox.slack.messages(CHANNEL)).toHaveLength(1);
  });

  it('reaches a person, edits, and has one effect when Slack says something twice', async () => {
    const account = { platform: 'slack', tenantId: AALBORG, userId: 'U0BENT' } as const;
    const ref = await platform.send({ type: 'person', account }, content('husk'), 'dlv_9');
    await platform.edit(ref, content('rettet'));
    const dm = sandbox.slack.dm('bent');
    expect(sandbox.slack.messages(dm).map(({ text }) => text.includes('rettet'))).toEqual([true]);
    await expect(platform.findSent({ type: 'person', account }, 'dlv_9', Date.now())).resolves.toEqual(ref);
    await sandbox.slack.command('bent', CHANNEL, '/twin status');
    await shown('svar 1');
    const [delivery] = sandbox.slack.deliveries.slice(-1);
    if (delivery) await sandbox.slack.repeat(delivery);
    await sandbox.slack.command('bent', CHANNEL, '/twin status');
    await shown('svar 2');
    expect(handler.calls).toHaveLength(2);
  });

  it('tells when an account is deactivated, and when it is active again', async () => {
    await sandbox.slack.deactivate('bent');
    await sandbox.slack.reactivate('bent');
    expect(changes).toEqual([
      { userId: 'U0BENT', isActive: false },
      { userId: 'U0BENT', isActive: true },
    ]);
  });
});
