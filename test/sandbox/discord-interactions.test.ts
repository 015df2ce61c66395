import { ComponentType, type Interaction, MessageFlags, TextInputStyle } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { SOLVANG } from '../../src/sandbox/seed.ts';
import { COMMANDS, startClient } from './discord-client.ts';

const CHANNEL = 'sister-city-committee';
const row = {
  type: ComponentType.ActionRow as const,
  components: [
    { type: ComponentType.Button as const, style: 1 as const, label: 'Yes', custom_id: 'vote:yes' },
    {
      type: ComponentType.Button as const,
      style: 2 as const,
      label: 'Old',
      custom_id: 'old',
      disabled: true,
    },
  ],
};
const selectRow = {
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.StringSelect as const,
      custom_id: 'slot',
      options: [
        { label: '17:00', value: 's1' },
        { label: '18:00', value: 's2' },
      ],
    },
  ],
};
const people = {
  type: ComponentType.ActionRow as const,
  components: [{ type: ComponentType.UserSelect as const, custom_id: 'who' }],
};

describe('Discord interactions, driven by the real discord.js', () => {
  let sandbox: Sandbox;
  let stop: () => Promise<void>;
  let handle: (interaction: Interaction) => Promise<unknown>;

  beforeEach(async () => {
    sandbox = await startSandbox();
    const client = await startClient(sandbox, (interaction) => handle(interaction));
    await client.application.commands.set(COMMANDS);
    stop = () => client.destroy();
  });
  afterEach(async () => {
    await stop();
    await sandbox.stop();
  });

  it('registers commands and refuses bad ones', async () => {
    const [twin] = sandbox.discord.commands();
    expect(twin).toMatchObject({ name: 'twin', description_localizations: { da: 'Venskabet' } });
    expect(sandbox.sent.find((one) => one.kind === 'discord.commands')?.error).toBeNull();
    const client = await startClient(sandbox);
    await expect(
      client.application.commands.set([{ name: 'Bad Name', description: 'x' }]),
    ).rejects.toMatchObject({ code: 50035 });
    await client.destroy();
  });

  it('carries typed options, resolved people, locales; the answer is public', async () => {
    handle = async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const contact = interaction.options.getUser('contact');
      await interaction.reply(
        [
          interaction.options.getSubcommand(),
          interaction.options.getString('town', true),
          contact?.globalName,
          interaction.options.getInteger('since'),
          interaction.locale,
          interaction.guildLocale,
          interaction.channelId,
          interaction.inCachedGuild(),
          interaction.member?.user.username,
        ].join('|'),
      );
    };
    const acted = await sandbox.discord.command('linda.petersen', CHANNEL, 'twin start', {
      town: 'Solvang',
      contact: '1202000000000000002',
      since: 2005,
    });
    expect(acted).toMatchObject({ ok: true, answer: { type: 4 } });
    const message = sandbox.discord.messages(CHANNEL).at(-1);
    expect(message).toMatchObject({
      content: `start|Solvang|Carlos Rivera|2005|en-US|en-US|${sandbox.discord.channelId(CHANNEL)}|true|linda.petersen`,
      visibleTo: null,
      usedCommand: { name: 'twin start' },
    });
    await expect(sandbox.discord.command('linda.petersen', CHANNEL, 'twin start')).rejects.toMatchObject({
      error: 'missing_option',
    });
  });

  it('autocompletes', async () => {
    handle = async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const focused = interaction.options.getFocused(true);
      await interaction.respond([{ name: `${focused.value}vang`, value: `${focused.name}:1` }]);
    };
    const found = await sandbox.discord.autocomplete('linda.petersen', CHANNEL, 'twin start', 'town', {
      town: 'Sol',
    });
    expect(found).toEqual({ ok: true, choices: [{ name: 'Solvang', value: 'town:1' }] });
  });

  it('shows a deferred answer as thinking, then as what it became; follow-ups and deletion work', async () => {
    handle = async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({ content: 'Done' });
      const more = await interaction.followUp({ content: 'More', flags: MessageFlags.Ephemeral });
      await interaction.editReply({ content: 'Done twice' });
      await interaction.deleteReply(more);
    };
    const acted = await sandbox.discord.command('linda.petersen', CHANNEL, 'twin status');
    expect(acted).toMatchObject({ ok: true, answer: { type: 5 } });
    const message = await sandbox.discord.finalAnswer(acted);
    expect(message.visibleTo).toBe('1202000000000000001');
    await sandbox.waitFor(
      () => message.content === 'Done twice' && sandbox.discord.messages(CHANNEL).length === 1,
    );
    expect(sandbox.sent.filter((one) => one.platform === 'discord' && one.error !== null)).toEqual([]);
  });

  it('opens a modal with labels, submits it, and refuses what is incomplete', async () => {
    handle = async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.showModal({
          custom_id: 'propose',
          title: 'Find a date',
          components: [
            { type: ComponentType.TextDisplay, content: 'Tell us' },
            {
              type: ComponentType.Label,
              label: 'Topic',
              component: { type: ComponentType.TextInput, custom_id: 'topic', style: TextInputStyle.Short },
            },
            {
              type: ComponentType.Label,
              label: 'Who',
              component: { type: ComponentType.UserSelect, custom_id: 'who', required: false, min_values: 0 },
            },
            {
              type: ComponentType.Label,
              label: 'Length',
              component: {
                type: ComponentType.StringSelect,
                custom_id: 'length',
                options: [{ label: 'One hour', value: '60m' }],
              },
            },
          ],
        });
      } else if (interaction.isModalSubmit()) {
        const { fields } = interaction;
        await interaction.reply(
          [
            fields.getTextInputValue('topic'),
            fields.getSelectedUsers('who')?.first()?.username,
            fields.getStringSelectValues('length').join(),
          ].join('|'),
        );
      }
    };
    const opened = await sandbox.discord.command('linda.petersen', CHANNEL, 'twin status');
    expect(opened).toMatchObject({ ok: true, answer: { type: 9, modal: { title: 'Find a date' } } });
    await expect(sandbox.discord.submitModal('linda.petersen', { topic: '' })).rejects.toMatchObject({
      error: 'modal_incomplete',
    });
    const done = await sandbox.discord.submitModal('linda.petersen', {
      topic: 'Games',
      who: ['1202000000000000004'],
      length: ['60m'],
    });
    expect(done).toMatchObject({ ok: true });
    expect(sandbox.discord.messages(CHANNEL).at(-1)?.content).toBe('Games|noahkim|60m');
    expect(sandbox.discord.modal('linda.petersen')).toBeUndefined();
  });

  it('carries buttons and selects, updates the message, and keeps disabled ones out', async () => {
    const seen: unknown[] = [];
    handle = async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({ content: 'When?', components: [row, selectRow, people] });
      } else if (interaction.isButton()) {
        await interaction.update({ content: `Thanks ${interaction.user.globalName}` });
      } else if (interaction.isStringSelectMenu()) {
        await interaction.deferUpdate();
        await interaction.editReply({ content: interaction.values.join() });
      } else if (interaction.isUserSelectMenu()) {
        seen.push(interaction.users.first()?.username, interaction.customId);
        await interaction.reply({ content: 'noted', flags: MessageFlags.Ephemeral });
      }
    };
    await sandbox.discord.command('linda.petersen', CHANNEL, 'twin status');
    const message = sandbox.discord.messages(CHANNEL).at(-1);
    if (!message) throw new Error('no message');
    await sandbox.discord.click('emma.j', message, 'vote:yes');
    expect(message.content).toBe('Thanks Emma Jensen');
    await expect(sandbox.discord.click('emma.j', message, 'old')).rejects.toMatchObject({
      error: 'disabled_element',
    });
    await sandbox.discord.select('emma.j', message, 'slot', ['s2']);
    await sandbox.waitFor(() => message.content === 's2');
    await sandbox.discord.select('emma.j', message, 'who', ['1202000000000000002']);
    expect(seen).toEqual(['carlos_rivera', 'who']);
    expect(sandbox.discord.messages(CHANNEL).at(-1)).toMatchObject({
      content: 'noted',
      visibleTo: '1202000000000000003',
    });
  });

  it('answers a second answer with 40060', async () => {
    const refused = new Promise((resolve) => {
      handle = async (interaction) => {
        if (!interaction.isChatInputCommand()) return;
        const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
        const body = { type: 4, data: { content: 'x' } };
        await interaction.client.rest.post(path, { auth: false, body });
        await interaction.client.rest.post(path, { auth: false, body }).catch(resolve);
      };
    });
    await sandbox.discord.command('linda.petersen', CHANNEL, 'twin status');
    expect(await refused).toMatchObject({ code: 40060 });
    expect(sandbox.refusals.at(-1)?.code).toBe('40060');
  });

  it('tells the person when the app does not answer, and refuses the answer that comes later', async () => {
    await stop();
    await sandbox.stop();
    sandbox = await startSandbox({ timing: { discordAnswerMs: 40 } });
    let release: (() => void) | undefined;
    const client = await startClient(sandbox, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      await expect(interaction.reply('late')).rejects.toMatchObject({ code: 10062 });
    });
    stop = () => client.destroy();
    await client.application.commands.set(COMMANDS);
    const acted = await sandbox.discord.command('linda.petersen', CHANNEL, 'twin status');
    expect(acted).toMatchObject({ ok: false, error: 'operation_timeout' });
    expect(sandbox.discord.messages(CHANNEL).at(-1)).toMatchObject({
      kind: 'notice',
      visibleTo: '1202000000000000001',
    });
    release?.();
    await sandbox.waitFor(() => sandbox.refusals.at(-1)?.code === '10062');
  });

  it('works in DMs as well', async () => {
    handle = async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply(`${interaction.inGuild()} ${interaction.channel?.isDMBased()}`);
      }
    };
    const dm = sandbox.discord.dm('linda.petersen');
    await sandbox.discord.command('linda.petersen', dm, 'twin status');
    expect(sandbox.discord.messages(dm).at(-1)?.content).toMatch(/^false /);
    expect(sandbox.discord.interactions.at(-1)).toMatchObject({ context: 1 });
    expect(sandbox.world.space(SOLVANG)?.town).toBe('Solvang');
  });
});
