/** A real discord.js client, wired to a sandbox. */
import { once } from 'node:events';
import { Client, type ClientOptions, GatewayIntentBits, type Interaction } from 'discord.js';
import { Agent } from 'undici';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

export async function startClient(
  sandbox: Sandbox,
  onInteraction: (interaction: Interaction) => Promise<unknown> = async () => undefined,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: sandbox.credentials.discordApiUrl, retries: 0 },
    enforceNonce: true,
    ...options,
  });
  // Bolt, loaded in the same process, may have set another undici's dispatcher.
  client.rest.setAgent(new Agent());
  client.on('interactionCreate', (interaction) => void onInteraction(interaction));
  const ready = once(client, 'clientReady');
  await client.login(sandbox.credentials.discordToken);
  await ready;
  if (!client.isReady()) throw new Error('The client is not ready');
  return client;
}

export const COMMANDS = [
  {
    name: 'twin',
    description: 'The twinning',
    description_localizations: { da: 'Venskabet' },
    options: [
      {
        type: 1,
        name: 'start',
        description: 'Begin',
        options: [
          { type: 3, name: 'town', description: 'Your town', required: true, autocomplete: true },
          { type: 6, name: 'contact', description: 'Who' },
          { type: 4, name: 'since', description: 'Year' },
        ],
      },
      { type: 1, name: 'status', description: 'How it stands' },
    ],
  },
];
