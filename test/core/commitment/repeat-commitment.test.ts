import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCommitment } from '../../../src/core/commitment/add-commitment.ts';
import { moveCommitment } from '../../../src/core/commitment/move-commitment.ts';
import { nextDay, repeatCommitment } from '../../../src/core/commitment/repeat-commitment.ts';
import { undoCommitment } from '../../../src/core/commitment/undo-commitment.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { isLocalDate } from '../../../src/core/time/local-date.ts';
import { rule } from '../../../src/core/time/recurrence-rule.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

async function spring() {
  const committees = await sisterCommittees();
  const { deps, mette, linda, database } = committees;
  const first = await addCommitment(deps, mette, {
    what: 'Invite the choir',
    dueOn: '2027-03-21',
    theme: 'music',
    every: rule('YEARLY'),
  });
  await moveCommitment(deps, linda, { number: first.number, move: 'accept' });
  return { ...committees, first, following: () => database.commitments.commitmentAfter(first.id) };
}

describe('a commitment that recurs', () => {
  it('is offered anew to the same towns when it is confirmed, once, also when that is taken back', async () => {
    const { deps, mette, linda, first, following, database } = await spring();
    await moveCommitment(deps, mette, { number: first.number, move: 'done' });
    const confirmed = await moveCommitment(deps, linda, { number: first.number, move: 'confirm' });
    const next = await following();
    expect(next).toMatchObject({
      what: 'Invite the choir',
      dueOn: '2028-03-21',
      theme: 'music',
      every: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21',
      state: 'offered',
      toTownIds: [linda.town.id],
      proposedByTownId: mette.town.id,
    });
    const cards = await database.postings.postingsAbout({ type: 'commitment', id: next?.id ?? 'cmt_' });
    expect(cards).toHaveLength(mette.scope.spaces.length);
    await undoCommitment(deps, linda, { number: first.number, version: confirmed.version });
    await moveCommitment(deps, linda, { number: first.number, move: 'confirm' });
    expect((await following())?.id).toBe(next?.id);
    expect(await database.commitments.commitmentsOf(mette.scope.twinning.id)).toHaveLength(2);
  });

  it('is offered a month ahead when nobody has confirmed, once however often it is asked', async () => {
    const { deps, first, following, world, database } = await spring();
    expect(await database.commitments.commitmentsToRepeat()).toEqual([first.id]);
    expect(await repeatCommitment(deps, first.id)).toBe(false);
    world.set(Date.parse('2028-02-25T12:00:00Z'));
    const asked = await Promise.all([repeatCommitment(deps, first.id), repeatCommitment(deps, first.id)]);
    expect(asked.sort()).toEqual([false, true]);
    expect((await following())?.dueOn).toBe('2028-03-21');
    expect(await database.commitments.commitmentsToRepeat()).toEqual([]);
  });

  it('does not make up for years of rest, and ends when it is withdrawn', async () => {
    const { deps, mette, first, following, world, database } = await spring();
    world.set(Date.parse('2031-03-01T12:00:00Z'));
    await repeatCommitment(deps, first.id);
    expect((await following())?.dueOn).toBe('2031-03-21');
    const next = await following();
    await moveCommitment(deps, mette, { number: next?.number ?? 0, move: 'withdraw' });
    world.set(Date.parse('2033-03-01T12:00:00Z'));
    expect(await database.commitments.commitmentsToRepeat()).toEqual([]);
  });

  it('needs a day to count from', async () => {
    const { deps, mette } = await sisterCommittees();
    const offer = { what: 'Greet', every: rule('MONTHLY') };
    expect(await refusalOf(addCommitment(deps, mette, offer))).toBe('error.commitment.every-needs-day');
  });

  it('comes after its own day and not in the past', () => {
    const days = fc
      .integer({ min: 0, max: 20_000 })
      .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
    const rules = fc.constantFrom(
      rule('DAILY', { interval: 3 }),
      rule('WEEKLY', { days: [{ weekday: 2 }] }),
      rule('MONTHLY', { monthDays: [-1] }),
      rule('YEARLY', { months: [2], monthDays: [29] }),
    );
    fc.assert(
      fc.property(rules, days, days, (every, dueOn, todayOn) => {
        const next = nextDay(every, dueOn, todayOn);
        expect(next !== undefined && isLocalDate(next) && next > dueOn && next >= todayOn).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
