import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ComponentType, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { SOLVANG } from '../../src/sandbox/seed.ts';
import { COMMANDS, startClient } from './discord-client.ts';

interface Contracts {
  /** undefined: Discord's description has no such route. Else the faults. */
  discordAnswer(route: string, body: unknown): { path: string; message: string }[] | undefined;
  validate(kind: string, body: unknown, ctx?: unknown): { ok: boolean; errors: unknown[] };
}

const VALIDATOR = fileURLToPath(new URL('../../../shared/contracts/validate.mjs', import.meta.url));
const isThere = existsSync(VALIDATOR);

// Under CI their absence is a failure, not a reason to skip.
describe.skipIf(!isThere && process.env.CI !== 'true')('the official contracts', () => {
  let sandbox: Sandbox;
  let contracts: Contracts;

  beforeEach(async () => {
    contracts = (await import(pathToFileURL(VALIDATOR).href)) as Contracts;
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.stop());

  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${sandbox.credentials.discordApiUrl}/v10${path}`, {
      method,
      headers: {
        authorization: `Bot ${sandbox.credentials.discordToken}`,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(response.status).toBeLessThan(300);
    return response.json();
  };

  it('are kept by the sandbox’s answers, field by field', async () => {
    const channel = sandbox.discord.channelId('sister-city-committee');
    const application = sandbox.credentials.discordApplicationId;
    const text = { type: 10, content: 'x' };
    const bodies: { [what: string]: object } = {
      commands: COMMANDS,
      dm: { recipient_id: '1202000000000000001' },
      event: {
        name: 'Youth Games 2027',
        entity_type: 3,
        privacy_level: 2,
        entity_metadata: { location: 'Solvang' },
        scheduled_start_time: new Date(sandbox.clock.nowMs + 86_400_000).toISOString(),
        scheduled_end_time: new Date(sandbox.clock.nowMs + 90_000_000).toISOString(),
      },
      plain: {
        content: 'x',
        embeds: [{ title: 'x', fields: [{ name: 'a', value: 'b' }] }],
        components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'y' }] }],
      },
      rich: {
        flags: MessageFlags.IsComponentsV2,
        components: [
          {
            type: 17,
            components: [
              text,
              {
                type: 9,
                components: [text],
                accessory: { type: ComponentType.Button, style: 2, label: 'b', custom_id: 'c' },
              },
              { type: 14 },
            ],
          },
        ],
      },
    };
    const routes: [string, string, string?][] = [
      ['GET /gateway/bot', '/gateway/bot'],
      ['GET /users/@me', '/users/@me'],
      ['GET /applications/@me', '/applications/@me'],
      ['PUT /applications/:a/commands', `/applications/${application}/commands`, 'commands'],
      ['GET /applications/:a/commands', `/applications/${application}/commands`],
      ['POST /channels/:c/messages', `/channels/${channel}/messages`, 'plain'],
      ['POST /channels/:c/messages', `/channels/${channel}/messages`, 'rich'],
      ['GET /channels/:c/messages', `/channels/${channel}/messages`],
      ['GET /channels/:c', `/channels/${channel}`],
      ['GET /guilds/:g', `/guilds/${SOLVANG}`],
      ['GET /guilds/:g/channels', `/guilds/${SOLVANG}/channels`],
      ['GET /guilds/:g/roles', `/guilds/${SOLVANG}/roles`],
      ['GET /guilds/:g/members/:u', `/guilds/${SOLVANG}/members/1202000000000000001`],
      ['POST /guilds/:g/scheduled-events', `/guilds/${SOLVANG}/scheduled-events`, 'event'],
      ['GET /guilds/:g/scheduled-events', `/guilds/${SOLVANG}/scheduled-events`],
      ['POST /users/@me/channels', '/users/@me/channels', 'dm'],
    ];
    for (const [route, path, body] of routes) {
      const answer = await call(route.split(' ')[0] ?? 'GET', path, body ? bodies[body] : undefined);
      expect(contracts.discordAnswer(route, answer), route).toEqual([]);
    }
  });

  it('can be asked about everything the app has sent', async () => {
    const client = await startClient(sandbox, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.editReply('Done');
      await interaction.followUp('More');
    });
    await client.application.commands.set(COMMANDS);
    const acted = await sandbox.discord.command('linda.petersen', 'youth-group', 'twin status');
    await sandbox.discord.finalAnswer(acted);
    await sandbox.waitFor(() => sandbox.sent.find((one) => one.kind === 'discord.followup'));
    const judged = sandbox.sent.filter((one) => !one.kind.endsWith('.call'));
    expect(judged.map((one) => one.kind)).toEqual([
      'discord.commands',
      'discord.callback',
      'discord.followup.edit',
      'discord.followup',
    ]);
    for (const one of judged)
      expect(contracts.validate(one.kind, one.body, one.ctx).errors, one.kind).toEqual([]);
    await client.destroy();
  });
});
