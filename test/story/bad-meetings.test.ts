import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarReader } from '../../src/adapters/calendar-reader/calendar-reader.ts';
import type { OptionValues } from '../../src/sandbox/discord/discord-platform.ts';
import { type CalendarServer, calendarServer } from '../adapters/calendar-reader/calendar-server.ts';
import { createRealDatabase, realPostgresUrl } from '../real-services.ts';
import { longestBlock } from './longest-block.ts';
import {
  AALBORG_CHANNEL,
  SOLVANG_CHANNEL,
  type Story,
  slackMessages,
  startStory,
  textOfDiscord,
  textOfSlack,
} from './sister-towns.ts';

const DAY = 86_400_000;
/** In January of next year, before the clocks change in Denmark on the last Sunday of March. */
const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 0, 11, 12);
const PATIENCE_MS = 30_000;
const lastSunday = new Date(Date.UTC(YEAR, 2, 31));
const CHANGE_DAY = `${YEAR}-03-${31 - lastSunday.getUTCDay()}`;
const LONGEST_BLOCK_MS = 50;
/** California changes its clocks on the second Sunday of March. */
const SKIPS_ON = `${YEAR}-03-${String(14 - (new Date(Date.UTC(YEAR, 2, 14)).getUTCDay() % 7)).padStart(2, '0')}`;
const on = (days: number) => new Date(NOW + days * DAY).toISOString().slice(0, 10);
const slots = (count: number) =>
  Array.from({ length: count }, (_, index) => `${on(5 + index)} 19:00`).join('; ');
