import { describe, expect, it } from 'vitest';
import {
  cancelMeeting,
  castBallot,
  closePoll,
  confirmMeeting,
} from '../../../src/core/meeting/decide-meeting.ts';
import { proposeMeeting } from '../../../src/core/meeting/propose-meeting.ts';
import { pickSlots, pollSlots, publishPoll } from '../../../src/core/meeting/publish-poll.ts';
import { HOUR_MS } from '../../../src/core/time/instant.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const proposal = { title: 'Youth Games 2027', lengthMinutes: 60, participantIds: [] } as const;
const slot = (day: string, time: string) => atTimeOfDay(day, time, 'Europe/Copenhagen');

async function poll(committees: Committees) {
  return await pollSlots(committees.deps, committees.mette, {
    ...proposal,
    slots: [slot('2026-11-20', '18:00'), slot('2026-11-21', '18:00')],
  });
}
const scheduled = async ({ database, mette }: Committees) => {
  const { scope } = mette;
  const targets = [
    ...scope.spaces.map(({ id }) => ({ type: 'space', spaceId: id }) as const),
    ...(await database.committees.membersOf(scope.towns.map(({ id }) => id))).map(
      ({ id }) => ({ type: 'member', memberId: id }) as const,
    ),
  ];
  const all = await database.reminders.scheduledFor(scope.twinning.id, targets, 100);
  return all.filter(({ kind }) => kind !== 'digest');
};

describe('proposing a meeting', () => {
  it('finds hours that both towns share, and posts the picked ones everywhere', async () => {
    const committees = await sisterCommittees();
    const { meeting, search } = await proposeMeeting(committees.deps, committees.mette, proposal);
    expect(search.candidates).not.toHaveLength(0);
    expect(meeting).toMatchObject({ number: 1, state: 'draft' });
    await pickSlots(committees.deps, committees.mette, { number: 1, picked: [2, 1] });
    const posted = await publishPoll(committees.deps, committees.mette, { number: 1 });
    expect(posted.slots.map(({ number }) => number)).toEqual([1, 2]);
    const postings = await committees.database.postings.postingsAbout({ type: 'meeting', id: meeting.id });
    expect(postings.map(({ view }) => view)).toEqual(['poll', 'poll', 'poll']);
  });

  it('lets only the organiser post, once', async () => {
    const committees = await sisterCommittees();
    await proposeMeeting(committees.deps, committees.mette, proposal);
    expect(await refusalOf(publishPoll(committees.deps, committees.linda, { number: 1 }))).toBe(
      'error.meeting.organiser-only',
    );
    await publishPoll(committees.deps, committees.mette, { number: 1 });
    expect(await refusalOf(publishPoll(committees.deps, committees.mette, { number: 1 }))).toBe(
      'error.meeting.posted',
    );
  });
});

describe('a poll', () => {
  it('is not a direct message to the youth', async () => {
    const committees = await sisterCommittees();
    await poll(committees);
    const asked = await scheduled(committees);
    const youth = committees.mette.scope.spaces.find(({ audience }) => audience === 'youth');
    expect(asked.map(({ target }) => target)).toContainEqual({ type: 'space', spaceId: youth?.id });
    expect(asked.map(({ target }) => target)).not.toContainEqual({
      type: 'member',
      memberId: committees.emma.member.id,
    });
  });

  it('confirms itself when everybody has answered, and plans the bells on each clock', async () => {
    const committees = await sisterCommittees();
    const { number } = await poll(committees);
    for (const actor of [committees.mette, committees.jens, committees.linda, committees.emma]) {
      await castBallot(committees.deps, actor, { number, slots: [1], answer: 'yes' });
      await castBallot(committees.deps, actor, { number, slots: [2], answer: 'no' });
    }
    const { scope } = committees.mette;
    const meeting = await committees.database.meetings.meetingByNumber(scope.twinning.id, number);
    expect(meeting).toMatchObject({ state: 'confirmed', confirmedSlot: 1 });
    const solvang = scope.spaces.find(({ platform }) => platform === 'discord');
    const bells = (await scheduled(committees)).filter(
      ({ target }) => target.type === 'space' && target.spaceId === solvang?.id,
    );
    expect(bells.map(({ dueAt }) => wallAt(dueAt, 'America/Los_Angeles'))).toEqual([
      '2026-11-13T09:00',
      '2026-11-19T09:00',
      '2026-11-20T08:00',
    ]);
  });

  it('counts a changed answer once, and refuses answers after it closed', async () => {
    const committees = await sisterCommittees();
    const { number, id } = await poll(committees);
    await castBallot(committees.deps, committees.linda, { number, slots: 'all', answer: 'no' });
    const voted = await castBallot(committees.deps, committees.linda, {
      number,
      slots: 'all',
      answer: 'if-need-be',
    });
    expect(voted.ballots.map(({ answer }) => answer)).toEqual(['if-need-be', 'if-need-be']);
    expect(await closePoll(committees.deps, id)).toBeUndefined();
    committees.world.set(voted.deadlineAt ?? 0);
    expect(await closePoll(committees.deps, id)).toMatchObject({ state: 'undecided' });
    expect(
      await refusalOf(castBallot(committees.deps, committees.linda, { number, slots: [1], answer: 'yes' })),
    ).toBe('error.meeting.poll-closed');
    const views = (await committees.database.postings.postingsAbout({ type: 'meeting', id })).map(
      ({ view }) => view,
    );
    expect(views).toContain('poll-undecided');
  });

  it('is confirmed by its organiser or an office holder only', async () => {
    const committees = await sisterCommittees();
    const { number } = await poll(committees);
    expect(await refusalOf(confirmMeeting(committees.deps, committees.mette, { number }))).toBe(
      'error.meeting.nobody-yet',
    );
    expect(await refusalOf(confirmMeeting(committees.deps, committees.emma, { number, slot: 1 }))).toBe(
      'error.meeting.organiser-or-office',
    );
    expect(await confirmMeeting(committees.deps, committees.linda, { number, slot: 2 })).toMatchObject({
      confirmedSlot: 2,
    });
  });

  it('never rings once it is cancelled', async () => {
    const committees = await sisterCommittees();
    const { number } = await poll(committees);
    await confirmMeeting(committees.deps, committees.mette, { number, slot: 1 });
    committees.world.advance(HOUR_MS);
    await cancelMeeting(committees.deps, committees.mette, { number, reason: 'storm' });
    expect(await scheduled(committees)).toEqual([]);
  });
});
