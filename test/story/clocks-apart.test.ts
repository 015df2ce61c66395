import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../../src/core/time/local-date.ts';
import type { OptionValues } from '../../src/sandbox/discord/discord-platform.ts';
import type { DiscordMessage, SlackMessage } from '../../src/sandbox/page-api.ts';
import {
  type CalendarAsRead,
  hasIcalendar,
  subscribeWithIcalendar,
} from '../adapters/calendar/icalendar-reader.ts';
import { SOLVANG as SOLVANG_SERVER } from '../adapters/discord/discord-fixture.ts';
import { expectEventBody } from '../discord-event-schema.ts';
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
const ANTIBES_SERVER = '1201000000000000009';
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
/** Linda's rehearsal, on California's clock: after that one has changed and before Europe's has. */
const SUNG_ON = addDays(third('03'), -2);
const postgres = await realPostgresUrl();

const read = (message: DiscordMessage): string => textOfDiscord(message).replace(/\\(.)/g, '$1');
const byStart = (a: string, b: string): number => (a.slice(-16) < b.slice(-16) ? -1 : 1);
const addressIn = (text: string): string =>
  /http:\/\/127\.0\.0\.1:\d+\/calendar\/\w+\.ics/.exec(text)?.[0] ?? '';
const PEOPLE = ['mette', 'linda', 'claire'] as const;
type Person = (typeof PEOPLE)[number];
const unread: CalendarAsRead = { method: '', name: '', zones: [], events: [] };
const nothing = () => ({ mette: unread, linda: unread, claire: unread });
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
  /** The reference of Linda's meeting. */
  let choirs = '';
  const before: Record<'board' | 'choir', Record<Person, CalendarAsRead>> = {
    board: nothing(),
    choir: nothing(),
  };
  const addresses: Record<Person, string> = { mette: '', linda: '', claire: '' };
  /** What each of the three calendars shows of the meetings with this title, by a reader that is not ours. */
  async function subscribed(title: string) {
    const read = async (person: Person) => {
      const calendar = await subscribeWithIcalendar(addresses[person]);
      return { ...calendar, events: calendar.events.filter(({ summary }) => summary.includes(title)) };
    };
    const [mettes, lindas, claires] = [await read('mette'), await read('linda'), await read('claire')];
    return { mette: mettes, linda: lindas, claire: claires };
  }
  /** The events of a server that are to come, by name and start. */
  const scheduled = (server: string) =>
    story.sandbox.discord
      .scheduledEvents(server)
      .map(({ event }) => ({ name: event.name, at: Date.parse(String(event.scheduled_start_time)) }))
      .filter(({ at }) => at > story.sandbox.clock.nowMs)
      .sort((a, b) => a.at - b.at)
      .map(({ name, at }) => `${name} ${new Date(at).toISOString().slice(0, 16)}`);
  /** Waits until both servers show just these. */
  const scheduledEverywhere = (...wanted: readonly string[]) =>
    story.sandbox.waitFor(
      () =>
        [SOLVANG_SERVER, ANTIBES_SERVER].every(
          (server) => scheduled(server).join() === [...wanted].sort(byStart).join(),
        ),
      PATIENCE_MS,
      `${wanted} among the events; there are ${scheduled(SOLVANG_SERVER)} and ${scheduled(ANTIBES_SERVER)}`,
    );
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
    sandbox.addSpace({
      id: ANTIBES_SERVER,
      platform: 'discord',
      name: 'Comité de jumelage',
      town: 'Antibes',
      country: 'FR',
      locale: 'fr',
    });
    sandbox.addPerson({
      id: '1202000000000000091',
      spaceId: ANTIBES_SERVER,
      name: 'Claire Martin',
      username: 'claire.martin',
      locale: 'fr',
      timeZone: 'Europe/Paris',
      role: 'Mairie',
    });
    sandbox.addChannel({
      id: '1203000000000000091',
      spaceId: ANTIBES_SERVER,
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

  it('has the polled meeting among the events of both Discord servers, each with its own clock first', async () => {
    await scheduledEverywhere(`Ungdomslege ${POLLED_ON}T17:00`);
    const said = (server: string) =>
      plain(String(story.sandbox.discord.scheduledEvents(server)[0]?.event.description));
    expect(said(SOLVANG_SERVER)).toMatch(/^[^\n]*10:00 in Solvang[^\n]*18:00 in Aalborg/);
    expect(said(ANTIBES_SERVER)).toMatch(/^[^\n]*18:00 à Antibes[^\n]*10:00 à Solvang/);
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

  it('has only the next two of the series among the events, and those only when they are near', async () => {
    // 2 February and a month: the one of March is too far away yet.
    await scheduledEverywhere(`Bestyrelse ${third('02')}T18:00`, `Ungdomslege ${POLLED_ON}T17:00`);
  });

  it('gives each of the three an address for their calendar', async () => {
    addresses.mette = addressIn(await mette('/meeting calendar'));
    addresses.linda = addressIn(await discord('linda.petersen', at.solvang, 'meeting calendar'));
    addresses.claire = addressIn(await discord('claire.martin', at.antibes, 'meeting calendar'));
    expect(new Set(Object.values(addresses)).size).toBe(3);
  });

  it('fixes a meeting that another town asks for, on its own clock', async () => {
    await discord('linda.petersen', at.solvang, 'meeting poll', {
      topic: 'Choir',
      slots: `${SUNG_ON} 10:00`,
    });
    const poll = await everywhere(/Hvornår kan du\? Choir/, /When can you come\? Choir/, /Quand[^\n]*Choir/);
    choirs = /M-\d+/.exec(poll.solvang)?.[0] ?? '';
    await discord('linda.petersen', at.solvang, 'meeting confirm', { meeting: choirs, slot: '1' });
    await everywhere(/Det er på plads: Choir/, /It is settled: Choir/, /C’est décidé : Choir/);
    await scheduledEverywhere(
      ...[`Bestyrelse ${third('02')}T18:00`, `Choir ${SUNG_ON}T17:00`, `Ungdomslege ${POLLED_ON}T17:00`],
    );
  });

  it.skipIf(!hasIcalendar)(
    'is subscribed by python-icalendar: one meeting, each calendar on the clock it was promised on',
    async () => {
      before.board = await subscribed('Bestyrelse');
      before.choir = await subscribed('Choir');
      for (const person of PEOPLE) {
        const { zones, events } = before.board[person];
        expect(zones).toEqual(['America/Los_Angeles', 'Europe/Copenhagen']);
        expect(events.slice(0, 3).map(({ startWall, startZone }) => `${startWall} ${startZone}`)).toEqual(
          ['02', '03', '04'].map((month) => `${third(month)}T19:00 Europe/Copenhagen`),
        );
        // By the description of the clocks that is in the file: the hour in the north moves when summer time begins.
        expect(events.slice(0, 3).map(({ startAt }) => startAt)).toEqual([
          Date.parse(`${third('02')}T18:00Z`),
          Date.parse(`${third('03')}T18:00Z`),
          Date.parse(`${third('04')}T17:00Z`),
        ]);
        expect(before.choir[person].events).toMatchObject([
          {
            startWall: `${SUNG_ON}T10:00`,
            startZone: 'America/Los_Angeles',
            startAt: Date.parse(`${SUNG_ON}T17:00Z`),
            status: 'CONFIRMED',
          },
        ]);
        expect(events.map(({ uid }) => uid)).toEqual(before.board.mette.events.map(({ uid }) => uid));
      }
    },
  );

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

  it('has the events of the servers follow the move, and a meeting moved and called off by another town', async () => {
    await discord('linda.petersen', at.solvang, 'meeting move', {
      meeting: choirs,
      when: `${addDays(SUNG_ON, 14)} 10:00`,
    });
    await everywhere(/Flyttet: Choir/, /Moved: Choir/, /Déplacé : Choir/);
    // Europe has changed by then: nine hours apart again, and in Solvang still ten o'clock.
    await scheduledEverywhere(
      `Bestyrelse ${MOVED_ON}T19:00`,
      `Ungdomslege ${POLLED_ON}T17:00`,
      `Choir ${addDays(SUNG_ON, 14)}T17:00`,
    );
  });

  it.skipIf(!hasIcalendar)(
    'python-icalendar sees the same meetings at their new times, and the one that is off: same UID, higher SEQUENCE',
    async () => {
      const [board, choir] = [await subscribed('Bestyrelse'), await subscribed('Choir')];
      for (const person of PEOPLE) {
        const [was, is] = [before.board[person].events, board[person].events];
        const change = (uid: string | undefined) => {
          const [old, now] = [was, is].map((events) => events.find((one) => one.uid === uid));
          return { now, raised: (now?.sequence ?? 0) - (old?.sequence ?? 0) };
        };
        const moved = change(was[0]?.uid);
        expect(moved.raised).toBeGreaterThan(0);
        expect(moved.now).toMatchObject({
          startWall: `${MOVED_ON}T20:00`,
          startZone: 'Europe/Copenhagen',
          startAt: Date.parse(`${MOVED_ON}T19:00Z`),
          status: 'CONFIRMED',
        });
        expect(moved.now?.stamp).toBeGreaterThanOrEqual(was[0]?.stamp ?? Number.POSITIVE_INFINITY);
        expect(change(was[1]?.uid)).toMatchObject({ raised: 0, now: { status: 'CONFIRMED' } });
        const off = change(was[2]?.uid);
        expect(off.raised).toBeGreaterThan(0);
        expect(off.now).toMatchObject({ startWall: `${third('04')}T19:00`, status: 'CANCELLED' });
        expect(is.map(({ uid }) => uid).sort()).toEqual(was.map(({ uid }) => uid).sort());
        const [old, now] = [before.choir[person].events[0], choir[person].events[0]];
        expect(now?.sequence).toBeGreaterThan(old?.sequence ?? Number.POSITIVE_INFINITY);
        expect(now).toMatchObject({
          uid: old?.uid,
          startWall: `${addDays(SUNG_ON, 14)}T10:00`,
          startZone: 'America/Los_Angeles',
          startAt: Date.parse(`${addDays(SUNG_ON, 14)}T17:00Z`),
        });
      }
    },
  );

  it('takes a meeting that is called off out of both servers, and says so in every calendar', async () => {
    await discord('linda.petersen', at.solvang, 'meeting cancel', { meeting: choirs, reason: 'Flu' });
    await everywhere(/Aflyst: Choir/, /Cancelled: Choir/, /Annulé : Choir/);
    await scheduledEverywhere(`Bestyrelse ${MOVED_ON}T19:00`, `Ungdomslege ${POLLED_ON}T17:00`);
    if (!hasIcalendar) return;
    const choir = await subscribed('Choir');
    const words = { mette: 'Aflyst: Choir', linda: 'Cancelled: Choir', claire: 'Annulé : Choir' };
    for (const person of PEOPLE) {
      const [event] = choir[person].events;
      expect(event).toMatchObject({ status: 'CANCELLED', uid: before.choir[person].events[0]?.uid });
      expect(plain(event?.summary ?? '')).toBe(words[person]);
      expect(event?.sequence).toBeGreaterThan((before.choir[person].events[0]?.sequence ?? 0) + 1);
    }
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

  it('adds the next one of the series to the events by itself, on the day when it has come near', async () => {
    const near = Date.parse(`${addDays(third('03'), -29)}T00:00Z`);
    await to(Math.max(near, story.sandbox.clock.nowMs));
    await scheduledEverywhere(
      ...[
        `Bestyrelse ${MOVED_ON}T19:00`,
        `Bestyrelse ${third('03')}T18:00`,
        `Ungdomslege ${POLLED_ON}T17:00`,
      ],
    );
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
    await scheduledEverywhere();
    for (const { request, body } of sandbox.sent) {
      if (request === 'POST /guilds/{}/scheduled-events') expectEventBody('create', body);
      if (request === 'PATCH /guilds/{}/scheduled-events/{}') expectEventBody('change', body);
    }
    expect(sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
