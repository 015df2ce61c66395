import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiscordMessage, JsonObject, SlackMessage } from '../../src/sandbox/page-api.ts';
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

const DAY = 86_400_000;
const WAIT_MS = 15_000;

describe('polls that end well, on both platforms', { timeout: 60_000 }, () => {
  let story: Story;
  let evenings: string[] = [];

  const onSlack = (match: RegExp) =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, AALBORG_CHANNEL).findLast((one) => match.test(textOfSlack(one))),
      WAIT_MS,
      `a Slack message ${match}`,
    );
  const onDiscord = (match: RegExp) =>
    story.sandbox.waitFor(
      () => discordMessages(story.sandbox, SOLVANG_CHANNEL).findLast((one) => match.test(textOfDiscord(one))),
      WAIT_MS,
      `a Discord message ${match}`,
    );
  /** The same message, once it says so. */
  const slackSays = (message: SlackMessage, match: RegExp) =>
    story.sandbox.waitFor(
      () =>
        slackMessages(story.sandbox, AALBORG_CHANNEL).find(
          (one) => one.id === message.id && match.test(textOfSlack(one)),
        ),
      WAIT_MS,
      `${match} in a Slack message`,
    );
  const discordSays = (message: DiscordMessage, match: RegExp) =>
    story.sandbox.waitFor(
      () =>
        discordMessages(story.sandbox, SOLVANG_CHANNEL).find(
          (one) => one.id === message.id && match.test(textOfDiscord(one)),
        ),
      WAIT_MS,
      `${match} in a Discord message`,
    );
  const slack = (person: string, line: string) => story.sandbox.slack.command(person, AALBORG_CHANNEL, line);
  const discord = async (person: string, path: string, options = {}) => {
    const acted = await story.sandbox.discord.command(person, SOLVANG_CHANNEL, path, options);
    return await story.sandbox.discord.finalAnswer(acted);
  };
  const press = (person: string, message: SlackMessage, label: string) =>
    pressSlack(story.sandbox, person, AALBORG_CHANNEL, message, label);
  /** What a person is shown privately for pressing a button, on Slack. */
  async function pressed(person: string, message: SlackMessage, label: string): Promise<SlackMessage> {
    const before = new Set(slackMessages(story.sandbox, AALBORG_CHANNEL).map(({ id }) => id));
    await press(person, message, label);
    return await story.sandbox.waitFor(
      () =>
        slackMessages(story.sandbox, AALBORG_CHANNEL).find(
          ({ id, visibleTo }) => visibleTo !== null && !before.has(id),
        ),
      WAIT_MS,
      `a private answer to ${label}`,
    );
  }
  function* parts(value: unknown): Generator<JsonObject> {
    if (Array.isArray(value)) for (const item of value) yield* parts(item);
    else if (typeof value === 'object' && value !== null) {
      yield value as JsonObject;
      for (const item of Object.values(value)) yield* parts(item);
    }
  }

  let drop: (() => Promise<unknown>) | undefined;

  beforeAll(async () => {
    // The quicker store, where it is there: the other stories are told on the embedded one.
    const postgres = await realPostgresUrl();
    const real =
      postgres === undefined
        ? undefined
        : await createRealDatabase(postgres, `twinbell_polls_${process.pid}`);
    drop = real?.drop;
    story = await startStory(real === undefined ? {} : { databaseUrl: real.url });
    const { sandbox } = story;
    evenings = [20, 21].map(
      (days) => `${new Date(sandbox.clock.nowMs + days * DAY).toISOString().slice(0, 10)} 19:00`,
    );
    await slack('mette.holm', '/twin start Aalborg');
    await onSlack(/Aalborg er klar/);
    await slack('mette.holm', '/twin invite for:partner');
    const code = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(await onSlack(/\/twin join/)))?.[1] ?? '';
    await discord('linda.petersen', 'twin join', { code, town: 'Solvang' });
    await onSlack(/Solvang er med/);
    for (const [person, group] of [
      ['mette.holm', 'municipality'],
      ['jens', 'citizens'],
    ] as const) {
      await slack(person, `/profile represents ${group}`);
    }
    await discord('linda.petersen', 'profile represents', { group: 'municipality' });
    await discord('carlos_rivera', 'profile represents', { group: 'citizens' });
  }, 120_000);
  afterAll(async () => {
    await story?.stop();
    await drop?.();
  });

  it('takes in members without chat, by name, on both platforms', async () => {
    await slack('mette.holm', '/committee add Ines Sørensen represents:citizens');
    await onSlack(/Ines Sørensen er medlem for Aalborg[\s\S]*har ikke chat/);
    const added = await discord('linda.petersen', 'committee add', {
      name: 'Bob Olsen',
      represents: 'citizens',
    });
    expect(textOfDiscord(added)).toMatch(/Bob Olsen is a member for Solvang[\s\S]*has no chat/);
    // Nobody is named: the form asks for whom.
    const { sandbox } = story;
    await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'committee add', {
      represents: 'citizens',
    });
    const asked = await sandbox.waitFor(() => sandbox.discord.modal('linda.petersen'), WAIT_MS, 'the form');
    expect(JSON.stringify(asked.components)).toContain('Or a name, if the person has no chat');
    sandbox.discord.closeModal('linda.petersen', asked.modalId);
  });

  it('lets office holders agree what it takes to decide, and tells both towns in one line', async () => {
    const { sandbox } = story;
    const settings = await discord('linda.petersen', 'twin settings');
    expect(textOfDiscord(settings)).toMatch(
      /Settings: .*[\s\S]*of every town: Municipality \(1\) and Citizens \(1\)/,
    );
    await pressDiscord(sandbox, 'linda.petersen', settings, 'Change the quorum');
    await sandbox.waitFor(() => sandbox.discord.modal('linda.petersen'), WAIT_MS, 'the form');
    const changed = await sandbox.discord.submitModal('linda.petersen', {
      'heads|3|': '4',
      'officers|4|': ['none'],
    });
    expect(textOfDiscord(await sandbox.discord.finalAnswer(changed))).toContain('at least 4 people');
    await onSlack(/Linda Petersen \(Solvang\) har ændret[\s\S]*mindst 4 personer/);
    await onDiscord(/Linda Petersen \\?\(Solvang\\?\) changed what it takes to decide/);

    await slack('mette.holm', '/twin settings');
    const card = await onSlack(/Indstillinger:/);
    await press('mette.holm', card, 'Skift videolink');
    await sandbox.waitFor(() => sandbox.slack.view('mette.holm'), WAIT_MS, 'the form');
    await sandbox.slack.submitView('mette.holm', { 'field:link': 'http://meet.example.org' });
    await sandbox.slack.submitView('mette.holm', { 'field:link': 'https://meet.example.org/venner' });
    await onDiscord(/changed the video link[\s\S]*https:\/\/meet\.example\.org\/venner/);
    await slack('jens', '/twin settings');
    await onSlack(/har en post i Aalborg/);
  });

  it('shows in one’s own copy what one said, to be taken back', async () => {
    await slack(
      'mette.holm',
      `/meeting poll Kagemøde slots:"${evenings.join('; ')}" required:"Linda Petersen"`,
    );
    const inSlack = await onSlack(/Hvornår kan du\? Kagemøde[\s\S]*Skal være med: Linda Petersen/);
    const inDiscord = await onDiscord(/When can you come\? Kagemøde[\s\S]*Must come: Linda Petersen/);
    const mine = await pressed('jens', inSlack, 'Mine svar …');
    await press('jens', mine, 'Ja');
    await slackSays(mine, /Du: Ja[\s\S]*Træk tilbage: Ja/);
    await discordSays(inDiscord, /Yes \(1\): Jens/);
    await press('jens', await slackSays(mine, /Træk tilbage/), 'Træk tilbage: Ja');
    await slackSays(mine, /Du: ikke svaret endnu/);
    await discordSays(inDiscord, /^((?!Jens Kjær\n|Yes \(1\))[\s\S])*No answer yet – [^\n]*Jens/);
  });

  it('writes down what a member without chat has said, and says who did', async () => {
    const { sandbox } = story;
    const inSlack = await onSlack(/Hvornår kan du\? Kagemøde[\s\S]*Mine svar …/);
    const mine = await pressed('mette.holm', inSlack, 'Mine svar …');
    await press('mette.holm', mine, 'Svar for en anden');
    const asked = await slackSays(mine, /Hvem fra Aalborg/);
    const select = [...parts(asked.blocks)].find(({ type }) => type === 'static_select');
    const options = Array.isArray(select?.options) ? select.options : [];
    const ines = options.find((option) => JSON.stringify(option).includes('Ines'));
    const value = typeof ines === 'object' && ines !== null && 'value' in ines ? ines.value : undefined;
    if (typeof value !== 'string') throw new Error('Ines cannot be chosen');
    const place = { channel: AALBORG_CHANNEL, ts: asked.id };
    await sandbox.slack.click('mette.holm', place, String(select?.action_id), { choose: value });
    const hers = await slackSays(mine, /Svar fra Ines Sørensen/);
    await press('mette.holm', hers, 'Alle passer mig');
    await slackSays(mine, /Ines Sørensen: Ja/);
    await discordSays(
      await onDiscord(/When can you come\? Kagemøde/),
      /Yes \(1\): Ines Sørensen[\s\S]*Ines Sørensen \\?\(recorded by Mette Holm\\?\)/,
    );
  });

  it('offers other times when these do not work, and points from the old poll to the new one', async () => {
    const { sandbox } = story;
    const old = await onDiscord(/When can you come\? Kagemøde/);
    await pressDiscord(sandbox, 'linda.petersen', old, 'None of these works');
    const stuck = await onSlack(/De tider går næppe: Kagemøde[\s\S]*passer Linda Petersen/);
    const found = await pressed('mette.holm', stuck, 'Find andre tider');
    expect(textOfSlack(found)).toMatch(/Fælles timer: Kagemøde/);
    await press('mette.holm', found, 'Læg afstemningen op');
    const next = /M-\d+/.exec(
      textOfDiscord(await onDiscord(/When can you come\? Kagemøde \\?\(M-2\\?\)/)),
    )?.[0];
    expect(next).toBe('M-2');
    await discordSays(old, /The new poll is M-2/);
    await slackSays(stuck, /Den nye afstemning er M-2/);
  });

  it('lets the organiser break a tie with one button', async () => {
    const { sandbox } = story;
    const inSlack = await onSlack(/Hvornår kan du\? Kagemøde \(M-2\)/);
    const inDiscord = await onDiscord(/When can you come\? Kagemøde \\?\(M-2\\?\)/);
    await press('mette.holm', inSlack, 'Alle passer mig');
    await press('jens', inSlack, 'Alle passer mig');
    await pressDiscord(sandbox, 'linda.petersen', inDiscord, 'All suit me');
    await pressDiscord(sandbox, 'carlos_rivera', inDiscord, 'All suit me');
    await discordSays(inDiscord, /Yes \(4\)/);
    const own = await pressed('mette.holm', inSlack, 'Mine svar …');
    await press('mette.holm', own, 'Luk afstemningen nu');
    const undecided = await onSlack(/disse tider er lige gode/);
    const label = /\n(1\. [^\n]*)/.exec(
      textOfSlack(undecided).split('lige gode')[1]?.split('•').at(-1) ?? '',
    )?.[1];
    if (label === undefined) throw new Error(`no button for the first time: ${textOfSlack(undecided)}`);
    await press('mette.holm', undecided, label);
    await onSlack(/Det er på plads: Kagemøde[\s\S]*https:\/\/meet\.example\.org\/venner/);
    await onDiscord(/It is settled: Kagemøde/);
  });

  it.each([
    ['one slot', (on: string[]) => `slots:"${on[0]}"`, /Afstemningen om|er nu i alle|ligger/],
    [
      '60 slots',
      (on: string[]) =>
        `slots:"${Array.from({ length: 60 }, (_, i) => `${on[0]?.slice(0, 10)} ${String(Math.floor(i / 4) + 8).padStart(2, '0')}:${String((i % 4) * 15).padStart(2, '0')}`).join('; ')}"`,
      /højst 20/,
    ],
    ['a slot in the past', () => 'slots:"2020-01-01 19:00"', /2020[\s\S]*eksempel 20/],
    [
      'an unknown required person',
      (on: string[]) => `slots:"${on[0]}" required:"Nobody Known"`,
      /»Nobody Known«[\s\S]*Mette Holm/,
    ],
  ])('answers a poll with %s in one sentence', async (_, rest, expected) => {
    const before = new Set(slackMessages(story.sandbox, AALBORG_CHANNEL).map(({ id }) => id));
    await slack('mette.holm', `/meeting poll Prøve ${rest(evenings)}`);
    const answer = await story.sandbox.waitFor(
      () =>
        slackMessages(story.sandbox, AALBORG_CHANNEL).find(
          ({ id, visibleTo }) => visibleTo !== null && !before.has(id),
        ),
      WAIT_MS,
      'a private answer',
    );
    expect(textOfSlack(answer)).toMatch(expected);
  });

  it('left nothing unsaid: no refusal by a platform, no failure in the log', () => {
    expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
