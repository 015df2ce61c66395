import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventCalendar } from '../../../src/chat/event-calendar.ts';
import { PlatformError } from '../../../src/chat/platform.ts';
import { meetingEvent } from '../../../src/chat/view/meeting-event.ts';
import { isObject } from '../../../src/sandbox/json.ts';
import { withContracts } from '../../contracts.ts';
import { expectEventBody } from '../../discord-event-schema.ts';
import { anEntry } from '../calendar/entries.ts';
import { type Fixture, reader, SOLVANG, startFixture } from './discord-fixture.ts';

const MARK = 'pst_0123456789abcdef';
const POST = 'POST /guilds/{}/scheduled-events';
const PATCH = 'PATCH /guilds/{}/scheduled-events/{}';
const DAY = 86_400_000;

describe(`a meeting among the events of a Discord server${withContracts}`, () => {
  let bot: Fixture;
  let events: EventCalendar;
  beforeEach(async () => {
    bot = await startFixture();
    if (bot.platform.events === undefined) throw new Error('Discord has events');
    events = bot.platform.events;
  });
  afterEach(async () => {
    for (const { request, body } of bot.sandbox.sent) {
      if (request === POST) expectEventBody('create', body);
      if (request === PATCH) expectEventBody('change', body);
    }
    await bot.stop();
  });

  const event = (title = 'Youth Games 2027', inMs = DAY) => {
    const startAt = Math.floor(bot.sandbox.world.nowMs() / 60_000) * 60_000 + inMs;
    return meetingEvent(anEntry({ startAt }, title), {}, reader);
  };
  const there = () => bot.sandbox.discord.scheduledEvents(SOLVANG).map((one) => one.event);
  const trouble = (request: string, effect: Parameters<typeof bot.sandbox.faults.next>[0]['effect']) =>
    bot.sandbox.faults.next({ platform: 'discord', request, effect });
  const failure = async (work: Promise<unknown>) => {
    const problem = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(problem).toBeInstanceOf(PlatformError);
    return problem;
  };

  it('is made, moved and called off', async () => {
    const first = event();
    const made = await events.create(SOLVANG, first, MARK);
    expect(made).toMatchObject({ platform: 'discord', tenantId: SOLVANG });
    expect(there()).toMatchObject([{ id: made.messageId, name: 'Youth Games 2027', status: 1 }]);
    const moved = event('Youth Games, moved', 2 * DAY);
    await events.change(made, moved, MARK);
    const [now] = there();
    expect(now?.name).toBe('Youth Games, moved');
    expect(Date.parse(String(now?.scheduled_start_time))).toBe(moved.startAt);
    await events.cancel(made);
    expect(there()).toEqual([]);
    const last = bot.sandbox.sent.findLast(({ request }) => request === PATCH);
    expect(isObject(last?.body) && last.body.status).toBe(4);
  });

  it('is found after its answer got lost, and only by its own mark', async () => {
    trouble(POST, { kind: 'drop-after' });
    expect(await failure(events.create(SOLVANG, event(), MARK))).toMatchObject({ kind: 'unavailable' });
    expect((await events.find(SOLVANG, MARK))?.messageId).toBe(there()[0]?.id);
    expect(await events.find(SOLVANG, 'pst_0123456789abcdeg')).toBeUndefined();
  });

  it('is not taken for one that somebody else copied', async () => {
    await bot.platform.start();
    await events.create(SOLVANG, event(), MARK);
    const [record] = there();
    if (record !== undefined) record.creator_id = '1202000000000000001';
    expect(await events.find(SOLVANG, MARK)).toBeUndefined();
  });

  it('asks once, and says why it was refused', async () => {
    const forbidden = { code: 50013, message: 'Missing Permissions' };
    const fault = trouble(POST, { kind: 'answer', status: 403, body: forbidden });
    expect(await failure(events.create(SOLVANG, event(), MARK))).toMatchObject({
      kind: 'forbidden',
      platformCode: '50013',
    });
    expect(fault.hits).toBe(1);
    trouble(POST, { kind: 'rate-limit', retryAfterSeconds: 3 });
    const busy = await failure(events.create(SOLVANG, event(), MARK));
    expect(busy).toMatchObject({ kind: 'busy', platformCode: '429' });
    expect(busy instanceof PlatformError && busy.retryAfterMs).toBeGreaterThanOrEqual(3000);
  });

  it('says that the server is full at a hundred', async () => {
    const made = await events.create(SOLVANG, event(), MARK);
    const { data } = bot.sandbox.world;
    const [record] = data.scheduledEvents;
    if (record === undefined) throw new Error('no event');
    data.scheduledEvents = Array.from({ length: 100 }, () => record);
    expect(made.messageId).toBe(record.id);
    expect(await failure(events.create(SOLVANG, event(), MARK))).toMatchObject({
      kind: 'rejected',
      platformCode: '30038',
    });
  });

  it('is gone when somebody removed it or it is over; to call that off is no failure', async () => {
    const made = await events.create(SOLVANG, event(), MARK);
    const finished = { code: 180000, message: 'Cannot update a finished event' };
    trouble(PATCH, { kind: 'answer', status: 400, body: finished });
    expect(await failure(events.change(made, event(), MARK))).toMatchObject({ kind: 'gone' });
    bot.sandbox.world.data.scheduledEvents = [];
    expect(await failure(events.change(made, event(), MARK))).toMatchObject({
      kind: 'gone',
      platformCode: '10070',
    });
    await events.cancel(made);
  });

  it('is removed when it was begun by hand before it is called off', async () => {
    const made = await events.create(SOLVANG, event(), MARK);
    const [record] = there();
    if (record !== undefined) record.status = 2;
    await events.cancel(made);
    expect(there()).toEqual([]);
  });
});
