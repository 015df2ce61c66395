import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';

interface Got {
  headers: IncomingHttpHeaders;
  body: string;
}

// Bolt acknowledges events before anything can fail, so a bare server plays an app in trouble.
describe('events that the app does not take', () => {
  let sandbox: Sandbox;
  let server: Server;
  let got: Got[];
  let answer: (number: number) => { status: number; headers?: { [name: string]: string } };

  beforeEach(async () => {
    got = [];
    sandbox = await startSandbox({ timing: { slackEventRetryMs: [0, 0, 0] } });
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        got.push({ headers: request.headers, body });
        const { status, headers } = answer(got.length);
        response.writeHead(status, headers).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    sandbox.slack.requestUrl = `http://127.0.0.1:${port}/slack/events`;
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    await sandbox.stop();
  });

  it('come again three times at most, signed, with the reason', async () => {
    answer = () => ({ status: 500 });
    await sandbox.slack.openHome('mette.holm');
    await sandbox.waitFor(() => sandbox.slack.deliveries.length === 4);
    await sandbox.slack.openHome('jens');
    expect(got.slice(0, 4).map((one) => one.headers['x-slack-retry-num'])).toEqual([
      undefined,
      '1',
      '2',
      '3',
    ]);
    expect(got[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(got.slice(0, 4).map((one) => JSON.parse(one.body).event_id)).size).toBe(1);
    for (const { headers, body } of got) {
      const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
      const mac = createHmac('sha256', sandbox.credentials.slackSigningSecret).update(base).digest('hex');
      expect(headers['x-slack-signature']).toBe(`v0=${mac}`);
    }
  });

  it('do not come again once taken, or when the app says so', async () => {
    answer = (number) => (number === 1 ? { status: 500 } : { status: 200 });
    await sandbox.slack.openHome('mette.holm');
    await sandbox.waitFor(() => sandbox.slack.deliveries.length === 2);
    answer = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    await sandbox.slack.openHome('jens');
    await sandbox.slack.openHome('bent');
    expect(sandbox.slack.deliveries).toHaveLength(4);
  });
});
