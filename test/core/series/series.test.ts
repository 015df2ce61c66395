import { describe, expect, it } from 'vitest';
import { cancelMeeting } from '../../../src/core/meeting/decide-meeting.ts';
import { confirmedAt, type Meeting } from '../../../src/core/meeting/meeting.ts';
import { moveMeeting } from '../../../src/core/meeting/move-meeting.ts';
import { endSeries } from '../../../src/core/series/end-series.ts';
import { extendSeries } from '../../../src/core/series/extend-series.ts';
import type { MeetingSeries } from '../../../src/core/series/meeting-series.ts';
import { type SeriesWish, startSeries } from '../../../src/core/series/start-series.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { type RecurrenceRule, rule } from '../../../src/core/time/recurrence-rule.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const DANISH = 'Europe/Copenhagen';
const secondThursday: RecurrenceRule = rule('MONTHLY', { days: [{ weekday: 4, nth: 2 }] });
const start = (committees: Committees, wish: Partial<SeriesWish> = {}) =>
  startSeries(committees.deps, committees.mette, {
    title: 'Board',
    lengthMinutes: 60,
    participantIds: [],
    rule: secondThursday,
    from: atTimeOfDay('2026-12-01', '19:00', DANISH),
    ...wish,
  });
const walls = (meetings: readonly Meeting[]) => meetings.map(({ originalWall }) => originalWall ?? '');
const bellsOf = async ({ database, mette: { scope } }: Committees, { id }: Meeting) =>
  (
    await database.reminders.scheduledFor(
      scope.twinning.id,
      scope.spaces.map((space) => ({ type: 'space', spaceId: space.id }) as const),
      10_000,
    )
  ).filter(({ about }) => about.id === id);
const eventsOf = async ({ database }: Committees, { id }: Pick<Meeting, 'id'>) =>
  (await database.postings.postingsAbout({ type: 'meeting', id })).filter(({ view }) => view === 'event');
const postingsOf = async ({ database }: Committees, { twinningId }: MeetingSeries) =>
  (await database.postings.postingsAbout({ type: 'twinning', id: twinningId })).filter(({ view }) =>
    view.startsWith('series'),
  );

