import { describe, expect, it } from 'vitest';
import { addMember } from '../../../src/core/committee/add-member.ts';
import { castBallot, closeEarly, closePoll } from '../../../src/core/meeting/decide-meeting.ts';
import { pollRanking, pollTerms, pollTrouble } from '../../../src/core/meeting/poll-outcome.ts';
import { pollSlots, publishPoll } from '../../../src/core/meeting/publish-poll.ts';
import { recordBallot } from '../../../src/core/meeting/record-ballot.ts';
import { remindUnanswered } from '../../../src/core/meeting/remind-unanswered.ts';
import { searchAgain } from '../../../src/core/meeting/search-again.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/core/time/instant.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import { changeSettings } from '../../../src/core/twinning/change-settings.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const slot = (day: string, time: string) => atTimeOfDay(day, time, 'Europe/Copenhagen');
const evenings = [slot('2026-11-20', '18:00'), slot('2026-11-21', '18:00')];

async function poll({ deps, mette }: Committees, more: { requiredIds?: `mbr_${string}`[] } = {}) {
  const proposal = { title: 'Youth Games 2027', lengthMinutes: 60, participantIds: [], slots: evenings };
  return await pollSlots(deps, mette, { ...proposal, ...more });
}

const views = async ({ database }: Committees, id: `mtg_${string}`) =>
  (await database.postings.postingsAbout({ type: 'meeting', id })).map(({ view }) => view);

async function withInes(committees: Committees) {
  const { member: ines } = await addMember(committees.deps, committees.mette, {
    displayName: 'Ines Sørensen',
    represents: 'citizens',
    substitute: false,
  });
  return ines;
}

describe('a member without chat', () => {
  it('is answered for by the office holders of their town, and by nobody else', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, jens, linda } = committees;
    const ines = await withInes(committees);
    const { number, id } = await poll(committees);
    const input = { number, slots: [1], answer: 'yes', memberId: ines.id } as const;
    expect(await refusalOf(recordBallot(deps, jens, input))).toBe('error.command.office-only');
    expect(await refusalOf(recordBallot(deps, linda, input))).toBe('error.meeting.record-whom');
    const { ballots } = await recordBallot(deps, mette, input);
    expect(ballots).toMatchObject([{ memberId: ines.id, answer: 'yes', recordedById: mette.member.id }]);
    expect((await committees.database.audit.entriesAbout(id, 5)).map(({ action }) => action)).toContain(
      'meeting/record',
    );
  });

  it('wins with their own answer, which nobody writes over', async () => {
    const committees = await sisterCommittees();
    const { deps, mette } = committees;
    const ines = await withInes(committees);
    const { number } = await poll(committees);
    const recorded = { number, slots: 'all', answer: 'no', memberId: ines.id } as const;
    await recordBallot(deps, mette, recorded);
    const account = { platform: 'slack', tenantId: 'T1', userId: 'UINES' } as const;
    const { member: same } = await addMember(deps, mette, {
      ...{ account, displayName: 'ines sørensen', represents: 'citizens', substitute: false },
    });
    expect(same).toMatchObject({ id: ines.id, accounts: [account] });
    await castBallot(deps, { ...mette, member: same }, { number, slots: [2], answer: 'yes' });
    const { ballots } = await recordBallot(deps, mette, { ...recorded, answer: 'if-need-be' });
    expect(ballots.map(({ slot, answer, recordedById }) => [slot, answer, recordedById])).toEqual([
      [1, 'if-need-be', mette.member.id],
      [2, 'yes', undefined],
    ]);
    expect(await refusalOf(recordBallot(deps, mette, { ...recorded, slots: [2] }))).toBe(
      'error.meeting.answered-self',
    );
  });

  it('is reminded in the town’s space, with all who are reached there', async () => {
    const committees = await sisterCommittees();
    const ines = await withInes(committees);
    const { number, id } = await poll(committees);
    await remindUnanswered(committees.deps, committees.mette, number);
    const { scope } = committees.mette;
    const home = scope.spaces.find(({ townId }) => townId === ines.townId);
    if (home === undefined) throw new Error('Aalborg has no space');
    const space = { type: 'space', spaceId: home.id } as const;
    const asked = await committees.database.reminders.scheduledFor(scope.twinning.id, [space], 100);
    expect(asked.filter(({ about }) => about.id === id)).not.toEqual([]);
    const direct = { type: 'member', memberId: ines.id } as const;
    expect(await committees.database.reminders.scheduledFor(scope.twinning.id, [direct], 100)).toEqual([]);
  });

  it('holds no office before somebody with chat does: nobody could act for the town', async () => {
    const committees = await sisterCommittees();
    const addition = { displayName: 'Ines', represents: 'citizens', substitute: false } as const;
    expect(
      await refusalOf(addMember(committees.deps, committees.mette, { ...addition, office: 'chair' })),
    ).toBe('error.committee.office-needs-chat');
    const account = { platform: 'slack', tenantId: 'T1', userId: 'UMETTE' } as const;
    await addMember(committees.deps, committees.mette, { ...addition, account, office: 'secretary' });
    await addMember(committees.deps, committees.mette, { ...addition, office: 'chair' });
  });
});

