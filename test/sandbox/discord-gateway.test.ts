import { once } from 'node:events';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { COMMANDS, startClient } from './discord-client.ts';

const CHANNEL = 'sister-city-committee';

describe('The Discord gateway, driven by the real discord.js', () => {
  let sandbox: Sandbox;
  let client: Client<true> | undefined;

  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(async () => {
    await client?.destroy();
    client = undefined;
    await sandbox.stop();
  });

  it('identifies, fills the caches and answers heartbeats', async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ timing: { discordHeartbeatMs: 20 } });
    client = await startClient(sandbox);
    expect(client.guilds.cache.first()?.name).toBe('Solvang Sister City');
    expect(client.channels.cache.size).toBe(2);
    await sandbox.waitFor(
      () => sandbox.discord.gateway.log.filter((one) => one.op === 'heartbeat').length > 2,
    );
    expect(client.ws.ping).toBeGreaterThanOrEqual(0);
  });

  it('resumes after a cut and hears what it missed', async () => {
    client = await startClient(sandbox, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('Heard');
    });
    await client.application.commands.set(COMMANDS);
    sandbox.discord.gateway.cut();
    await sandbox.waitFor(() => !sandbox.discord.gateway.isConnected);
    const acted = await sandbox.discord.command('linda.petersen', CHANNEL, 'twin status');
    expect(acted.ok).toBe(true);
    expect(sandbox.discord.gateway.log.at(-1)).toMatchObject({ op: 'resume' });
    expect(sandbox.discord.messages(CHANNEL).at(-1)?.content).toBe('Heard');
  });

  it('resumes on op 7 and identifies anew on op 9', async () => {
    client = await startClient(sandbox);
    sandbox.discord.gateway.askToReconnect();
    await once(client, Events.ShardResume);
    const before = sandbox.discord.gateway.log.filter((one) => one.op === 'identify').length;
    sandbox.discord.gateway.invalidate();
    await once(client, Events.ShardReady);
    expect(sandbox.discord.gateway.log.filter((one) => one.op === 'identify')).toHaveLength(before + 1);
  });

  it('delivers an interaction twice when told to', async () => {
    const seen: string[] = [];
    client = await startClient(sandbox, async (interaction) => {
      seen.push(interaction.id);
      if (interaction.isChatInputCommand() && seen.length === 1) await interaction.reply('once');
    });
    await client.application.commands.set(COMMANDS);
    await sandbox.discord.command('linda.petersen', CHANNEL, 'twin status');
    const again = once(client, 'interactionCreate');
    const [first] = sandbox.discord.interactions;
    if (first) sandbox.discord.repeat(first);
    await again;
    expect(seen).toHaveLength(2);
    expect(new Set(seen).size).toBe(1);
  });

  it('turns wrong tokens and privileged intents away', async () => {
    const bad: Sandbox = { ...sandbox, credentials: { ...sandbox.credentials, discordToken: 'x.y.z' } };
    await expect(startClient(bad)).rejects.toThrow();
    const greedy = new Client({
      intents: [GatewayIntentBits.GuildMembers],
      rest: { api: sandbox.credentials.discordApiUrl },
    });
    await expect(greedy.login(sandbox.credentials.discordToken)).rejects.toThrow(/intents/i);
  });

  it('tells of people’s messages: words in DMs, none in channels without the intent', async () => {
    client = await startClient(sandbox, undefined, {
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
      partials: [0, 1],
    });
    const heard = once(client, 'messageCreate');
    sandbox.discord.say('linda.petersen', sandbox.discord.dm('linda.petersen'), 'Hello bot');
    expect((await heard)[0].content).toBe('Hello bot');
    const other = once(client, 'messageCreate');
    sandbox.discord.say('linda.petersen', CHANNEL, 'Hello all');
    expect((await other)[0].content).toBe('');
  });
});
