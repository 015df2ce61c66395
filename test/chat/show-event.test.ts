import { describe, expect, it } from 'vitest';
import type { JobContext } from '../../src/chat/job.ts';
import { type Platform, PlatformError } from '../../src/chat/platform.ts';
import { refreshPosting } from '../../src/chat/refresh-posting.ts';
import { refresh } from '../../src/core/acting.ts';
import { cancelMeeting, confirmMeeting } from '../../src/core/meeting/decide-meeting.ts';
import { pollSlots } from '../../src/core/meeting/publish-poll.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/core/time/instant.ts';
import { atTimeOfDay } from '../../src/core/time/resolve-wall.ts';
import type { PlatformName } from '../../src/core/twinning/twinning.ts';
import { fakeEventCalendar } from '../fakes/event-calendar.ts';
import { fakeHolidayCalendar } from '../fakes/holiday-calendar.ts';
import { fakeLog } from '../fakes/log.ts';
import { fakePlatform } from '../fakes/platform.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { sisterCommittees } from '../fakes/sister-committees.ts';

const slot = atTimeOfDay('2026-11-20', '18:00', 'Europe/Copenhagen');

async function confirmed() {
  const committees = await sisterCommittees();
  const { deps, mette, database, world } = committees;
  const proposal = { title: 'Youth Games 2027', lengthMinutes: 60, participantIds: [], slots: [slot] };
  const { id } = await pollSlots(deps, mette, proposal);
  await confirmMeeting(deps, mette, { number: 1, slot: 1 });
  const about = { type: 'meeting', id } as const;
  const events = fakeEventCalendar('discord');
  const discord: Platform = { ...fakePlatform('discord', world.now), events };
  const log = fakeLog();
  const context: JobContext = {
    ...{ world, database, log },
    queue: fakeQueue(world),
    platforms: new Map<PlatformName, Platform>([['discord', discord]]),
    holidays: fakeHolidayCalendar(),
  };
  const row = async () => {
    const found = (await database.postings.postingsAbout(about)).find(({ view }) => view === 'event');
    if (found === undefined) throw new Error('no row for the event');
    return found;
  };
  return {
    ...{ world, events, log, row },
    run: async () => refreshPosting((await row()).id, context),
    change: () => database.transaction((tx) => refresh(tx, about, ['event'])),
    cancel: () => cancelMeeting(deps, mette, { number: 1 }),
  };
}
const refused = (kind: PlatformError['kind'], code: string, retryAfterMs?: number) =>
  ({ type: 'refused', error: new PlatformError(kind, code, retryAfterMs) }) as const;

describe('the event of a confirmed meeting', () => {
  it('is made, changed in place, and called off', async () => {
    const { events, run, change, cancel, row } = await confirmed();
    expect(await run()).toBe('done');
    expect(events.shown).toMatchObject([{ event: { startAt: slot.at, endAt: slot.at + HOUR_MS } }]);
    await change();
    expect(await run()).toBe('done');
    await cancel();
    expect(await run()).toBe('done');
    expect(events.calls).toEqual(['create', 'change', 'cancel']);
    expect(events.shown).toMatchObject([{ cancelled: true }]);
    expect(await row()).toMatchObject({ state: 'sent', wantedVersion: 3, shownVersion: 3 });
  });

  it('is there once when the answer got lost: looked for before it is made again', async () => {
    const { events, run, world } = await confirmed();
    events.trouble({ type: 'lost-after' });
    expect(await run()).toBe('skipped');
    expect(await run()).toBe('skipped');
    world.advance(2 * MINUTE_MS);
    expect(await run()).toBe('done');
    expect(events.calls).toEqual(['create', 'find', 'change']);
    expect(events.shown).toHaveLength(1);
  });

  it('is made when it is certain that it was not', async () => {
    const { events, run, world } = await confirmed();
    events.trouble({ type: 'lost-before' });
    await run();
    world.advance(2 * MINUTE_MS);
    expect(await run()).toBe('done');
    expect(events.calls).toEqual(['create', 'find', 'create']);
    expect(events.shown).toHaveLength(1);
  });

  it('is found and called off when the meeting was cancelled before anybody knew that it was made', async () => {
    const { events, run, cancel, world } = await confirmed();
    events.trouble({ type: 'lost-after' });
    await run();
    await cancel();
    world.advance(2 * MINUTE_MS);
    expect(await run()).toBe('done');
    expect(events.shown).toMatchObject([{ cancelled: true }]);
  });

  it.each([
    ['forbidden', '50013'],
    ['rejected', '30038'],
  ] as const)('is left at once where the server says %s, until the meeting changes', async (kind, code) => {
    const { events, run, change, log, world, row } = await confirmed();
    events.trouble(refused(kind, code));
    expect(await run()).toBe('skipped');
    world.advance(48 * HOUR_MS);
    expect(await run()).toBe('skipped');
    expect(events.calls).toEqual(['create']);
    expect(log.entries).toMatchObject([
      { level: 'warn', code: 'event.refused', fields: { kind, platformCode: code } },
    ]);
    await change();
    expect(await run()).toBe('done');
    expect(events.shown).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'sent' });
  });

  it('waits as long as the server says', async () => {
    const { events, run, world, row } = await confirmed();
    events.trouble(refused('busy', '429', HOUR_MS));
    await run();
    expect(await row()).toMatchObject({ state: 'scheduled', retryAt: world.now() + HOUR_MS });
    world.advance(HOUR_MS);
    expect(await run()).toBe('done');
    expect(events.calls).toEqual(['create', 'create']);
  });

  it('is not made again when somebody removed it', async () => {
    const { events, run, change, log } = await confirmed();
    await run();
    await change();
    events.trouble(refused('gone', '10070'));
    expect(await run()).toBe('skipped');
    expect(await run()).toBe('skipped');
    expect(events.calls).toEqual(['create', 'change']);
    expect(log.codes()).toEqual(['event.refused']);
  });

  it('is left alone once the meeting has begun, and never made in the past', async () => {
    const { events, run, change, cancel, world, log } = await confirmed();
    await run();
    world.set(slot.at);
    await change();
    await cancel();
    expect(await run()).toBe('done');
    expect(events.calls).toEqual(['create']);

    const late = await confirmed();
    late.world.set(slot.at);
    expect(await late.run()).toBe('skipped');
    expect(late.events.calls).toEqual([]);
    expect([...log.codes(), ...late.log.codes()]).toEqual([]);
  });

  it('is not made for a meeting that was cancelled first', async () => {
    const { events, run, cancel, row } = await confirmed();
    await cancel();
    expect(await run()).toBe('skipped');
    expect(events.calls).toEqual([]);
    expect(await row()).toMatchObject({ state: 'cancelled' });
  });
});