describe('an answer taken back', () => {
  it('is gone, is asked for again before the deadline, and can be given anew', async () => {
    const committees = await sisterCommittees();
    const { deps, linda, database } = committees;
    const { number } = await poll(committees);
    await castBallot(deps, linda, { number, slots: 'all', answer: 'yes' });
    expect((await castBallot(deps, linda, { number, slots: [1], answer: 'none' })).ballots).toMatchObject([
      { slot: 2 },
    ]);
    expect((await castBallot(deps, linda, { number, slots: 'all', answer: 'none' })).ballots).toEqual([]);
    const self = { type: 'member', memberId: linda.member.id } as const;
    const asked = await database.reminders.scheduledFor(linda.scope.twinning.id, [self], 10);
    expect(asked.map(({ kind }) => kind)).toEqual(['poll-open']);
  });
});

describe('who must come', () => {
  it('keeps a slot from confirming itself, and another one with them goes before it', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, jens, linda, emma } = committees;
    const { number, id } = await poll(committees, { requiredIds: [emma.member.id] });
    for (const actor of [mette, jens, linda]) {
      await castBallot(deps, actor, { number, slots: [1], answer: 'yes' });
      await castBallot(deps, actor, { number, slots: [2], answer: 'if-need-be' });
    }
    const open = await closeEarly(deps, mette, number);
    expect(open.state).toBe('undecided');
    const members = await committees.database.committees.membersOf(mette.scope.towns.map((town) => town.id));
    const { leading } = pollRanking(open, members, await pollTerms(committees.database, mette.scope));
    expect(leading).toMatchObject({ slot: 1, missingRequired: [emma.member.id], quorum: { met: true } });
    expect(await views(committees, id)).toContain('poll-undecided');

    const second = await poll(committees, { requiredIds: [emma.member.id] });
    for (const actor of [mette, jens, linda]) {
      await castBallot(deps, actor, { number: second.number, slots: [1], answer: 'yes' });
      await castBallot(deps, actor, { number: second.number, slots: [2], answer: 'if-need-be' });
    }
    await castBallot(deps, emma, { number: second.number, slots: [2], answer: 'yes' });
    const ended = await closeEarly(deps, mette, second.number);
    expect(ended).toMatchObject({ state: 'confirmed', confirmedSlot: 2 });
  });
});

describe('an alarm that comes late', () => {
  it('confirms a slot to come, not the better one that has passed', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, jens, linda } = committees;
    const { number, id } = await poll(committees);
    for (const actor of [mette, jens, linda])
      await castBallot(deps, actor, { number, slots: [1], answer: 'yes' });
    for (const actor of [mette, jens, linda])
      await castBallot(deps, actor, { number, slots: [2], answer: 'if-need-be' });
    committees.world.set((evenings[0]?.at ?? 0) + MINUTE_MS);
    expect(await closePoll(deps, id)).toMatchObject({ state: 'confirmed', confirmedSlot: 2 });
  });
});

