import { describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/chat/call.ts';
import { expectValid } from '../../contracts.ts';
import { answer, content, useBench } from './bench.ts';

const bench = useBench();

describe('a slash command', () => {
  it('is acknowledged with nothing, at once, however slow the answer', async () => {
    let finish: (answer: Answer) => void = () => undefined;
    bench.handler.run.mockReturnValue(
      new Promise((resolve) => {
        finish = resolve;
      }),
    );
    const started = performance.now();
    const response = await bench.command('/meeting propose Youth Games length:90m');
    expect(performance.now() - started).toBeLessThan(1000);
    expect([response.status, await response.text()]).toEqual([200, '']);
    finish(answer('private'));
    await bench.settled('response_url');
  });

  it('becomes a call with everything that is known', async () => {
    await bench.command('/meeting propose Youth Games length:90m with:<@U2|bo>');
    await bench.settled('response_url');
    expect(bench.calls[0]).toMatchObject({
      command: 'meeting/propose',
      values: { length: '90m' },
      origin: 'typed',
      people: { U2: 'bo' },
      place: { platform: 'slack', tenantId: 'T1', channelId: 'C1', direct: false },
      caller: { platform: 'slack', tenantId: 'T1', userId: 'U1' },
    });
    await expect(bench.calls[0]?.caller.profile()).resolves.toEqual({
      displayName: 'Ann Berg',
      locale: 'en-GB',
      timeZone: 'Europe/Copenhagen',
    });
    await bench.calls[0]?.caller.profile();
    expect(bench.slack.of('users.info')).toHaveLength(1);
  });

  it('knows a person by the name in the request when Slack tells nothing', async () => {
    bench.slack.fail('users.info', 'user_not_found');
    await bench.command('/twin status');
    await bench.settled('response_url');
    await expect(bench.calls[0]?.caller.profile()).resolves.toEqual({ displayName: 'ann' });
  });

  it('answers privately, and asks further questions privately', async () => {
    bench.handler.run.mockResolvedValue(answer('public', 'for all', [content('for you')]));
    await bench.command('/twin status');
    await bench.settled('response_url', 2);
    const [first, second] = bench.slack.of('response_url');
    expect(first).toMatchObject({
      response_type: 'in_channel',
      replace_original: false,
      unfurl_links: false,
    });
    expect(second).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    for (const body of [first, second]) expectValid('slack.message', body);
  });

  it('finds another door when the response address is closed', async () => {
    bench.slack.fail('response_url', { status: 404, json: { ok: false, error: 'used_url' } });
    await bench.command('/twin status');
    await bench.settled('chat.postEphemeral');
    expect(bench.slack.of('chat.postEphemeral')[0]).toMatchObject({ channel: 'C1', user: 'U1' });
  });

  it('does not post twice in public when the answer was lost', async () => {
    bench.handler.run.mockResolvedValue(answer('public'));
    bench.slack.fail('response_url', 'cut');
    await bench.command('/twin status');
    await vi.waitFor(() => expect(bench.logged.map(([code]) => code)).toContain('slack.answer-not-shown'));
    expect(bench.slack.of('chat.postMessage')).toEqual([]);
  });

  it('answers with an ordinary message in a direct message, and where the bot is no part of it, through the address', async () => {
    await bench.command('/twin status', { channel_id: 'D5' });
    await bench.settled('chat.postMessage');
    expect(bench.slack.of('chat.postMessage')[0]).toMatchObject({ channel: 'D5', unfurl_links: 'false' });
    expect(bench.calls[0]?.place.direct).toBe(true);
    bench.slack.fail('chat.postMessage', 'channel_not_found');
    await bench.command('/twin status', { channel_id: 'D6' });
    await bench.settled('response_url');
    expect(bench.slack.of('response_url')[0]).toMatchObject({ response_type: 'ephemeral' });
  });

  it('never posts to an address that is not Slack’s', async () => {
    await bench.command('/twin status', { response_url: 'http://127.0.0.1:9/hook' });
    await bench.settled('chat.postEphemeral');
  });
});

describe('a control', () => {
  it('fills its command, and a select one option more', async () => {
    await bench.press({ type: 'button', action_id: 'btn:1', value: 'meeting/cancel|twn_a1||meeting=M-1' });
    await bench.settled('response_url');
    await bench.press({
      type: 'multi_static_select',
      action_id: 'meeting/vote||slots|meeting=M-1#2',
      selected_options: [{ value: 's1' }, { value: 's2' }],
    });
    await bench.settled('response_url', 2);
    await bench.press({
      type: 'static_select',
      action_id: 'meeting/vote||slots#3',
      selected_option: { value: 's3' },
    });
    await bench.settled('response_url', 3);
    expect(
      bench.calls.map(({ command, values, twinningId, origin }) => ({ command, values, twinningId, origin })),
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
    bench.handler.run.mockResolvedValue(answer('update'));
    await bench.press({ type: 'button', action_id: 'btn:1', value: 'meeting/vote||' });
    await bench.settled('chat.update');
    expect(bench.slack.of('chat.update')[0]).toMatchObject({ channel: 'C1', ts: '1700000000.000009' });
    expect(bench.slack.of('chat.update')[0]).not.toHaveProperty('metadata');
    await bench.press(
      { type: 'button', action_id: 'btn:1', value: 'meeting/vote||' },
      {
        container: { type: 'message', message_ts: '1.1', channel_id: 'C1', is_ephemeral: true },
        message: undefined,
      },
    );
    await bench.settled('response_url');
    expect(bench.slack.of('response_url')[0]).toMatchObject({ replace_original: true });
  });

  it('says nothing when the answer is silent', async () => {
    bench.handler.run.mockResolvedValue({ visibility: 'silent', also: [] });
    expect((await bench.press({ type: 'button', action_id: 'btn:1', value: 'meeting/vote||' })).status).toBe(
      200,
    );
    await vi.waitFor(() => expect(bench.handler.run).toHaveBeenCalledOnce());
    await bench.platform.stop();
    expect(bench.slack.calls.map(({ method }) => method)).toEqual(['auth.test']);
  });
});
