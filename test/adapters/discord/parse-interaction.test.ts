import { resolve } from 'node:path';
import type { APIInteraction } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { parseInteraction } from '../../../src/adapters/discord/parse-interaction.ts';
import { loadRegistry } from '../../../src/chat/registry.ts';

const user = { id: '42', username: 'linda', global_name: 'Linda P.', discriminator: '0', avatar: null };
const sent = (more: object) =>
  ({
    id: '1200000000000000000',
    application_id: '1',
    token: 'secret',
    version: 1,
    locale: 'da',
    guild_id: '7',
    channel: { id: '8', type: 0 },
    member: { user, nick: null, roles: [] },
    ...more,
  }) as unknown as APIInteraction;
const pressed = (custom_id: string, more: object = {}) =>
  sent({ type: 3, data: { custom_id, component_type: 2 }, message: { id: '9', components: [] }, ...more });
const command = { type: 2, data: { id: '1', type: 1, name: 'twin', options: [{ type: 1, name: 'status' }] } };

const { commands } = await loadRegistry({ commands: resolve('commands'), jobs: resolve('jobs') });
const callOf = (interaction: APIInteraction) => {
  const parsed = parseInteraction(interaction, commands);
  return parsed?.type === 'call' ? parsed.call : undefined;
};

describe('an interaction', () => {
  it('in a thread belongs to the channel of the thread', () => {
    const call = callOf(sent({ ...command, channel: { id: '8', type: 11, parent_id: '6' } }));
    expect(call?.place).toEqual({ platform: 'discord', tenantId: '7', channelId: '6', direct: false });
  });

  it.each([
    ['Linda from the office', { user, nick: 'Linda from the office', roles: [] }],
    ['Linda P.', { user, nick: null, roles: [] }],
    ['linda', { user: { ...user, global_name: null }, nick: null, roles: [] }],
  ])('tells how its sender is called here: %s', async (displayName, member) => {
    const call = callOf(sent({ ...command, member }));
    expect(await call?.caller.profile()).toEqual({ displayName, locale: 'da' });
  });

  it('keeps every option as text', () => {
    const options = [
      { type: 3, name: 'topic', value: 'Youth Games' },
      { type: 6, name: 'host', value: '43' },
      { type: 4, name: 'count', value: 3 },
    ];
    const call = callOf(
      sent({ type: 2, data: { type: 1, name: 'a', options: [{ type: 1, name: 'b', options }] } }),
    );
    expect(call).toMatchObject({
      command: 'a/b',
      values: { topic: 'Youth Games', host: '<@43>', count: '3' },
    });
  });

  it('of a select fills the option that the select is for', () => {
    const data = {
      custom_id: 'meeting/confirm|twn_a1|slot|meeting=M-1',
      component_type: 3,
      values: ['s1', 's2'],
    };
    expect(callOf(pressed('', { data }))).toMatchObject({
      command: 'meeting/confirm',
      twinningId: 'twn_a1',
      values: { meeting: 'M-1', slot: 's1,s2' },
    });
  });

  it.each(['', 'x', 'a|b', 'vote:1', 'a|evil|!|=|'])(
    'of a control that is not ours means nothing: %j',
    (id) => {
      expect(parseInteraction(pressed(id))).toBeUndefined();
    },
  );

  it.each([
    ['a ping', sent({ type: 1 })],
    [
      'a menu on a message',
      sent({ type: 2, data: { type: 3, name: 'x', target_id: '9', resolved: { messages: {} } } }),
    ],
    ['a sender nobody knows', sent({ ...command, member: undefined })],
  ])('that is %s means nothing', (_, interaction) => {
    expect(parseInteraction(interaction)).toBeUndefined();
  });

  it('on a message opens the form with what the message says, and names who was mentioned', () => {
    const long = `<@42> brings ${'the songs '.repeat(400)}`;
    const onMessage = (name: string, content: string) =>
      sent({
        type: 2,
        data: {
          id: '1',
          type: 3,
          name,
          target_id: '9',
          resolved: { messages: { '9': { id: '9', content, mentions: [user] } } },
        },
      });
    const call = callOf(onMessage('Make this a promise', long));
    expect(call).toMatchObject({ command: 'commitment/add', openForm: true, origin: 'control' });
    expect(call?.values.what).toMatch(/^@Linda P\. brings the songs .*…$/);
    expect([...(call?.values.what ?? '')]).toHaveLength(300);
    // A picture, or a card of ours: there is nothing to fill in.
    expect(callOf(onMessage('Make this a promise', ''))?.values).toEqual({});
    expect(callOf(onMessage('Make this a wish', 'Songs'))).toBeUndefined();
  });
});
