import { describe, expect, it } from 'vitest';
import { cancelMeeting } from '../../../src/core/meeting/decide-meeting.ts';
import { confirmedAt } from '../../../src/core/meeting/meeting.ts';
import { moveMeeting } from '../../../src/core/meeting/move-meeting.ts';
import { checkDelivery } from '../../../src/core/reminder/delivery-check.ts';
import { differenceAhead } from '../../../src/core/reminder/difference-ahead.ts';
import { extendSeries } from '../../../src/core/series/extend-series.ts';
import { startSeries } from '../../../src/core/series/start-series.ts';
import { rule } from '../../../src/core/time/recurrence-rule.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';

const DANISH = 'Europe/Copenhagen';
const weekly = ({ deps, mette }: Committees, title: string) =>
  startSeries(deps, mette, {
    title,
    lengthMinutes: 60,
    participantIds: [],
    rule: rule('WEEKLY'),
    from: atTimeOfDay('2027-02-25', '19:00', DANISH),
    untilOn: '2027-04-10',
  });
const announcements = async ({ database, mette: { scope } }: Committees) =>
  (
    await database.reminders.scheduledFor(
      scope.twinning.id,
      scope.spaces.map(({ id }) => ({ type: 'space', spaceId: id }) as const),
      10_000,
    )
  ).filter(({ kind }) => kind === 'difference-ahead');

describe('weeks in which the clocks differ otherwise', () => {
  it('are announced a month before, in the morning, once a space however many meetings lie in them', async () => {
    const committees = await sisterCommittees();
    const { series } = await weekly(committees, 'Board');
    await weekly(committees, 'Youth');
    await extendSeries(committees.deps, series.id);
    const planned = await announcements(committees);
    expect(planned).toHaveLength(committees.mette.scope.spaces.length);
    const zones = planned.map(({ dueAt }) => [wallAt(dueAt, DANISH), wallAt(dueAt, 'America/Los_Angeles')]);
    expect(zones).toContainEqual(['2027-02-14T09:00', '2027-02-14T00:00']);
    expect(zones).toContainEqual(['2027-02-14T18:00', '2027-02-14T09:00']);
  });

  it('name the meetings that are in them when they ring, and are not announced when there is none', async () => {
    const committees = await sisterCommittees();
    const { deps, database, mette } = committees;
    const { series, occurrences } = await weekly(committees, 'Board');
    const [announcement] = await announcements(committees);
    if (announcement === undefined) throw new Error('nothing was planned');
    const now = async () =>
      differenceAhead(announcement, mette.scope, await database.meetings.occurrencesOf(series.id));
    const within = occurrences.filter((one) =>
      ['2027-03-18', '2027-03-25'].includes(one.originalWall?.slice(0, 10) ?? ''),
    );
    expect((await now())?.meetings.map(({ number }) => number)).toEqual(within.map(({ number }) => number));
    expect(
      (await now())?.differences.map(({ changedMinutes, usualMinutes, towns }) => [
        changedMinutes,
        usualMinutes,
        towns.map(({ name }) => name),
      ]),
    ).toEqual([[-480, -540, ['Solvang']]]);
    const [first, second] = within;
    await cancelMeeting(deps, mette, { number: first?.number ?? 0 });
    const to = atTimeOfDay('2027-04-01', '20:00', DANISH);
    await moveMeeting(deps, mette, { number: second?.number ?? 0, to });
    const difference = await now();
    expect(difference?.meetings).toEqual([]);
    expect(checkDelivery(announcement, { difference }, mette.scope, [], announcement.dueAt)).toEqual({
      type: 'drop',
      why: 'gone',
    });
    // Its bells follow the meeting out of the weeks, one planned before or not.
    expect(await announcements(committees)).toHaveLength(mette.scope.spaces.length);
  });

  it('keep the hour of the anchor and move that of the others', async () => {
    const { occurrences } = await weekly(await sisterCommittees(), 'Board');
    const local = occurrences.map((one) => wallAt(confirmedAt(one) ?? 0, 'America/Los_Angeles').slice(5));
    expect(local).toEqual([
      '02-25T10:00',
      '03-04T10:00',
      '03-11T10:00',
      '03-18T11:00',
      '03-25T11:00',
      '04-01T10:00',
      '04-08T10:00',
    ]);
  });
});