describe('a series', () => {
  it('is a year of confirmed meetings at the same hour of the anchor, its towns taking turns', async () => {
    const committees = await sisterCommittees();
    const { series, occurrences } = await start(committees);
    expect(walls(occurrences).slice(0, 4)).toEqual([
      '2026-12-10T19:00',
      '2027-01-14T19:00',
      '2027-02-11T19:00',
      '2027-03-11T19:00',
    ]);
    expect(occurrences).toHaveLength(12);
    for (const { state, slots, originalWall } of occurrences)
      expect([state, slots[0]?.wall, slots[0]?.timeZone]).toEqual(['confirmed', originalWall, DANISH]);
    const { mette, linda } = committees;
    expect(occurrences.slice(0, 3).map(({ hostTownId }) => hostTownId)).toEqual([
      mette.town.id,
      linda.town.id,
      mette.town.id,
    ]);
    // 18 March lies between the clock changes; the anchor does not notice.
    const local = occurrences.map((one) => wallAt(confirmedAt(one) ?? 0, 'America/Los_Angeles').slice(11));
    expect(new Set(local)).toEqual(new Set(['10:00']));
    expect(series).toMatchObject({ rule: 'FREQ=MONTHLY;BYDAY=2TH', timeZone: DANISH });
    const [first] = occurrences;
    if (first === undefined) throw new Error('no occurrence');
    expect(await bellsOf(committees, first)).toHaveLength(3 * mette.scope.spaces.length);
  });

  it('is announced once in every space, not once a meeting', async () => {
    const committees = await sisterCommittees();
    const { series, occurrences } = await start(committees);
    const announced = await postingsOf(committees, series);
    expect(announced.map(({ view }) => view)).toEqual(
      committees.mette.scope.spaces.map(() => 'series-started'),
    );
    for (const { id } of occurrences)
      expect(await committees.database.postings.postingsAbout({ type: 'meeting', id })).toEqual([]);
  });

  it('has its next two among the events of the server, from a month before, once each', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, linda, world } = committees;
    const { series, occurrences } = await start(committees, {
      rule: rule('WEEKLY', { interval: 2, days: [{ weekday: 4 }] }),
      from: atTimeOfDay('2026-12-03', '19:00', DANISH),
    });
    const shown = async () => {
      const all = await committees.database.meetings.occurrencesOf(series.id);
      const rows = await Promise.all(all.map(({ id }) => eventsOf(committees, { id })));
      return rows.map(({ length }) => length).slice(0, 5);
    };
    const first = (count: number) => Array.from({ length: 5 }, (_, index) => (index < count ? 1 : 0));
    // 3 December is 31 days away.
    expect(await shown()).toEqual(first(0));
    world.advance(2 * DAY_MS);
    await extendSeries(deps, series.id);
    expect(await shown()).toEqual(first(1));
    world.advance(20 * DAY_MS);
    await extendSeries(deps, series.id);
    await extendSeries(deps, series.id);
    expect(await shown()).toEqual(first(2));
    // What is called off makes room for the next one; its own event follows.
    await cancelMeeting(deps, mette, { number: occurrences[0]?.number ?? 0 });
    world.advance(10 * DAY_MS);
    await extendSeries(deps, series.id);
    expect(await shown()).toEqual(first(3));
    const [off] = await eventsOf(committees, occurrences[0] ?? failed());
    const committee = linda.scope.spaces.find(
      (one) => one.platform === 'discord' && one.audience === 'committee',
    );
    expect(off).toMatchObject({ spaceId: committee?.id, wantedVersion: 2 });
    await endSeries(deps, mette, { number: occurrences[1]?.number ?? 0 });
    world.advance(10 * DAY_MS);
    await extendSeries(deps, series.id);
    expect(await shown()).toEqual(first(3));
    for (const index of [1, 2])
      expect(await eventsOf(committees, occurrences[index] ?? failed())).toMatchObject([
        { wantedVersion: 2 },
      ]);
  });

  it('has the event of a first meeting that is near at once, also when it is moved there', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, world } = committees;
    const { series, occurrences } = await start(committees, {
      from: atTimeOfDay('2026-11-05', '19:00', DANISH),
    });
    const [first, second] = occurrences;
    if (first === undefined || second === undefined) throw new Error('no occurrences');
    expect([await eventsOf(committees, first), await eventsOf(committees, second)]).toMatchObject([[{}], []]);
    await moveMeeting(deps, mette, {
      number: second.number,
      to: atTimeOfDay('2026-11-26', '19:00', DANISH),
    });
    world.advance(DAY_MS);
    await extendSeries(deps, series.id);
    expect(await eventsOf(committees, second)).toMatchObject([{ wantedVersion: 1 }]);
  });

  it('goes on by itself, as often as it is asked; what was moved or called off stays so', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, world } = committees;
    const { series, occurrences } = await start(committees);
    expect(await extendSeries(deps, series.id)).toBe(0);
    const [first, second] = occurrences;
    if (first === undefined || second === undefined) throw new Error('no occurrences');
    await moveMeeting(deps, mette, {
      number: first.number,
      to: atTimeOfDay('2026-12-17', '20:00', DANISH),
    });
    await cancelMeeting(deps, mette, { number: second.number });
    world.advance(40 * DAY_MS);
    expect(await extendSeries(deps, series.id)).toBe(1);
    expect(await extendSeries(deps, series.id)).toBe(0);
    const all = await committees.database.meetings.occurrencesOf(series.id);
    expect(walls(all)).toEqual([...new Set(walls(all))]);
    expect(all).toHaveLength(13);
    expect(all[0]).toMatchObject({ originalWall: '2026-12-10T19:00', confirmedSlot: 2, state: 'confirmed' });
    expect(all[1]).toMatchObject({ state: 'cancelled' });
    // Whose turn it is goes on where it was.
    expect(all[12]?.hostTownId).toBe(mette.town.id);
    expect(await bellsOf(committees, second)).toEqual([]);
  });

  it('is at most thirty meetings ahead, at least the next one, and none after its last day', async () => {
    const daily = await start(await sisterCommittees(), { rule: rule('DAILY') });
    expect(daily.occurrences).toHaveLength(30);
    const rare = await start(await sisterCommittees(), {
      rule: rule('YEARLY', { months: [2], monthDays: [29] }),
    });
    expect(walls(rare.occurrences)).toEqual(['2028-02-29T19:00']);
    const ending = await start(await sisterCommittees(), { untilOn: '2027-02-11' });
    expect(walls(ending.occurrences)).toEqual(['2026-12-10T19:00', '2027-01-14T19:00', '2027-02-11T19:00']);
  });

  it('takes the hour after, where the clocks skip its own, and remembers where it belongs', async () => {
    const { occurrences } = await start(await sisterCommittees(), {
      rule: rule('DAILY'),
      from: atTimeOfDay('2027-03-27', '02:30', DANISH),
    });
    expect(occurrences[1]).toMatchObject({
      originalWall: '2027-03-28T02:30',
      slots: [{ wall: '2027-03-28T03:30' }],
    });
    expect(occurrences[2]?.slots[0]?.wall).toBe('2027-03-29T02:30');
  });

  it('refuses rules without a meeting, and a last day before the first', async () => {
    const never = rule('YEARLY', { months: [2], monthDays: [30] });
    const committees = await sisterCommittees();
    expect(await refusalOf(start(committees, { rule: never }))).toBe('error.series.never');
    expect(await refusalOf(start(committees, { untilOn: '2026-12-05' }))).toBe('error.series.never');
    expect(await refusalOf(start(committees, { untilOn: '2026-11-05' }))).toBe('error.series.until-before');
    expect(await committees.database.series.openSeries()).toEqual([]);
  });
});

