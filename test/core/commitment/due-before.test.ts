import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, Deps } from '../../../src/core/acting.ts';
import { addCommitment, type Offer } from '../../../src/core/commitment/add-commitment.ts';
import type { Commitment } from '../../../src/core/commitment/commitment.ts';
import { editCommitment } from '../../../src/core/commitment/edit-commitment.ts';
import { moveCommitment } from '../../../src/core/commitment/move-commitment.ts';
import { cancelMeeting } from '../../../src/core/meeting/decide-meeting.ts';
import { moveMeeting } from '../../../src/core/meeting/move-meeting.ts';
import { startSeries } from '../../../src/core/series/start-series.ts';
import { rule } from '../../../src/core/time/recurrence-rule.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const moment = (wall: string) => instantOf(wall, 'Europe/Copenhagen');

async function twinning() {
  const committees = await sisterCommittees();
  const { deps, mette, database } = committees;
  const add = (offer: Partial<Offer> & { what: string }, actor: Actor = mette) =>
    addCommitment(deps, actor, offer);
  const now = async ({ id }: Commitment) => {
    const commitment = await database.commitments.commitment(id);
    if (commitment === undefined) throw new Error('gone');
    return commitment;
  };
  return { ...committees, add, now };
}

/** A meeting at a fixed time: the first of a yearly series. */
async function aMeetingAt(deps: Deps, actor: Actor, wall: string) {
  const { occurrences } = await startSeries(deps, actor, {
    title: 'Board',
    lengthMinutes: 60,
    rule: rule('YEARLY'),
    from: moment(wall),
    participantIds: [],
  });
  const [meeting] = occurrences;
  if (meeting === undefined) throw new Error('no meeting');
  return meeting;
}

describe('a commitment before a meeting', () => {
  it('is due the day before, moves with it, and is told when the meeting is called off', async () => {
    const { deps, mette, linda, add, now, database } = await twinning();
    const { number } = await aMeetingAt(deps, mette, '2027-03-10T18:00');
    const commitment = await add({ what: 'Accounts', due: { before: 'meeting', number } });
    expect(commitment.dueOn).toBe('2027-03-09');
    await moveCommitment(deps, linda, { number: commitment.number, move: 'accept' });
    await moveMeeting(deps, mette, { number, to: moment('2027-04-01T18:00') });
    expect(await now(commitment)).toMatchObject({ dueOn: '2027-03-31', version: 3 });
    await cancelMeeting(deps, mette, { number });
    const left = await now(commitment);
    expect([left.dueOn, left.dueBefore, left.state]).toEqual([undefined, undefined, 'accepted']);
    const targets = [{ type: 'member', memberId: mette.member.id } as const];
    const bells = await database.reminders.scheduledFor(mette.scope.twinning.id, targets, 20);
    expect(bells.filter(({ about }) => about.id === commitment.id).map(({ kind }) => kind)).toEqual([
      'commitment-dateless',
    ]);
    const changes = await database.commitments.changesOf(commitment.id);
    expect(changes.map(({ kind, memberId }) => [kind, memberId !== undefined])).toEqual([
      ['add', true],
      ['accept', true],
      ['follow', false],
      ['follow', false],
    ]);
  });

  it('cannot be before what is over or past', async () => {
    const { deps, mette, add, world } = await twinning();
    const { number } = await aMeetingAt(deps, mette, '2027-03-10T18:00');
    world.set(moment('2027-03-10T10:00').at);
    expect(await refusalOf(add({ what: 'Accounts', due: { before: 'meeting', number } }))).toBe(
      'error.commitment.before-past',
    );
    await cancelMeeting(deps, mette, { number });
    expect(await refusalOf(add({ what: 'Accounts', due: { before: 'meeting', number } }))).toBe(
      'error.commitment.before-over',
    );
    const gone = await add({ what: 'Bus' });
    await moveCommitment(deps, mette, { number: gone.number, move: 'withdraw' });
    expect(await refusalOf(add({ what: 'x', due: { before: 'commitment', number: gone.number } }))).toBe(
      'error.commitment.before-over',
    );
  });
});

describe('commitments before one another', () => {
  it('follow in a chain', async () => {
    const { deps, mette, add, now } = await twinning();
    const last = await add({ what: 'Feast', dueOn: '2027-05-10' });
    const middle = await add({ what: 'Band', due: { before: 'commitment', number: last.number } });
    const first = await add({ what: 'Hall', due: { before: 'commitment', number: middle.number } });
    expect([middle.dueOn, first.dueOn]).toEqual(['2027-05-09', '2027-05-08']);
    await editCommitment(deps, mette, { number: last.number, due: { on: '2027-06-10' } });
    expect([(await now(middle)).dueOn, (await now(first)).dueOn]).toEqual(['2027-06-09', '2027-06-08']);
    await moveCommitment(deps, mette, { number: last.number, move: 'withdraw' });
    expect(await now(middle)).not.toHaveProperty('dueOn');
    const { dueOn, dueBefore } = await now(first);
    expect([dueOn, dueBefore]).toEqual([undefined, { type: 'commitment', id: middle.id }]);
  });

  it('never go round in a circle, whoever ties what to what', async () => {
    const edges = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(edges, async (ties) => {
        const { deps, mette, add, database } = await twinning();
        const all = [];
        for (const what of ['a', 'b', 'c', 'd', 'e']) all.push(await add({ what, dueOn: '2027-05-01' }));
        const before = new Map<number, number>();
        for (const [from, to] of ties) {
          const leadsBack = (at: number | undefined): boolean =>
            at !== undefined && (at === from || leadsBack(before.get(at)));
          const tie = editCommitment(deps, mette, {
            number: all[from]?.number ?? 0,
            due: { before: 'commitment', number: all[to]?.number ?? 0 },
          });
          if (leadsBack(to)) expect(await refusalOf(tie)).toBe('error.commitment.before-cycle');
          else if (before.get(from) === to) expect(await refusalOf(tie)).toBe('error.commitment.nothing-new');
          else {
            await tie;
            before.set(from, to);
          }
        }
        for (const one of await database.commitments.commitmentsOf(mette.scope.twinning.id)) {
          const { dueBefore } = one;
          if (dueBefore?.type !== 'commitment') continue;
          const anchor = await database.commitments.commitment(dueBefore.id);
          if (anchor?.dueOn !== undefined) expect((one.dueOn ?? '') < anchor.dueOn).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
