import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scopes, slackManifest } from '../../../src/adapters/slack/manifest.ts';
import { loadRegistry } from '../../../src/chat/registry.ts';
import { languages } from '../../../src/core/text.ts';
import { expectValid, hasContracts } from '../../contracts.ts';
import { commands } from './commands.ts';

interface Manifest {
  features: { slash_commands: { command: string; description: string; usage_hint?: string; url?: string }[] };
  settings: { socket_mode_enabled: boolean; interactivity: { request_url?: string } };
}

const folder = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const wording = { language: 'en', locale: 'en-GB', timeZone: 'UTC' } as const;
const hasCommands = existsSync(folder('commands/twin'));
const manifest = (publicUrl?: string) =>
  slackManifest(commands, {
    wording,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  }) as unknown as Manifest;

describe('slackManifest', () => {
  it.runIf(hasContracts)('is one that Slack takes, over HTTP and in Socket Mode', async () => {
    expectValid('slack.manifest', manifest());
    expectValid('slack.manifest', manifest('https://bot.example.org'));
  });

  it('offers what can be typed, twin first, and no controls', () => {
    const [first, ...others] = manifest().features.slash_commands;
    expect(first).toMatchObject({ command: '/twin', should_escape: true, usage_hint: '[start | status]' });
    expect(others.map(({ usage_hint }) => usage_hint).join()).not.toContain('vote');
  });

  it('says where to send requests, or that a socket is used', () => {
    expect(manifest().settings).toMatchObject({ socket_mode_enabled: true });
    expect(JSON.stringify(manifest())).not.toContain('url"');
    const http = manifest('https://bot.example.org/');
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { is_enabled: true, request_url: 'https://bot.example.org/slack/events' },
    });
    for (const { url } of http.features.slash_commands)
      expect(url).toBe('https://bot.example.org/slack/events');
  });

  it('asks for each scope once', () => {
    expect(new Set(scopes).size).toBe(scopes.length);
  });

  it.runIf(hasCommands)('describes all seven roots of the real commands in every language', async () => {
    const { commands: real } = await loadRegistry({ commands: folder('commands'), jobs: folder('jobs') });
    for (const language of languages) {
      const made = slackManifest(real, { wording: { ...wording, language } }) as unknown as Manifest;
      expectValid('slack.manifest', made);
      expect(made.features.slash_commands.map(({ command }) => command)).toEqual([
        '/twin',
        '/availability',
        '/commitment',
        '/committee',
        '/meeting',
        '/profile',
        '/reminder',
      ]);
    }
  });
});
