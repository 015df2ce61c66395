import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/acting.ts';
import { addMember } from '../../../src/core/committee/add-member.ts';
import type { Member } from '../../../src/core/committee/member.ts';
import { DomainError } from '../../../src/core/domain-error.ts';
import {
  castBallot,
  closeEarly,
  closePoll,
  confirmMeeting,
} from '../../../src/core/meeting/decide-meeting.ts';
import type { Meeting } from '../../../src/core/meeting/meeting.ts';
import { pollSlots } from '../../../src/core/meeting/publish-poll.ts';
import { type Answer, answers } from '../../../src/core/meeting/quorum.ts';
import { officerChoices, ruleOf } from '../../../src/core/meeting/quorum-choice.ts';
import { recordBallot } from '../../../src/core/meeting/record-ballot.ts';
import { DAY_MS, HOUR_MS } from '../../../src/core/time/instant.ts';
import { changeSettings } from '../../../src/core/twinning/change-settings.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';
import { home, type Name, Paper, people, type Rule, voters } from './poll-on-paper.ts';

/** Who may write answers down, and decide besides the organiser (who is Mette). */
const managers: readonly Name[] = ['mette', 'linda'];

type Step =
  | { type: 'vote'; who: (typeof voters)[number]; slots: readonly number[] | 'all'; answer: Answer | 'none' }
  | {
      type: 'record';
      who: (typeof voters)[number];
      whom: Name;
      slots: readonly number[];
      answer: Answer | 'none';
    }
  | { type: 'at once'; who: readonly (typeof voters)[number][]; answer: Answer }
  /** Everybody answers everything, slot by slot; without the last few it stays open. */
  | { type: 'survey'; answers: readonly Answer[] }
  | { type: 'wait'; hours: number }
  | { type: 'deadline' }
  | { type: 'alarm' }
  | { type: 'close'; who: (typeof voters)[number] }
  | { type: 'confirm'; who: (typeof voters)[number]; slot?: number | undefined }
  | { type: 'agree'; rule: Rule };

