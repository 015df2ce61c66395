import { describe, expect, it } from 'vitest';
import { parseCommandLine, readOptions } from '../../../../src/sandbox/page/discord/parse-command-line.ts';
import { leafCommands, matchingLeaves } from '../../../../src/sandbox/page/discord/slash-command.ts';
import { discordCommands } from '../fixture-discord.ts';
import { LINDA, people } from '../fixture-people.ts';

const leaves = leafCommands({ revision: 1, commands: discordCommands }, 'da');
const directory = { people, channels: [] };

function read(line: string) {
  const parsed = parseCommandLine(line, leaves);
  if (parsed === undefined) return undefined;
  const options = readOptions(parsed, new Map(), directory);
  return { path: parsed.leaf.path, ...options };
}

describe('leafCommands', () => {
  it('lists subcommands with descriptions in the reader’s locale', () => {
    const propose = leaves.find((leaf) => leaf.line === 'meeting propose');
    expect(propose?.description).toBe('Find en dato, der passer begge byer');
    expect(leaves.map((leaf) => leaf.line)).toEqual([
      'meeting list',
      'meeting propose',
      'meeting show',
      'twin join',
      'twin status',
    ]);
  });

  it('finds commands by the beginning of each word, or of any', () => {
    expect(matchingLeaves(leaves, '/mee').map((leaf) => leaf.line)).toEqual([
      'meeting list',
      'meeting propose',
      'meeting show',
    ]);
    expect(matchingLeaves(leaves, '/meeting pr').map((leaf) => leaf.line)).toEqual(['meeting propose']);
    expect(matchingLeaves(leaves, '/join').map((leaf) => leaf.line)).toEqual(['twin join']);
  });
});

describe('parseCommandLine', () => {
  it('reads named options whose values hold spaces and colons', () => {
    expect(read('/meeting propose topic: Youth Games: day 1 length: 90m kind: board meeting')).toEqual({
      ok: true,
      path: ['meeting', 'propose'],
      options: [
        { name: 'topic', value: 'Youth Games: day 1' },
        { name: 'length', value: '90m' },
        { name: 'kind', value: 'board' },
      ],
    });
  });

  it('gives leading words to the first option, and takes quotes off', () => {
    expect(read('/meeting propose Youth Games')).toMatchObject({
      options: [{ name: 'topic', value: 'Youth Games' }],
    });
    expect(read('/meeting propose topic:"about length: 2" length:1h')).toMatchObject({
      options: [
        { name: 'topic', value: 'about length: 2' },
        { name: 'length', value: '1h' },
      ],
    });
  });

  it('finds people by user name, name and mention', () => {
    for (const typed of ['@linda.petersen', 'Linda Petersen', `<@${LINDA}>`]) {
      expect(read(`/meeting propose organiser: ${typed}`)).toMatchObject({
        options: [{ name: 'organiser', value: LINDA }],
      });
    }
  });

  it('names what is missing or cannot be', () => {
    expect(read('/twin join')).toMatchObject({ ok: false, option: 'code' });
    expect(read('/meeting propose kind: party')).toMatchObject({ ok: false, option: 'kind' });
  });

  it('knows no command that is not registered', () => {
    expect(read('/meeting')).toBeUndefined();
    expect(read('/twin joins x')).toBeUndefined();
  });
});
