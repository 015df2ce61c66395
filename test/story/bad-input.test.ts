import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/sandbox/discord/discord-platform.ts';
import type { DiscordMessage, JsonObject, SlackMessage } from '../../src/sandbox/page-api.ts';
import { everybodyPinged, hasContracts } from '../contracts.ts';
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
  YOUTH_CHANNEL,
} from './sister-towns.ts';

const OTHER_CHANNEL = 'venskabsby-lancaster';
const DAY = 86_400_000;
/** In January of next year, before the clocks change in Denmark on the last Sunday of March. */
const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 0, 11, 12);
const CHANGE_DAY = `${YEAR}-03-${31 - new Date(Date.UTC(YEAR, 2, 31)).getUTCDay()}`;
const ENGLISH = /\b(the|please|example|there|you|your|understood|could|already|this|must|only|not)\b/i;
const DANISH = /\b(ikke|eksempel|jeg|findes|allerede|skriv|kun|den)\b/i;
const TRACE = /\bat .+:\d+:\d+|Error:|undefined|\[object|NaN/;
const TRICKS = '*fed* **fat** [klik](https://evil.example) `kode` ~~nej~~ \u202Egnp.exe\u2066 🎉👩‍👩‍👧';

describe('bad input, on both platforms', () => {
  let story: Story;
  let code = '';
  const evening = (days: number) => `${new Date(NOW + days * DAY).toISOString().slice(0, 10)} 19:00`;

  /** What a person is told privately; nothing appears for others. */
  async function slackSays(
    person: string,
    act: () => Promise<unknown>,
    channel = AALBORG_CHANNEL,
  ): Promise<SlackMessage> {
    const { sandbox } = story;
    const before = new Set(slackMessages(sandbox, channel).map(({ id }) => id));
    const since = sandbox.sent.length;
    await act();
    const id = sandbox.world.data.people.find(({ username }) => username === person)?.id;
    return await sandbox.waitFor(
      () =>
        slackMessages(sandbox, channel).find(
          (message) => !before.has(message.id) && message.visibleTo === id,
        ),
      20_000,
      `a private answer; sent: ${sandbox.sent
        .slice(since)
        .map(({ kind }) => kind)
        .join()}`,
    );
  }
  const slack = (person: string, line: string, channel = AALBORG_CHANNEL) =>
    slackSays(person, () => story.sandbox.slack.command(person, channel, line), channel);

  async function discord(
    person: string,
    path: string,
    options: OptionValues = {},
    channel = SOLVANG_CHANNEL,
  ): Promise<DiscordMessage> {
    const acted = await story.sandbox.discord.command(person, channel, path, options);
    const answer = await story.sandbox.discord.finalAnswer(acted);
    expect(answer.visibleTo, textOfDiscord(answer)).not.toBeNull();
    return answer;
  }

  const lastSlack = (match: RegExp, channel = AALBORG_CHANNEL) =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, channel).findLast((message) => match.test(textOfSlack(message))),
      20_000,
      `a Slack message ${match}`,
    );
  const lastDiscord = (match: RegExp, channel = SOLVANG_CHANNEL) =>
    story.sandbox.waitFor(
      () => discordMessages(story.sandbox, channel).findLast((message) => match.test(textOfDiscord(message))),
      20_000,
      `a Discord message ${match}`,
    );

  const isDanish = (text: string, expected: RegExp) => {
    expect(text).toMatch(expected);
    expect(text).not.toMatch(ENGLISH);
    expect(text).not.toMatch(TRACE);
    expect(text.length).toBeLessThan(600);
  };
  const isEnglish = (text: string, expected: RegExp) => {
    expect(text).toMatch(expected);
    expect(text).not.toMatch(DANISH);
    expect(text).not.toMatch(TRACE);
    expect(text.length).toBeLessThan(600);
  };

  beforeAll(async () => {
    story = await startStory({}, undefined, NOW - Date.now());
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    await lastSlack(/Aalborg er klar/);
    const invited = await slack('mette.holm', '/twin invite for:partner');
    code = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(invited))?.[1] ?? '';
    await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'twin join', { code, town: 'Solvang' });
    await lastSlack(/Solvang er med/);
    // They are asked once whom they represent; from then on there is one answer to everything.
    for (const person of ['jens', 'karen.o']) {
      await slack(person, '/profile show');
      await lastSlack(/Velkommen/);
    }
    await discord('carlos_rivera', 'profile show');
    await lastDiscord(/Welcome/);
  });
  afterAll(() => story?.stop());

  describe('values that cannot be understood', () => {
    const long = 'x'.repeat(4000);
    it.each([
      [`/meeting poll Møde slots:"${YEAR}-02-30 17:00"`, /findes ikke.*Eksempel: 20\d\d-\d\d-\d\d/s],
      [`/meeting poll Møde slots:"${YEAR}-13-45 99:99"`, /Eksempel: 20\d\d-\d\d-\d\d/s],
      ['/commitment add Bog due:2020-01-01', /er forbi.*for eksempel 20\d\d-/s],
      [`/commitment add Bog due:31.02.${YEAR}`, /findes ikke.*Eksempel: 20\d\d-/s],
      [`/commitment add Bog due:${YEAR}-03-01 owner:@everyone`, /hverken en person eller en post/],
      ['/commitment add Bog to:Atlantis', /»Atlantis« er ikke med her.*Solvang/],
      ['/reminder add Ring when:"2020-01-01 10:00"', /er forbi.*for eksempel 20\d\d-/s],
      ['/reminder add Ring when:"på tirsdag kl. 25"', /ksempel:? 20\d\d-/s],
      [`/reminder add Ring when:${long}`, /ksempel:? 20\d\d-/s],
      [`/reminder add Ring when:"${YEAR}-03-01 10:00" to:<!channel>`, /ikke et af de mulige svar.*me, space/],
      ['/profile timezone Mars/Olympus', /kender ikke tidszonen »Mars\/Olympus«.*for eksempel \S+/],
      ['/profile language klingonsk', /taler ikke »klingonsk«.*Eksempel: da/],
      ['/profile represents regeringen', /ikke et af de mulige svar.*citizens/],
      [`/profile represents ${long}`, /ikke et af de mulige svar/],
      ['/availability set altid', /Eksempel: man-fre 17:00-21:00/],
      ['/meeting propose \u200b\u202e\u2066', /Her står ikke noget.*for eksempel/s],
      [`/meeting propose ${long}`, /4\.000 tegn.*højst 150.*for eksempel/s],
      ['/meeting propose Møde length:"sytten alen"', /varighed.*Eksempel: 90m/s],
      [`/meeting propose Møde between:${YEAR}-02-30..${YEAR}-03-01`, /Eksempel: 20\d\d-/],
      ['/meeting propose Møde participants:@nobody', /ikke en person her.*@Anna/],
      ['/meeting propose Møde participants:@freja', /er ikke med i samarbejdet endnu/],
      ['/meeting poll Nul\u0000 slots:"halv\ud800"', /ksempel:? 20\d\d-/s],
      ['/meeting show XYZ', /ikke en henvisning.*M-1/],
      [`/meeting show ${long}`, /ikke en henvisning.*M-1/],
      ['/meeting show M-99', /intet møde M-99/],
      ['/meeting show M-999999999', /intet møde M-999999999/],
      ['/commitment done C-99', /ingen aftale C-99/],
      ['/reminder cancel R-99', /ingen påmindelse R-99/],
      ['/committee add @nobody represents:citizens', /»@nobody« er ikke en person her/],
      ['/committee add @everyone represents:citizens', /ikke en person her/],
      ['/committee office @freja office:chair', /ikke medlem for Aalborg/],
      ['/meeting frobnicate', /Den kommando kender jeg ikke.*\/twin/],
      [`/meeting ${long}`, /Den kommando kender jeg ikke/],
      ['/meeting vote M-1', /Den kommando kender jeg ikke/],
      ['/twin start Aalborg', /allerede sit venskabsbysamarbejde/],
    ])('Slack, in Danish: %s', async (line, expected) => {
      isDanish(textOfSlack(await slack('mette.holm', line)).replace(long, ''), expected);
    });

    it.each<[string, OptionValues, RegExp]>([
      ['meeting poll', { topic: 'Games', slots: `${YEAR}-02-30 17:00` }, /no such day.*Example: 20\d\d-/s],
      ['commitment add', { what: 'Book', due: '2020-01-01' }, /has passed.*for example 20\d\d-/s],
      ['commitment add', { what: 'Book', due: `Feb 30 ${YEAR}` }, /no such day.*Example: 20\d\d-/s],
      ['commitment add', { what: 'Book', owner: '@everyone' }, /neither a person nor an office/],
      [
        'commitment add',
        { what: 'Book', owner: '<@&1204000000000000001>' },
        /neither a person nor an office/,
      ],
      ['commitment add', { what: 'Book', owner: '<@1299000000000000001>' }, /takes no part|not a member/],
      ['reminder add', { what: 'Call', when: '2020-01-01 10:00' }, /has passed.*for example 20\d\d-/s],
      ['profile timezone', { timezone: 'Mars/Olympus' }, /do not know the time zone “Mars\/Olympus”/],
      ['profile language', { language: 'Klingon' }, /do not speak “Klingon”.*Example: da/],
      ['availability set', { hours: 'always' }, /Example: mon-fri/],
      ['meeting propose', { topic: '\u200b\u202e' }, /no text here.*for example/s],
      ['meeting propose', { topic: long }, /4,000 characters.*at most 150.*for example/s],
      ['meeting propose', { topic: 'Games', participants: '@nobody' }, /not a person here.*@Anna/],
      ['meeting show', { meeting: 'M-99' }, /no meeting M-99/],
      ['committee office', { member: '1202000000000000004', office: 'chair' }, /not a member of Solvang/],
      ['twin start', { town: 'Solvang' }, /has its twinning already/],
    ])('Discord, in English: /%s %o', async (path, options, expected) => {
      isEnglish(textOfDiscord(await discord('linda.petersen', path, options)), expected);
    });

    it('keeps what was typed: the form comes back filled in, on both platforms', async () => {
      const { sandbox } = story;
      const inSlack = await slack(
        'mette.holm',
        `/meeting poll Kagedag slots:"${YEAR}-02-30 17:00" length:90m`,
      );
      await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, inSlack, 'Ret det');
      const view = await sandbox.waitFor(() => sandbox.slack.view('mette.holm'));
      for (const typed of ['Kagedag', `${YEAR}-02-30 17:00`, '90m'])
        expect(JSON.stringify(view.view)).toContain(`"initial_value":"${typed}"`);
      await sandbox.slack.closeView('mette.holm');
      const options = { topic: 'Cake day', slots: `${YEAR}-02-30 17:00`, length: '90m' };
      const inDiscord = await discord('linda.petersen', 'meeting poll', options);
      await pressDiscord(sandbox, 'linda.petersen', inDiscord, 'Correct it');
      const modal = JSON.stringify(sandbox.discord.modal('linda.petersen'));
      for (const typed of Object.values(options)) expect(modal).toContain(`"value":"${typed}"`);
    });
  });

  it('a wall time that does not exist: says which instant was taken', async () => {
    const told = await slack('mette.holm', `/reminder add Sommertid when:"${CHANGE_DAY} 02:30"`);
    isDanish(textOfSlack(told), /Uret springer 02[.:]30 over.*\d\d\. marts 20\d\d.*03[.:]30/s);
    await discord('linda.petersen', 'profile timezone', { timezone: 'Europe/Copenhagen' });
    const answer = await discord('linda.petersen', 'reminder add', {
      what: 'Summer time',
      when: `${CHANGE_DAY} 02:30`,
    });
    isEnglish(textOfDiscord(answer), /clocks skip 0?2:30.*(3:30|<t:\d+)/s);
    await discord('linda.petersen', 'profile timezone', { timezone: 'America/Los_Angeles' });
  });

  it('answers a change of language in the new one', async () => {
    expect(textOfSlack(await slack('jens', '/profile language de'))).toMatch(/Deutsch/);
    const german = textOfSlack(await slack('jens', '/profile timezone Mars'));
    expect(german).toMatch(/Zeitzone/);
    expect(textOfSlack(await slack('jens', '/profile language da'))).toMatch(/dansk/);
  });

  it('mentions, markup and direction tricks in titles stay text and notify nobody', async () => {
    const { sandbox } = story;
    const title = `@everyone <!channel> <!here> @mette.holm ${TRICKS}`;
    const found = await slack('mette.holm', `/meeting propose ${title}`);
    expect(textOfSlack(found)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, found, 'Læg afstemningen op');
    const poll = textOfDiscord(await lastDiscord(/When can you come\?.*everyone/s));
    expect(poll).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(poll).toContain('🎉👩‍👩‍👧');
    expect(poll).not.toContain('[klik](');
    await discord('linda.petersen', 'commitment add', {
      what: `@everyone @here <@&1204000000000000001> <!channel> <@U0METTE> <@1202000000000000002> ${TRICKS}`,
    });
    const offered = textOfSlack(await lastSlack(/everyone @here/));
    expect(offered).not.toMatch(/<!channel>|<@U0METTE>|[\u202a-\u202e\u2066-\u2069]/);
    await slack('mette.holm', `/reminder add ${title} when:"${evening(3)}" to:everyone`);
  });

  it('codes: unknown or used ones are refused, in words that tell nothing', async () => {
    const used = await discord('linda.petersen', 'twin join', { code, town: 'Solvang' }, YOUTH_CHANNEL);
    isEnglish(textOfDiscord(used), /code does not work.*\/twin invite/s);
    const unknown = await slack('mette.holm', '/twin join AAAA-BBBB-CCCC-DDDD town:Aalborg', OTHER_CHANNEL);
    isDanish(textOfSlack(unknown), /Koden virker ikke.*\/twin invite/s);
  });

  it('offices: who holds none is told so', async () => {
    isDanish(textOfSlack(await slack('karen.o', '/twin invite for:partner')), /har en post i Aalborg/);
    isDanish(
      textOfSlack(await slack('karen.o', '/committee office @jens office:chair')),
      /har en post i Aalborg/,
    );
    isEnglish(
      textOfDiscord(await discord('carlos_rivera', 'twin invite', { for: 'space' })),
      /hold an office in Solvang/,
    );
  });

  it('promises: one’s own is not accepted, and nothing is confirmed before it is done', async () => {
    await slack('mette.holm', `/commitment add Sanghæfter due:${YEAR}-03-01`);
    const number = /C-\d+/.exec(textOfDiscord(await lastDiscord(/Sanghæfter/)))?.[0] ?? '';
    isDanish(textOfSlack(await slack('mette.holm', `/commitment accept ${number}`)), /jeres egen bys aftale/);
    isEnglish(
      textOfDiscord(await discord('linda.petersen', 'commitment confirm', { commitment: number })),
      /has not been accepted yet/,
    );
    await discord('linda.petersen', 'commitment accept', { commitment: number });
    isEnglish(
      textOfDiscord(await discord('linda.petersen', 'commitment confirm', { commitment: number })),
      /not been reported done/,
    );
    isEnglish(
      textOfDiscord(await discord('linda.petersen', 'commitment done', { commitment: number })),
      /Only the town that promised/,
    );
  });

  it('a poll: votes in private copies work; once it is closed its buttons say so', async () => {
    const { sandbox } = story;
    await slack('mette.holm', `/meeting poll Kagemøde slots:"${evening(20)}; ${evening(21)}"`);
    const posted = await lastDiscord(/When can you come\? Kagemøde/);
    const number = /M-\d+/.exec(textOfDiscord(posted))?.[0] ?? '';
    const mine = await slack('karen.o', `/meeting show ${number}`);
    await pressSlack(sandbox, 'karen.o', AALBORG_CHANNEL, mine, 'Ja');
    await sandbox.waitFor(
      () =>
        slackMessages(sandbox, AALBORG_CHANNEL).find(
          ({ id, blocks }) => id === mine.id && /Ja \(1\): .*Karen/.test(JSON.stringify(blocks)),
        ),
      20_000,
      'the vote in the private copy on Slack',
    );
    const theirs = await discord('carlos_rivera', 'meeting show', { meeting: number });
    await pressDiscord(sandbox, 'carlos_rivera', theirs, 'Yes');
    await sandbox.waitFor(
      () =>
        discordMessages(sandbox, SOLVANG_CHANNEL).find(
          (message) => message.id === theirs.id && /Yes \(2\): .*Carlos/.test(textOfDiscord(message)),
        ),
      20_000,
      'the vote in the private copy on Discord',
    );
    await slack('mette.holm', `/meeting confirm ${number}`);
    await lastDiscord(/It is settled: Kagemøde/);
    const copy = await sandbox.waitFor(() =>
      slackMessages(sandbox, AALBORG_CHANNEL).find(({ id }) => id === mine.id),
    );
    const closed = await slackSays('karen.o', () =>
      pressSlack(sandbox, 'karen.o', AALBORG_CHANNEL, copy, 'Nej'),
    );
    isDanish(textOfSlack(closed), /er lukket; dit svar blev ikke talt med/);
    const stale = discordMessages(sandbox, SOLVANG_CHANNEL).find(({ id }) => id === theirs.id) ?? theirs;
    await pressDiscord(sandbox, 'carlos_rivera', stale, 'No');
    isEnglish(textOfDiscord(await lastDiscord(/is closed; your answer/)), /was not counted/);
  });

  it('strangers and forged controls find nothing, not even that there is something', async () => {
    const { sandbox } = story;
    await slack('mette.holm', `/meeting poll Fremmed slots:"${evening(30)}"`);
    const poll = await lastSlack(/Hvornår kan du\? Fremmed/);
    const moved = { ...structuredClone(poll), channelId: sandbox.slack.channelId(OTHER_CHANNEL) };
    sandbox.world.addSlackMessage(moved as never);
    const told = await slackSays(
      'bent',
      () => pressSlack(sandbox, 'bent', OTHER_CHANNEL, moved, 'Ja'),
      OTHER_CHANNEL,
    );
    expect(textOfSlack(told)).toMatch(/does not belong to a twinning yet.*\/twin start/s);
    expect(textOfSlack(told)).not.toMatch(/Fremmed|Solvang|Aalborg/);
    const there = await lastDiscord(/When can you come\? Fremmed/);
    const outside = { ...structuredClone(there), channelId: sandbox.discord.channelId(YOUTH_CHANNEL) };
    sandbox.world.addDiscordMessage(outside as never);
    await pressDiscord(sandbox, 'noahkim', outside, 'Yes');
    isEnglish(
      textOfDiscord(await lastDiscord(/does not belong to a twinning/, YOUTH_CHANNEL)),
      /\/twin start/,
    );
    // The same button, in the right channel, but it claims to be of another twinning.
    const forged: DiscordMessage = JSON.parse(
      JSON.stringify(there).replaceAll(/twn_[a-z0-9]+/g, 'twn_0000000000000000000000000'),
    );
    sandbox.world.addDiscordMessage({ ...forged, id: `${BigInt(there.id) + 7n}` } as never);
    await pressDiscord(sandbox, 'carlos_rivera', { ...forged, id: `${BigInt(there.id) + 7n}` }, 'Yes');
    await lastDiscord(/does not belong to a twinning/);
    const after = await lastDiscord(/When can you come\? Fremmed/);
    expect(textOfDiscord(after)).not.toMatch(/Yes \([1-9]/);
  });

  it('the same request twice has one effect', async () => {
    const { sandbox } = story;
    const inSlack = await slack('karen.o', `/reminder add Engang when:"${evening(5)}"`);
    expect(textOfSlack(inSlack)).toMatch(/Jeg ringer/);
    const delivery = sandbox.slack.deliveries.findLast(({ kind }) => kind === 'command');
    if (delivery === undefined) throw new Error('nothing was delivered');
    await sandbox.slack.repeat(delivery, { attempt: 1, reason: 'http_timeout' });
    const list = textOfSlack(await slack('karen.o', '/reminder list'));
    expect(list.match(/Engang/g)).toHaveLength(1);

    await discord('carlos_rivera', 'reminder add', { what: 'Just once', when: evening(5) });
    const interaction = sandbox.discord.interactions.at(-1) as JsonObject;
    sandbox.discord.repeat(interaction);
    sandbox.discord.repeat(interaction);
    const listed = textOfDiscord(await discord('carlos_rivera', 'reminder list'));
    expect(listed.match(/Just once/g)).toHaveLength(1);
  });

  it('badly signed, old and future requests get 401 and touch nothing', async () => {
    const { sandbox } = story;
    const delivery = sandbox.slack.deliveries.findLast(({ kind }) => kind === 'command');
    const body = new URLSearchParams({
      ...(delivery?.payload as Record<string, string>),
      command: '/reminder',
      text: `add Forfalsket when:"${evening(6)}" to:space`,
      trigger_id: '1.2.forged',
    }).toString();
    const seconds = Math.floor(Date.now() / 1000);
    const sent = sandbox.sent.length;
    for (const wrong of [
      { signingSecret: 'guessed' },
      { signature: 'v0=00' },
      { signature: '' },
      { timestamp: seconds - 301 },
      { timestamp: seconds + 305 },
    ]) {
      expect(await sandbox.slack.sendRaw({ body, ...wrong })).toMatchObject({ ok: false, status: 401 });
    }
    expect(sandbox.sent.length).toBe(sent);
    expect(textOfSlack(await slack('karen.o', '/reminder list'))).not.toContain('Forfalsket');
  });

  // Before the clock moves: the reminders to those who have not answered do call them by name.
  it.skipIf(!hasContracts)('notified nobody', async () => {
    expect(everybodyPinged(story.sandbox)).toEqual([]);
  });

  it('an expired code is refused like an unknown one', async () => {
    const { sandbox } = story;
    const invited = await slack('mette.holm', '/twin invite for:space');
    const old = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(invited))?.[1] ?? '';
    await sandbox.clock.advance(8 * DAY);
    const told = await slack('mette.holm', `/twin join ${old}`, OTHER_CHANNEL);
    isDanish(textOfSlack(told), /Koden virker ikke/);
  });

  it('left nothing behind: no refusal by a platform, no failure in the log', () => {
    const { refusals } = story.sandbox;
    expect(refusals.map(({ request, code, message }) => `${request}: ${code} ${message}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
