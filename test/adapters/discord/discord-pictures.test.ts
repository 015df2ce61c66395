import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/chat/call.ts';
import { PictureRefused } from '../../../src/chat/picture-renderer.ts';
import { aalborg, picturedHours, solvang } from '../../chat/view/hours-fixture.ts';
import { withContracts } from '../../contracts.ts';
import { fakePictures } from '../../fakes/picture-renderer.ts';
import {
  answer,
  button,
  COMMITTEE,
  content,
  type Fixture,
  SOLVANG,
  startFixture,
  wordsOf,
} from './discord-fixture.ts';

const image = picturedHours([aalborg, solvang], [], Date.UTC(2026, 10, 27));
const pictured: Answer = answer('private', 'hours', { blocks: [image] });
const WORDS = 'can come, hour by hour';
const CALLBACK = /^POST \/interactions/;

describe(`a picture on Discord${withContracts}`, () => {
  let bot: Fixture;
  const pictures = fakePictures();
  beforeEach(async () => {
    bot = await startFixture({}, { pictures });
    await bot.platform.start();
    bot.run = async () => pictured;
  });
  afterEach(() => bot.stop());

  const ask = async () => {
    const acted = await bot.sandbox.discord.command('linda.petersen', COMMITTEE, 'twin start');
    return await bot.sandbox.discord.finalAnswer(acted);
  };
  const galleryOf = (message: { components: unknown }) =>
    /"type":12,"items":\[.*?"url":"([^"]+)"/.exec(JSON.stringify(message.components))?.[1];

  it('goes up with the answer, and says in words what it shows', async () => {
    const message = await ask();
    expect(message.files).toMatchObject([{ name: 'hours-1.png', contentType: 'image/png' }]);
    expect(galleryOf(message)).toContain('hours-1.png');
    expect(JSON.stringify(message.components)).toContain(WORDS);
    const url = new URL(message.files[0]?.url ?? '', bot.sandbox.url);
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  it('changes with its message, and goes when the message has none any more', async () => {
    bot.run = async () => answer('private', 'hours', { blocks: [image, button('twin/start')] });
    const first = await ask();
    bot.plan = { type: 'reply', visibility: 'update' };
    bot.run = async () => answer('update', 'again', { blocks: [image, button('twin/start')] });
    const id = /"custom_id":"([^"]+)"/.exec(JSON.stringify(first.components))?.[1] ?? '';
    const press = async () => {
      const [message] = bot.sandbox.discord.messages(COMMITTEE).filter((one) => one.id === first.id);
      if (message?.kind !== 'message') throw new Error('the message is gone');
      await bot.sandbox.discord.click('linda.petersen', message, id);
    };
    const now = (word: string) =>
      bot.sandbox.waitFor(
        () =>
          bot.sandbox.discord
            .messages(COMMITTEE)
            .find((one) => one.kind === 'message' && one.id === first.id && wordsOf(one).includes(word)),
        3000,
        word,
      );
    await press();
    const second = await now('again');
    expect(second).toMatchObject({ files: [{ name: 'hours-1.png' }] });
    bot.run = async () => answer('update', 'posted');
    await press();
    expect(await now('posted')).toMatchObject({ files: [] });
  });

  it('is said in words when it cannot be drawn', async () => {
    pictures.render = () => Promise.reject(new PictureRefused('busy'));
    const message = await ask();
    expect(message.files).toEqual([]);
    expect(wordsOf(message)).toContain(WORDS);
    expect(bot.logged).toContainEqual({
      code: 'picture.not-drawn',
      fields: { reason: 'busy', picture: 'hours' },
    });
  });

  it.each([
    [
      'too large',
      { kind: 'answer', status: 413, body: { code: 40005, message: 'Request entity too large' } },
    ],
    ['forbidden', { kind: 'answer', status: 403, body: { code: 50013, message: 'Missing Permissions' } }],
  ] as const)('is said in words when Discord finds it %s', async (_, effect) => {
    pictures.render = fakePictures().render;
    bot.sandbox.faults.next({ platform: 'discord', request: CALLBACK, effect });
    const message = await ask();
    expect(message.files).toEqual([]);
    expect(wordsOf(message)).toContain(WORDS);
    expect(bot.codes()).toContain('discord.picture-refused');
  });

  it('goes up with what the bot says by itself, or is said in words', async () => {
    const to = { type: 'channel', tenantId: SOLVANG, channelId: COMMITTEE } as const;
    const ref = await bot.platform.send(to, content('hours', [image]), 'dlv_0123456789abcdef');
    const find = (id: string) => bot.sandbox.discord.messages(COMMITTEE).find((one) => one.id === id);
    expect(find(ref.messageId)).toMatchObject({ files: [{ name: 'hours-1.png' }] });
    bot.sandbox.faults.next({
      platform: 'discord',
      request: 'POST /channels/{}/messages',
      effect: { kind: 'answer', status: 403, body: { code: 50013, message: 'Missing Permissions' } },
    });
    const second = await bot.platform.send(to, content('hours', [image]), 'dlv_0123456789abcdeg');
    expect(find(second.messageId)).toMatchObject({ files: [] });
    await bot.platform.edit(ref, content('nothing to see'));
    expect(find(ref.messageId)).toMatchObject({ files: [] });
  });

  it('stands beside a file, which goes up with the answer under its own name', async () => {
    const bytes = new TextEncoder().encode('<!doctype html>');
    const label = { type: 'message', key: 'report.file', params: {} } as const;
    const file = {
      type: 'file',
      name: 'report.html',
      contentType: 'text/html; charset=utf-8',
      bytes,
      label,
    } as const;
    bot.run = async () => answer('private', 'files', { blocks: [image, file] });
    const message = await ask();
    expect(message.files).toMatchObject([{ name: 'hours-1.png' }, { name: 'report.html' }]);
    expect(JSON.stringify(message.components)).toMatch(/"type":13,"file":\{"url":"[^"]*report\.html"/);
    const url = new URL(message.files[1]?.url ?? '', bot.sandbox.url);
    expect(await (await fetch(url)).text()).toBe('<!doctype html>');
  });
});
