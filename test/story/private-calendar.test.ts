import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarReader } from '../../src/adapters/calendar-reader/calendar-reader.ts';
import type { DiscordMessage, SlackMessage } from '../../src/sandbox/page-api.ts';
import {
  type CalendarServer,
  calendarOf,
  calendarServer,
  eventOf,
} from '../adapters/calendar-reader/calendar-server.ts';
import { createRealDatabase, realPostgresUrl } from '../real-services.ts';
import {
  AALBORG_CHANNEL,
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
const NOW = Date.UTC(YEAR, 0, 11, 12);
const PATIENCE_MS = 60_000;
const SECRET = 'private-8f3a91c07d';
const postgres = await realPostgresUrl();

const readDiscord = (message: DiscordMessage): string => textOfDiscord(message).replace(/\\(.)/g, '$1');

describe('a private calendar, on both platforms', { timeout: 180_000 }, () => {
  let story: Story;
  let server: CalendarServer;
  let databaseUrl: string | undefined;
  let drop = async (): Promise<void> => undefined;

  const slackPrivate = async (person: string, act: () => Promise<unknown>): Promise<SlackMessage> => {
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
  };
  const slack = (person: string, line: string) =>
    slackPrivate(person, () => story.sandbox.slack.command(person, AALBORG_CHANNEL, line));
  const slackText = (match: RegExp) =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, AALBORG_CHANNEL).find((message) => match.test(textOfSlack(message))),
      PATIENCE_MS,
      `${match} on Slack`,
    );
  const discordForm = async (person: string) => {
    await story.sandbox.discord.command(person, SOLVANG_CHANNEL, 'availability calendar');
    return await story.sandbox.waitFor(() => story.sandbox.discord.modal(person), PATIENCE_MS, 'a form');
  };
  const fieldOf = (components: unknown) =>
    /"custom_id":"(address\|?[^"]*)"/.exec(JSON.stringify(components))?.[1] ?? '';
  /** Busy around the clock from one day of January to another. */
  const busyDays = (from: number, until: number) =>
    calendarOf(
      eventOf(`SUMMARY:Operation
        DTSTART;VALUE=DATE:${YEAR}01${from}
        DTEND;VALUE=DATE:${YEAR}01${until}`),
    );

  beforeAll(async () => {
    server = await calendarServer();
    server.serve = ({ url }, response) => {
      if (url === `/${SECRET}.ics`) response.end(busyDays(15, 25));
      else response.writeHead(404).end();
    };
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_private_${process.pid}`);
      drop = () => real.drop();
      databaseUrl = real.url;
    }
    const secretKey = Buffer.alloc(32, 3).toString('base64');
    story = await startStory(
      databaseUrl === undefined ? {} : { databaseUrl, secretKey },
      undefined,
      NOW - Date.now(),
      { readsCalendars: calendarReader(server.options) },
    );
    await story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    await slackText(/er klar/);
    const invited = textOfSlack(await slack('mette.holm', '/twin invite for:partner'));
    const code = /join ([0-9A-Z-]{10,})/.exec(invited)?.[1] ?? '';
    await story.sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'twin join', {
      code,
      town: 'Solvang',
    });
    await slackText(/er med/);
  }, 180_000);
  afterAll(async () => {
    await story?.stop();
    await server?.close();
    await drop();
  });

  it('Slack: typed, it is connected, and the safer way is told; only its owner sees that', async () => {
    const answer = textOfSlack(
      await slack('mette.holm', `/availability calendar ${server.url(`/${SECRET}.ics`)}`),
    );
    expect(answer).toMatch(/Noteret.*calendar\.example:\d+.*1 optaget tid.*i det kommende år/s);
    expect(answer).toMatch(/Adressen er en hemmelighed/);
    expect(answer).not.toContain(SECRET);
    expect(answer).not.toContain('Operation');
  });

  it('keeps the meetings that are proposed out of its busy days', async () => {
    const proposed = await slack(
      'mette.holm',
      `/meeting propose Festival between:${YEAR}-01-15..${YEAR}-01-29`,
    );
    // Not the line that says where it was looked for.
    const offered = textOfSlack(proposed).replace(/Jeg har ledt fra .* til .*\./, '');
    const days = [...offered.matchAll(/(\d+)\. januar/g)].map(([, day]) => Number(day));
    expect(days.length).toBeGreaterThan(0);
    expect(days.filter((day) => day >= 15 && day < 25)).toEqual([]);
  });

  it('Slack: it is shown beside the hours, read again and forgotten with a button', async () => {
    const { sandbox } = story;
    const shown = await slack('mette.holm', '/availability show');
    expect(textOfSlack(shown)).toMatch(/17:00-21:00.*1 optaget tid/s);
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, shown, 'Glem den');
    await slackText(/Glemt: adressen på din private kalender/);
    expect(textOfSlack(await slack('mette.holm', '/availability show'))).not.toContain('calendar.example');
  });

  it('Discord: a form asks for it; what is wrong is said and does not come back in the form', async () => {
    const { sandbox } = story;
    const modal = await discordForm('linda.petersen');
    const refused = await sandbox.discord.finalAnswer(
      await sandbox.discord.submitModal('linda.petersen', {
        [fieldOf(modal.components)]: server.url(`/${SECRET}-wrong.ics`),
      }),
      PATIENCE_MS,
    );
    expect(readDiscord(refused)).toMatch(/knows no calendar at that address/);
    expect(JSON.stringify(refused)).not.toContain(SECRET);
    await pressDiscord(sandbox, 'linda.petersen', refused, 'Correct it');
    const again = await sandbox.waitFor(
      () => sandbox.discord.modal('linda.petersen'),
      PATIENCE_MS,
      'the form',
    );
    expect(JSON.stringify(again.components)).not.toContain(SECRET);
    const said = await sandbox.discord.finalAnswer(
      await sandbox.discord.submitModal('linda.petersen', {
        [fieldOf(again.components)]: server.url(`/${SECRET}.ics`),
      }),
      PATIENCE_MS,
    );
    expect(readDiscord(said)).toMatch(/Noted\..*calendar\.example:\d+.*1 busy time in the year to come/s);
    expect(readDiscord(said)).not.toMatch(/The address is a secret/);
    expect(JSON.stringify(said)).not.toContain(SECRET);
  });

  it('Discord: the form, sent empty, shows what is connected; others see nothing of it', async () => {
    const { sandbox } = story;
    const modal = await discordForm('linda.petersen');
    const state = await sandbox.discord.finalAnswer(
      await sandbox.discord.submitModal('linda.petersen', { [fieldOf(modal.components)]: '' }),
      PATIENCE_MS,
    );
    expect(readDiscord(state)).toMatch(/1 busy time.*I keep only when you are busy/s);
    const linda = sandbox.world.data.people.find(({ username }) => username === 'linda.petersen')?.id ?? '';
    const acted = await sandbox.discord.command('carlos_rivera', SOLVANG_CHANNEL, 'availability show', {
      member: linda,
    });
    expect(readDiscord(await sandbox.discord.finalAnswer(acted))).not.toMatch(/calendar/);
    for (const text of [...story.slackTexts(AALBORG_CHANNEL), ...story.discordTexts(SOLVANG_CHANNEL)])
      expect(text).not.toMatch(/calendar\.example|Operation/);
  });

  it.each([
    'https://127.0.0.2/x.ics',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x',
    'http://calendar.example/x',
  ])('Slack: an address inside the network, or without https, is refused: %s', async (address) => {
    expect(textOfSlack(await slack('mette.holm', `/availability calendar ${address}`))).toMatch(
      /fører ingen steder hen på internettet|begynder med https/,
    );
  });

  it.skipIf(postgres === undefined)(
    'is kept so that nobody who has the database can read its address (needs a Postgres server)',
    async () => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      let kept = '';
      for (const { name } of tables) {
        const { rows } = await client.query<{ row: string }>(`SELECT one::text AS row FROM ${name} AS one`);
        kept += rows.map(({ row }) => row).join('\n');
      }
      await client.end();
      expect(kept).toContain('availability/calendar');
      expect(kept).not.toContain(SECRET);
      expect(kept).not.toContain('calendar.example');
      expect(kept).not.toContain('Operation');
    },
  );

  it('left nothing unsaid, and nothing said that is secret', () => {
    expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(JSON.stringify(story.logged)).not.toMatch(/private-8f3a|calendar\.example/);
  });
});
