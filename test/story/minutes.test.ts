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
/** Monday noon or so; the meeting is on the next day. */
const NOW = Date.UTC(YEAR, 1, 8, 12);
const HOUR = 3_600_000;
const PATIENCE_MS = 30_000;
const postgres = await realPostgresUrl();

const readDiscord = (message: DiscordMessage): string => textOfDiscord(message).replace(/\\(.)/g, '$1');

describe('agenda, minutes and attendance, on both platforms', { timeout: 120_000 }, () => {
  let story: Story;
  let drop = async (): Promise<void> => undefined;

  const inSlack = (match: RegExp, channel = AALBORG_CHANNEL): Promise<SlackMessage> =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, channel).findLast((message) => match.test(textOfSlack(message))),
      PATIENCE_MS,
      `${match} on Slack`,
    );
  const inDiscord = (match: RegExp): Promise<DiscordMessage> =>
    story.sandbox.waitFor(
      () =>
        discordMessages(story.sandbox, SOLVANG_CHANNEL).findLast((message) =>
          match.test(readDiscord(message)),
        ),
      PATIENCE_MS,
      `${match} on Discord`,
    );
  const slack = (line: string, person = 'mette.holm') =>
    story.sandbox.slack.command(person, AALBORG_CHANNEL, line);
  const slackForm = () =>
    story.sandbox.waitFor(() => story.sandbox.slack.view('mette.holm'), PATIENCE_MS, 'a form on Slack');
  const discord = async (path: string, options = {}) =>
    await story.sandbox.discord.finalAnswer(
      await story.sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, path, options),
    );
  const discordForm = () =>
    story.sandbox.waitFor(
      () => story.sandbox.discord.modal('linda.petersen'),
      PATIENCE_MS,
      'a form on Discord',
    );
  const fieldOf = (components: unknown, option: string) =>
    new RegExp(`"custom_id":"(${option}\\|[^"]*)"`).exec(JSON.stringify(components))?.[1] ?? '';

  beforeAll(async () => {
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_minutes_${process.pid}`);
      drop = () => real.drop();
      story = await startStory({ databaseUrl: real.url }, undefined, NOW - Date.now());
    } else {
      story = await startStory({}, undefined, NOW - Date.now());
    }
    await slack('/twin start Aalborg');
    await inSlack(/er klar/);
    await slack('/twin invite for:partner');
    const invited = textOfSlack(await inSlack(/twin join/));
    const code = /join ([0-9A-Z-]{10,})/.exec(invited)?.[1] ?? '';
    await discord('twin join', { code, town: 'Solvang' });
    await inSlack(/er med/);
    await slack('/profile represents municipality');
    await inSlack(/[Kk]ommune/);
    await slack(`/meeting poll Games slots:"${YEAR}-02-09 18:00" length:60m deadline:"${YEAR}-02-09 12:00"`);
    await pressDiscord(story.sandbox, 'linda.petersen', await inDiscord(/When can you come\? Games/), 'Yes');
    await inSlack(/Ja \(1\)/);
    await slack('/meeting confirm M-1');
    await inSlack(/Det er på plads: Games/);
  }, 120_000);
  afterAll(async () => {
    await story?.stop();
    await drop();
  });

  it('takes items from both sides, and shows them an hour before', async () => {
    const { sandbox } = story;
    await slack('/meeting agenda M-1 item:"*Budget* <!channel>"');
    await inSlack(/punkt 1.*1\. .*Budget/s);
    const added = await discord('meeting agenda', { meeting: 'M-1', item: '# Music @everyone' });
    expect(readDiscord(added)).toMatch(/as number 2.*Budget.*2\. # Music @everyone \(.*Solvang\)/s);
    const spare = await discord('meeting agenda', { meeting: 'M-1', item: 'Spare' });
    await pressDiscord(sandbox, 'linda.petersen', spare, 'Remove 3');
    expect(readDiscord(await inDiscord(/Taken off the agenda/))).not.toContain('Spare');
    expect(readDiscord(await discord('meeting show', { meeting: 'M-1' }))).toMatch(/Agenda.*1\..*2\./s);
    await slack('/meeting minutes M-1 text:"too early"');
    await inSlack(/ikke begyndt/);
    await sandbox.clock.advance(28.5 * HOUR);
    await inDiscord(/In one hour: Games.*1\. .*Budget.*2\. # Music/s);
    await inSlack(/Om en time: Games.*Music/s);
  });

  it('asks the organiser the morning after, once, for minutes and who was there', async () => {
    const { sandbox } = story;
    await sandbox.clock.advance(20 * HOUR);
    const dm = sandbox.slack.dm('mette.holm');
    const asked = await inSlack(/Der mangler referat: Games/, dm);
    await sandbox.clock.advance(30 * HOUR);
    const all = slackMessages(sandbox, dm).filter((message) => /mangler referat/.test(textOfSlack(message)));
    expect(all).toHaveLength(1);
    await pressSlack(sandbox, 'mette.holm', dm, asked, 'Skriv referat');
    const { view } = await slackForm();
    expect(JSON.stringify(view.blocks)).toMatch(/"initial_value":"M-1"/);
    await sandbox.slack.closeView('mette.holm');
  });

  it('posts the minutes everywhere, offers what is certain, and says what is not', async () => {
    const { sandbox } = story;
    await slack('/meeting minutes M-1');
    await slackForm();
    const lines = [
      '# Referat <!channel> @everyone *fed* `x`',
      `- [ ] Bestille bus @mette inden 1. april ${YEAR}`,
      '- [ ] Ask the mayor (Linda)',
      '- [ ] Bage kage (Karen)',
      ...Array.from({ length: 45 }, (_, n) => `Linje ${n}: der blev talt længe & godt om venskab.`),
    ];
    await sandbox.slack.submitView('mette.holm', { 'field:text': lines.join('\n') });
    const told = textOfSlack(await inSlack(/Opgaver: Games/));
    expect(told).toMatch(/1\. Bestille bus \(C-1\): .*1\. april/s);
    expect(told).toMatch(/2\. Ask the mayor: .*hører til Solvang/s);
    expect(told).toMatch(/3\. Bage kage \(Karen\): ikke lovet endnu/s);
    await inDiscord(/Bestille bus \(C-1\)/);
    const posted = await inDiscord(/Minutes: Games.*# Referat.*Only the beginning.*Promised here: C-1/s);
    expect(readDiscord(posted)).not.toContain('Linje 44');
    await pressDiscord(sandbox, 'linda.petersen', posted, 'Read it all');
    let page = await inDiscord(/Page 1 of \d/);
    for (let turned = 0; turned < 5 && !readDiscord(page).includes('Linje 44'); turned++) {
      await pressDiscord(sandbox, 'linda.petersen', page, 'Next');
      page = await inDiscord(new RegExp(`Page ${turned + 2} of`));
    }
    expect(readDiscord(page)).toContain('Linje 44');
    expect(page.visibleTo).not.toBeNull();
  });

  it('lets the other town promise for its own people, and offers nothing twice', async () => {
    const { sandbox } = story;
    await pressDiscord(sandbox, 'linda.petersen', await inDiscord(/Minutes: Games.*Promised here/s), 'Tasks');
    const tasks = await inDiscord(/Tasks: Games/);
    await pressDiscord(sandbox, 'linda.petersen', tasks, 'Complete 2');
    const form = await discordForm();
    expect(JSON.stringify(form.components)).toMatch(/"value":"Ask the mayor".*"value":"Linda"/);
    const offered = await sandbox.discord.finalAnswer(
      await sandbox.discord.submitModal('linda.petersen', {
        [fieldOf(form.components, 'due')]: `${YEAR}-03-12`,
      }),
    );
    expect(readDiscord(offered)).toMatch(/C-2 is offered.*Ask the mayor \(C-2\): .*March 12/s);
    await inSlack(/Ask the mayor \(C-2\)/);
    await slack('/meeting minutes M-1');
    const { view } = await slackForm();
    expect(JSON.stringify(view.blocks)).toContain('Bestille bus @mette');
    await sandbox.slack.submitView('mette.holm', {});
    await inSlack(/Opgaver: Games.*Ask the mayor \(C-2\)/s);
    await slack('/commitment list all');
    expect(textOfSlack(await inSlack(/C-2/))).not.toContain('C-3');
  });

  it('does not overwrite what somebody has not seen', async () => {
    const { sandbox } = story;
    const clash = await discord('meeting minutes', { meeting: 'M-1', text: 'My own' });
    expect(readDiscord(clash)).toMatch(/that you have not seen/);
    await pressDiscord(sandbox, 'linda.petersen', clash, 'Open my text again');
    const form = await discordForm();
    expect(JSON.stringify(form.components)).toContain('My own');
    await sandbox.discord.submitModal('linda.petersen', {});
    await inSlack(/Referat: Games.*My own/s);
  });

  it('counts who was there from a list, and shows it by town and group', async () => {
    const { sandbox } = story;
    const card = await discord('meeting attendance', { meeting: 'M-1' });
    expect(readDiscord(card)).toMatch(/Not counted yet.*Aalborg: Municipality 0 of 1.*Solvang: .* 1 of 1/s);
    const json = JSON.stringify(card.components);
    const [, aalborg = ''] = /"custom_id":"(meeting\/attend[^"]*part=0)"/.exec(json) ?? [];
    const [, mette = ''] = /"value":"(mbr_[a-z0-9]+)"/.exec(json) ?? [];
    await sandbox.discord.select('linda.petersen', card, aalborg, [mette]);
    const counted = await inDiscord(/Noted\. Change it.*Municipality 1 of 1/s);
    await sandbox.discord.select('linda.petersen', counted, aalborg, []);
    await inDiscord(/Noted\. Change it.*Municipality 0 of 1/s);
    await slack('/meeting attendance M-1');
    const own = await inSlack(/Fremmøde: Games/);
    const [, id = ''] =
      /"action_id":"(meeting\/attend[^"]*part=0[^"]*)"/.exec(JSON.stringify(own.blocks)) ?? [];
    await sandbox.slack.click('mette.holm', { channel: AALBORG_CHANNEL, ts: own.id }, id, {
      choose: [mette],
    });
    await inSlack(/Fremmøde: Games.*Noteret.*Kommunen 1 af 1/s);
    const click = (choose: string[]) =>
      sandbox.slack.click('mette.holm', { channel: AALBORG_CHANNEL, ts: own.id }, id, { choose });
    await click([]);
    await inSlack(/Fremmøde: Games.*Kommunen 0 af 1/s);
    await click([mette]);
    await inSlack(/Fremmøde: Games.*Kommunen 1 af 1/s);
    expect(readDiscord(await discord('meeting show', { meeting: 'M-1' }))).toMatch(
      /Who was there.*Aalborg: Municipality 1 of 1/s,
    );
    await inDiscord(/Minutes: Games.*Aalborg: Municipality 1 of 1/s);
  });
});