const slotNumbers = fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });
const answer = fc.constantFrom(...answers);
const rule: fc.Arbitrary<Rule> = fc.record({
  municipality: fc.integer({ min: 0, max: 1 }),
  citizens: fc.integer({ min: 0, max: 2 }),
  youth: fc.integer({ min: 0, max: 1 }),
  heads: fc.integer({ min: 0, max: 4 }),
  officers: fc.constantFrom(...officerChoices),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('vote' as const),
      who: fc.constantFrom(...voters),
      slots: fc.oneof(slotNumbers, fc.constant('all' as const)),
      answer: fc.oneof(
        { weight: 4, arbitrary: answer },
        { weight: 1, arbitrary: fc.constant('none' as const) },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('record' as const),
      who: fc.constantFrom(...voters),
      whom: fc.constantFrom('ines' as const, ...people),
      slots: slotNumbers,
      answer: fc.oneof(
        { weight: 4, arbitrary: answer },
        { weight: 1, arbitrary: fc.constant('none' as const) },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('survey' as const),
      answers: fc.array(fc.constantFrom('yes' as const, 'yes' as const, ...answers), {
        minLength: 9,
        maxLength: people.length * 3,
        size: 'max',
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('at once' as const),
      who: fc.uniqueArray(fc.constantFrom(...voters), { minLength: 2, maxLength: 4 }),
      answer,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('deadline' as const, 'alarm' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('close' as const), who: fc.constantFrom(...voters) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('confirm' as const),
      who: fc.constantFrom(...voters),
      slot: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('agree' as const), rule }) },
);

async function opened(required: readonly Name[], repeatWork: boolean) {
  const committees = await sisterCommittees({ repeatWork });
  const { deps, mette } = committees;
  const chair = { platform: 'slack', tenantId: 'T1', userId: 'UMETTE' } as const;
  const add = { substitute: false, represents: 'municipality', displayName: 'Mette' } as const;
  await addMember(deps, mette, { ...add, account: chair, office: 'chair' });
  const { member: ines } = await addMember(deps, mette, {
    ...add,
    displayName: 'Ines',
    represents: 'citizens',
  });
  const members: Record<Name, Member> = {
    ...{ mette: mette.member, jens: committees.jens.member, ines },
    ...{ linda: committees.linda.member, emma: committees.emma.member },
  };
  const now = committees.world.now();
  const at = [4, 5, 6].map((days) => now + days * DAY_MS);
  const meeting = await pollSlots(deps, mette, {
    title: 'Games',
    lengthMinutes: 60,
    participantIds: [],
    requiredIds: required.map((who) => members[who].id),
    slots: at.map((one) => ({ at: one, timeZone: 'UTC', wall: new Date(one).toISOString().slice(0, 16) })),
    // At the very end a slot has passed when the alarm is late.
    deadlineAt: now + 4 * DAY_MS,
  });
  return { committees, members, meeting };
}

/** Runs one step on both; says whether they agree that it was refused. */
async function take(
  { committees, members, meeting }: Awaited<ReturnType<typeof opened>>,
  paper: Paper,
  one: Step,
): Promise<void> {
  const { deps, world } = committees;
  const { number, id } = meeting;
  const actor = (who: (typeof voters)[number]): Actor => committees[who];
  const all = meeting.slots.map((slot) => slot.number);
  const done = async (work: Promise<unknown>) => {
    try {
      await work;
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  };
  const now = world.now();
  switch (one.type) {
    case 'vote': {
      const expected = paper.write(one.who, one.slots === 'all' ? all : one.slots, one.answer, false, now);
      expect(await done(castBallot(deps, actor(one.who), { number, ...one }))).toBe(expected);
      return;
    }
    case 'record': {
      const may = managers.includes(one.who) && home[one.who] === home[one.whom] && one.who !== one.whom;
      const expected = may && paper.write(one.whom, one.slots, one.answer, true, now);
      const { slots, answer } = one;
      const memberId = members[one.whom].id;
      expect(await done(recordBallot(deps, actor(one.who), { number, slots, answer, memberId }))).toBe(
        expected,
      );
      return;
    }
    case 'at once': {
      const expected = one.who.map((who) => paper.write(who, all, one.answer, false, now));
      const work = one.who.map((who) =>
        done(castBallot(deps, actor(who), { number, slots: 'all', answer: one.answer })),
      );
      expect(await Promise.all(work)).toEqual(expected);
      return;
    }
    case 'survey': {
      for (const [index, said] of one.answers.entries()) {
        const who = people[index % people.length] ?? 'mette';
        const slots = [Math.floor(index / people.length) + 1];
        const expected = paper.write(who, slots, said, who === 'ines', now);
        const work =
          who === 'ines'
            ? recordBallot(deps, actor('mette'), { number, slots, answer: said, memberId: members.ines.id })
            : castBallot(deps, actor(who), { number, slots, answer: said });
        expect(await done(work)).toBe(expected);
      }
      return;
    }
    case 'wait':
      world.advance(one.hours * HOUR_MS);
      return;
    case 'deadline':
      if (now < paper.deadlineAt) world.set(paper.deadlineAt);
      return;
    case 'alarm': {
      const due = paper.state === 'polling' && now >= paper.deadlineAt;
      if (due) paper.end(now);
      const [closed, again] = await Promise.all([closePoll(deps, id), closePoll(deps, id)]);
      expect([closed !== undefined, again]).toEqual([due, undefined]);
      return;
    }
    case 'close': {
      const expected = managers.includes(one.who) && paper.state === 'polling';
      if (expected) paper.end(now);
      expect(await done(closeEarly(deps, actor(one.who), number))).toBe(expected);
      return;
    }
    case 'confirm': {
      const wanted = one.slot ?? paper.best(now)?.slot;
      const open = paper.state === 'polling' || paper.state === 'undecided';
      const passed = paper.slots.some((slot) => slot.number === wanted && slot.at <= now);
      const expected = open && managers.includes(one.who) && wanted !== undefined && !passed;
      if (expected) Object.assign(paper, { state: 'confirmed', confirmed: wanted, byItself: false });
      const slot = one.slot === undefined ? {} : { slot: one.slot };
      expect(await done(confirmMeeting(deps, actor(one.who), { number, ...slot }))).toBe(expected);
      return;
    }
    case 'agree': {
      paper.rule = one.rule;
      const { heads, officers, ...perTown } = one.rule;
      await changeSettings(deps, committees.mette, { quorum: ruleOf({ perTown, heads, officers }) });
    }
  }
}

describe('a poll', () => {
  it('does what the same poll on paper would do, whatever happens in whatever order', async () => {
    const usual: Rule = { municipality: 1, citizens: 1, youth: 0, heads: 0, officers: 'none' };
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 15 }),
        fc.subarray([...people], { maxLength: 2 }),
        fc.boolean(),
        async (steps, required, repeatWork) => {
          const poll = await opened(required, repeatWork);
          const { database } = poll.committees;
          const paper = new Paper(poll.meeting.slots, poll.meeting.deadlineAt ?? 0, required, usual);
          for (const one of steps) {
            const before = paper.state;
            await take(poll, paper, one);
            const meeting = await database.meetings.meeting(poll.meeting.id);
            expect([meeting?.state, meeting?.confirmedSlot]).toEqual([paper.state, paper.confirmed]);
            expect(ballotsOf(meeting, poll.members)).toEqual(
              [...paper.answers].map(([key, { answer, recorded }]) => `${key} ${answer} ${recorded}`).sort(),
            );
            if (before !== 'confirmed' && paper.confirmed !== undefined && paper.byItself) {
              expect(paper.lacks(paper.confirmed)).toEqual({ required: 0, quorum: true });
            }
          }
          const about = { type: 'meeting', id: poll.meeting.id } as const;
          const told = (await database.postings.postingsAbout(about)).filter(
            ({ view }) => view === 'meeting-confirmed',
          );
          expect(told).toHaveLength(paper.state === 'confirmed' ? 3 : 0);
        },
      ),
      { numRuns: 80 },
    );
  }, 60_000);
});

/** Each ballot once, as text. */
function ballotsOf(meeting: Meeting | undefined, members: Record<Name, Member>): string[] {
  const nameOf = new Map(people.map((who) => [members[who].id, who]));
  return (meeting?.ballots ?? [])
    .map(
      ({ memberId, slot, answer, recordedById }) =>
        `${nameOf.get(memberId)} ${slot} ${answer} ${recordedById !== undefined}`,
    )
    .sort();
}
