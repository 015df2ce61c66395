import { describe, expect, it } from 'vitest';
import type { FileBlock } from '../../../src/chat/card.ts';
import { msg } from '../../../src/core/message.ts';
import { expectValid } from '../../contracts.ts';
import { answer, content, useBench } from './bench.ts';

const bench = useBench();
const file: FileBlock = {
  type: 'file',
  name: 'report.html',
  contentType: 'text/html; charset=utf-8',
  bytes: new TextEncoder().encode('<!doctype html>'),
  label: msg('report.file'),
};

async function answered(visibility: 'private' | 'public' = 'private') {
  const plain = answer(visibility);
  bench.handler.run.mockResolvedValue({
    ...plain,
    content: { ...content('hello'), card: { ...content('hello').card, blocks: [file] } },
  });
  await bench.command('/twin report');
  await bench.settled('response_url');
  const body = bench.slack.of('response_url').at(-1);
  expectValid('slack.message', { text: body?.text, blocks: body?.blocks });
  return JSON.stringify(body?.blocks);
}

describe('a file on Slack', () => {
  it('goes to the conversation between the bot and who asked, and the answer says so', async () => {
    const blocks = await answered();
    const [completed] = bench.slack.of('files.completeUploadExternal');
    const [opened] = bench.slack.of('conversations.open');
    expect(opened).toMatchObject({ users: expect.any(String) });
    expect(completed).toMatchObject({
      files: [{ title: 'report.html' }],
      channel_id: expect.stringMatching(/^D/),
    });
    expect(blocks).toContain('I have sent you report.html as a direct message');
  });

  it.each(['files.getUploadURLExternal', 'files.completeUploadExternal', 'conversations.open'])(
    'that cannot be sent is missing in words, whatever is refused: %s',
    async (method) => {
      bench.slack.fail(method, 'missing_scope');
      expect(await answered()).toContain('the file could not be attached');
    },
  );

  it('is in no answer that everybody sees', async () => {
    expect(await answered('public')).toContain('the file could not be attached');
    expect(bench.slack.of('files.completeUploadExternal')).toEqual([]);
  });
});
