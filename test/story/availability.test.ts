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

/** In January of next year, so that the holidays of that year are all to come. */
const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 0, 11, 12);
/** Waits end when what they wait for is there; this is for machines with much else to do. */
const PATIENCE_MS = 30_000;
// A server where there is one: what is told here has nothing to do with the store.
const postgres = await realPostgresUrl();

/** As people see it: without the backslashes that keep their words from being markup. */
const readDiscord = (message: DiscordMessage): string => textOfDiscord(message).replace(/\\(.)/g, '$1');

describe('hours, days away and holidays, on both platforms', { timeout: 120_000 }, () => {
  let story: Story;
  let drop = async (): Promise<void> => undefined;

  /** What a person is told privately after doing this. */
  async function slackSays(person: string, act: () => Promise<unknown>): Promise<SlackMessage> {
    const { sandbox } = story;
    const before = new Set(slackMessages(sandbox, AALBORG_CHANNEL).map(({ id }) => id));
    await act();
    const id = sandbox.world.data.people.find(({ username }) => username === person)?.id;
    return await sandbox.waitFor(
      () =>
        slackMessages(sandbox, AALBORG_CHANNEL).find(
          (message) => !before.has(message.id) && message.visibleTo === id,
        ),
      PATIENCE_MS,
      'a private answer on Slack',
    );
  }
  const slack = async (person: string, line: string) =>
    textOfSlack(await slackSays(person, () => story.sandbox.slack.command(person, AALBORG_CHANNEL, line)));
  const slackForm = async (person: string, line: string) => {
    await story.sandbox.slack.command(person, AALBORG_CHANNEL, line);
    return await story.sandbox.waitFor(
      () => story.sandbox.slack.view(person),
      PATIENCE_MS,
      'a form on Slack',
    );
  };
  async function discord(person: string, path: string, options: OptionValues = {}): Promise<DiscordMessage> {
    const acted = await story.sandbox.discord.command(person, SOLVANG_CHANNEL, path, options);
    return await story.sandbox.discord.finalAnswer(acted);
  }
  const discordForm = async (person: string, path: string) => {
    await story.sandbox.discord.command(person, SOLVANG_CHANNEL, path);
    return await story.sandbox.waitFor(
      () => story.sandbox.discord.modal(person),
      PATIENCE_MS,
      'a form on Discord',
    );
  };
  const personId = (name: string) =>
    story.sandbox.world.data.people.find(({ username }) => username === name)?.id ?? '';
  const public_ = async (match: RegExp) => ({
    inSlack: await story.sandbox.waitFor(
      () => story.slackTexts(AALBORG_CHANNEL).findLast((text) => match.test(text)),
      PATIENCE_MS,
      `${match} on Slack`,
    ),
    inDiscord: await story.sandbox.waitFor(
      () => story.discordTexts(SOLVANG_CHANNEL).findLast((text) => match.test(text)),
      PATIENCE_MS,
      `${match} on Discord`,
    ),
  });

  beforeAll(async () => {
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_availability_${process.pid}`);
      drop = () => real.drop();
      story = await startStory({ databaseUrl: real.url }, undefined, NOW - Date.now());
    } else {
      story = await startStory({}, undefined, NOW - Date.now());
    }
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    await sandbox.waitFor(
      () => story.slackTexts(AALBORG_CHANNEL).find((text) => /er klar/.test(text)),
      PATIENCE_MS,
    );
    const invited = await slack('mette.holm', '/twin invite for:partner');
    const code = /join ([0-9A-Z-]{10,})/.exec(invited)?.[1] ?? '';
    await discord('linda.petersen', 'twin join', { code, town: 'Solvang' });
    await sandbox.waitFor(
      () => story.slackTexts(AALBORG_CHANNEL).find((text) => /er med/.test(text)),
      PATIENCE_MS,
    );
  }, 120_000);
  afterAll(async () => {
    await story?.stop();
    await drop();
  });

  it('Slack: the hours are ticked in a form that shows the usual ones, and are answered in words', async () => {
    const { view } = await slackForm('mette.holm', '/availability set');
    const usual = JSON.stringify(view.blocks);
    expect(usual).toContain('"type":"checkboxes"');
    expect(usual).toMatch(/Aftener.*"initial_options":\[[^\]]*Mandag[^\]]*Fredag/);
    expect(usual).not.toContain('initial_value');
    const said = await slackSays('mette.holm', () =>
      story.sandbox.slack.submitView('mette.holm', {
        'field:mornings': ['sat'],
        'field:afternoons': [],
        'field:evenings': ['tue', 'thu'],
      }),
    );
    expect(textOfSlack(said)).toContain('Noteret: tir 17:00-21:00, tor 17:00-21:00, lør 09:00-12:00');
    const again = JSON.stringify((await slackForm('mette.holm', '/availability set')).view.blocks);
    expect(again).toMatch(/Formiddage.*"initial_options":\[[^\]]*Lørdag/);
    await story.sandbox.slack.closeView('mette.holm');
  });

  it('Slack: hours past midnight are told, kept and shown; longer nights are a slip', async () => {
    const night = await slack('mette.holm', '/availability set tir 17-21, fre 22:00-02:00');
    expect(night).toMatch(/tir 17:00-21:00, fre 22:00-02:00.*over midnat.*dagen efter: fre 22:00-02:00/s);
    expect(await slack('mette.holm', '/availability show')).toMatch(/fre 22:00-02:00/);
    expect(await slack('mette.holm', '/availability set man 17:00-06:00')).toMatch(
      /17:00-06:00 slutter, før det begynder.*12 timer.*Eksempel: man-fre/s,
    );
    // What ticks cannot say stands in words; who only changes a tick keeps it.
    const { view } = await slackForm('mette.holm', '/availability set');
    expect(JSON.stringify(view.blocks)).toContain('"initial_value":"tir 17:00-21:00, fre 22:00-02:00"');
    const said = await slackSays('mette.holm', () =>
      story.sandbox.slack.submitView('mette.holm', { 'field:mornings': ['sun'] }),
    );
    expect(textOfSlack(said)).toContain('tir 17:00-21:00, fre 22:00-02:00, søn 09:00-12:00');
  });

  it('Discord: the same form, with nothing ticked asked back and nothing lost', async () => {
    const { sandbox } = story;
    const modal = await discordForm('linda.petersen', 'availability set');
    expect(JSON.stringify(modal.components)).toMatch(/"type":22.*Monday/);
    const idOf = (option: string, components: unknown = modal.components) =>
      new RegExp(`"custom_id":"(${option}\\|[^"]*)"`).exec(JSON.stringify(components))?.[1] ?? '';
    const refused = await sandbox.discord.finalAnswer(
      await sandbox.discord.submitModal('linda.petersen', {
        [idOf('mornings')]: [],
        [idOf('afternoons')]: [],
        [idOf('evenings')]: [],
      }),
    );
    expect(readDiscord(refused)).toMatch(/Nothing is ticked.*mon-fri 17:00-21:00/s);
    await pressDiscord(sandbox, 'linda.petersen', refused, 'Correct it');
    const corrected = await sandbox.waitFor(() => sandbox.discord.modal('linda.petersen'), PATIENCE_MS);
    expect(JSON.stringify(corrected.components)).not.toContain('"default":true');
    const said = await sandbox.discord.finalAnswer(
      await sandbox.discord.submitModal('linda.petersen', {
        [idOf('afternoons', corrected.components)]: ['mon', 'wed'],
      }),
    );
    expect(readDiscord(said)).toMatch(/Noted: mon 12:00-17:00, wed 12:00-17:00 \(America\/Los_Angeles\)/);
    expect(
      readDiscord(await discord('linda.petersen', 'availability set', { hours: 'weekdays 17-20' })),
    ).toContain('mon-fri 17:00-20:00');
  });

  it('Slack: days away are joined, shown to the committee, and taken back with a button', async () => {
    const { sandbox } = story;
    const away = await slack('mette.holm', `/availability away from:${YEAR}-07-12 until:${YEAR}-07-20`);
    expect(away).toMatch(/væk: .*12\. juli.*20\. juli/s);
    const joined = await slackSays('mette.holm', () =>
      sandbox.slack.command(
        'mette.holm',
        AALBORG_CHANNEL,
        `/availability away from:${YEAR}-07-21 until:${YEAR}-07-25`,
      ),
    );
    expect(textOfSlack(joined)).toMatch(/12\. juli \d{4} – \S+ den 25\. juli/);
    expect(await slack('jens', '/availability show @mette.holm')).toMatch(
      /Mette.*kan som regel: tir 17:00-21:00.*Væk:.*12\. juli \d{4} – .*25\. juli/s,
    );
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, joined, 'Jeg kan alligevel');
    await sandbox.waitFor(
      () =>
        slackMessages(sandbox, AALBORG_CHANNEL).find((message) =>
          /du kan alligevel: .*25\. juli.*ikke noteret nogen dage væk/s.test(textOfSlack(message)),
        ),
      PATIENCE_MS,
      'the message without days away',
    );
    expect(await slack('jens', '/availability show @mette.holm')).toMatch(/ikke noteret nogen dage væk/);
  });

  it('Slack: what is wrong with days away is said; half of it opens the form', async () => {
    expect(await slack('mette.holm', `/availability away from:${YEAR}-01-10 until:${YEAR}-01-20`)).toMatch(
      /er forbi.*for eksempel \d{4}-/s,
    );
    expect(await slack('mette.holm', `/availability away from:${YEAR}-07-20 until:${YEAR}-07-12`)).toMatch(
      /sidste dag \(.*12\. juli.*\) ligger før den første \(.*20\. juli/s,
    );
    const { view } = await slackForm('mette.holm', `/availability away from:${YEAR}-07-20`);
    expect(JSON.stringify(view.blocks)).toContain(`"initial_date":"${YEAR}-07-20"`);
    const said = await slackSays('mette.holm', () =>
      story.sandbox.slack.submitView('mette.holm', { 'field:until': `${YEAR}-07-21` }),
    );
    expect(textOfSlack(said)).toMatch(/20\. juli \d{4} – \S+ den 21\. juli/);
  });

  it('Discord: many days away are taken back from a list, and others see them', async () => {
    const { sandbox } = story;
    let shown: DiscordMessage | undefined;
    for (const month of ['02', '03', '04', '05', '06', '07', '08']) {
      const day = `${YEAR}-${month}-05`;
      shown = await discord('linda.petersen', 'availability away', { from: day, until: day });
    }
    if (shown === undefined) throw new Error('no answer');
    expect(readDiscord(shown)).toMatch(/Noted, away: \w+, August 5/);
    const select = /"custom_id":"(availability\/back[^"]*)"/.exec(JSON.stringify(shown.components))?.[1];
    await sandbox.discord.select('linda.petersen', shown, select ?? '', [`${YEAR}-03-05..${YEAR}-03-05`]);
    await sandbox.waitFor(
      () =>
        discordMessages(sandbox, SOLVANG_CHANNEL).find((message) =>
          /you can come after all: \w+, March 5/.test(readDiscord(message)),
        ),
      PATIENCE_MS,
      'the shorter list',
    );
    const seen = readDiscord(
      await discord('carlos_rivera', 'availability show', { member: personId('linda.petersen') }),
    );
    expect(seen).toMatch(/Linda.*can usually meet: mon-fri 17:00-20:00.*Away:.*February 5.*April 5/s);
    expect(seen).not.toContain('March 5');
  });

  it('names the holidays of each town beside the hours, in the language of who reads', async () => {
    await story.sandbox.slack.command(
      'mette.holm',
      AALBORG_CHANNEL,
      `/meeting poll Festival slots:"${YEAR}-07-04 17:00; ${YEAR}-12-25 17:00; ${YEAR}-09-08 17:00"`,
    );
    const { inSlack, inDiscord } = await public_(/Festival \(M-1\)/);
    expect(inSlack).toMatch(/4\. juli.*helligdag i Solvang: \S+/s);
    expect(inSlack).toMatch(/25\. december.*helligdag i Aalborg og Solvang: Juledag/s);
    expect(inDiscord).toMatch(/July 4.*public holiday in Solvang: Independence Day/s);
    expect(inDiscord).toMatch(/December 25.*public holiday in Aalborg and Solvang: Christmas Day/s);
    expect(/September 8(.*?)December 25/s.exec(inDiscord)?.[1]).not.toMatch(/holiday/);
  });

  it('lets office holders correct the region, where there are any', async () => {
    const chosen = await discord('linda.petersen', 'twin region', { region: 'texas' });
    expect(readDiscord(chosen)).toContain('Solvang keeps the public holidays of Texas');
    const unknown = await discord('linda.petersen', 'twin region', { region: 'Bavaria' });
    expect(readDiscord(unknown)).toMatch(/do not know the region “Bavaria”.*California \(CA\)/s);
    const forbidden = await discord('carlos_rivera', 'twin region', { region: 'CA' });
    expect(readDiscord(forbidden)).not.toContain('Noted');
    expect(await slack('mette.holm', '/twin region Jylland')).toMatch(/ingen landsdele i Danmark/);
  });

  it('left nothing unsaid: no refusal by a platform, no failure in the log', () => {
    expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});
