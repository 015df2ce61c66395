import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/chat/call.ts';
import { aalborg, picturedHours, solvang } from '../../chat/view/hours-fixture.ts';
import { expectValid } from '../../contracts.ts';
import { onePixel } from '../../fakes/picture-renderer.ts';
import { answer, content, useBench } from './bench.ts';

const bench = useBench();
const image = picturedHours([aalborg, solvang], [], Date.UTC(2026, 10, 27));
const plain = answer('private');
const pictured: Answer = {
  ...plain,
  content: { ...content('hello'), card: { ...content('hello').card, blocks: [image] } },
};
const WORDS = 'can come, hour by hour';
const imagesIn = (body: Record<string, unknown> | undefined) =>
  ((body?.blocks ?? []) as { type: string }[]).filter(({ type }) => type === 'image');
const uploading = ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'];
const uploads = () => bench.slack.calls.filter(({ method }) => uploading.includes(method));
const codes = () => bench.logged.map(([code]) => code);

async function answered(count = 1): Promise<Record<string, unknown> | undefined> {
  bench.handler.run.mockResolvedValue(pictured);
  const response = await bench.command('/meeting propose Youth Games');
  expect(response.status).toBe(200);
  await bench.settled('response_url', count);
  return bench.slack.of('response_url').at(-1);
}

describe('a picture on Slack', () => {
  it('is uploaded as a file that is shared nowhere, and shown in the answer, with its words', async () => {
    const body = await answered();
    expect(uploads().map(({ method }) => method)).toEqual(uploading);
    expect(uploads()[0]?.body).toEqual({ filename: 'hours.png', length: String(onePixel.length) });
    expect(uploads()[1]?.body).toEqual({ length: onePixel.length });
    expect(uploads()[2]?.body).toEqual({ files: [{ id: 'F00000001', title: 'hours.png' }] });
    expect(imagesIn(body)).toEqual([
      { type: 'image', slack_file: { id: 'F00000001' }, alt_text: expect.stringContaining(WORDS) },
    ]);
    // Whether the reader of a private answer may see the file is documented nowhere.
    expect(JSON.stringify(body?.blocks).split(WORDS)).toHaveLength(3);
    expectValid('slack.message', { text: body?.text, blocks: body?.blocks });
  });

  it('stands alone where everybody in the conversation may see the file', async () => {
    bench.handler.run.mockResolvedValue(pictured);
    await bench.command('/meeting propose Youth Games', { channel_id: 'D1', channel_name: 'directmessage' });
    await bench.settled('chat.postMessage');
    const [body] = bench.slack.of('chat.postMessage');
    expect(imagesIn(body)).toHaveLength(1);
    expect(JSON.stringify(body?.blocks).split(WORDS)).toHaveLength(2);
  });

  it.each([
    ['the scope is missing', 'files.getUploadURLExternal', 'missing_scope'],
    [
      'there is no room for more requests',
      'files.getUploadURLExternal',
      { status: 429, headers: { 'retry-after': '30' }, json: { ok: false, error: 'ratelimited' } },
    ],
    ['the bytes get lost', 'upload', 'cut'],
    ['the bytes are refused', 'upload', { status: 500, json: {} }],
    ['the file is refused', 'files.completeUploadExternal', 'file_update_failed'],
    [
      'the address is somebody else’s',
      'files.getUploadURLExternal',
      {
        json: { ok: true, upload_url: 'https://files.example.com/upload', file_id: 'F000000001' },
      },
    ],
  ] as const)('is said in words when %s', async (_, method, reply) => {
    bench.slack.fail(method, reply);
    const body = await answered();
    expect(imagesIn(body)).toEqual([]);
    expect(JSON.stringify(body?.blocks)).toContain(WORDS);
    expect(codes()).toContain('slack.picture-not-uploaded');
    expect(bench.slack.of('response_url')).toHaveLength(1);
  });

  it('is shown as soon as Slack has looked at the file', async () => {
    const notYet = { status: 404, json: { ok: false, error: 'invalid_blocks' } };
    bench.slack.fail('response_url', notYet, notYet);
    expect(imagesIn(await answered(3))).toHaveLength(1);
    expect(uploads()).toHaveLength(3);
  });

  it('is said in words when Slack does not come to an end with the file', async () => {
    const never = { status: 404, json: { ok: false, error: 'invalid_blocks' } };
    bench.slack.fail('response_url', never, never, never);
    const body = await answered(4);
    expect(imagesIn(body)).toEqual([]);
    expect(JSON.stringify(body?.blocks)).toContain(WORDS);
    expect(codes()).toContain('slack.picture-not-shown');
  });

  it('costs nothing where there is none', async () => {
    bench.handler.run.mockResolvedValue(plain);
    await bench.command('/twin status');
    await bench.settled('response_url');
    expect(uploads()).toEqual([]);
  });
});
