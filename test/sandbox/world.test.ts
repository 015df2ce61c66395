import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PageState } from '../../src/sandbox/page-api.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { AALBORG, SOLVANG } from '../../src/sandbox/seed.ts';

const open: Sandbox[] = [];
const folders: string[] = [];

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return sandbox;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sandbox-'));
  folders.push(made);
  return made;
}

afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.stop();
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

const slackCall = async (
  sandbox: Sandbox,
  method: string,
  args: { [name: string]: string },
  token?: string,
) => {
  const response = await fetch(`${sandbox.credentials.slackApiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? sandbox.credentials.slackBotToken}` },
    body: new URLSearchParams(args),
  });
  return (await response.json()) as {
    ok: boolean;
    ts?: string;
    error?: string;
    file_id?: string;
    upload_url?: string;
  };
};

const discordCall = async (sandbox: Sandbox, method: string, path: string, body?: object) => {
  const response = await fetch(`${sandbox.credentials.discordApiUrl}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${sandbox.credentials.discordToken}`,
      'content-type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, json: (await response.json()) as { id: string; code?: number } };
};

const pagePost = (sandbox: Sandbox, path: string, body: object, headers: { [name: string]: string } = {}) =>
  fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: sandbox.url, ...headers },
    body: JSON.stringify(body),
  });

describe('the world that is kept', () => {
  it('loses nothing when started again, and gives no id twice', async () => {
    const stateFile = join(folder(), 'world.json');
    const first = await start({ stateFile });
    const channel = first.slack.channelId('venskabsby-solvang');
    const { ts } = await slackCall(first, 'chat.postMessage', { channel, text: 'Before' });
    const ticket = await slackCall(first, 'files.getUploadURLExternal', { filename: 'a.txt', length: '3' });
    await fetch(ticket.upload_url ?? '', { method: 'POST', body: 'abc' });
    const target = first.discord.channelId('youth-group');
    const sent = await discordCall(first, 'POST', `/channels/${target}/messages`, { content: 'Before' });
    await first.clock.advance(3_600_000);
    await first.stop();
    open.length = 0;

    const second = await start({ stateFile });
    expect(second.credentials.slackBotToken).toBe(first.credentials.slackBotToken);
    expect(second.clock.offsetMs).toBe(first.clock.offsetMs);
    expect(second.slack.messages('venskabsby-solvang').map((one) => one.id)).toEqual([ts]);
    expect(second.discord.messages('youth-group').map((one) => one.id)).toEqual([sent.json.id]);
    const completed = await slackCall(second, 'files.completeUploadExternal', {
      files: JSON.stringify([{ id: ticket.file_id }]),
      channel_id: channel,
    });
    expect(completed.ok).toBe(true);
    const next = await slackCall(second, 'chat.postMessage', { channel, text: 'After' });
    expect(Number(next.ts)).toBeGreaterThan(Number(ts));
  });

  it('is in the file soon after a change, without being stopped', async () => {
    const stateFile = join(folder(), 'deep', 'world.json');
    const sandbox = await start({ stateFile });
    expect(existsSync(stateFile)).toBe(true);
    const channel = sandbox.slack.channelId('venskabsby-solvang');
    const saved = new Promise<void>((resolve) => {
      const watcher = watch(join(stateFile, '..'), () => {
        if (!readFileSync(stateFile, 'utf8').includes('Quick')) return;
        watcher.close();
        resolve();
      });
    });
    await slackCall(sandbox, 'chat.postMessage', { channel, text: 'Quick' });
    await saved;
  });

  it('refuses a file of another format', async () => {
    const stateFile = join(folder(), 'world.json');
    writeFileSync(stateFile, '{"format":0}');
    await expect(startSandbox({ stateFile })).rejects.toThrow('another version');
  });

  it('takes further towns, people and channels from code', async () => {
    const sandbox = await start();
    sandbox.addSpace({
      id: 'T0ANTIBES',
      platform: 'slack',
      name: 'Comité Antibes',
      town: 'Antibes',
      country: 'FR',
    });
    sandbox.addPerson({
      id: 'U0CLAIRE',
      spaceId: 'T0ANTIBES',
      name: 'Claire Morel',
      username: 'claire',
      locale: 'fr-FR',
      timeZone: 'Europe/Paris',
      role: 'Mairie',
    });
    sandbox.addChannel({ id: 'C0JUMELAGE', spaceId: 'T0ANTIBES', name: 'jumelage', topic: '' });
    const channel = 'C0JUMELAGE';
    const token = sandbox.slack.botToken('T0ANTIBES');
    expect(await slackCall(sandbox, 'chat.postMessage', { channel, text: 'Bonjour' }, token)).toMatchObject({
      ok: true,
    });
    expect(await slackCall(sandbox, 'chat.postMessage', { channel, text: 'Bonjour' })).toMatchObject({
      error: 'channel_not_found',
    });
  });
});

