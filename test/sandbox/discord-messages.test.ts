import { type Client, ComponentType, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { SOLVANG } from '../../src/sandbox/seed.ts';
import { startClient } from './discord-client.ts';

const CHANNEL = 'sister-city-committee';

describe('Discord messages, driven by the real discord.js', () => {
  let sandbox: Sandbox;
  let client: Client<true>;

  beforeEach(async () => {
    sandbox = await startSandbox();
    client = await startClient(sandbox);
  });
  afterEach(async () => {
    await client.destroy();
    await sandbox.stop();
  });

  async function channel(name = CHANNEL) {
    const found = await client.channels.fetch(sandbox.discord.channelId(name));
    if (!found?.isSendable()) throw new Error('not sendable');
    return found;
  }

  it('posts, edits, fetches and deletes', async () => {
    const sent = await (await channel()).send({ content: 'Hello <@1202000000000000001> @everyone' });
    const shown = sandbox.discord.message(CHANNEL, sent.id);
    expect(shown?.pings).toEqual({ userIds: ['1202000000000000001'], roleIds: [], everyone: true });
    await sent.edit('Bye');
    expect(shown).toMatchObject({ content: 'Bye', editedAt: expect.any(String) });
    expect((await (await channel()).messages.fetch({ message: sent.id, force: true })).content).toBe('Bye');
    await sent.delete();
    expect(sandbox.discord.messages(CHANNEL)).toEqual([]);
    await expect(sent.edit('x')).rejects.toMatchObject({ code: 10008 });
  });

  it('pings nobody when told so', async () => {
    const sent = await (await channel()).send({
      content: '<@1202000000000000001> @here',
      allowedMentions: { parse: [] },
    });
    expect(sandbox.discord.message(CHANNEL, sent.id)?.pings).toEqual({
      userIds: [],
      roleIds: [],
      everyone: false,
    });
  });

  it('gives the first message back when a nonce comes again', async () => {
    const target = await channel();
    sandbox.faults.next({
      platform: 'discord',
      request: 'POST /channels/{}/messages',
      effect: { kind: 'drop-after' },
    });
    const nonce = 'dlv-1';
    await expect(target.send({ content: 'once', nonce, enforceNonce: true })).rejects.toThrow();
    const again = await target.send({ content: 'once', nonce, enforceNonce: true });
    expect(sandbox.discord.messages(CHANNEL).map((one) => one.id)).toEqual([again.id]);
  });

  it('takes uploads, and pictures inside V2 components', async () => {
    const target = await channel();
    const sent = await target.send({
      content: 'Calendar',
      files: [{ attachment: Buffer.from('BEGIN:VCALENDAR'), name: 'meeting.ics', description: 'A date' }],
    });
    expect(sent.attachments.first()).toMatchObject({ name: 'meeting.ics', description: 'A date' });
    const file = await fetch(sent.attachments.first()?.url ?? '');
    expect(await file.text()).toBe('BEGIN:VCALENDAR');
    const rich = await target.send({
      flags: MessageFlags.IsComponentsV2,
      components: [
        {
          type: ComponentType.Container,
          components: [
            { type: ComponentType.TextDisplay, content: '# Slots' },
            {
              type: ComponentType.MediaGallery,
              items: [{ media: { url: 'attachment://slots.png' }, description: 'Slots' }],
            },
          ],
        },
      ],
      files: [{ attachment: Buffer.from('png'), name: 'slots.png' }],
    });
    const shown = sandbox.discord.message(CHANNEL, rich.id);
    expect(shown?.isV2).toBe(true);
    expect(JSON.stringify(shown?.components)).toContain('/files/');
  });

  it('refuses content beside V2 components, wrong sizes and empty messages', async () => {
    const target = await channel();
    const text = { type: ComponentType.TextDisplay as const, content: 'x' };
    await expect(
      client.rest.post(`/channels/${target.id}/messages`, {
        body: { flags: 1 << 15, content: 'x', components: [text] },
      }),
    ).rejects.toMatchObject({ code: 50035 });
    await expect(target.send('x'.repeat(2001))).rejects.toMatchObject({ code: 50035 });
    await expect(target.send('')).rejects.toMatchObject({ code: 50006 });
    await expect(target.send({ content: 'x', components: [text] as never })).rejects.toMatchObject({
      code: 50035,
    });
  });

  it('keeps closed DMs, missing rights and unknown channels apart', async () => {
    const linda = await client.users.fetch('1202000000000000001');
    await linda.send('Hi');
    expect(sandbox.discord.messages(sandbox.discord.dm('linda.petersen')).at(-1)?.content).toBe('Hi');
    sandbox.discord.setAcceptsDms('linda.petersen', false);
    await expect(linda.send('Hi')).rejects.toMatchObject({ code: 50007 });
    const target = await channel();
    sandbox.discord.setBotAccess(CHANNEL, 'read-only');
    await expect(target.send('x')).rejects.toMatchObject({ code: 50013 });
    sandbox.discord.setBotAccess(CHANNEL, 'none');
    await expect(target.send('x')).rejects.toMatchObject({ code: 50001 });
    await expect(client.channels.fetch('123456789012345678')).rejects.toMatchObject({ code: 10003 });
    await expect(client.guilds.fetch('123456789012345678')).rejects.toMatchObject({ code: 10004 });
  });

  it('keeps scheduled events', async () => {
    const guild = await client.guilds.fetch(SOLVANG);
    const start = new Date(sandbox.clock.nowMs + 86_400_000);
    const event = await guild.scheduledEvents.create({
      name: 'Committee',
      privacyLevel: 2,
      entityType: 3,
      scheduledStartTime: start,
      scheduledEndTime: new Date(start.getTime() + 3_600_000),
      entityMetadata: { location: 'https://example.org' },
    });
    await event.edit({ name: 'Committee, moved' });
    expect(sandbox.discord.scheduledEvents(SOLVANG)[0]?.event.name).toBe('Committee, moved');
    await event.delete();
    expect(sandbox.discord.scheduledEvents(SOLVANG)).toEqual([]);
    const member = await guild.members.fetch('1202000000000000003');
    expect(member.user.username).toBe('emma.j');
  });

  it('waits out a rate limit and tells of it', async () => {
    const target = await channel();
    sandbox.faults.next({
      platform: 'discord',
      request: 'POST /channels/{}/messages',
      effect: { kind: 'rate-limit', retryAfterSeconds: 0.01 },
    });
    await target.send('after all');
    expect(
      sandbox.sent.filter((one) => one.kind === 'discord.message.create').map((one) => one.status),
    ).toEqual([429, 200]);
  });
});
