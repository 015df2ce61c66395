import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandPayload, commandSize } from '../../../src/adapters/discord/command-payload.ts';
import type { AnyCommand } from '../../../src/chat/command.ts';
import type { OptionType } from '../../../src/chat/option.ts';
import { loadRegistry } from '../../../src/chat/registry.ts';
import { expectValid, withContracts } from '../../contracts.ts';

const option = (more: Partial<OptionType<unknown>> = {}): OptionType<unknown> => ({
  discord: 'string',
  field: 'line',
  required: false,
  maxLength: 200,
  parse: (raw) => raw,
  ...more,
});
const command = (more: Partial<AnyCommand> = {}): AnyCommand => ({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},
  run: async () => undefined,
  ...more,
});
const describeKey = (key: string, language: string) => `${key} ${language}`;
const payload = (commands: Record<string, AnyCommand>) => {
  const made = commandPayload(new Map(Object.entries(commands)), describeKey);
  expectValid('discord.commands', made);
  return made;
};

describe(`application commands${withContracts}`, () => {
  it('have subcommands, typed options, autocomplete and localised descriptions', () => {
    const [made] = payload({
      'committee/add': command({
        options: {
          office: option({ choices: { name: 'office', values: ['chair', 'deputy'] } }),
          member: option({ discord: 'user', required: true }),
          until: option({ completer: 'due' }),
        },
      }),
    });
    expect(made).toMatchObject({
      name: 'committee',
      contexts: [0],
      integration_types: [0],
      options: [
        {
          type: 1,
          name: 'add',
          description: 'command.committee.add.description en',
          description_localizations: { da: 'command.committee.add.description da' },
          options: [
            { type: 6, name: 'member', required: true },
            {
              type: 3,
              name: 'office',
              choices: [
                {
                  value: 'chair',
                  name: 'choice.office.chair en',
                  name_localizations: { fr: 'choice.office.chair fr' },
                },
                {},
              ],
            },
            { type: 3, name: 'until', autocomplete: true, max_length: 200 },
          ],
        },
      ],
    });
  });

  it('leave out bare roots and what only controls call', () => {
    const made = payload({
      twin: command({ surface: 'bare' }),
      'twin/status': command(),
      'meeting/vote': command({ surface: 'control' }),
    });
    expect(made.map(({ name }) => name)).toEqual(['twin']);
    expect(made[0]).toMatchObject({ options: [{ name: 'status' }] });
  });

  it('are offered in direct messages where one of them makes sense there', () => {
    const made = payload({
      'meeting/list': command(),
      'profile/show': command({ scope: 'person' }),
      'twin/help': command({ scope: 'anywhere' }),
    });
    expect(made.map(({ name, contexts }) => [name, contexts])).toEqual([
      ['meeting', [0]],
      ['profile', [0, 1]],
      ['twin', [0, 1]],
    ]);
  });

  it('let a required option be left out where a form asks for it', () => {
    const options = { topic: option({ required: true }) };
    const made = payload({
      'meeting/propose': command({ options, form: ['topic'] }),
      'meeting/show': command({ options }),
    });
    expect(made[0]).toMatchObject({
      options: [{ options: [{ required: false }] }, { options: [{ required: true }] }],
    });
  });

  it('stand in the menu of a message, called in every language', () => {
    const options = { what: option() };
    const made = payload({ 'commitment/add': command({ options, form: ['what'], fromMessage: 'what' }) });
    expect(made[1]).toEqual({
      type: 3,
      name: `${'command.commitment.add.from-message'.slice(0, 31)}…`,
      name_localizations: expect.objectContaining({ da: expect.any(String), fr: expect.any(String) }),
      contexts: [0],
      integration_types: [0],
    });
  });

  it('shorten a description visibly', () => {
    const [made] = commandPayload(new Map([['twin/help', command()]]), () => 'x'.repeat(150));
    expect(made).toMatchObject({ description: `${'x'.repeat(99)}…` });
  });

  it('refuse what Discord would refuse, naming it', () => {
    const many = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`twin/s${index}`, command()]));
    expect(() => payload(many)).toThrow('/twin has 26 subcommands');
    expect(() => payload({ 'twin/Start': command() })).toThrow('Start');
    const huge = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [
        `twin/s${index}`,
        command({ options: { a: option(), b: option(), c: option() } }),
      ]),
    );
    expect(() => commandPayload(new Map(Object.entries(huge)), () => 'x'.repeat(100))).toThrow(
      'characters in all',
    );
  });
});

const folder = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const isThere = (name: string) =>
  readdirSync(folder(name), { recursive: true }).some((file) => String(file).endsWith('.ts'));

const isWritten = isThere('commands') && isThere('jobs');
const made = isWritten
  ? commandPayload((await loadRegistry({ commands: folder('commands'), jobs: folder('jobs') })).commands)
  : [];

describe.skipIf(!isWritten)(`the bot's own commands${withContracts}`, () => {
  it('are within every limit', () => {
    expectValid('discord.commands', made);
    for (const one of made) expect(commandSize(one), `/${one.name}`).toBeLessThanOrEqual(8000);
  });

  it('say in full what they do, in four languages', () => {
    const cut = JSON.stringify(made).match(/"[^"]*…"/g) ?? [];
    expect(cut).toEqual([]);
    for (const one of made)
      expect(
        Object.keys((one.type === 1 ? one.description_localizations : one.name_localizations) ?? {}),
      ).toEqual(['da', 'de', 'fr']);
  });
});
