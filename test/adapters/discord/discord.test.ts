import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiscordStartError } from '../../../src/adapters/discord/start-error.ts';
import { withContracts } from '../../contracts.ts';
import {
  answer,
  button,
  CARLOS,
  COMMITTEE,
  content,
  type Fixture,
  LINDA,
  startFixture,
  wordsOf,
} from './discord-fixture.ts';

const LATER_MS = 1500;
const later = () => new Promise<void>((resolve) => setTimeout(resolve, LATER_MS));
const requests = ({ sandbox }: Fixture) => sandbox.sent.map(({ request }) => request);

describe(`Discord, from the gateway to the screen${withContracts}`, () => {
  let bot: Fixture;
  beforeEach(async () => {
    bot = await startFixture();
    await bot.platform.start();
  });
  afterEach(() => bot.stop());

  const press = async (id: string) => {
    const message = bot.sandbox.discord.messages(COMMITTEE).find((one) => wordsOf(one).includes(id));
    if (message === undefined) throw new Error(`no message with ${id}`);
    return { message, acted: await bot.sandbox.discord.click('linda.petersen', message, id) };
  };

  it('turns a command into a call with typed values', async () => {
    await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'committee add', { member: CARLOS });
    const [call] = bot.calls;
    expect(call).toMatchObject({
      command: 'committee/add',
      values: { member: `<@${CARLOS}>` },
      people: { [CARLOS]: 'Carlos Rivera' },
      origin: 'typed',
      caller: { platform: 'discord', tenantId: 'discord', userId: LINDA },
      place: { platform: 'discord', channelId: COMMITTEE, direct: false },
    });
    expect(await call?.caller.profile()).toEqual({ displayName: 'Linda Petersen', locale: 'en-US' });
  });

  it('knows a direct message', async () => {
    await bot.sandbox.discord.command(
      'linda.petersen',
      bot.sandbox.discord.dm('linda.petersen'),
      'twin start',
    );
    expect(bot.calls[0]?.place).toMatchObject({ direct: true, tenantId: '' });
  });

  it('answers at once what is ready at once, to whom it is for', async () => {
    bot.plan = { type: 'reply', visibility: 'public' };
    bot.run = async () => answer('public', 'for all', { also: [content('for Linda')] });
    const acted = await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    expect(acted).toMatchObject({ ok: true, answer: { type: 4 } });
    await bot.sandbox.waitFor(() => bot.sandbox.discord.messages(COMMITTEE).length === 2);
    const [first, second] = bot.sandbox.discord.messages(COMMITTEE);
    expect([first?.visibleTo, second?.visibleTo]).toEqual([null, LINDA]);
  });

  it('says that it is thinking when it takes long', async () => {
    bot.plan = { type: 'reply', visibility: 'public' };
    bot.run = async () => {
      await later();
      return answer('public', 'at last');
    };
    const acted = await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    expect(acted).toMatchObject({ ok: true, answer: { type: 5 } });
    expect(bot.sandbox.discord.messages(COMMITTEE)[0]?.isThinking).toBe(true);
    const message = await bot.sandbox.discord.finalAnswer(acted);
    expect(message.visibleTo).toBeNull();
    expect(wordsOf(message)).toContain('at last');
  });

  it('keeps a refusal private when a public answer was announced', async () => {
    bot.plan = { type: 'reply', visibility: 'public' };
    bot.run = async () => {
      await later();
      return answer('private', 'only office holders');
    };
    await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    await bot.sandbox.waitFor(() =>
      bot.sandbox.discord.messages(COMMITTEE).some((one) => wordsOf(one).includes('only')),
    );
    expect(bot.sandbox.discord.messages(COMMITTEE).map(({ visibleTo }) => visibleTo)).toEqual([LINDA]);
  });

  it.each(['update', 'silent'] as const)(
    'answers a typed command that has nothing to show (%s)',
    async (visibility) => {
      bot.run = async () => ({ visibility, also: [] });
      const acted = await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
      expect(acted.ok).toBe(true);
      await bot.sandbox.waitFor(() => bot.sandbox.discord.messages(COMMITTEE).length === 0);
    },
  );

  it('does once what arrives twice', async () => {
    await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    const [interaction] = bot.sandbox.discord.interactions;
    if (interaction === undefined) throw new Error('no interaction');
    bot.sandbox.discord.repeat(interaction);
    await expect.poll(() => bot.codes()).toContain('discord.repeated');
    expect(bot.calls).toHaveLength(1);
    expect(requests(bot).filter((one) => one.includes('callback'))).toHaveLength(1);
  });

  it('still does what arrives too late to be answered', async () => {
    bot.sandbox.faults.next({
      platform: 'discord',
      request: /callback/,
      effect: { kind: 'answer', status: 404, body: { code: 10062, message: 'Unknown interaction' } },
    });
    void bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    await expect.poll(() => bot.codes()).toContain('discord.too-late');
    expect(bot.calls).toHaveLength(1);
    expect(bot.logged.at(-1)?.fields).toMatchObject({ command: 'twin/start', ageMs: expect.any(Number) });
  });

  it('shows the answer although the first try got through unseen', async () => {
    bot.plan = { type: 'reply', visibility: 'public' };
    bot.run = async () => answer('public', 'shown once');
    bot.sandbox.faults.next({
      platform: 'discord',
      request: /callback/,
      effect: { kind: 'answer', status: 500 },
    });
    const acted = await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    expect(wordsOf(await bot.sandbox.discord.finalAnswer(acted))).toContain('shown once');
  });

  it('apologises when Discord refuses the answer, or the store cannot be asked', async () => {
    bot.run = async () => ({
      ...answer('private'),
      content: content('x', [button('twin/start', { a: 'x'.repeat(200) })]),
    });
    const acted = await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    expect(wordsOf(await bot.sandbox.discord.finalAnswer(acted))).toContain('the fault is on our side');
    bot.firstSight = () => Promise.reject(new Error('database away'));
    const second = await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    expect(wordsOf(await bot.sandbox.discord.finalAnswer(second))).toContain('the fault is on our side');
    expect(bot.calls).toHaveLength(1);
    expect(bot.codes()).toEqual(expect.arrayContaining(['discord.answer-refused', 'discord.call-failed']));
  });

  describe('on a message with a button', () => {
    beforeEach(async () => {
      const to = { type: 'channel', tenantId: '1', channelId: COMMITTEE } as const;
      await bot.platform.send(
        to,
        content('poll', [button('meeting/vote', { slot: '1' })]),
        'dlv_0123456789abcdef',
      );
      bot.plan = { type: 'reply', visibility: 'update' };
    });

    it.each([0, LATER_MS])('changes that message (after %d ms)', async (wait) => {
      bot.run = async () => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        return answer('update', 'voted');
      };
      const { message, acted } = await press('meeting/vote|||slot=1');
      expect(acted).toMatchObject({ ok: true, answer: { type: wait === 0 ? 7 : 6 } });
      expect(bot.calls[0]).toMatchObject({
        command: 'meeting/vote',
        values: { slot: '1' },
        origin: 'control',
      });
      await bot.sandbox.waitFor(() => wordsOf(message).includes('voted'));
      expect(bot.sandbox.discord.messages(COMMITTEE)).toHaveLength(1);
      const to = { type: 'channel', tenantId: '1', channelId: COMMITTEE } as const;
      const found = await bot.platform.findSent(
        to,
        'dlv_0123456789abcdef',
        bot.sandbox.world.nowMs() - 60_000,
      );
      expect(found?.messageId).toBe(message.id);
    });

    it.each([0, LATER_MS])('refuses privately and leaves the message alone (after %d ms)', async (wait) => {
      bot.run = async () => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        return answer('private', 'closed');
      };
      const { message } = await press('meeting/vote|||slot=1');
      await bot.sandbox.waitFor(() => bot.sandbox.discord.messages(COMMITTEE).length === 2);
      expect(wordsOf(message)).toContain('poll');
      expect(bot.sandbox.discord.messages(COMMITTEE)[1]?.visibleTo).toBe(LINDA);
    });

    it('shows nothing when there is nothing to show', async () => {
      bot.run = async () => ({ visibility: 'silent', also: [] });
      const { acted } = await press('meeting/vote|||slot=1');
      expect(acted).toMatchObject({ ok: true, answer: { type: 6 } });
      expect(bot.sandbox.discord.messages(COMMITTEE)).toHaveLength(1);
    });
  });

  it('opens a form and takes what is filled in, with what it did not ask for', async () => {
    bot.plan = { type: 'form' };
    bot.form = async () => ({
      command: 'meeting/propose' as never,
      title: 'Find a date',
      submit: 'Search',
      close: 'Close',
      fields: [
        { option: 'topic', kind: 'line', label: 'Topic', required: true, maxLength: 100, initial: 'Games' },
        { option: 'host', kind: 'person', label: 'Host', required: false, maxLength: 100 },
      ],
      carried: { length: '90m', note: 'Ærø & more' },
      twinningId: 'twn_abc',
    });
    await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    const modal = bot.sandbox.discord.modal('linda.petersen');
    const ids = [...JSON.stringify(modal?.components).matchAll(/"custom_id":"([^"]*)"/g)].map(
      (match) => match[1] ?? '',
    );
    bot.plan = { type: 'reply', visibility: 'private' };
    await bot.sandbox.discord.submitModal('linda.petersen', { [ids[1] ?? '']: [CARLOS] });
    expect(bot.calls[1]).toMatchObject({
      command: 'meeting/propose',
      origin: 'form',
      twinningId: 'twn_abc',
      values: { topic: 'Games', host: `<@${CARLOS}>`, length: '90m', note: 'Ærø & more' },
      people: { [CARLOS]: 'Carlos Rivera' },
    });
  });

  it('offers the form again on a button when it was not ready in time', { timeout: 10_000 }, async () => {
    bot.plan = { type: 'form' };
    bot.form = () => new Promise(() => undefined);
    const acted = await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start', {
      since: '1987',
    });
    const message = await bot.sandbox.discord.finalAnswer(acted);
    expect(wordsOf(message)).toContain('twin/start||!|since=1987');
  });

  it('suggests while somebody types, never more or longer than Discord takes', async () => {
    bot.complete = async (_, option, typed) =>
      Array.from({ length: 30 }, (__, index) => ({
        label: `${option} ${typed} ${'x'.repeat(120)}`,
        value: index === 0 ? 'v'.repeat(101) : `${index}`,
      }));
    const acted = await bot.sandbox.discord.autocomplete('linda.petersen', COMMITTEE, 'twin start', 'town', {
      town: 'Sol',
    });
    if (!acted.ok) throw new Error(acted.error);
    expect(acted.choices).toHaveLength(25);
    expect(acted.choices[0]).toMatchObject({ value: '1', name: expect.stringMatching(/^town Sol x+…$/) });
  });

  it('finishes what it has begun before it stops', async () => {
    bot.run = async () => {
      await later();
      return answer('private', 'finished');
    };
    const acted = bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    await expect.poll(() => bot.calls.length).toBe(1);
    await bot.platform.stop();
    expect(wordsOf(await bot.sandbox.discord.finalAnswer(await acted))).toContain('finished');
  });
});

