import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject } from '../../src/sandbox/json.ts';
import { SOLVANG as SOLVANG_SERVER } from '../adapters/discord/discord-fixture.ts';
import { expectEventBody } from '../discord-event-schema.ts';
import {
  AALBORG_CHANNEL,
  discordMessages,
  SOLVANG_CHANNEL,
  type Story,
  slackMessages,
  startStory,
  textOfDiscord,
  textOfSlack,
  YOUTH_CHANNEL,
} from './sister-towns.ts';

const CREATE = 'POST /guilds/{}/scheduled-events';
const CHANGE = 'PATCH /guilds/{}/scheduled-events/{}';
const MINUTE = 60_000;
const DAY = 86_400_000;
const WAIT_MS = 20_000;

describe('a meeting among the events of the Discord server', { timeout: 60_000 }, () => {
  let story: Story;
  let start = '';
  beforeAll(async () => {
    story = await startStory({});
  }, 180_000);
  afterAll(async () => await story?.stop());

  const slack = (line: string) => story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, line);
  const discord = async (channel: string, name: string, options: Record<string, string>) =>
    await story.sandbox.discord.finalAnswer(
      await story.sandbox.discord.command('linda.petersen', channel, name, options),
    );
  const onSlack = (match: RegExp) =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, AALBORG_CHANNEL).findLast((one) => match.test(textOfSlack(one))),
      WAIT_MS,
      `a Slack message ${match}`,
    );
  const onDiscord = (channel: string, match: RegExp) =>
    story.sandbox.waitFor(
      () => discordMessages(story.sandbox, channel).findLast((one) => match.test(textOfDiscord(one))),
      WAIT_MS,
      `a Discord message ${match}`,
    );
  const events = () => story.sandbox.discord.scheduledEvents(SOLVANG_SERVER).map(({ event }) => event);
  const requests = (name: string) => story.sandbox.sent.filter(({ request }) => request === name);
  const poll = async (title: string, reference: string) => {
    const at = new Date(story.sandbox.clock.nowMs + 20 * DAY).toISOString().slice(0, 10);
    start = `${at} 18:00`;
    await slack(`/meeting poll ${title} slots:"${at} 18:00"`);
    await onDiscord(SOLVANG_CHANNEL, new RegExp(title));
    await slack(`/meeting confirm ${reference} slot:1`);
    await onDiscord(SOLVANG_CHANNEL, new RegExp(`It is settled: ${title}`));
  };

  it('begins with two channels of one server, the youth’s and the committee’s', async () => {
    await slack('/twin start Aalborg');
    await onSlack(/Aalborg er klar/);
    await slack('/twin invite for:partner');
    const invited = textOfSlack(await onSlack(/join [0-9A-Z-]{10,}/));
    const code = /join ([0-9A-Z-]{10,})/.exec(invited)?.[1] ?? '';
    await discord(SOLVANG_CHANNEL, 'twin join', { code, town: 'Solvang' });
    const youth = textOfDiscord(
      await discord(SOLVANG_CHANNEL, 'twin invite', { for: 'space', audience: 'youth' }),
    );
    const second = /join ([0-9A-Z-]{10,})/.exec(youth)?.[1] ?? '';
    await discord(YOUTH_CHANNEL, 'twin join', { code: second });
  });

  it('is there once the time is fixed, once, although the first answer got lost', async () => {
    const lost = story.sandbox.faults.next({
      platform: 'discord',
      request: CREATE,
      effect: { kind: 'drop-after' },
    });
    await poll('Youth Games', 'M-1');
    await lost.hit;
    await story.sandbox.clock.advance(3 * MINUTE);
    await story.sandbox.waitFor(() => requests(CHANGE)[0], WAIT_MS, 'the event, found again');
    expect(requests(CREATE)).toHaveLength(1);
    expect(events()).toMatchObject([
      {
        name: 'Youth Games',
        status: 1,
        entity_metadata: { location: 'Online or in one of the towns' },
      },
    ]);
    const [event] = events();
    const inAalborg = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: 'Europe/Copenhagen', dateStyle: 'short', timeStyle: 'short' },
    }).format(new Date(String(event?.scheduled_start_time)));
    expect(inAalborg).toBe(start);
    expect(String(event?.description)).toMatch(/^.*Solvang.*Aalborg/);
    expect(String(event?.description)).not.toMatch(/Mette|Linda/);
    await onDiscord(YOUTH_CHANNEL, /It is settled: Youth Games/);
  });

  it('is called off with the meeting', async () => {
    await slack('/meeting cancel M-1');
    await onDiscord(SOLVANG_CHANNEL, /Cancelled: Youth Games/);
    await story.sandbox.waitFor(() => events().length === 0, WAIT_MS, 'no event');
    const last = requests(CHANGE).at(-1)?.body;
    expect(isObject(last) && last.status).toBe(4);
  });

  it('is missed by nobody where the bot may make none: the announcement stands, and it asks once', async () => {
    const forbidden = { code: 50013, message: 'Missing Permissions' };
    const before = requests(CREATE).length;
    const fault = story.sandbox.faults.next({
      platform: 'discord',
      request: CREATE,
      times: 5,
      effect: { kind: 'answer', status: 403, body: forbidden },
    });
    await poll('Board meeting', 'M-2');
    await fault.hit;
    await story.sandbox.clock.advance(2 * DAY);
    fault.cancel();
    expect(requests(CREATE)).toHaveLength(before + 1);
    expect(events()).toEqual([]);
    expect(story.logged.filter(({ code }) => code === 'event.refused')).toMatchObject([
      { level: 'warn', fields: { kind: 'unavailable' } },
      { level: 'warn', fields: { kind: 'forbidden', platformCode: '50013' } },
    ]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('said nothing that Discord would not take', () => {
    for (const { body } of requests(CREATE)) expectEventBody('create', body);
    for (const { body } of requests(CHANGE)) expectEventBody('change', body);
    expect(story.sandbox.refusals.map(({ code }) => code)).toEqual(['50013']);
  });
});
