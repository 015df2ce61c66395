import { describe, expect, it } from 'vitest';
import { confirmMeeting } from '../../../src/core/meeting/decide-meeting.ts';
import { correctedSlots, followTimeZoneData } from '../../../src/core/meeting/follow-time-zone-data.ts';
import { pollSlots } from '../../../src/core/meeting/publish-poll.ts';
import {
  type ClockSnapshot,
  clockSnapshot,
  formatSnapshot,
  offsetThen,
  readSnapshot,
} from '../../../src/core/time/clock-snapshot.ts';
import { DAY_MS, HOUR_MS } from '../../../src/core/time/instant.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import { offsetMinutes } from '../../../src/core/time/zone-offset.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';

const danish = (day: string, time: string) => atTimeOfDay(day, time, 'Europe/Copenhagen');
const soon = danish('2027-02-10', '18:00');

/**
 * As it was under data by which this zone's clock was an hour behind what it is today: what is promised on that clock
 * has an instant an hour later.
 */
async function oldData(committees: Committees, behind: string): Promise<void> {
  const { database, world } = committees;
  await followTimeZoneData(committees.deps);
  const known = readSnapshot(await database.facts.fact('time-zone-data'));
  if (known === undefined) throw new Error('nothing was remembered');
  const zones = Object.fromEntries(
    Object.entries(known.zones).map(([zone, changes]) => [
      zone,
      changes.map(([at, offset]) => [at, zone === behind ? offset - 60 : offset] as const),
    ]),
  );
  const before: ClockSnapshot = { version: '2025z', zones };
  await database.transaction((tx) => tx.facts.saveFact('time-zone-data', formatSnapshot(before)));
  world.setTimeZoneData('2026b');
}

async function confirmed({ deps, mette, database }: Committees, lateBy = 0) {
  const { number } = await pollSlots(deps, mette, {
    title: 'Board',
    lengthMinutes: 60,
    participantIds: [],
    slots: [soon],
  });
  const meeting = await confirmMeeting(deps, mette, { number, slot: 1 });
  await database.transaction((tx) => tx.meetings.correctSlot(meeting.id, 1, soon.at + lateBy));
  return meeting;
}

const toldOf = async ({ database, mette }: Committees, id: `mtg_${string}`) => {
  const postings = await database.postings.postingsAbout({ type: 'meeting', id });
  return postings
    .filter(({ view }) => view === 'meeting-moved')
    .map(({ spaceId, args }) => ({
      town: mette.scope.towns.find(
        (town) => town.id === mette.scope.spaces.find((space) => space.id === spaceId)?.townId,
      )?.name,
      was: new Date(Number(args.wasLine)).toISOString().slice(0, 16),
    }));
};

describe('other time-zone data', () => {
  it('moves the instant of what was promised, and tells those whose clock it moves on', async () => {
    const committees = await sisterCommittees();
    const meeting = await confirmed(committees, HOUR_MS);
    await oldData(committees, 'Europe/Copenhagen');
    expect(await followTimeZoneData(committees.deps)).toBe(1);
    const followed = await committees.database.meetings.meeting(meeting.id);
    expect(followed).toMatchObject({
      version: meeting.version + 1,
      slots: [{ wall: soon.wall, at: soon.at }],
    });
    // In Aalborg it stays at 18:00; Solvang's two spaces are told that 10:00 became 09:00.
    expect(await toldOf(committees, meeting.id)).toEqual([
      { town: 'Solvang', was: '2027-02-10T10:00' },
      { town: 'Solvang', was: '2027-02-10T10:00' },
    ]);
    const { scope } = committees.mette;
    const bells = await committees.database.reminders.scheduledFor(
      scope.twinning.id,
      scope.spaces.map(({ id }) => ({ type: 'space', spaceId: id }) as const),
      100,
    );
    const hours = bells.filter(({ kind }) => kind === 'meeting-hour');
    expect(new Set(hours.map(({ dueAt }) => dueAt))).toEqual(new Set([soon.at - HOUR_MS]));
  });

  it('tells the town whose own clock changed, though the instant stays', async () => {
    const committees = await sisterCommittees();
    const meeting = await confirmed(committees);
    await oldData(committees, 'America/Los_Angeles');
    expect(await followTimeZoneData(committees.deps)).toBe(1);
    const [told] = await toldOf(committees, meeting.id);
    expect(told).toEqual({ town: 'Solvang', was: '2027-02-10T08:00' });
    expect((await committees.database.meetings.meeting(meeting.id))?.slots[0]?.at).toBe(soon.at);
  });

  it('does so once, also where it was cut off, and not at all while the data is the same', async () => {
    const committees = await sisterCommittees();
    const meeting = await confirmed(committees, HOUR_MS);
    await oldData(committees, 'Europe/Copenhagen');
    const before = await committees.database.facts.fact('time-zone-data');
    await followTimeZoneData(committees.deps);
    await committees.database.transaction((tx) => tx.facts.saveFact('time-zone-data', before ?? ''));
    expect(await followTimeZoneData(committees.deps)).toBe(0);
    expect(await followTimeZoneData(committees.deps)).toBe(0);
    expect(await toldOf(committees, meeting.id)).toHaveLength(2);
    expect(readSnapshot(await committees.database.facts.fact('time-zone-data'))?.version).toBe('2026b');
  });

  it('changes nothing that nobody notices: the same clocks under a new version, meetings that were', async () => {
    const committees = await sisterCommittees();
    const meeting = await confirmed(committees);
    await oldData(committees, 'Asia/Tokyo');
    expect(await followTimeZoneData(committees.deps)).toBe(0);
    expect((await committees.database.meetings.meeting(meeting.id))?.version).toBe(meeting.version);
    expect(correctedSlots([{ number: 1, ...soon, at: soon.at + HOUR_MS }], soon.at + 2 * HOUR_MS)).toEqual(
      [],
    );
  });

  it('leaves the second of two equal hours where it was meant', () => {
    const wall = '2027-10-31T02:30';
    const at = Date.parse('2027-10-31T01:30Z');
    expect(correctedSlots([{ number: 1, wall, timeZone: 'Europe/Copenhagen', at }], 0)).toEqual([]);
  });
});

describe('a snapshot of the clocks', () => {
  it('says the offset at any instant it knows, and nothing else', () => {
    const from = Date.UTC(2027, 0, 1);
    const snapshot = clockSnapshot('x', ['Europe/Copenhagen'], from, from + 800 * DAY_MS);
    for (let at = from; at < from + 800 * DAY_MS; at += 5 * HOUR_MS)
      expect(offsetThen(snapshot, at, 'Europe/Copenhagen')).toBe(offsetMinutes(at, 'Europe/Copenhagen'));
    expect(offsetThen(snapshot, from - 1, 'Europe/Copenhagen')).toBeUndefined();
    expect(offsetThen(snapshot, from, 'Asia/Tokyo')).toBeUndefined();
    expect(readSnapshot(formatSnapshot(snapshot))).toEqual(snapshot);
    for (const text of [undefined, '', '{}', '[]', '{"version":"x","zones":{"a":[[1]]}}', 'null'])
      expect(readSnapshot(text)).toBeUndefined();
  });
});
