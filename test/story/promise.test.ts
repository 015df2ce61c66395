import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 1, 8, 12);
const MINUTE = 60_000;
const PATIENCE_MS = 30_000;
const postgres = await realPostgresUrl();

const readDiscord = (message: DiscordMessage): string => textOfDiscord(message).replace(/\\(.)/g, '$1');
const readSlack = (message: SlackMessage): string => textOfSlack(message);

describe('a promise across the ocean, on both platforms', { timeout: 120_000 }, () => {
  let story: Story;
  let drop = async (): Promise<void> => undefined;

  const inSlack = (match: RegExp): Promise<SlackMessage> =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, AALBORG_CHANNEL).findLast((one) => match.test(readSlack(one))),
      PATIENCE_MS,
      `${match} on Slack`,
    );
  const inDiscord = (match: RegExp): Promise<DiscordMessage> =>
    story.sandbox.waitFor(
      () => discordMessages(story.sandbox, SOLVANG_CHANNEL).findLast((one) => match.test(readDiscord(one))),
      PATIENCE_MS,
      `${match} on Discord`,
    );
  /** All public cards of a promise, as they stand now. */
  const cards = (match: RegExp) => ({
    slack: story.slackTexts(AALBORG_CHANNEL).filter((text) => match.test(text)),
    discord: story.discordTexts(SOLVANG_CHANNEL).filter((text) => match.test(text.replace(/\\(.)/g, '$1'))),
  });
  const slack = (line: string) => story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, line);
  const press = async (message: SlackMessage, label: string) =>
    await pressSlack(story.sandbox, 'mette.holm', AALBORG_CHANNEL, message, label);
  const pressThere = async (message: DiscordMessage, label: string) =>
    await pressDiscord(story.sandbox, 'linda.petersen', message, label);
  const slackForm = () =>
    story.sandbox.waitFor(() => story.sandbox.slack.view('mette.holm'), PATIENCE_MS, 'a form on Slack');
  const discordForm = () =>
    story.sandbox.waitFor(
      () => story.sandbox.discord.modal('linda.petersen'),
      PATIENCE_MS,
      'a form on Discord',
    );
  /** Fills in Discord's form by the names of its options. */
  const submitThere = async (values: Record<string, string>) => {
    const { components } = await discordForm();
    const ids = Object.fromEntries(
      Object.entries(values).map(([option, value]) => [
        new RegExp(`"custom_id":"(${option}\\|[^"]*)"`).exec(JSON.stringify(components))?.[1] ?? option,
        value,
      ]),
    );
    return await story.sandbox.discord.submitModal('linda.petersen', ids);
  };
  const discord = async (path: string, options = {}) =>
    await story.sandbox.discord.finalAnswer(
      await story.sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, path, options),
    );

  beforeAll(async () => {
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_promise_${process.pid}`);
      drop = () => real.drop();
      story = await startStory({ databaseUrl: real.url }, undefined, NOW - Date.now());
    } else {
      story = await startStory({}, undefined, NOW - Date.now());
    }
    await slack('/twin start Aalborg');
    await inSlack(/er klar/);
    await slack('/twin invite for:partner');
    const code = /join ([0-9A-Z-]{10,})/.exec(readSlack(await inSlack(/twin join/)))?.[1] ?? '';
    await discord('twin join', { code, town: 'Solvang' });
    await inSlack(/er med/);
    await slack('/profile represents municipality');
    await inSlack(/[Kk]ommune/);
  }, 120_000);
  afterAll(async () => {
    await story?.stop();
    await drop();
  });

  it('is offered, answered with another day from Discord, and accepted in Slack', async () => {
    await slack(`/commitment add Sanghæfter til festen due:${YEAR}-05-01 theme:musik`);
    const offered = await inDiscord(/Sanghæfter.*Aalborg offers this/s);
    await inSlack(/Sanghæfter.*Aalborg tilbyder dette/s);
    await pressThere(offered, 'Suggest something else');
    expect(JSON.stringify((await discordForm()).components)).toContain(`${YEAR}-05-01`);
    await submitThere({ due: `${YEAR}-06-01`, what: 'Song books for the feast' });
    await inDiscord(/Suggested for C-1/);
    // It is Aalborg's turn now, in a new message, which says what was there before.
    const countered = await inSlack(
      /Song books for the feast.*1\. juni.*Før det: Sanghæfter til festen.*1\. maj/s,
    );
    await press(countered, 'Sig ja');
    await inSlack(/sagt ja til C-1: Song books/);
    await inDiscord(/Song books.*Accepted: it is a promise now.*June 1/s);
    await story.sandbox.waitFor(
      () => !cards(/C-1/).slack.some((text) => /bedes svare/.test(text)) || undefined,
      PATIENCE_MS,
      'every card in Aalborg up to date',
    );
  });

  it('is done, reopened with a reason, done and confirmed; its history says who and when', async () => {
    await slack('/commitment done C-1');
    const done = await inDiscord(/Song books.*Reported as done/s);
    await pressThere(done, 'Not done yet');
    await submitThere({ reason: 'Half of them are missing <!channel>' });
    await inDiscord(/C-1 is open again/);
    const reopened = await inSlack(/Song books.*nu er det en aftale.*Half of them are missing/s);
    const nobodySays = (match: RegExp) =>
      story.sandbox.waitFor(
        () => !cards(/C-1/).discord.some((text) => match.test(text)) || undefined,
        PATIENCE_MS,
        `no ${match} any more`,
      );
    await nobodySays(/Reported as done/);
    await press(reopened, 'Klaret');
    const again = await inDiscord(/Song books.*Reported as done/s);
    await pressThere(again, 'Confirm');
    await inDiscord(/C-1 confirmed/);
    const kept = await inSlack(/Song books.*Holdt, og bekræftet/s);
    await press(kept, 'Historik');
    const history = readSlack(await inSlack(/Historik for C-1/));
    for (const said of [
      'foreslået',
      'foreslået noget andet',
      'sagt ja',
      'meldt klaret',
      'ikke klaret',
      'bekræftet',
    ])
      expect(history).toContain(said);
    expect(history).toMatch(/Frist: .*1\. maj.* → .*1\. juni/);
    expect(history).toMatch(/Solvang/);
  });

  it('is taken back within ten minutes by who did it, and not after that', async () => {
    const { sandbox } = story;
    await discord('commitment add', { what: 'Bring a cake', due: `${YEAR}-07-01` });
    const offered = await inSlack(/Bring a cake.*Solvang tilbyder/s);
    await press(offered, 'Sig nej');
    await slackForm();
    await sandbox.slack.submitView('mette.holm', {});
    const mine = await inSlack(/sagt nej til C-2/);
    await inDiscord(/Bring a cake.*Declined/s);
    await press(mine, 'Fortryd (i 10 minutter)');
    await inSlack(/Fortrudt: C-2/);
    await inDiscord(/Bring a cake.*offers this/s);
    await press(mine, 'Fortryd (i 10 minutter)');
    await inSlack(/C-2 er ændret siden/);
    await slack('/commitment accept C-2');
    const accepted = await inSlack(/sagt ja til C-2/);
    await sandbox.clock.advance(11 * MINUTE);
    await press(accepted, 'Fortryd (i 10 minutter)');
    await inSlack(/kan fortrydes i 10 minutter, og de er gået/);
    await inDiscord(/Bring a cake.*Accepted/s);
  });

  it('may be asked for, and says who was quicker when two press at once', async () => {
    await slack('/commitment add "Et kort til byen" from:Solvang');
    await inSlack(/Solvang bedes om det/);
    const asked = await inDiscord(/Et kort til byen.*Aalborg would like this/s);
    await slack('/commitment accept C-3');
    await inSlack(/jeres egen side, der har foreslået/);
    await slack('/commitment withdraw C-3');
    await inSlack(/Trukket tilbage for C-3/);
    await pressThere(asked, 'Accept').catch(() => undefined);
    await discord('commitment accept', { commitment: 'C-3' });
    await inDiscord(/C-3 was withdrawn.*Mette Holm/s);
  });

  it('comes from many lines at once; what is not certain waits as a form', async () => {
    const { sandbox } = story;
    await slack('/commitment paste');
    await slackForm();
    const lines = [
      `- [ ] Bestille bus, senest 1. maj ${YEAR}`,
      '2. Flag til torvet (Ukendt, senest 35. maj)',
    ];
    await sandbox.slack.submitView('mette.holm', { 'field:lines': lines.join('\n') });
    const card = await inSlack(/1 aftale tilbudt/);
    expect(readSlack(card)).toMatch(/Bestille bus \(C-4\)/);
    await inDiscord(/Bestille bus.*offers this/s);
    await press(card, 'Gør 2 færdig');
    const { view } = await slackForm();
    expect(JSON.stringify(view.blocks)).toMatch(/Flag til torvet/);
    await sandbox.slack.closeView('mette.holm');
    await slack('/commitment paste');
    await slackForm();
    await sandbox.slack.submitView('mette.holm', {
      'field:lines': Array.from({ length: 500 }, (_, index) => `x ${index}`).join('\n'),
    });
    const { errors } = await slackForm();
    expect(JSON.stringify(errors)).toMatch(/500 linjer.*20 ad gangen/);
    await sandbox.slack.closeView('mette.holm');
  });

  it('comes from a message, on both platforms', async () => {
    const { sandbox } = story;
    await sandbox.slack.say(
      'mette.holm',
      AALBORG_CHANNEL,
      `Vi laver *kaffe* &amp; kage ${'nam '.repeat(200)}`,
    );
    const said = await inSlack(/kaffe/);
    await sandbox.slack.messageShortcut(
      'mette.holm',
      { channel: AALBORG_CHANNEL, ts: said.id },
      'commitment/add',
    );
    expect(JSON.stringify((await slackForm()).view.blocks)).toMatch(/Vi laver .*…"/);
    await sandbox.slack.submitView('mette.holm', {});
    await inDiscord(/kaffe.*offers this/s);

    sandbox.discord.say('linda.petersen', SOLVANG_CHANNEL, 'We will paint the bench @everyone');
    const there = await inDiscord(/paint the bench/);
    await sandbox.discord.messageCommand('linda.petersen', there, 'Make this a promise');
    expect(JSON.stringify((await discordForm()).components)).toContain('We will paint the bench @everyone');
    await sandbox.discord.submitModal('linda.petersen', {});
    await inSlack(/paint the bench.*Solvang tilbyder/s);
  });

  it('must be done before a meeting, and goes with it', async () => {
    const { sandbox } = story;
    await slack(
      `/meeting poll Bestyrelse slots:"${YEAR}-03-10 18:00" length:60m deadline:"${YEAR}-03-01 12:00"`,
    );
    await inDiscord(/When can you come\? Bestyrelse/);
    await slack('/commitment add Regnskab due:"inden M-1"');
    await inDiscord(/Regnskab.*before M-1/s);
    await pressThere(await inDiscord(/When can you come\? Bestyrelse/), 'Yes');
    await inSlack(/Bestyrelse.*Ja \(1\)/s);
    await slack('/meeting confirm M-1');
    await inSlack(/Det er på plads: Bestyrelse/);
    await inDiscord(/Regnskab.*before M-1 \(.*March 9/s);
    await slack(`/meeting move M-1 when:"${YEAR}-03-20 18:00"`);
    await inDiscord(/Regnskab.*before M-1 \(.*March 19/s);
    const number = /Regnskab \((C-\d+)\)/.exec(readSlack(await inSlack(/Regnskab \(C-/)))?.[1] ?? '';
    await discord('commitment accept', { commitment: number });
    await slack('/meeting cancel M-1');
    await inDiscord(/Regnskab.*no date/s);
    const dm = sandbox.slack.dm('mette.holm');
    await sandbox.waitFor(
      () => slackMessages(sandbox, dm).find((one) => /Ingen frist mere: Regnskab/.test(readSlack(one))),
      PATIENCE_MS,
      'word to who carries it',
    );
  });

  it('left nothing unsaid: no refusal by a platform, no failure in the log', () => {
    expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
