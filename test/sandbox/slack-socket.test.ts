import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { AALBORG } from '../../src/sandbox/seed.ts';
import { type Bolt, startSocketBolt } from './slack-bolt.ts';

const CHANNEL = 'venskabsby-solvang';

describe('Slack over Socket Mode, driven by the real Bolt', () => {
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

  it('delivers commands, interactions and events over the socket', async () => {
    const heard: string[] = [];
    bolt = await startSocketBolt(sandbox, (app) => {
      app.command('/twin', async ({ ack, say }) => {
        await ack('On it');
        await say({
          text: 'Ready',
          blocks: [
            {
              type: 'actions',
              elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
            },
          ],
        });
      });
      app.action('go', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: 'Gone' });
      });
      app.event('app_home_opened', async ({ event, client }) => {
        heard.push(event.type);
        await client.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Hello' } }] },
        });
      });
    });
    expect(sandbox.slack.connection).toBe('socket');
    await sandbox.slack.command('karen.o', CHANNEL, '/twin');
    const ready = await sandbox.waitFor(() =>
      sandbox.slack.messages(CHANNEL).find((one) => one.text === 'Ready'),
    );
    expect(sandbox.slack.messages(CHANNEL)[0]).toMatchObject({ text: 'On it', visibleTo: 'U0KAREN' });
    await sandbox.slack.click('karen.o', { channel: CHANNEL, ts: ready.id }, 'go');
    await sandbox.waitFor(() => ready.text === 'Gone');
    expect(ready.blocks).toEqual([]);
    await sandbox.slack.openHome('karen.o');
    expect(await sandbox.waitFor(() => sandbox.slack.home('karen.o'))).toMatchObject({
      view: { type: 'home' },
    });
    expect(heard).toEqual(['app_home_opened']);
  });

  it('comes back after being told to refresh', async () => {
    bolt = await startSocketBolt(sandbox, (app) => {
      app.command('/twin', async ({ ack }) => ack('Back'));
    });
    sandbox.slack.socket.refresh();
    await sandbox.waitFor(() => !sandbox.slack.socket.isConnected);
    // Bolt waits five seconds before it comes back.
    await sandbox.waitFor(() => sandbox.slack.socket.isConnected, 10_000);
    await sandbox.slack.command('karen.o', CHANNEL, '/twin');
    expect(sandbox.slack.messages(CHANNEL).at(-1)?.text).toBe('Back');
  });

  it('turns a wrong token away', async () => {
    const bad: Sandbox = { ...sandbox, credentials: { ...sandbox.credentials, slackAppToken: 'xapp-1-bad' } };
    await expect(startSocketBolt(bad, () => undefined)).rejects.toThrow('invalid_auth');
  });

  it('tells the app that it was uninstalled, and refuses its token from then on', async () => {
    const heard: string[] = [];
    bolt = await startSocketBolt(sandbox, (app) => {
      app.event('app_uninstalled', async ({ event }) => void heard.push(event.type));
    });
    await sandbox.slack.uninstall(AALBORG);
    await expect(bolt.app.client.auth.test()).rejects.toThrow('account_inactive');
    const code = sandbox.slack.installCode(AALBORG);
    const { slackClientId: client_id, slackClientSecret: client_secret } = sandbox.credentials;
    const installed = await bolt.app.client.oauth.v2.access({ code, client_id, client_secret });
    expect(installed).toMatchObject({
      access_token: sandbox.credentials.slackBotToken,
      team: { id: AALBORG },
    });
  });
});