describe('none of these works', () => {
  it('offers the organiser a new search, once, and says why', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, jens, linda, emma } = committees;
    const { number, id } = await poll(committees);
    await castBallot(deps, emma, { number, slots: 'all', answer: 'no' });
    expect(await views(committees, id)).not.toContain('poll-stuck');
    // Linda alone is Solvang's municipality: without her nothing has its quorum.
    const tried = await castBallot(deps, linda, { number, slots: 'all', answer: 'no' });
    await castBallot(deps, jens, { number, slots: 'all', answer: 'yes' });
    expect((await views(committees, id)).filter((view) => view === 'poll-stuck')).toHaveLength(1);
    const members = await committees.database.committees.membersOf(mette.scope.towns.map((town) => town.id));
    const trouble = pollTrouble(tried, members, await pollTerms(committees.database, mette.scope));
    expect(trouble).toMatchObject({ outOfReach: true });
    expect(trouble?.noneSuits.map(({ displayName }) => displayName)).toEqual(['Linda', 'Emma']);
  });

  it('looks again for hours that nobody declined, near those that people liked, and retires the old poll', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, jens, linda, database } = committees;
    const old = await poll(committees, { requiredIds: [linda.member.id] });
    await castBallot(deps, mette, { number: old.number, slots: [1], answer: 'yes' });
    await castBallot(deps, jens, { number: old.number, slots: [2], answer: 'yes' });
    await castBallot(deps, linda, { number: old.number, slots: 'all', answer: 'no' });
    expect(await refusalOf(searchAgain(deps, committees.emma, old.number))).toBe(
      'error.meeting.organiser-or-office',
    );
    const { meeting: draft } = await searchAgain(deps, mette, old.number);
    expect(draft).toMatchObject({ title: old.title, replaces: old.number, requiredIds: [linda.member.id] });
    for (const { at } of draft.slots)
      for (const declined of old.slots) expect(Math.abs(at - declined.at)).toBeGreaterThanOrEqual(HOUR_MS);
    expect(draft.slots.length).toBeGreaterThan(0);
    // Until the new one is out, the old one can still end well.
    expect((await database.meetings.meeting(old.id))?.state).toBe('polling');
    await publishPoll(deps, mette, { number: draft.number });
    expect(await database.meetings.meeting(old.id)).toMatchObject({
      state: 'cancelled',
      replacedBy: draft.number,
    });
    expect(await views(committees, old.id)).not.toContain('meeting-cancelled');
    expect(await closePoll(deps, old.id)).toBeUndefined();
  });

  it('is not replaced once it was settled meanwhile', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, jens, linda } = committees;
    const old = await poll(committees);
    const { meeting: draft } = await searchAgain(deps, mette, old.number);
    for (const actor of [mette, jens, linda])
      await castBallot(deps, actor, { number: old.number, slots: [1], answer: 'yes' });
    await closeEarly(deps, mette, old.number);
    expect(await refusalOf(publishPoll(deps, mette, { number: draft.number }))).toBe(
      'error.meeting.settled-meanwhile',
    );
  });
});

describe('settings', () => {
  it('tell every space in one line, are audited, and count in open polls at once', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, jens, linda, database } = committees;
    const { number } = await poll(committees);
    for (const actor of [mette, jens, linda])
      await castBallot(deps, actor, { number, slots: [1], answer: 'yes' });
    await changeSettings(deps, linda, { quorum: { perTown: {}, minimum: 4 } });
    await changeSettings(deps, linda, { videoLink: ' https://meet.example.org/a ' });
    const { twinning, spaces } = mette.scope;
    expect(await database.settings.settings(twinning.id)).toMatchObject({
      ...{ twinningId: twinning.id, quorum: { perTown: {}, minimum: 4 } },
      videoLink: 'https://meet.example.org/a',
      silenceWeeks: 4,
    });
    const lines = await database.postings.postingsAbout({ type: 'twinning', id: twinning.id });
    expect(lines.filter(({ view }) => view === 'settings-changed')).toHaveLength(2 * spaces.length);
    expect((await database.audit.entriesAbout(twinning.id, 10)).map(({ action }) => action)).toContain(
      'twin/settings',
    );
    expect(await closeEarly(deps, mette, number)).toMatchObject({ state: 'undecided' });
  });

  it.each([
    'http://meet.example.org',
    'javascript:alert(1)',
    'https://a b',
    'https://u:p@x.org',
    'https://x',
    `https://x.org/${'a'.repeat(400)}`,
  ])('refuse %s as a video link', async (videoLink) => {
    const { deps, mette } = await sisterCommittees();
    expect(await refusalOf(changeSettings(deps, mette, { videoLink }))).toBe('error.settings.link');
  });
});
