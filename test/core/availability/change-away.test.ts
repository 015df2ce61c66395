import { describe, expect, it } from 'vitest';
import forgetExpired from '../../../jobs/forget-expired.ts';
import type { JobContext } from '../../../src/chat/job.ts';
import { addAway, removeAway } from '../../../src/core/availability/change-away.ts';
import { changeOwnProfile } from '../../../src/core/committee/change-own-profile.ts';
import { proposeMeeting } from '../../../src/core/meeting/propose-meeting.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { parseWeeklyHours } from '../../../src/core/time/parse-weekly-hours.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { startTwinning } from '../../../src/core/twinning/start-twinning.ts';
import { fakeHolidayCalendar } from '../../fakes/holiday-calendar.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const copenhagen = { timeZone: 'Europe/Copenhagen' };
const days = (fromOn: string, untilOn: string) => ({ fromOn, untilOn });
const hours = (text: string) => {
  const read = parseWeeklyHours(text, { language: 'en' });
  if (!read.ok) throw new Error(`${text}: ${read.problem}`);
  return read.value;
};

describe('saying that one is away', () => {
  it('joins what overlaps, and returns all days to come', async () => {
    const { deps, mette } = await sisterCommittees();
    await addAway(deps, mette.member, days('2026-12-20', '2026-12-27'), copenhagen);
    await addAway(deps, mette.member, days('2027-02-13', '2027-02-21'), copenhagen);
    expect(await addAway(deps, mette.member, days('2026-12-26', '2027-01-03'), copenhagen)).toEqual([
      days('2026-12-20', '2027-01-03'),
      days('2027-02-13', '2027-02-21'),
    ]);
  });

  it('can be taken back, whole or in part', async () => {
    const { deps, database, mette, jens } = await sisterCommittees();
    await addAway(deps, jens.member, days('2026-12-20', '2026-12-21'), copenhagen);
    await addAway(deps, mette.member, days('2026-12-20', '2027-01-03'), copenhagen);
    expect(await removeAway(deps, mette.member, days('2026-12-24', '2026-12-26'), copenhagen)).toEqual([
      days('2026-12-20', '2026-12-23'),
      days('2026-12-27', '2027-01-03'),
    ]);
    expect(await removeAway(deps, mette.member, days('2026-12-01', '2027-12-31'), copenhagen)).toEqual([]);
    expect(await database.away.awayOf([mette.member.id, jens.member.id])).toHaveLength(1);
  });

  it('goes by the day on the own calendar: in the evening in Solvang it is tomorrow in Aalborg', async () => {
    const { deps, world, linda, mette } = await sisterCommittees();
    world.set(Date.UTC(2026, 10, 3, 6));
    const today = days('2026-11-02', '2026-11-02');
    expect(await addAway(deps, linda.member, today, { timeZone: 'America/Los_Angeles' })).toEqual([today]);
    expect(await refusalOf(addAway(deps, mette.member, today, copenhagen))).toBe(
      'error.availability.away-past',
    );
  });

  it('is bounded, and nothing is kept of the youth', async () => {
    const { deps, database, mette, emma } = await sisterCommittees();
    for (let month = 0; month < 30; month++) {
      const on = new Date(Date.UTC(2027, month, 1)).toISOString().slice(0, 10);
      await addAway(deps, mette.member, days(on, on), copenhagen);
    }
    const more = addAway(deps, mette.member, days('2027-01-15', '2027-01-15'), copenhagen);
    expect(await refusalOf(more)).toBe('error.availability.away-many');
    const ofEmma = addAway(deps, emma.member, days('2027-01-15', '2027-01-15'), copenhagen);
    expect(await refusalOf(ofEmma)).toBe('error.availability.away-youth');
    expect(await database.away.awayOf([emma.member.id])).toEqual([]);
  });

  it('is forgotten of whoever says that they represent the youth', async () => {
    const { deps, database, mette, jens } = await sisterCommittees();
    for (const { member } of [mette, jens])
      await addAway(deps, member, days('2026-12-20', '2026-12-27'), copenhagen);
    await changeOwnProfile(deps, jens.member, { represents: 'youth' });
    const left = await database.away.awayOf([mette.member.id, jens.member.id]);
    expect(left.map(({ memberId }) => memberId)).toEqual([mette.member.id]);
  });

  it('holds in every town that a person belongs to', async () => {
    const { deps, database, mette } = await sisterCommittees();
    const { member: other } = await startTwinning(deps, {
      town: { name: 'Hobro', country: 'DK', timeZone: 'Europe/Copenhagen', language: 'da' },
      channel: { platform: 'slack', tenantId: 'T1', channelId: 'C77' },
      account: { platform: 'slack', tenantId: 'T1', userId: 'UMETTE' },
      profile: { displayName: 'Mette' },
    });
    await addAway(deps, mette.member, days('2026-12-20', '2026-12-27'), copenhagen);
    expect(await database.away.awayOf([other.id])).toMatchObject([days('2026-12-20', '2026-12-27')]);
  });

  it('is forgotten when it has passed everywhere', async () => {
    const { deps, database, world, mette } = await sisterCommittees();
    await addAway(deps, mette.member, days('2026-11-03', '2026-11-04'), copenhagen);
    const nothing = async () => undefined;
    const quiet = () => undefined;
    const context: JobContext = {
      world,
      database,
      queue: { add: nothing, ping: nothing, close: nothing },
      platforms: new Map(),
      holidays: fakeHolidayCalendar(),
      log: { info: quiet, warn: quiet, error: quiet },
    };
    const run = () => forgetExpired.run({}, context);
    world.set(Date.UTC(2026, 10, 5, 11));
    await run();
    expect(await database.away.awayOf([mette.member.id])).toHaveLength(1);
    world.set(Date.UTC(2026, 10, 6, 1));
    expect(await run()).toBe('done');
    expect(await database.away.awayOf([mette.member.id])).toEqual([]);
  });
});