describe('the clock', () => {
  it('takes the bot along and only moves forward', async () => {
    const asked: number[] = [];
    const sandbox = await start({
      onClockMove: async (to) => {
        asked.push(to);
        return { nowMs: to };
      },
    });
    const to = Date.parse('2035-06-01T12:00:00Z');
    const state = await sandbox.clock.moveTo(to);
    expect(asked).toEqual([to]);
    expect(Date.parse(state.now)).toBeGreaterThanOrEqual(to);
    const channel = sandbox.slack.channelId('venskabsby-solvang');
    const { ts } = await slackCall(sandbox, 'chat.postMessage', { channel, text: 'Later' });
    expect(Number(ts)).toBeGreaterThanOrEqual(to / 1000);
    expect(sandbox.slack.messages(channel).at(-1)?.sentAt).toMatch(/^2035-06-01T12:00/);
    await expect(sandbox.clock.moveTo(0)).rejects.toThrow('forward');
  });
});

describe('the page’s API', () => {
  it('gives the state, pushes changes, and keeps tokens to itself', async () => {
    const sandbox = await start();
    const state = (await (await fetch(`${sandbox.url}/api/state`)).json()) as PageState;
    expect(state.spaces.map((one) => one.id)).toEqual([AALBORG, SOLVANG]);
    expect(JSON.stringify(state)).not.toContain('xoxb-');
    expect(JSON.stringify(state)).not.toContain(sandbox.credentials.slackSigningSecret);
    const stream = await fetch(`${sandbox.url}/api/events`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const channel = sandbox.slack.channelId('venskabsby-solvang');
    await slackCall(sandbox, 'chat.postMessage', { channel, text: 'Pushed' });
    let text = '';
    while (!text.includes('Pushed')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(text).toContain('event: state');
  });

  it('acts for people, and says in words what went wrong', async () => {
    const sandbox = await start();
    const said = await pagePost(sandbox, '/api/slack/message', {
      userId: 'U0METTE',
      channelId: 'C0SOLVANG',
      text: 'Hej',
    });
    expect(await said.json()).toEqual({ ok: true });
    const command = await pagePost(sandbox, '/api/slack/command', {
      userId: 'U0METTE',
      channelId: 'C0SOLVANG',
      text: '/twin',
    });
    expect(await command.json()).toMatchObject({ ok: false, error: 'not_connected' });
    const nobody = await pagePost(sandbox, '/api/discord/dm', { userId: '1' });
    expect(await nobody.json()).toMatchObject({ ok: false, error: 'unknown_person' });
    const back = await pagePost(sandbox, '/api/clock', { to: '2001-01-01T00:00:00Z' });
    expect(await back.json()).toMatchObject({ ok: false, error: 'clock_refused' });
    expect((await pagePost(sandbox, '/api/nonsense', {})).status).toBe(404);
    expect((await pagePost(sandbox, '/api/constructor', {})).status).toBe(404);
  });

  it('listens to no other web site', async () => {
    const sandbox = await start();
    const body = { userId: 'U0METTE', channelId: 'C0SOLVANG', text: 'x' };
    const foreign = await pagePost(sandbox, '/api/slack/message', body, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const plain = await pagePost(sandbox, '/api/slack/message', body, { 'content-type': 'text/plain' });
    expect(plain.status).toBe(415);
    const noOrigin = await fetch(`${sandbox.url}/api/slack/message`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(noOrigin.status).toBe(403);
    const status = await new Promise<number>((resolve, reject) => {
      const probe = request({
        port: sandbox.port,
        host: '127.0.0.1',
        path: '/api/state',
        headers: { host: `evil.example:${sandbox.port}` },
      });
      probe.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      probe.on('error', reject);
      probe.end();
    });
    expect(status).toBe(403);
    expect(sandbox.slack.messages('C0SOLVANG')).toEqual([]);
  });
});
