import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { invitePermissions, inviteUrl } from '../../../src/adapters/discord/invite-url.ts';

describe('the invitation of the bot', () => {
  it('asks for seeing, writing, attaching, reading again and making events, and nothing more', () => {
    expect(invitePermissions).toBe(17_592_186_145_792n);
  });

  it('is the one in the guide', () => {
    const guide = readFileSync(new URL('../../../docs/discord.md', import.meta.url), 'utf8');
    expect(guide).toContain(inviteUrl('YOUR_APPLICATION_ID'));
  });
});
