import { describe, expect, it } from 'vitest';
import { cancelMeeting, confirmMeeting } from '../../../src/core/meeting/decide-meeting.ts';
import { moveMeeting } from '../../../src/core/meeting/move-meeting.ts';
import { pollSlots } from '../../../src/core/meeting/publish-poll.ts';
import { checkDelivery } from '../../../src/core/reminder/delivery-check.ts';
import type { ZonedMoment } from '../../../src/core/time/instant.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const danish = (day: string, time: string) => atTimeOfDay(day, time, 'Europe/Copenhagen');

async function confirmed(committees: Committees, slot: ZonedMoment = danish('2026-11-20', '18:00')) {
  const { deps, mette } = committees;
  const { number } = await pollSlots(deps, mette, {
    title: 'Board',
    lengthMinutes: 60,
    participantIds: [],
    slots: [slot, danish('2026-12-28', '18:00')],
  });
  return await confirmMeeting(deps, mette, { number, slot: 1 });
}

const bells = async ({ database, mette: { scope } }: Committees) =>
  (
    await database.reminders.scheduledFor(
      scope.twinning.id,
      scope.spaces.map(({ id }) => ({ type: 'space', spaceId: id }) as const),
      100,
    )
  ).filter(({ kind }) => kind !== 'digest');

describe('moving a meeting', () => {
  it('keeps the slot it leaves, and promises the new one on the clock of the old one', async () => {
    const committees = await sisterCommittees();
    const before = await confirmed(committees);
    // Linda says it on her own clock.
    const to = atTimeOfDay('2026-11-21', '11:00', 'America/Los_Angeles');
    const moved = await moveMeeting(committees.deps, committees.linda, { number: before.number, to });
    expect(moved.slots.slice(0, 2)).toEqual(before.slots);
    expect(moved).toMatchObject({ state: 'confirmed', confirmedSlot: 3, version: before.version + 1 });
    expect(moved.slots[2]).toEqual({
      number: 3,
      wall: '2026-11-21T20:00',
      timeZone: 'Europe/Copenhagen',
      at: to.at,
    });
    expect(await committees.database.meetings.meeting(moved.id)).toEqual(moved);
  });

  it('rings for the new time only, and never with a bell of the old one that is under way', async () => {
    const committees = await sisterCommittees();
    const before = await confirmed(committees);
    const [old] = await bells(committees);
    const to = danish('2026-11-21', '18:00');
    const moved = await moveMeeting(committees.deps, committees.mette, { number: before.number, to });
    const rung = (await bells(committees)).filter(({ kind }) => kind === 'meeting-hour');
    expect(rung.map(({ dueAt }) => dueAt)).toEqual(
      committees.mette.scope.spaces.map(() => to.at - 3_600_000),
    );
    expect((await bells(committees)).every(({ subjectVersion }) => subjectVersion === moved.version)).toBe(
      true,
    );
    if (old === undefined) throw new Error('no bell was planned before the move');
    expect(checkDelivery(old, { meeting: moved }, committees.mette.scope, [], old.dueAt)).toEqual({
      type: 'drop',
      why: 'changed',
    });
  });

  it('tells every space once a move, with the time it was at', async () => {
    const committees = await sisterCommittees();
    const { number, id, slots } = await confirmed(committees);
    for (const day of ['2026-11-21', '2026-11-22'])
      await moveMeeting(committees.deps, committees.mette, { number, to: danish(day, '18:00') });
    const postings = await committees.database.postings.postingsAbout({ type: 'meeting', id });
    const told = postings.filter(({ view }) => view === 'meeting-moved');
    expect(told.map(({ args }) => args.was)).toEqual([
      ...committees.mette.scope.spaces.map(() => String(slots[0]?.at)),
      ...committees.mette.scope.spaces.map(() => String(danish('2026-11-21', '18:00').at)),
    ]);
    const refreshed = postings.filter(({ view }) => view === 'meeting-confirmed' || view === 'poll');
    expect(refreshed.every(({ wantedVersion }) => wantedVersion > 2)).toBe(true);
  });

  it('takes the second of two equal hours on the clock of who said it', async () => {
    const committees = await sisterCommittees();
    const { number } = await confirmed(committees, danish('2027-10-20', '18:00'));
    // 02:30 in Copenhagen comes twice that night; 18:30 in California is the second one.
    const to = atTimeOfDay('2027-10-30', '18:30', 'America/Los_Angeles');
    const { slots } = await moveMeeting(committees.deps, committees.linda, { number, to });
    expect(slots.at(-1)).toMatchObject({ wall: to.wall, timeZone: 'America/Los_Angeles', at: to.at });
  });

  it('needs the organiser or an office holder, and something that can move', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, emma, world } = committees;
    const { number, slots } = await confirmed(committees);
    const move = (to: ZonedMoment, actor = mette) => refusalOf(moveMeeting(deps, actor, { number, to }));
    const later = danish('2026-11-22', '18:00');
    expect(await move(later, emma)).toBe('error.meeting.organiser-or-office');
    expect(await move(slots[0] ?? later)).toBe('error.meeting.move-same');
    expect(await move({ ...later, at: world.now() })).toBe('error.meeting.move-past');
    world.set(slots[0]?.at ?? 0);
    expect(await move(later)).toBe('error.meeting.move-begun');
    await cancelMeeting(deps, mette, { number });
    expect(await move(later)).toBe('error.meeting.move-cancelled');
    const poll = await pollSlots(deps, mette, {
      title: 'Open',
      lengthMinutes: 60,
      participantIds: [],
      slots: [danish('2026-12-20', '18:00')],
    });
    expect(await refusalOf(moveMeeting(deps, mette, { number: poll.number, to: later }))).toBe(
      'error.meeting.move-open',
    );
  });
});
