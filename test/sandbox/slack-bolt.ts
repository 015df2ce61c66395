/** A real Bolt app, wired to a sandbox. */
import { createServer } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export interface Bolt {
  app: App;
  stop: () => Promise<void>;
}

const clientOptions = (sandbox: Sandbox) => ({
  slackApiUrl: sandbox.credentials.slackApiUrl,
  retryConfig: { retries: 0 },
});

/** Over signed HTTP requests. */
export async function startHttpBolt(sandbox: Sandbox, prepare: (app: App) => void): Promise<Bolt> {
  const app = new App({
    token: sandbox.credentials.slackBotToken,
    signingSecret: sandbox.credentials.slackSigningSecret,
    clientOptions: clientOptions(sandbox),
    logLevel: LogLevel.ERROR,
  });
  prepare(app);
  const port = await freePort();
  await app.start(port);
  sandbox.slack.requestUrl = `http://127.0.0.1:${port}/slack/events`;
  return { app, stop: async () => void (await app.stop()) };
}

/** Over Socket Mode. */
export async function startSocketBolt(sandbox: Sandbox, prepare: (app: App) => void): Promise<Bolt> {
  const app = new App({
    token: sandbox.credentials.slackBotToken,
    appToken: sandbox.credentials.slackAppToken,
    socketMode: true,
    clientOptions: clientOptions(sandbox),
    logLevel: LogLevel.ERROR,
  });
  prepare(app);
  await app.start();
  return { app, stop: async () => void (await app.stop()) };
}