describe('starting on Discord', () => {
  it('registers its commands, and only when they differ', async () => {
    const bot = await startFixture();
    await bot.platform.start();
    expect(bot.sandbox.discord.commands().map(({ name }) => name)).toEqual(['committee', 'twin']);
    await bot.stop();
    expect(requests(bot).filter((one) => one.startsWith('PUT'))).toHaveLength(1);
  });

  it('leaves equal commands alone', async () => {
    const bot = await startFixture();
    await bot.platform.start();
    await bot.platform.stop();
    const { registerCommands } = await import('../../../src/adapters/discord/register-commands.ts');
    const { REST } = await import('discord.js');
    const rest = new REST({ api: bot.sandbox.credentials.discordApiUrl }).setToken(
      bot.sandbox.credentials.discordToken,
    );
    const registered = bot.sandbox.discord.commands() as never;
    const id = bot.sandbox.credentials.discordApplicationId;
    expect(await registerCommands(rest, id, registered)).toBe('unchanged');
    expect(await registerCommands(rest, id, [])).toBe('registered');
    await bot.sandbox.stop();
  });

  it.each([
    ['token', { token: 'wrong' }],
    ['application', { applicationId: '1299999999999999999' }],
    ['unreachable', { apiUrl: 'http://127.0.0.1:1/api' }],
  ])('says what is wrong: %s', async (failure, wrong) => {
    const bot = await startFixture({}, wrong);
    const problem = await bot.platform.start().catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(DiscordStartError);
    expect(problem).toMatchObject({ failure });
    await bot.sandbox.stop();
  });
});
