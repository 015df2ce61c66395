import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
// discord.js before Bolt: whichever loads first sets the undici that both share.
import { startClient } from './discord-client.ts';
import { startHttpBolt } from './slack-bolt.ts';

describe('both platforms and both SDKs in one process', () => {
  let sandbox: Sandbox;
  const stops: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await sandbox.stop();
  });

  it('carries a word from Aalborg to Solvang, with a picture', async () => {
    const client = await startClient(sandbox);
    stops.push(() => client.destroy());
    const bolt = await startHttpBolt(sandbox, (app) => {
      app.command('/meeting', async ({ ack, command }) => {
        await ack();
        const there = await client.channels.fetch(sandbox.discord.channelId('sister-city-committee'));
        if (!there?.isSendable()) throw new Error('not sendable');
        await there.send({
          content: command.text,
          files: [{ attachment: Buffer.from('png'), name: 'slots.png' }],
        });
      });
    });
    stops.push(bolt.stop);
    await sandbox.slack.command('bent', 'venskabsby-solvang', '/meeting Goddag Solvang');
    const heard = await sandbox.waitFor(() => sandbox.discord.messages('sister-city-committee').at(-1));
    expect(heard).toMatchObject({ content: 'Goddag Solvang', files: [{ name: 'slots.png', size: 3 }] });
  });

  it('notices when the app has gone', async () => {
    const bolt = await startHttpBolt(sandbox, () => undefined);
    // Bolt asks who it is in the background; stopping meanwhile would leave a rejection behind.
    await sandbox.waitFor(() =>
      sandbox.sent.some((one) => one.request === 'auth.test' && one.status === 200),
    );
    await bolt.stop();
    const outcome = await sandbox.slack.command('bent', 'venskabsby-solvang', '/meeting');
    expect(outcome).toMatchObject({ ok: false, error: 'dispatch_failed' });
  });
});
