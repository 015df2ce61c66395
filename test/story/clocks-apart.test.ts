import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../../src/core/time/local-date.ts';
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

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PATIENCE_MS = 30_000;
const ANTIBES_CHANNEL = 'jumelage';
/** Next year's spring: California changes its clocks on the second Sunday of March, Europe on the last. */
const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 1, 1, 12);
/** The n-th such day of a month of that year; the third Thursday of March lies between the two changes. */
function nth(month: string, weekday: number, count: number): string {
  const first = `${YEAR}-${month}-01`;
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7);
}
const third = (month: string) => nth(month, 4, 3);
const POLLED_ON = addDays(third('03'), -1);
const MOVED_ON = addDays(third('02'), 1);
const postgres = await realPostgresUrl();

const read = (message: DiscordMessage): string => textOfDiscord(message).replace(/\\(.)/g, '$1');
/** Everything that is narrow or does not break is a space to the reader. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('three towns over the weeks in which their clocks change apart', { timeout: 240_000 }, () => {
  let story: Story;
  let drop = async (): Promise<unknown> => undefined;
  const at = { slack: AALBORG_CHANNEL, solvang: SOLVANG_CHANNEL, antibes: ANTIBES_CHANNEL };

  /** Public texts of the three spaces that match. */
  const publicTexts = (aalborg: RegExp, solvang: RegExp, antibes: RegExp) => ({
    aalborg: story
      .slackTexts(at.slack)
      .map(plain)
      .filter((text) => aalborg.test(text)),
    solvang: discordTexts(at.solvang).filter((text) => solvang.test(text)),
    antibes: discordTexts(at.antibes).filter((text) => antibes.test(text)),
  });
  const discordTexts = (channel: string) =>
    discordMessages(story.sandbox, channel)
      .filter(({ visibleTo }) => visibleTo === null)
      .map((message) => plain(read(message)));
  /** Waits until each of the three spaces has such a message; the newest of each. */
  async function everywhere(aalborg: RegExp, solvang: RegExp, antibes: RegExp) {
    const found = await story.sandbox.waitFor(
      () => {
        const texts = publicTexts(aalborg, solvang, antibes);
        return Object.values(texts).every(({ length }) => length > 0) && texts;
      },
      PATIENCE_MS,
      `${aalborg} in three spaces`,
    );
    return {
      aalborg: found.aalborg.at(-1) ?? '',
      solvang: found.solvang.at(-1) ?? '',
      antibes: found.antibes.at(-1) ?? '',
    };
  }
  async function slack(line: string): Promise<SlackMessage> {
    const { sandbox } = story;
    const before = new Set(slackMessages(sandbox, at.slack).map(({ id }) => id));
    await sandbox.slack.command('mette.holm', at.slack, line);
    return await sandbox.waitFor(
      () =>
        slackMessages(sandbox, at.slack).find(({ id, visibleTo }) => !before.has(id) && visibleTo !== null),
      PATIENCE_MS,
      `an answer to ${line}`,
    );
  }
  const mette = async (line: string) => plain(textOfSlack(await slack(line)));
  async function discord(person: string, channel: string, path: string, options: OptionValues = {}) {
    const acted = await story.sandbox.discord.command(person, channel, path, options);
    return plain(read(await story.sandbox.discord.finalAnswer(acted)));
  }
  const partnerCode = async () =>
    /join ([0-9A-Z-]{10,})/.exec(await mette('/twin invite for:partner'))?.[1] ?? '';
  const to = (instant: number) => story.sandbox.clock.advance(instant - story.sandbox.clock.nowMs);

  beforeAll(async () => {
    let store = {};
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_clocks_${process.pid}`);
      drop = () => real.drop();
      store = { databaseUrl: real.url };
    }
    story = await startStory(store, undefined, NOW - Date.now());
    const { sandbox } = story;
    const antibes = '1201000000000000009';
    sandbox.addSpace({
      id: antibes,
      platform: 'discord',
      name: 'Comité de jumelage',
      town: 'Antibes',
      country: 'FR',
      locale: 'fr',
    });
    sandbox.addPerson({
      id: '1202000000000000091',
      spaceId: antibes,
      name: 'Claire Martin',
      username: 'claire.martin',
      locale: 'fr',
      timeZone: 'Europe/Paris',
      role: 'Mairie',
    });
    sandbox.addChannel({
      id: '1203000000000000091',
      spaceId: antibes,
      name: ANTIBES_CHANNEL,
      topic: 'Aalborg et Solvang',
    });
    await sandbox.slack.command('mette.holm', at.slack, '/twin start Aalborg');
    await sandbox.waitFor(() => story.slackTexts(at.slack).find((text) => /er klar/.test(text)), PATIENCE_MS);
    await discord('linda.petersen', at.solvang, 'twin join', { code: await partnerCode(), town: 'Solvang' });
    await discord('claire.martin', at.antibes, 'twin join', { code: await partnerCode(), town: 'Antibes' });
  }, 240_000);
  afterAll(async () => {
    await story?.stop();
    await drop();
  });

  it('polls, and confirms by itself when all three have answered: each on their own clock of that week', async () => {
    const { sandbox } = story;
    await mette(`/meeting poll Ungdomslege slots:"${POLLED_ON} 18:00; ${POLLED_ON} 20:00"`);
    await everywhere(/Hvornår kan du\?/, /When can you come\?/, /Quand/);
    const inSlack = slackMessages(sandbox, at.slack).findLast((one) => /Hvornår/.test(textOfSlack(one)));
    const polls = [
      ['linda.petersen', at.solvang, 'Yes', 'No'],
      ['claire.martin', at.antibes, 'Oui', 'Non'],
    ] as const;
    for (const [person, channel, yes, no] of polls) {
      const poll = discordMessages(sandbox, channel).findLast((one) => /Ungdomslege/.test(read(one)));
      if (poll === undefined) throw new Error(`no poll in ${channel}`);
      await pressDiscord(sandbox, person, poll, yes, 0);
      await pressDiscord(sandbox, person, poll, no, 1);
    }
    if (inSlack === undefined) throw new Error('no poll on Slack');
    await pressSlack(sandbox, 'mette.holm', at.slack, inSlack, 'Ja', 0);
    await pressSlack(sandbox, 'mette.holm', at.slack, inSlack, 'Nej', 1);
    const settled = await everywhere(/Det er på plads/, /It is settled/, /C’est décidé/);
    // Eight hours apart in these weeks, and it says so.
    expect(settled.aalborg).toMatch(/18[.:]00/);
    expect(settled.solvang).toMatch(
      /10:00[\s\S]*between Solvang and Aalborg and Antibes is 8 hours; usually it is 9 hours/,
    );
    expect(settled.antibes).toMatch(
      /18:00[\s\S]*entre Antibes et Solvang est de 8 heures, contre 9 heures d’habitude/,
    );
  });

  it('begins a series in words, with one announcement and the dates on every clock', async () => {
    const echoed = await mette(
      `/meeting series Bestyrelse every:"tredje torsdag" from:"${YEAR}-02-02 19:00"`,
    );
    expect(echoed).toMatch(/den tredje torsdag i hver måned/);
    expect(echoed).toMatch(/M-2 torsdag[^\n]*19[.:]00[^\n]*Aalborg/);
    expect(echoed).toMatch(/forskellen mellem Aalborg og Solvang 8 timer; ellers er den 9 timer/);
    const told = await everywhere(/En mødeserie begynder/, /A series begins/, /Une série commence/);
    expect(told.solvang).toMatch(/on the third Thursday of every month/);
    expect(told.solvang).toMatch(
      /M-2 Thursday[^\n]*10:00[\s\S]*M-3 Thursday[^\n]*11:00[\s\S]*M-4 Thursday[^\n]*10:00/,
    );
    expect(told.antibes).toMatch(/le troisième jeudi de chaque mois/);
    const texts = publicTexts(/Bestyrelse/, /Bestyrelse/, /Bestyrelse/);
    expect(Object.values(texts).map(({ length }) => length)).toEqual([1, 1, 1]);
    const listed = await mette('/meeting list');
    expect(listed.match(/Bestyrelse/g)).toHaveLength(1);
    expect(listed).toMatch(/M-2 Bestyrelse[^•]*den tredje torsdag i hver måned/);
  });

  it('asks back where words mean two things, or nothing', async () => {
    const asked = await discord('linda.petersen', at.solvang, 'meeting series', {
      topic: 'Choir',
      every: 'every second Thursday',
      from: `${YEAR}-02-04 10:00`,
    });
    expect(asked).toMatch(/every 2 weeks on Thursday or on the second Thursday of every month/);
    const invalid = await mette(
      `/meeting series Kor every:FREQ=MONTHLY;BYMONTHDAY=32 from:"${YEAR}-02-04 10:00"`,
    );
    expect(invalid).toMatch(/BYMONTHDAY=32[\s\S]*FREQ=MONTHLY;BYDAY=2TH/);
  });

  it('moves one and calls one off: everybody is told, with the time it was', async () => {
    const moved = await mette(`/meeting move M-2 when:"${MOVED_ON} 20:00"`);
    expect(moved).toMatch(/Bestyrelse er flyttet til fredag[^\n]*20[.:]00/);
    const told = await everywhere(/Flyttet: Bestyrelse/, /Moved: Bestyrelse/, /Déplacé : Bestyrelse/);
    expect(told.solvang).toMatch(/It was to be Thursday[^\n]*10:00[\s\S]*New time: Friday[^\n]*11:00/);
    expect(told.antibes).toMatch(/jeudi[^\n]*19:00[\s\S]*vendredi[^\n]*20:00/);
    expect(await mette('/meeting cancel M-4 reason:Påske')).toMatch(/aflyst[\s\S]*Afslut hele serien/);
    await everywhere(/Aflyst: Bestyrelse/, /Cancelled: Bestyrelse/, /Annulé : Bestyrelse/);
    expect(await mette('/meeting move M-4 when:"om 2 uger kl. 19"')).toMatch(/er aflyst/);
  });

  it('tells a month before that the clocks will differ', async () => {
    await to(Date.parse(`${addDays(nth('03', 7, 2), -25)}T00:00Z`));
    const told = await everywhere(
      /Urene stilles på forskellige dage/,
      /The clocks change on different days/,
      /Le changement d’heure n’a pas lieu le même jour/,
    );
    expect(told.solvang).toMatch(/between Solvang and Aalborg and Antibes is 8 hours/);
    expect(told.solvang).toMatch(/M-1 Ungdomslege[^\n]*10:00/);
    expect(told.aalborg).toMatch(/M-3 Bestyrelse[^\n]*19[.:]00/);
  });

  it('rings for the time it moved to, once, and never for the one it left or what was called off', async () => {
    await to(Date.parse(`${MOVED_ON}T20:00Z`));
    const hour = (reference: string) =>
      [
        new RegExp(`Om en time: .*\\(${reference}\\)`),
        new RegExp(`In one hour: .*\\(${reference}\\)`),
        new RegExp(`Dans une heure : .*\\(${reference}\\)`),
      ] as const;
    const rung = await everywhere(...hour('M-2'));
    expect(rung.solvang).toMatch(/Friday[^\n]*11:00/);
    expect(Object.values(publicTexts(...hour('M-2'))).map(({ length }) => length)).toEqual([1, 1, 1]);
    const message = slackMessages(story.sandbox, at.slack).findLast((one) =>
      /Om en time/.test(textOfSlack(one)),
    );
    expect(
      Math.abs(Number(message?.id.split('.')[0]) * 1000 - Date.parse(`${MOVED_ON}T18:00Z`)),
    ).toBeLessThan(60_000);
    await to(Date.parse(`${addDays(third('03'), 1)}T00:00Z`));
    const polled = await everywhere(...hour('M-1'));
    expect(polled.solvang).toMatch(/10:00[\s\S]*is 8 hours/);
    const march = await everywhere(...hour('M-3'));
    expect(march.aalborg).toMatch(/torsdag[^\n]*19[.:]00/);
    expect(march.solvang).toMatch(/Thursday[^\n]*11:00/);
    await to(Date.parse(`${addDays(third('04'), 1)}T00:00Z`));
    expect(Object.values(publicTexts(...hour('M-4'))).flat()).toEqual([]);
  });

  it('ends as a whole with one button and one announcement', async () => {
    const { sandbox } = story;
    const answer = await slack('/meeting cancel M-5');
    await pressSlack(sandbox, 'mette.holm', at.slack, answer, 'Afslut hele serien');
    await everywhere(/Afsluttet: Bestyrelse/, /Ended: Bestyrelse/, /Terminé : Bestyrelse/);
    await to(story.sandbox.clock.nowMs + 60 * DAY);
    const later = publicTexts(/Om en time/, /In one hour/, /Dans une heure/);
    expect(Object.values(later).map(({ length }) => length)).toEqual([3, 3, 3]);
    expect(sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
