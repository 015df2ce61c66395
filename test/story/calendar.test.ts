import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject } from '../../src/sandbox/json.ts';
import type { Json, JsonObject } from '../../src/sandbox/page-api.ts';
import { hasIcalendar, subscribeWithIcalendar } from '../adapters/calendar/icalendar-reader.ts';
import { lintIcs } from '../adapters/calendar/lint-ics.ts';
import { insideOf, rawOf, readIcs, textOf } from '../adapters/calendar/read-ics.ts';
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

/** Every part of a message, in order. */
function partsOf(value: Json | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  return isObject(value) ? [value, ...Object.values(value).flatMap(partsOf)] : [];
}
const linksIn = (blocks: Json | undefined): string[] =>
  partsOf(blocks).flatMap(({ type, url }) =>
    (type === 'button' || type === 2) && typeof url === 'string' ? [url] : [],
  );
const fileIn = (blocks: Json | undefined): string =>
  linksIn(blocks).find((url) => url.includes('/calendar/meeting/')) ?? '';
const addressIn = (text: string): string =>
  /http:\/\/127\.0\.0\.1:\d+\/calendar\/\w+\.ics/.exec(text)?.[0] ?? '';

describe('a meeting in people’s calendars', () => {
  let story: Story;
  let mettes = '';
  let lindas = '';
  beforeAll(async () => {
    story = await startStory({});
  }, 180_000);
  afterAll(async () => await story?.stop());

  const slack = (match: (text: string) => boolean) =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, AALBORG_CHANNEL).findLast((message) => match(textOfSlack(message))),
      20_000,
      'a Slack message',
    );
  const discord = (match: (text: string) => boolean) =>
    story.sandbox.waitFor(
      () =>
        discordMessages(story.sandbox, SOLVANG_CHANNEL).findLast((message) => match(textOfDiscord(message))),
      20_000,
      'a Discord message',
    );
  const asLinda = async (name: string, options: Record<string, string> = {}) =>
    await story.sandbox.discord.finalAnswer(
      await story.sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, name, options),
    );
  async function calendarAt(address: string) {
    const response = await fetch(address);
    expect([address, response.status]).toEqual([address, 200]);
    const text = await response.text();
    expect(lintIcs(text)).toEqual([]);
    return { calendar: readIcs(text), events: insideOf(readIcs(text), 'VEVENT') };
  }

  it('begins with an address for each, told to nobody else', async () => {
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    await slack((text) => text.includes('Aalborg er klar'));
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin invite for:partner');
    const invited = await slack((text) => /\/twin join/.test(text));
    const code = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(invited))?.[1] ?? '';
    await asLinda('twin join', { code, town: 'Solvang' });

    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting calendar');
    const told = await slack((text) => text.includes('Din kalenderadresse'));
    expect(told.visibleTo).not.toBeNull();
    mettes = addressIn(textOfSlack(told));
    lindas = addressIn(textOfDiscord(await asLinda('meeting calendar')));
    expect(mettes).not.toBe(lindas);
    for (const address of [mettes, lindas]) expect((await calendarAt(address)).events).toEqual([]);
    for (const text of [...story.slackTexts(AALBORG_CHANNEL), ...story.discordTexts(SOLVANG_CHANNEL)])
      expect(addressIn(text)).toBe('');
  });

  it('is told only once: asked again, there is no copy, but a way to a new one', async () => {
    const again = textOfDiscord(await asLinda('meeting calendar'));
    expect(again).toContain('I cannot show it again');
    expect(again).toContain('A calendar last asked for it');
    expect(addressIn(again)).toBe('');
  });

  it('shows the confirmed meeting to each in their language, the same one for both', async () => {
    const { sandbox } = story;
    await sandbox.slack.command(
      'mette.holm',
      AALBORG_CHANNEL,
      '/meeting propose Youth Games 2027 length:90m',
    );
    const found = await slack((text) => text.includes('Fælles timer: Youth Games 2027'));
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, found, 'Læg afstemningen op');
    const poll = await discord((text) => text.includes('When can you come? Youth Games 2027'));
    await pressDiscord(sandbox, 'linda.petersen', poll, 'Yes');
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting confirm M-1');
    await slack((text) => text.includes('Det er på plads: Youth Games 2027'));
    const [danish, english] = [await calendarAt(mettes), await calendarAt(lindas)];
    const [hers, his] = [danish.events[0] ?? danish.calendar, english.events[0] ?? english.calendar];
    expect(rawOf(hers, 'UID')).toBe(rawOf(his, 'UID'));
    expect(rawOf(hers, 'DTSTART')).toBe(rawOf(his, 'DTSTART'));
    expect(textOf(hers, 'DESCRIPTION')).toMatch(/Aalborg.*Solvang[\s\S]*følger med/);
    expect(textOf(his, 'DESCRIPTION')).toMatch(/Solvang.*Aalborg[\s\S]*follows by itself/);
    expect(rawOf(hers, 'STATUS')).toBe('CONFIRMED');
  });

  it('offers copies under the announcement: Google, Outlook, and a file that says it is one', async () => {
    const inSlack = await slack((text) => text.includes('Det er på plads'));
    const inDiscord = await discord((text) => text.includes('It is settled'));
    for (const [message, words] of [
      [inSlack.blocks, 'er en kopi'],
      [inDiscord.components, 'is a copy'],
    ] as const) {
      const links = linksIn(message);
      expect(links.filter((url) => url.startsWith('https://calendar.google.com/'))).toHaveLength(1);
      expect(links.filter((url) => /^https:\/\/outlook\.(live|office)\.com\//.test(url))).toHaveLength(2);
      const { events, calendar } = await calendarAt(fileIn(message));
      expect(rawOf(calendar, 'METHOD')).toBe('PUBLISH');
      expect(textOf(events[0] ?? calendar, 'DESCRIPTION')).toContain(words);
    }
    await pressSlack(story.sandbox, 'mette.holm', AALBORG_CHANNEL, inSlack, 'Google (kopi)');
    expect(story.logged.filter(({ code }) => code === 'slack.payload-not-understood')).toEqual([]);
  });

  it('is called off in every calendar, and the file takes the copy out', async () => {
    const before = rawOf((await calendarAt(mettes)).events[0] ?? readIcs(''), 'SEQUENCE');
    await story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting cancel M-1 reason:Storm');
    const told = await discord((text) => text.includes('Cancelled: Youth Games 2027'));
    const { events, calendar } = await calendarAt(mettes);
    const off = events[0] ?? calendar;
    expect(rawOf(off, 'STATUS')).toBe('CANCELLED');
    expect(Number(rawOf(off, 'SEQUENCE'))).toBeGreaterThan(Number(before));
    expect(textOf(off, 'SUMMARY')).toBe('Aflyst: Youth Games 2027');
    expect(textOf(off, 'DESCRIPTION')).toContain('Storm');
    const file = await calendarAt(fileIn(told.components));
    expect(rawOf(file.calendar, 'METHOD')).toBe('CANCEL');
  });

  it.skipIf(!hasIcalendar)(
    'is read by python-icalendar as it is (needs Debian’s python3-icalendar)',
    async () => {
      const { events, name } = await subscribeWithIcalendar(lindas);
      expect(name).toBe('Meetings: Aalborg – Solvang');
      expect(events).toMatchObject([{ summary: 'Cancelled: Youth Games 2027', status: 'CANCELLED' }]);
    },
  );

  it('gets a new address by one press, another for the channel, and none when it is switched off', async () => {
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting calendar');
    const known = await slack((text) => text.includes('Jeg kan ikke vise den igen'));
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, known, 'Adresse til kanalen');
    const channel = await slack(
      (text) => text.includes('Kanalens kalenderadresse') && addressIn(text) !== '',
    );
    expect((await calendarAt(addressIn(textOfSlack(channel)))).events).toHaveLength(1);
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting calendar');
    const again = await slack((text) => text.includes('Jeg kan ikke vise den igen'));
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, again, 'Lav en ny adresse');
    const fresh = await slack(
      (text) => text.includes('fører ingen steder hen længere') && addressIn(text) !== '',
    );
    const address = addressIn(textOfSlack(fresh));
    expect((await fetch(mettes)).status).toBe(404);
    expect((await calendarAt(address)).events).toHaveLength(1);
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, fresh, 'Slå adressen fra');
    await slack((text) => text.includes('/meeting calendar laver en ny'));
    expect((await fetch(address)).status).toBe(404);
  });

  it('left nothing unsaid, and no address in the log', () => {
    expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
    expect(JSON.stringify(story.logged)).not.toMatch(/\/calendar\//);
  });
});