describe('ending a series', () => {
  it('calls off what is to come, with one announcement, and leaves alone what was', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, linda, world } = committees;
    const { series, occurrences } = await start(committees);
    world.set((confirmedAt(occurrences[1] ?? occurrences[0] ?? failed()) ?? 0) + DAY_MS);
    await cancelMeeting(deps, mette, { number: occurrences[2]?.number ?? 0 });
    const ended = await endSeries(deps, linda, { number: occurrences[2]?.number ?? 0 });
    expect(ended.cancelled).toBe(9);
    const all = await committees.database.meetings.occurrencesOf(series.id);
    expect(all.map(({ state }) => state)).toEqual([
      'confirmed',
      'confirmed',
      ...Array.from({ length: 10 }, () => 'cancelled'),
    ]);
    for (const one of all.slice(2)) expect(await bellsOf(committees, one)).toEqual([]);
    const views = (await postingsOf(committees, series)).map(({ view }) => view);
    expect(views.filter((view) => view === 'series-ended')).toHaveLength(mette.scope.spaces.length);
    expect(await extendSeries(deps, series.id)).toBe(0);
    expect(await refusalOf(endSeries(deps, mette, { number: occurrences[2]?.number ?? 0 }))).toBe(
      'error.series.ended',
    );
  });

  it('is for its organiser and office holders, and for series only', async () => {
    const committees = await sisterCommittees();
    const { occurrences } = await start(committees);
    const number = occurrences[0]?.number ?? 0;
    expect(await refusalOf(endSeries(committees.deps, committees.emma, { number }))).toBe(
      'error.meeting.organiser-or-office',
    );
  });
});

function failed(): never {
  throw new Error('the series has no occurrences');
}
