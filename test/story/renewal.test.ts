import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/sandbox/discord/discord-platform.ts';
import type { DiscordMessage, SlackMessage } from '../../src/sandbox/page-api.ts';
import { createRealDatabase, realPostgresUrl } from '../real-services.ts';
import {
  AALBORG_CHANNEL,
  discordMessages,
  pressDiscord,
  pressSlack,
  SOLVANG_CHANNEL,
  type Story,
  slackMessages,
  startStory,
  textOfDiscord,
  textOfSlack,
} from './sister-towns.ts';

const PATIENCE_MS = 30_000;
const YEAR = new Date().getUTCFullYear() + 1;
/** The story begins in winter; the towns signed on 15 June, 25 years before. */
const NOW = Date.UTC(YEAR, 1, 2, 12);
const SIGNED = `${YEAR - 25}-06-15`;
const postgres = await realPostgresUrl();

const read = (message: DiscordMessage): string => textOfDiscord(message).replace(/\\(.)/g, '$1');
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a year of a twinning: its digest, its anniversary, its review', { timeout: 240_000 }, () => {
  let story: Story;
  let drop = async (): Promise<unknown> => undefined;

  const inAalborg = () => story.slackTexts(AALBORG_CHANNEL).map(plain);
  const inSolvang = () =>
    discordMessages(story.sandbox, SOLVANG_CHANNEL)
      .filter(({ visibleTo }) => visibleTo === null)
      .map((message) => plain(read(message)));
  const counted = (aalborg: RegExp, solvang: RegExp) => [
    inAalborg().filter((text) => aalborg.test(text)).length,
    inSolvang().filter((text) => solvang.test(text)).length,
  ];
  const slackMessage = (match: RegExp): Promise<SlackMessage> =>
    story.sandbox.waitFor(
      () =>
        slackMessages(story.sandbox, AALBORG_CHANNEL).findLast((one) => match.test(plain(textOfSlack(one)))),
      PATIENCE_MS,
      `${match} in Slack`,
    );
  const discordMessage = (match: RegExp): Promise<DiscordMessage> =>
    story.sandbox.waitFor(
      () => discordMessages(story.sandbox, SOLVANG_CHANNEL).findLast((one) => match.test(plain(read(one)))),
      PATIENCE_MS,
      `${match} in Discord`,
    );
  const mette = (line: string) => story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, line);
  async function linda(path: string, options: OptionValues = {}) {
    const acted = await story.sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, path, options);
    return await story.sandbox.discord.finalAnswer(acted);
  }
  const to = (instant: number) => story.sandbox.clock.advance(instant - story.sandbox.clock.nowMs);

  beforeAll(async () => {
    let store = {};
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_renewal_${process.pid}`);
      drop = () => real.drop();
      store = { databaseUrl: real.url };
    }
    story = await startStory(store, undefined, NOW - Date.now());
    await mette(`/twin start Aalborg since:${SIGNED}`);
    await slackMessage(/er klar/);
    await mette('/twin invite for:partner');
    const code = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(await slackMessage(/twin join/)))?.[1] ?? '';
    await linda('twin join', { code, town: 'Solvang' });
  }, 240_000);
  afterAll(async () => {
    await story?.stop();
    await drop();
  });

  it('sends a digest when there is something to say, once, in each language on each clock', async () => {
    await mette('/commitment add Lave program til ungdomslegene theme:Ungdom');
    await discordMessage(/ungdomslegene/);
    await to(NOW + 8 * 86_400_000);
    const [here, there] = counted(/Ugen i Aalborg/, /Your week: /);
    // Solvang has an offer to answer; in Aalborg nothing has happened that it does not know.
    expect([here, there]).toEqual([0, 1]);
    const digest = inSolvang().find((text) => /Your week/.test(text)) ?? '';
    expect(digest).toMatch(/Waiting for your answer:[\s\S]*C-1 Lave program/);
    expect(digest).not.toMatch(/Late on our side/);
  });

  it('is silent in weeks in which nothing was new', async () => {
    const offer = await discordMessage(/offers this: the other side/);
    await pressDiscord(story.sandbox, 'linda.petersen', offer, 'Accept');
    await discordMessage(/Accepted: it is a promise now/);
    await to(story.sandbox.clock.nowMs + 7 * 86_400_000);
    expect(counted(/Ugen i Aalborg/, /Your week: /)).toEqual([1, 2]);
    expect(inAalborg().findLast((text) => /Ugen i/.test(text))).toMatch(/C-1 Lave program[^\n]*sagt ja til/);
    await to(story.sandbox.clock.nowMs + 28 * 86_400_000);
    expect(counted(/Ugen i Aalborg/, /Your week: /)).toEqual([1, 2]);
  });

  it('begins the review a month ahead, in every space, and says so', async () => {
    expect(counted(/Årets tilbageblik/, /Yearly review/)).toEqual([0, 0]);
    await to(Date.UTC(YEAR, 4, 16, 12));
    const danish = plain(textOfSlack(await slackMessage(/Årets tilbageblik til/)));
    expect(danish).toMatch(/15\. juni/);
    expect(danish).toMatch(/Det mangler endnu fra Aalborg og Solvang/);
    expect(danish).toMatch(/Aalborg: 0 holdt, 1 åben/);
    expect(danish).toMatch(/Ungdom/);
    const english = plain(read(await discordMessage(/Yearly review for/)));
    expect(english).toMatch(/Still missing: Aalborg and Solvang/);
    expect(counted(/Årets tilbageblik til/, /Yearly review for/)).toEqual([1, 1]);
  });

  it('takes the part of each town by its form, on both platforms', async () => {
    const { sandbox } = story;
    const card = await slackMessage(/Årets tilbageblik til/);
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, card, 'Skriv vores del');
    await sandbox.waitFor(() => sandbox.slack.view('mette.holm'), PATIENCE_MS, 'the form in Slack');
    await sandbox.slack.submitView('mette.holm', {
      'field:themes': 'Ungdom, Klima',
      'field:concrete': 'Ungdomslege i juli',
      'field:invitations': 'Koret kommer',
      'field:ideas': 'Fælles have',
    });
    await discordMessage(/From Aalborg:[\s\S]*Ungdomslege i juli/);
    const english = await discordMessage(/Yearly review for/);
    expect(plain(read(english))).toMatch(/Still missing: Solvang/);
    await pressDiscord(sandbox, 'linda.petersen', english, 'Write our part');
    const modal = await sandbox.waitFor(
      () => sandbox.discord.modal('linda.petersen'),
      PATIENCE_MS,
      'the form in Discord',
    );
    const fieldOf = (option: string) =>
      new RegExp(`"custom_id":"([^"]*${option}[^"]*)"`).exec(JSON.stringify(modal.components))?.[1] ?? option;
    await sandbox.discord.submitModal('linda.petersen', {
      [fieldOf('themes')]: 'Music',
      [fieldOf('note')]: 'A good year',
      [fieldOf('ideas')]: 'A garden',
    });
    await slackMessage(/Fra Solvang:[\s\S]*A good year/);
    expect(plain(textOfSlack(await slackMessage(/Årets tilbageblik til/)))).toMatch(
      /Nu kan en af dem foreslå/,
    );
  });

  it('is proposed by one side and agreed to by the other', async () => {
    const { sandbox } = story;
    const card = await slackMessage(/Årets tilbageblik til/);
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, card, 'Foreslå det for de andre');
    const asked = await discordMessage(/your word is asked for/);
    expect(plain(read(asked))).toMatch(/Aalborg says that the yearly review is good/);
    await pressDiscord(sandbox, 'linda.petersen', asked, 'Our town agrees');
    const danish = plain(textOfSlack(await slackMessage(/Tilbageblikket til .* er på plads/)));
    expect(danish).toMatch(/Aalborg og Solvang har alle sagt ja/);
    expect(danish).toMatch(/Ungdom, Klima og Music/);
    await discordMessage(/The review for .* is agreed/);
    await slackMessage(/Årets tilbageblik til[\s\S]*Aalborg og Solvang har alle sagt ja/);
  });

  it('greets the towns on their anniversary, the round one as what it is, and nags nobody', async () => {
    await to(Date.UTC(YEAR, 5, 16, 12));
    const danish = plain(textOfSlack(await slackMessage(/Rundt jubilæum: 25 år/)));
    expect(danish).toMatch(/Aalborg og Solvang/);
    await discordMessage(/A round anniversary: 25 years of twinning!/);
    expect(counted(/jubilæum/, /anniversary/)).toEqual([1, 1]);
    expect(counted(/venter på jeres by/, /waits for your town/)).toEqual([0, 0]);
  });

  it('shows how it stands with a picture, publicly, in both languages', async () => {
    await mette('/twin status');
    const danish = await slackMessage(/Sådan står det til/);
    expect(danish.visibleTo).toBeNull();
    expect(JSON.stringify(danish.blocks)).toMatch(/"slack_file":\{"id"/);
    expect(plain(textOfSlack(danish))).toMatch(
      new RegExp(`Næste tilbageblik[\\s\\S]*15\\. juni ${YEAR + 1}`),
    );
    const english = await linda('twin status');
    expect(english.files).toMatchObject([{ name: expect.stringMatching(/^status.*\.png$/) }]);
    expect(plain(read(english))).toMatch(/Aalborg: 0 kept, 1 open/);
  });

  it('lets a space switch its digest off', async () => {
    await mette('/twin digest off');
    await slackMessage(/Kanalens ugebrev: aldrig/);
    const before = counted(/Ugen i Aalborg/, /Your week: /);
    await mette('/commitment add Skrive til borgmesteren');
    await discordMessage(/borgmesteren/);
    await to(story.sandbox.clock.nowMs + 8 * 86_400_000);
    expect(counted(/Ugen i Aalborg/, /Your week: /)).toEqual([before[0], (before[1] ?? 0) + 1]);
    expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