const ENGLISH = /\b(the|please|example|there|you|your|understood|could|already|this|must|only|not)\b/i;
const DANISH = /\b(ikke|eksempel|jeg|findes|allerede|skriv|kun|den)\b/i;
const TRACE = /\bat .+:\d+:\d+|Error:|undefined|\[object|NaN|[a-z]+\.[a-z]+\.[a-z-]+/;
const CALENDAR_BYTES = 50 * 1024 * 1024;
const postgres = await realPostgresUrl();
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('bad input about meetings, on both platforms', { timeout: 180_000 }, () => {
  let story: Story;
  let server: CalendarServer;
  let sql: ((text: string) => Promise<void>) | undefined;
  let drop = async (): Promise<unknown> => undefined;
  /** Bytes of the large calendar that were taken. */
  let read = 0;
  /** How long each of these kept the process from everything else, in milliseconds of processor time. */
  const blocked: { input: string; ms: number }[] = [];

  async function mette(line: string): Promise<string> {
    const { sandbox } = story;
    const before = new Set(slackMessages(sandbox, AALBORG_CHANNEL).map(({ id }) => id));
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, line);
    const answer = await sandbox.waitFor(
      () =>
        slackMessages(sandbox, AALBORG_CHANNEL).find(
          ({ id, visibleTo }) => !before.has(id) && visibleTo !== null,
        ),
      PATIENCE_MS,
      `an answer to ${line.slice(0, 80)}`,
    );
    return plain(textOfSlack(answer));
  }
  async function linda(path: string, options: OptionValues): Promise<string> {
    const acted = await story.sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, path, options);
    const answer = await story.sandbox.discord.finalAnswer(acted, PATIENCE_MS);
    return plain(textOfDiscord(answer)).replace(/\\(.)/g, '$1');
  }
  /** Says it, and notes for how long nothing else could be done meanwhile. */
  async function watched(input: string, say: () => Promise<string>): Promise<string> {
    let answer = '';
    let ms = Number.POSITIVE_INFINITY;
    // Once more where it took long: the first time, the engine still compiles; what blocks, blocks every time.
    for (let tries = 0; tries < 3 && ms > LONGEST_BLOCK_MS; tries += 1) {
      const took = await longestBlock(async () => {
        answer = await say();
      });
      ms = Math.min(ms, took);
    }
    blocked.push({ input: input.slice(0, 80), ms });
    return answer;
  }
  const isDanish = (text: string, expected: RegExp) => {
    expect(text).toMatch(expected);
    expect(text).not.toMatch(ENGLISH);
    expect(text).not.toMatch(TRACE);
  };
  const isEnglish = (text: string, expected: RegExp) => {
    expect(text).toMatch(expected);
    expect(text).not.toMatch(DANISH);
    expect(text).not.toMatch(TRACE);
  };

  beforeAll(async () => {
    server = await calendarServer();
    server.serve = ({ url = '' }, response) => {
      if (url.startsWith('/loop')) {
        response.writeHead(302, { location: server.url(`/loop${url.length}`) }).end();
        return;
      }
      if (url.startsWith('/circle')) {
        response.writeHead(302, { location: server.url('/circle') }).end();
        return;
      }
      // Without a length, so that it must be read to be found too large.
      const line = `X-COMMENT:${'x'.repeat(60)}\r\n`.repeat(1000);
      let sent = 0;
      response.write('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n');
      const more = () => {
        while (sent < CALENDAR_BYTES && !response.destroyed) {
          sent += line.length;
          read += line.length;
          if (!response.write(line)) return void response.once('drain', more);
        }
        response.end('END:VCALENDAR\r\n');
      };
      more();
    };
    let store = {};
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_bad_meetings_${process.pid}`);
      drop = () => real.drop();
      sql = (text) => real.run(text);
      store = { databaseUrl: real.url, secretKey: Buffer.alloc(32, 5).toString('base64') };
    }
    const readsCalendars = calendarReader(server.options);
    story = await startStory(store, undefined, NOW - Date.now(), { readsCalendars });
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    await sandbox.waitFor(
      () => story.slackTexts(AALBORG_CHANNEL).find((text) => /er klar/.test(text)),
      PATIENCE_MS,
    );
    const code = /join ([0-9A-Z-]{10,})/.exec(await mette('/twin invite for:partner'))?.[1] ?? '';
    await linda('twin join', { code, town: 'Solvang' });
    // They are asked once whom they represent; from then on there is one answer to everything.
    await mette('/profile represents municipality');
    await linda('profile represents', { group: 'municipality' });
  }, 180_000);
  afterAll(async () => {
    await story?.stop();
    await server?.close();
    await drop();
  });

  describe('Slack, in Danish', () => {
    it.each([
      [
        'hours past midnight',
        '/availability set man 22:00-02:00',
        /Noteret.*går over midnat.*man 22:00-02:00/s,
      ],
      [
        'hours that end before they begin',
        '/availability set man 10:00-09:00',
        /10:00-09:00 slutter, før det begynder.*Eksempel: man-fre/s,
      ],
      [
        'hours without length',
        '/availability set man 10:00-10:00',
        /slutter, før det begynder.*Eksempel: man-fre/s,
      ],
      [
        'a horizon in the past',
        '/meeting propose Kor between:2020-01-01..2020-01-31',
        /onsdag den 1\. januar 2020, som er forbi.*for eksempel 20\d\d-/s,
      ],
      [
        'a horizon that ends before it begins',
        `/meeting propose Kor between:${on(20)}..${on(10)}`,
        /slutter \(\S+dag den \d+\. januar.*før det begynder.*Eksempel: 20\d\d-/s,
      ],
      [
        'a horizon that has begun',
        `/meeting propose Kor between:${on(-5)}..${on(10)}`,
        new RegExp(
          `Jeg har ledt fra mandag den 11\\. januar ${YEAR} til`.replace('mandag den 11', '\\S+dag den 11'),
        ),
      ],
      ['no length', '/meeting propose Kor length:0', /for kort: mindst 5 minutter\. Eksempel: 90m/],
      ['40 hours', '/meeting propose Kor length:40h', /for langt: højst 24 timer\. Eksempel: 90m/],
      [
        'no room for the length',
        `/meeting propose Kor length:24h between:${on(0)}..${on(0)}`,
        /kan ikke være i den periode.*for eksempel length:60m/s,
      ],
      ['one slot', `/meeting poll Kor slots:"${slots(1)}"`, /Afstemningen om Kor .*lukker \S+dag den/],
      ['60 slots', `/meeting poll Kor slots:"${slots(60)}"`, /for mange: højst 20\. Eksempel: 20\d\d-/],
      [
        'slots in the past',
        '/meeting poll Kor slots:"2020-01-01 19:00; 2020-01-02 19:00"',
        /onsdag den 1\. januar 2020 kl\. 19[.:]00, som er forbi.*for eksempel 20\d\d-/s,
      ],
      [
        'one slot of two in the past',
        `/meeting poll Kor slots:"${on(5)} 19:00; ${on(-3)} 19:00"`,
        /\S+dag den 8\. januar .*som er forbi.*for eksempel 20\d\d-/s,
      ],
      [
        'a slot that clocks skip',
        `/meeting poll Kor slots:"${CHANGE_DAY} 02:30"`,
        /Afstemningen om Kor .*Uret springer 02[.:]30 over.*søndag den \d+\. marts.*03[.:]30/s,
      ],
      [
        'a series that begins where clocks skip',
        `/meeting series Kor every:"hver søndag" from:"${CHANGE_DAY} 02:30"`,
        /søndag den \d+\. marts.*03[.:]30.*Uret springer 02[.:]30 over/s,
      ],
      [
        'a rule with a day that no month has',
        `/meeting series Kor every:FREQ=MONTHLY;BYMONTHDAY=32 from:"${on(5)} 19:00"`,
        /del af reglen: BYMONTHDAY=32\. Eksempel: `FREQ=MONTHLY;BYDAY=2TH`/,
      ],
      [
        'a rule by the second',
        `/meeting series Kor every:FREQ=SECONDLY from:"${on(5)} 19:00"`,
        /for tit til møder\. Eksempel/,
      ],
      [
        'a rule without a meeting',
        `/meeting series Kor every:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 from:"${on(5)} 19:00"`,
        /aldrig være et møde\. Vælg en anden regel/,
      ],
      [
        'a rule that ends',
        `/meeting series Kor every:FREQ=DAILY;COUNT=5 from:"${on(5)} 19:00"`,
        /COUNT hører ikke til.*until\. Eksempel/,
      ],
      [
        'no rule',
        `/meeting series Kor every:RRULE:;;;=== from:"${on(5)} 19:00"`,
        /Jeg kender ikke denne del af reglen.*Eksempel/,
      ],
    ])('%s', async (_, line, expected) => {
      isDanish(await watched(line, () => mette(line)), expected);
    });
  });

  describe('Discord, in English', () => {
    const rule = (every: string) => ({ topic: 'Choir', every, from: `${on(5)} 10:00` });
    it.each<[string, string, OptionValues, RegExp]>([
      [
        'hours past midnight',
        'availability set',
        { hours: 'mon 22:00-02:00' },
        /Noted.*go past midnight.*mon 22:00-02:00/s,
      ],
      [
        'hours that end before they begin',
        'availability set',
        { hours: 'mon 10:00-09:00' },
        /10:00-09:00 ends before it begins.*Example: mon-fri/s,
      ],
      [
        'a horizon in the past',
        'meeting propose',
        { topic: 'Choir', between: '2020-01-01..2020-01-31' },
        /Wednesday, January 1, 2020, which has passed.*for example 20\d\d-/s,
      ],
      [
        'a horizon that ends before it begins',
        'meeting propose',
        { topic: 'Choir', between: `${on(20)}..${on(10)}` },
        /It ends \(\w+day, January.*before it begins.*Example: 20\d\d-/s,
      ],
      [
        'a horizon that has begun',
        'meeting propose',
        { topic: 'Choir', between: `${on(-5)}..${on(10)}` },
        /Days searched: \w+day, January 11, \d+ to/,
      ],
      [
        'no length',
        'meeting propose',
        { topic: 'Choir', length: '0m' },
        /too short: at least 5 minutes\. Example: 90m/,
      ],
      [
        '40 hours',
        'meeting propose',
        { topic: 'Choir', length: '40 hours' },
        /too long: at most 24 hours\. Example: 90m/,
      ],
      [
        'one slot',
        'meeting poll',
        { topic: 'Choir', slots: slots(1) },
        /poll for Choir .*closes \w+day, January/,
      ],
      [
        '60 slots',
        'meeting poll',
        { topic: 'Choir', slots: slots(60) },
        /too many: at most 20\. Example: 20\d\d-/,
      ],
      [
        'slots in the past',
        'meeting poll',
        { topic: 'Choir', slots: '2020-01-01 19:00' },
        /Wednesday, January 1, 2020.*which has passed.*for example 20\d\d-/s,
      ],
      [
        'a slot that clocks skip',
        'meeting poll',
        { topic: 'Choir', slots: `${SKIPS_ON} 02:30` },
        /poll for Choir .*clocks skip 0?2:30.*03:30/s,
      ],
      [
        'a rule with a day that no month has',
        'meeting series',
        rule('FREQ=MONTHLY;BYMONTHDAY=32'),
        /part of the rule: BYMONTHDAY=32\. Example: `FREQ=MONTHLY;BYDAY=2TH`/,
      ],
      ['a rule by the minute', 'meeting series', rule('FREQ=MINUTELY'), /too often for meetings\. Example/],
      [
        'a rule without a meeting',
        'meeting series',
        rule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
        /never be a meeting\. Choose another rule/,
      ],
    ])('%s', async (_, path, options, expected) => {
      const input = `/${path} ${Object.values(options)}`;
      isEnglish(await watched(input, () => linda(path, options)), expected);
    });
  });

  describe('forms', () => {
    it('Discord shows how a time is written, with one that works; Slack has a picker and needs no words', async () => {
      const { sandbox } = story;
      const example = `${on(14)} 19:00`;
      await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'meeting move', { meeting: 'M-1' });
      const modal = await sandbox.waitFor(() => sandbox.discord.modal('linda.petersen'), PATIENCE_MS);
      expect(JSON.stringify(modal.components)).toContain(`"description":"For example ${example}"`);
      await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting move M-1');
      const { view } = await sandbox.waitFor(() => sandbox.slack.view('mette.holm'), PATIENCE_MS);
      expect(JSON.stringify(view)).toContain('"type":"datetimepicker"');
      expect(JSON.stringify(view)).not.toContain('For eksempel');
      await sandbox.slack.closeView('mette.holm');
      await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting poll Kor');
      const poll = await sandbox.waitFor(() => sandbox.slack.view('mette.holm'), PATIENCE_MS);
      expect(JSON.stringify(poll.view)).toContain(`For eksempel ${on(14)} 17:00; ${on(16)} 18:30`);
      await sandbox.slack.closeView('mette.holm');
    });
  });

  describe('a private calendar', () => {
    it.each([
      [
        'of 50 MB',
        '/big.ics',
        /mere end 5 MB.*Del en kalender uden gamle aftaler/,
        /larger than 5 MB.*Share a calendar without old entries/,
      ],
      [
        'that leads on and on',
        '/loop',
        /videre til for mange andre.*Kopiér den adresse, den ender på/,
        /leads on to too many others.*Copy the address it ends at/,
      ],
      [
        'that leads to itself',
        '/circle',
        /videre til for mange andre.*Kopiér/,
        /leads on to too many others.*Copy/,
      ],
    ])('%s', async (_, path, danish, english) => {
      const address = server.url(path);
      isDanish(await watched(path, () => mette(`/availability calendar ${address}`)), danish);
      const { sandbox } = story;
      const said = async () => {
        await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'availability calendar');
        const modal = await sandbox.waitFor(() => sandbox.discord.modal('linda.petersen'), PATIENCE_MS);
        const field = /"custom_id":"(address\|?[^"]*)"/.exec(JSON.stringify(modal.components))?.[1] ?? '';
        const sent = await sandbox.discord.submitModal('linda.petersen', { [field]: address });
        return plain(textOfDiscord(await sandbox.discord.finalAnswer(sent, PATIENCE_MS)));
      };
      isEnglish(await watched(path, said), english);
    });

    it('is not read further than it must be', () => {
      const asked = (path: string) => server.requests.filter((one) => one.path.startsWith(path)).length;
      // Two people, the address itself and three redirects.
      expect([asked('/loop'), asked('/circle'), asked('/big')]).toEqual([8, 8, 2]);
      expect(read).toBeLessThan(CALENDAR_BYTES);
    });
  });

  it.skipIf(postgres === undefined)('a town with no members: says so, and how that changes', async () => {
    // As they are when the last of them has left.
    const gone = (town: string, active = false) =>
      sql?.(
        `UPDATE member SET active = ${active} WHERE town_id = (SELECT id FROM town WHERE name = '${town}')`,
      );
    await gone('Solvang');
    for (const line of ['/meeting propose Kor', `/meeting poll Kor slots:"${on(9)} 19:00"`])
      isDanish(await watched(line, () => mette(line)), /Ingen fra Solvang er medlem endnu.*\/committee add/s);
    await gone('Solvang', true);
    await gone('Aalborg');
    for (const [path, options] of [
      ['meeting propose', { topic: 'Choir' }],
      ['meeting poll', { topic: 'Choir', slots: `${on(9)} 10:00` }],
    ] as const)
      isEnglish(
        await watched(path, () => linda(path, options)),
        /Nobody of Aalborg is a member yet.*\/committee add/s,
      );
  });

  it('kept the process from nothing else for longer than 50 ms', async () => {
    expect(blocked.length).toBeGreaterThanOrEqual(40);
    expect(blocked.filter(({ ms }) => ms > LONGEST_BLOCK_MS)).toEqual([]);
    // The measure would have seen it.
    const busy = await longestBlock(async () => {
      for (let until = performance.now() + 3 * LONGEST_BLOCK_MS; performance.now() < until; );
    });
    expect(busy).toBeGreaterThan(LONGEST_BLOCK_MS / 2);
  });

  it('left nothing behind: no refusal by a platform, no failure in the log', () => {
    expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
