import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlatformError } from '../../../src/chat/platform.ts';
import { withContracts } from '../../contracts.ts';
import {
  COMMITTEE,
  content,
  type Fixture,
  LINDA,
  SOLVANG,
  startFixture,
  wordsOf,
} from './discord-fixture.ts';

const channel = { type: 'channel', tenantId: SOLVANG, channelId: COMMITTEE } as const;
const person = {
  type: 'person',
  account: { platform: 'discord', tenantId: 'discord', userId: LINDA },
} as const;
const DELIVERY = 'dlv_0123456789abcdef';
const POST = 'POST /channels/{}/messages';

describe(`what the bot says by itself on Discord${withContracts}`, () => {
  let bot: Fixture;
  beforeEach(async () => {
    bot = await startFixture();
  });
  afterEach(() => bot.stop());

  const messages = () => bot.sandbox.discord.messages(COMMITTEE);
  const since = () => bot.sandbox.world.nowMs() - 1000;
  const troubles = (effect: Parameters<typeof bot.sandbox.faults.next>[0]['effect'], request = POST) =>
    bot.sandbox.faults.next({ platform: 'discord', request, effect });
  const failure = async (work: Promise<unknown>) => {
    const problem = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(problem).toBeInstanceOf(PlatformError);
    return problem;
  };

  it('arrives in a channel, and notifies only whom it is to notify', async () => {
    const ping = {
      type: 'mention',
      name: 'Linda',
      accounts: [{ platform: 'discord', userId: LINDA }],
      ping: true,
    } as const;
    const ref = await bot.platform.send(channel, content(ping), DELIVERY);
    expect(ref).toEqual({
      platform: 'discord',
      tenantId: SOLVANG,
      channelId: COMMITTEE,
      messageId: messages()[0]?.id,
    });
    expect(messages()[0]?.pings).toEqual({ userIds: [LINDA], roleIds: [], everyone: false });
    await bot.platform.send(channel, content('@everyone <@&1>'), 'dlv_0123456789abcdeg');
    expect(messages()[1]?.pings).toEqual({ userIds: [], roleIds: [], everyone: false });
  });

  it('arrives as a direct message, and is found there', async () => {
    const ref = await bot.platform.send(person, content('only for you'), DELIVERY);
    expect(ref.channelId).toBe(bot.sandbox.discord.dm('linda.petersen'));
    expect(await bot.platform.findSent(person, DELIVERY, since())).toEqual(ref);
  });

  it('is there once although it was sent twice', async () => {
    troubles({ kind: 'drop-after' });
    expect(await failure(bot.platform.send(channel, content('once'), DELIVERY))).toMatchObject({
      kind: 'unavailable',
    });
    const ref = await bot.platform.send(channel, content('once'), DELIVERY);
    expect(messages().map(({ id }) => id)).toEqual([ref.messageId]);
  });

  it('is found by its mark after its answer got lost, even when Discord forgot the nonce', async () => {
    troubles({ kind: 'drop-after' });
    await failure(bot.platform.send(channel, content('lost?'), DELIVERY));
    for (const message of messages()) message.nonce = null;
    const found = await bot.platform.findSent(channel, DELIVERY, since());
    expect(found?.messageId).toBe(messages()[0]?.id);
    expect(await bot.platform.findSent(channel, 'dlv_0123456789abcdeg', since())).toBeUndefined();
  });

  it('is found among many later messages', async () => {
    const begun = since();
    const ref = await bot.platform.send(channel, content('early'), DELIVERY);
    for (let count = 0; count < 250; count += 1)
      bot.sandbox.discord.say('linda.petersen', COMMITTEE, `chat ${count}`);
    for (const message of messages()) message.nonce = null;
    expect(await bot.platform.findSent(channel, DELIVERY, begun)).toEqual(ref);
    expect(await bot.platform.findSent(channel, 'dlv_0123456789abcdeg', begun)).toBeUndefined();
  });

  it('can be changed, without notifying anybody again', async () => {
    const ref = await bot.platform.send(channel, content('before'), DELIVERY);
    await bot.platform.edit(ref, content('after'));
    expect(wordsOf(messages()[0] ?? { components: [] })).toContain('after');
  });

  it.each([0, 5])('tries once (status 50%d)', async (digit) => {
    const fault = troubles({ kind: 'answer', status: 500 + digit });
    expect(await failure(bot.platform.send(channel, content('x'), DELIVERY))).toMatchObject({
      kind: 'unavailable',
    });
    expect(fault.hits).toBe(1);
    expect(messages()).toEqual([]);
  });

  it('says how long Discord wants it to wait', async () => {
    troubles({ kind: 'rate-limit', retryAfterSeconds: 3 });
    const problem = await failure(bot.platform.send(channel, content('x'), DELIVERY));
    expect(problem).toMatchObject({ kind: 'busy', retryAfterMs: expect.any(Number) });
    if (problem instanceof PlatformError) expect(problem.retryAfterMs).toBeGreaterThanOrEqual(3000);
  });

  it('tells apart who takes no messages, where it may not write and what is gone', async () => {
    bot.sandbox.discord.setAcceptsDms('linda.petersen', false);
    expect(await failure(bot.platform.send(person, content('x'), DELIVERY))).toMatchObject({
      kind: 'forbidden',
      platformCode: '50007',
    });
    bot.sandbox.discord.setBotAccess(COMMITTEE, 'read-only');
    expect(await failure(bot.platform.send(channel, content('x'), DELIVERY))).toMatchObject({
      kind: 'forbidden',
    });
    const gone = { platform: 'discord', tenantId: SOLVANG, channelId: COMMITTEE, messageId: '1' } as const;
    expect(await failure(bot.platform.edit(gone, content('x')))).toMatchObject({
      kind: 'gone',
      platformCode: '10008',
    });
  });

  it('tries again with its token after Discord refused it once', async () => {
    troubles({ kind: 'answer', status: 401, body: { code: 0, message: '401: Unauthorized' } });
    expect(await failure(bot.platform.send(channel, content('x'), DELIVERY))).toMatchObject({
      kind: 'unavailable',
    });
    await bot.platform.send(channel, content('x'), DELIVERY);
    expect(messages()).toHaveLength(1);
  });

  it('never sends what cannot be shown', async () => {
    expect(await failure(bot.platform.send(channel, content('x'), `dlv_${'0'.repeat(30)}`))).toMatchObject({
      kind: 'rejected',
    });
  });
});