describe('looking for a time', () => {
  it('never counts on somebody who is away, on their own calendar', async () => {
    const { deps, world, mette, jens } = await sisterCommittees();
    const searched = async () => {
      const { search } = await proposeMeeting(deps, mette, {
        title: 'Board',
        lengthMinutes: 60,
        participantIds: [mette.member.id, jens.member.id],
        fromAt: world.now() + DAY_MS,
        untilAt: world.now() + 8 * DAY_MS,
      });
      return search.candidates;
    };
    expect((await searched()).every(({ missing }) => missing.length === 0)).toBe(true);
    await addAway(deps, jens.member, days('2026-11-03', '2026-11-08'), copenhagen);
    const candidates = await searched();
    const together = candidates.filter(({ missing }) => missing.length === 0);
    expect(together.length).toBeGreaterThan(0);
    for (const { at } of together) expect(wallAt(at, 'Europe/Copenhagen') >= '2026-11-09').toBe(true);
    for (const { at, missing } of candidates) {
      if (wallAt(at, 'Europe/Copenhagen') >= '2026-11-09') continue;
      expect(missing).toEqual([{ id: jens.member.id, why: 'away' }]);
    }
  });

  it('finds an hour past midnight, which is stored and read as it was said', async () => {
    const { deps, database, world, mette, jens } = await sisterCommittees();
    const night = hours('sun 22:00-02:00');
    for (const { member } of [mette, jens]) {
      await changeOwnProfile(deps, member, { weeklyHours: night });
      expect((await database.committees.member(member.id))?.weeklyHours).toEqual(night);
    }
    const { search } = await proposeMeeting(deps, mette, {
      title: 'Night watch',
      lengthMinutes: 240,
      participantIds: [mette.member.id, jens.member.id],
      fromAt: world.now() + DAY_MS,
      untilAt: world.now() + 8 * DAY_MS,
    });
    expect(search.widenedTo).toBeUndefined();
    const together = search.candidates.filter(({ missing }) => missing.length === 0);
    expect(
      together.map(({ at, endAt }) => [at, endAt].map((one) => wallAt(one, 'Europe/Copenhagen'))),
    ).toEqual([['2026-11-08T22:00', '2026-11-09T02:00']]);
  });
});
