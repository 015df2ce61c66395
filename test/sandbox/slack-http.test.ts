import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { AALBORG } from '../../src/sandbox/seed.ts';
import { type Bolt, startHttpBolt } from './slack-bolt.ts';

const CHANNEL = 'venskabsby-solvang';
const modal = {
  type: 'modal' as const,
  callback_id: 'propose',
  title: { type: 'plain_text' as const, text: 'Find a date' },
  submit: { type: 'plain_text' as const, text: 'Search' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'topic',
      label: { type: 'plain_text' as const, text: 'Topic' },
      element: { type: 'plain_text_input' as const, action_id: 'topic' },
    },
    {
      type: 'input' as const,
      block_id: 'from',
      optional: true,
      label: { type: 'plain_text' as const, text: 'From' },
      element: { type: 'datepicker' as const, action_id: 'from' },
    },
  ],
};

const poll = (text: string) => [
  { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
  {
    type: 'actions' as const,
    block_id: 'vote',
    elements: [
      {
        type: 'button' as const,
        action_id: 'yes',
        text: { type: 'plain_text' as const, text: 'Yes' },
        value: 'M-1',
      },
      {
        type: 'static_select' as const,
        action_id: 'slot',
        placeholder: { type: 'plain_text' as const, text: 'Slot' },
        options: [
          { text: { type: 'plain_text' as const, text: '17:00' }, value: 's1' },
          { text: { type: 'plain_text' as const, text: '18:00' }, value: 's2' },
        ],
      },
    ],
  },
];

describe('Slack over signed HTTP, driven by the real Bolt', () => {
  let sandbox: Sandbox;
  let bolt: Bolt | undefined;

  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(async () => {
    await bolt?.stop();
    bolt = undefined;
    await sandbox.stop();
  });

  it('carries a slash command and shows its ephemeral answer to its author only', async () => {
    let got: unknown;
    bolt = await startHttpBolt(sandbox, (app) => {
      app.command('/twin', async ({ command, ack }) => {
        got = command;
        await ack({ response_type: 'ephemeral', text: `Hi <@${command.user_id}>` });
      });
    });
    const outcome = await sandbox.slack.command('mette.holm', CHANNEL, '/twin start Aalborg @jens');
    expect(outcome).toEqual({ ok: true });
    expect(got).toMatchObject({
      command: '/twin',
      text: 'start Aalborg <@U0JENS|jens>',
      user_id: 'U0METTE',
      team_id: AALBORG,
      channel_name: CHANNEL,
      is_enterprise_install: 'false',
    });
    const [message] = sandbox.slack.messages(CHANNEL);
    expect(message).toMatchObject({ visibleTo: 'U0METTE', text: 'Hi <@U0METTE>' });
  });

  it('lets the app say more through the response_url and in public', async () => {
    bolt = await startHttpBolt(sandbox, (app) => {
      app.command('/twin', async ({ ack, respond, say }) => {
        await ack();
        await respond({ text: 'working' });
        await say({ text: 'Founded!' });
      });
    });
    await sandbox.slack.command('mette.holm', CHANNEL, '/twin start');
    const founded = await sandbox.waitFor(() =>
      sandbox.slack.messages(CHANNEL).find((one) => one.text === 'Founded!'),
    );
    expect(founded.visibleTo).toBeNull();
    expect(sandbox.slack.messages(CHANNEL).find((one) => one.text === 'working')?.visibleTo).toBe('U0METTE');
    expect(sandbox.sent.map((one) => [one.kind, one.request, one.error])).toEqual(
      expect.arrayContaining([
        ['slack.message', 'response_url', null],
        ['slack.message', 'chat.postMessage', null],
      ]),
    );
  });

  it('opens a modal, shows errors, and closes it', async () => {
    let submitted: unknown;
    let closed = 0;
    bolt = await startHttpBolt(sandbox, (app) => {
      app.command('/meeting', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal });
      });
      app.view('propose', async ({ ack, view }) => {
        submitted = view.state.values;
        if (view.state.values.topic?.topic?.value === 'x') {
          await ack({ response_action: 'errors', errors: { topic: 'Too short' } });
        } else await ack();
      });
      app.view({ callback_id: 'propose', type: 'view_closed' }, async ({ ack }) => {
        closed += 1;
        await ack();
      });
    });
    await sandbox.slack.command('mette.holm', CHANNEL, '/meeting propose');
    await sandbox.waitFor(() => sandbox.slack.view('mette.holm'));
    expect(await sandbox.slack.submitView('mette.holm')).toMatchObject({ ok: false, error: 'view_errors' });
    expect(submitted).toBeUndefined();
    expect(await sandbox.slack.submitView('mette.holm', { topic: 'x' })).toMatchObject({ ok: false });
    expect(sandbox.slack.view('mette.holm')?.errors).toEqual({ topic: 'Too short' });
    const done = await sandbox.slack.submitView('mette.holm', { topic: 'Games', from: '2027-01-10' });
    expect(done).toEqual({ ok: true });
    expect(submitted).toEqual({
      topic: { topic: { type: 'plain_text_input', value: 'Games' } },
      from: { from: { type: 'datepicker', selected_date: '2027-01-10' } },
    });
    expect(sandbox.slack.view('mette.holm')).toBeUndefined();
    await sandbox.slack.command('mette.holm', CHANNEL, '/meeting propose');
    await sandbox.waitFor(() => sandbox.slack.view('mette.holm'));
    await sandbox.slack.closeView('mette.holm');
    expect(closed).toBe(1);
  });

  it('refuses to open two views with one trigger', async () => {
    bolt = await startHttpBolt(sandbox, (app) => {
      app.command('/meeting', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal });
        await expect(client.views.open({ trigger_id: body.trigger_id, view: modal })).rejects.toThrow();
      });
    });
    await sandbox.slack.command('mette.holm', CHANNEL, '/meeting');
    const refusal = await sandbox.waitFor(() => sandbox.refusals.at(-1));
    expect(refusal).toMatchObject({ request: 'views.open', code: 'exchanged_trigger_id' });
  });

  it('carries buttons and selects with state, and updates the message', async () => {
    const seen: unknown[] = [];
    bolt = await startHttpBolt(sandbox, (app) => {
      app.command('/meeting', async ({ ack, say }) => {
        await ack();
        await say({ text: 'poll', blocks: poll('When?') });
      });
      app.action('yes', async ({ ack, body, client, action }) => {
        seen.push(action, body);
        await ack();
        if (body.type !== 'block_actions' || !body.channel || !body.message) return;
        await client.chat.update({
          channel: body.channel.id,
          ts: body.message.ts,
          text: 'poll',
          blocks: poll('Thanks'),
        });
      });
      app.action('slot', async ({ ack, action }) => {
        seen.push(action);
        await ack();
      });
    });
    await sandbox.slack.command('mette.holm', CHANNEL, '/meeting poll');
    const message = await sandbox.waitFor(() =>
      sandbox.slack.messages(CHANNEL).find((one) => one.text === 'poll'),
    );
    const place = { channel: CHANNEL, ts: message.id };
    expect(await sandbox.slack.click('jens', place, 'yes', { inputs: { slot: 's2' } })).toEqual({ ok: true });
    await sandbox.waitFor(() => message.editedAt);
    expect(seen[0]).toMatchObject({ type: 'button', value: 'M-1', action_id: 'yes', block_id: 'vote' });
    expect(seen[1]).toMatchObject({
      user: { id: 'U0JENS', team_id: AALBORG },
      container: { type: 'message', message_ts: message.id, is_ephemeral: false },
      message: { ts: message.id, bot_id: expect.any(String) },
      state: { values: { vote: { slot: { selected_option: { value: 's2' } } } } },
    });
    await sandbox.slack.click('jens', place, 'slot', { choose: 's1' });
    expect(seen[2]).toMatchObject({ type: 'static_select', selected_option: { value: 's1' } });
  });

  it('answers wrong blocks, foreign channels and bad tokens as Slack does', async () => {
    bolt = await startHttpBolt(sandbox, () => undefined);
    const { client } = bolt.app;
    const channel = sandbox.slack.channelId(CHANNEL);
    const long = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'x'.repeat(3001) } }];
    await expect(client.chat.postMessage({ channel, text: 'x', blocks: long })).rejects.toThrow(
      'invalid_blocks',
    );
    expect(sandbox.refusals.at(-1)?.message).toContain('/blocks/0/text/text');
    await expect(client.chat.postMessage({ channel: 'C0NOPE', text: 'x' })).rejects.toThrow(
      'channel_not_found',
    );
    sandbox.slack.removeBot(CHANNEL);
    await expect(client.chat.postMessage({ channel, text: 'x' })).rejects.toThrow('not_in_channel');
    await client.conversations.join({ channel });
    await expect(client.chat.postMessage({ channel, text: 'x', token: 'xoxb-bad' })).rejects.toThrow(
      'invalid_auth',
    );
    await expect(client.chat.update({ channel, ts: '1.1', text: 'x' })).rejects.toThrow('message_not_found');
    await expect(
      client.chat.postMessage({ channel, text: 'x', metadata: { event_type: '', event_payload: {} } }),
    ).rejects.toThrow('invalid_metadata_format');
  });

  it('finds a message again by its metadata, and tells zones and locales', async () => {
    bolt = await startHttpBolt(sandbox, () => undefined);
    const { client } = bolt.app;
    const opened = await client.conversations.open({ users: 'U0METTE' });
    const channel = opened.channel?.id ?? '';
    const metadata = { event_type: 'twinbell_delivery', event_payload: { id: 'dlv_1' } };
    await client.chat.postMessage({ channel, text: 'Reminder', metadata });
    const history = await client.conversations.history({ channel, include_all_metadata: true });
    expect(history.messages?.[0]?.metadata).toEqual(metadata);
    const info = await client.users.info({ user: 'U0METTE', include_locale: true });
    expect(info.user).toMatchObject({ tz: 'Europe/Copenhagen', locale: 'en-US', real_name: 'Mette Holm' });
    const members = await client.conversations.members({ channel: sandbox.slack.channelId(CHANNEL) });
    expect(members.members).toContain('U0KAREN');
  });

  it('takes uploads and shows them in the channel', async () => {
    bolt = await startHttpBolt(sandbox, () => undefined);
    const channel = sandbox.slack.channelId(CHANNEL);
    await bolt.app.client.filesUploadV2({
      channel_id: channel,
      filename: 'meeting.ics',
      file: Buffer.from('BEGIN:VCALENDAR'),
      initial_comment: 'The calendar',
    });
    const message = sandbox.slack.messages(CHANNEL).at(-1);
    expect(message).toMatchObject({ text: 'The calendar', files: [{ name: 'meeting.ics' }] });
    const file = await fetch(`${sandbox.url}${message?.files[0]?.url}`);
    expect(await file.text()).toBe('BEGIN:VCALENDAR');
  });

  it('signs what it sends; a wrong or old signature is refused by Bolt', async () => {
    bolt = await startHttpBolt(sandbox, (app) => {
      app.command('/twin', async ({ ack }) => ack());
    });
    await sandbox.slack.command('mette.holm', CHANNEL, '/twin');
    expect(await sandbox.slack.verifyUrl('abc')).toMatchObject({ ok: true, body: { challenge: 'abc' } });
    const body = 'command=%2Ftwin&text=';
    expect(await sandbox.slack.sendRaw({ body, signingSecret: 'wrong' })).toMatchObject({ status: 401 });
    const old = Math.floor(Date.now() / 1000) - 600;
    expect(await sandbox.slack.sendRaw({ body, timestamp: old })).toMatchObject({ status: 401 });
  });

  it('tells an event again, with the retry headers that Bolt reads', async () => {
    const tries: unknown[] = [];
    bolt = await startHttpBolt(sandbox, (app) => {
      app.event('app_home_opened', async ({ context, body }) => {
        tries.push([body.event_id, context.retryNum, context.retryReason]);
      });
    });
    await sandbox.slack.openHome('mette.holm');
    const [first] = sandbox.slack.deliveries;
    if (!first) throw new Error('nothing delivered');
    await sandbox.slack.repeat(first, { attempt: 1, reason: 'http_timeout' });
    expect(tries).toEqual([
      [first.payload.event_id, undefined, undefined],
      [first.payload.event_id, 1, 'http_timeout'],
    ]);
  });

  it('shows a time-out to the person', async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ timing: { slackAckMs: 30 } });
    bolt = await startHttpBolt(sandbox, (app) => {
      app.command('/twin', async () => undefined);
    });
    const outcome = await sandbox.slack.command('mette.holm', CHANNEL, '/twin');
    expect(outcome).toMatchObject({ ok: false, error: 'operation_timeout' });
    expect(sandbox.slack.messages(CHANNEL).at(-1)).toMatchObject({
      kind: 'notice',
      visibleTo: 'U0METTE',
      text: expect.stringContaining('operation_timeout'),
    });
  });

  it('lets requests fail as ordered: rate limits, and an answer lost after the deed', async () => {
    bolt = await startHttpBolt(sandbox, () => undefined);
    const { client } = bolt.app;
    const channel = sandbox.slack.channelId(CHANNEL);
    const lost = sandbox.faults.next({
      platform: 'slack',
      request: 'chat.postMessage',
      effect: { kind: 'drop-after' },
    });
    await expect(client.chat.postMessage({ channel, text: 'once' })).rejects.toThrow();
    await lost.hit;
    expect(sandbox.slack.messages(CHANNEL).map((one) => one.text)).toEqual(['once']);
    sandbox.faults.next({ platform: 'slack', effect: { kind: 'answer', status: 503 } });
    await expect(client.chat.postMessage({ channel, text: 'twice' })).rejects.toThrow();
    expect(sandbox.slack.messages(CHANNEL)).toHaveLength(1);
  });
});
