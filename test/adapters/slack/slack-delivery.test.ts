import { describe, expect, it } from 'vitest';
import { expectValid } from '../../contracts.ts';
import { content, useBench } from './bench.ts';

const account = { platform: 'slack', tenantId: 'T1', userId: 'U7' } as const;

const bench = useBench();

describe('what the bot says first', () => {
  const channel = { type: 'channel', tenantId: 'T1', channelId: 'C1' } as const;

  it('posts once, marked, to a channel and to a person', async () => {
    const ref = await bench.platform.send(channel, content('x'), 'dlv_1');
    expect(ref).toEqual({
      platform: 'slack',
      tenantId: 'T1',
      channelId: 'C1',
      messageId: '1700000000.000001',
    });
    await bench.platform.send({ type: 'person', account }, content('x'), 'dlv_2');
    const [first, second] = bench.slack.of('chat.postMessage');
    expect(first).toMatchObject({
      channel: 'C1',
      unfurl_links: 'false',
      metadata: { event_type: 'twinbell_delivery', event_payload: { id: 'dlv_1' } },
    });
    expect(first).not.toHaveProperty('link_names');
    expect(second).toMatchObject({ channel: 'DU7' });
    await bench.platform.edit(ref, content('y'));
    expect(bench.slack.of('chat.update')[0]).toMatchObject({ channel: 'C1', ts: ref.messageId });
    // Last: reading the schemas takes long enough for idle connections to be closed.
    await expectValid('slack.message', { ...first, unfurl_links: false, unfurl_media: false });
  });

  it('joins a public channel in which somebody put it to work', async () => {
    bench.slack.fail('chat.postMessage', 'not_in_channel');
    await bench.platform.send(channel, content('x'), 'dlv_1');
    expect(bench.slack.of('conversations.join')).toEqual([{ channel: 'C1' }]);
    bench.slack.fail('chat.postMessage', 'not_in_channel');
    bench.slack.fail('conversations.join', 'method_not_supported_for_channel_type');
    await expect(bench.platform.send(channel, content('x'), 'dlv_2')).rejects.toMatchObject({
      kind: 'forbidden',
      platformCode: 'not_in_channel',
    });
  });

  it.each([
    ['channel_not_found', 'gone'],
    ['is_archived', 'gone'],
    ['account_inactive', 'gone'],
    ['invalid_auth', 'unavailable'],
    ['missing_scope', 'forbidden'],
    ['invalid_blocks', 'rejected'],
    ['internal_error', 'unavailable'],
  ])('tells %s as %s, after one try', async (code, kind) => {
    bench.slack.fail('chat.postMessage', code);
    await expect(bench.platform.send(channel, content('x'), 'dlv_1')).rejects.toMatchObject({
      kind,
      platformCode: code,
    });
    expect(bench.slack.of('chat.postMessage')).toHaveLength(1);
  });

  it('tells how long to wait, and what may have arrived', async () => {
    bench.slack.fail(
      'chat.postMessage',
      { status: 429, headers: { 'retry-after': '7' }, json: {} },
      { status: 503, json: {} },
      'cut',
    );
    await expect(bench.platform.send(channel, content('x'), 'd')).rejects.toMatchObject({
      kind: 'busy',
      retryAfterMs: 7000,
    });
    await expect(bench.platform.send(channel, content('x'), 'd')).rejects.toMatchObject({
      kind: 'unavailable',
    });
    await expect(bench.platform.send(channel, content('x'), 'd')).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(bench.slack.of('chat.postMessage')).toHaveLength(3);
  });

  it('knows nothing of another workspace', async () => {
    await expect(
      bench.platform.send({ ...channel, tenantId: 'T2' }, content('x'), 'd'),
    ).rejects.toMatchObject({
      kind: 'gone',
    });
  });

  it('finds what it sent by its mark, page after page, and never guesses that it is not there', async () => {
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
    bench.slack.fail('conversations.history', page('dlv_0', 'n1'), page('dlv_1', 'n2'));
    const since = Date.UTC(2027, 0, 1);
    await expect(bench.platform.findSent(channel, 'dlv_1', since)).resolves.toMatchObject({
      messageId: '2.0',
      channelId: 'C1',
    });
    expect(bench.slack.of('conversations.history')[1]).toMatchObject({
      include_all_metadata: 'true',
      cursor: 'n1',
    });
    expect(Number(bench.slack.of('conversations.history')[0]?.oldest)).toBeLessThanOrEqual(since / 1000);
    bench.slack.fail('conversations.history', page('a', 'n1'), page('b', 'n2'), page('c', ''));
    await expect(bench.platform.findSent(channel, 'dlv_1', since)).resolves.toBeUndefined();
    bench.slack.fail('conversations.history', ...Array.from({ length: 40 }, (_, at) => page('a', `n${at}`)));
    await expect(bench.platform.findSent(channel, 'dlv_1', since)).rejects.toMatchObject({
      kind: 'unavailable',
      platformCode: 'history_too_long',
    });
  });
});
