import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Group } from '../../../src/core/committee/member.ts';
import { leadingSlot, unanswered } from '../../../src/core/meeting/poll-ranking.ts';
import { type Answer, DEFAULT_QUORUM, type QuorumMember, quorum } from '../../../src/core/meeting/quorum.ts';

const person = (id: string, townId: string, represents?: Group, substitute = false): QuorumMember => ({
  id,
  townId,
  represents,
  substitute,
});

const bente = person('bente', 'aalborg', 'municipality');
const lars = person('lars', 'aalborg', 'citizens');
const mike = person('mike', 'solvang', 'municipality');
const sara = person('sara', 'solvang', 'citizens');
const both = [bente, lars, mike, sara];
const coming = (...ids: string[]) => new Set(ids);

describe('quorum', () => {
  it('needs the municipality and the citizens of every town', () => {
    expect(quorum(both, coming('bente', 'lars', 'mike', 'sara')).met).toBe(true);
    const without = quorum(both, coming('bente', 'lars', 'mike'));
    expect(without.met).toBe(false);
    expect(without.missing).toEqual([{ townId: 'solvang', group: 'citizens' }]);
  });

  it('does not ask a town for a group it does not have', () => {
    expect(quorum([bente, lars, mike], coming('bente', 'lars', 'mike')).met).toBe(true);
  });

  it('lets youth and people without a group come without counting for either side', () => {
    const members = [...both, person('yann', 'aalborg', 'youth'), person('nina', 'aalborg')];
    expect(quorum(members, coming('yann', 'nina')).missing).toHaveLength(4);
  });

  it('counts a substitute only when a regular member of the same town and group is absent', () => {
    const members = [...both, person('sub', 'aalborg', 'citizens', true)];
    expect(quorum(members, coming('bente', 'sub', 'mike', 'sara')).met).toBe(true);
    const rule = { perTown: { citizens: 2 } };
    expect(quorum(members, coming('lars', 'sub'), rule).missing).toContainEqual({
      townId: 'aalborg',
      group: 'citizens',
    });
    const wrongSide = [...both, person('sub', 'aalborg', 'municipality', true)];
    expect(quorum(wrongSide, coming('bente', 'sub', 'mike', 'sara')).met).toBe(false);
  });

  it('counts one substitute for one absent regular member, whichever comes first in the list', () => {
    const members = [
      lars,
      person('lene', 'aalborg', 'citizens'),
      person('s1', 'aalborg', 'citizens', true),
      person('s2', 'aalborg', 'citizens', true),
    ];
    const rule = { perTown: {}, minimum: 3 };
    expect(quorum(members, coming('lars', 's1', 's2'), rule).missingHeads).toBe(1);
    expect(quorum([...members].reverse(), coming('lars', 's1', 's2'), rule).missingHeads).toBe(1);
  });

  it('lets a substitute fill a seat that is vacant', () => {
    const members = [bente, person('sub', 'aalborg', 'citizens', true)];
    expect(quorum(members, coming('bente', 'sub')).met).toBe(true);
  });

  it('counts a person who represents both sides once', () => {
    const twice = [person('ole', 'aalborg', 'municipality'), person('ole', 'aalborg', 'citizens')];
    expect(quorum(twice, coming('ole')).met).toBe(false);
    expect(quorum([...twice, bente], coming('ole', 'bente')).met).toBe(true);
    expect(quorum([lars, ...twice], coming('ole', 'lars')).met).toBe(true);
  });

  it('takes composite rules: at least four, two of them officers, one the chair or deputy', () => {
    const rule = {
      perTown: {},
      minimum: 4,
      offices: [
        { anyOf: ['chair', 'deputy', 'secretary', 'treasurer'], atLeast: 2 },
        { anyOf: ['chair', 'deputy'], atLeast: 1 },
      ],
    };
    const members = [
      { ...bente, offices: ['secretary'] },
      { ...lars, offices: ['treasurer'] },
      { ...mike, offices: ['chair'] },
      sara,
    ];
    expect(quorum(members, coming('bente', 'lars', 'mike', 'sara'), rule).met).toBe(true);
    const result = quorum(members, coming('bente', 'lars', 'sara'), rule);
    expect(result).toMatchObject({
      met: false,
      missingHeads: 1,
      missingOffices: [{ anyOf: ['chair', 'deputy'] }],
    });
  });

  it('is never lost by one more person coming, apart from substitutes stepping back', () => {
    const anyone = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      townId: fc.constantFrom('t1', 't2'),
      represents: fc.constantFrom<Group | undefined>('municipality', 'citizens', 'youth', undefined),
    });
    fc.assert(
      fc.property(
        fc.array(anyone, { maxLength: 8 }),
        fc.subarray(['a', 'b', 'c', 'd', 'e']),
        (members, ids) => {
          const now = quorum(members, new Set(ids), DEFAULT_QUORUM);
          const more = quorum(members, new Set([...ids, 'f']), DEFAULT_QUORUM);
          if (now.met) expect(more.met).toBe(true);
          expect(quorum([...members].reverse(), new Set(ids)).met).toBe(now.met);
        },
      ),
    );
  });
});

describe('leadingSlot', () => {
  const slots = [1, 2, 3].map((number) => ({ number, at: number * 1000 }));
  const vote = (slot: number, answers: Record<string, Answer>) =>
    Object.entries(answers).map(([memberId, answer]) => ({ slot, memberId, answer }));

  it('puts quorum before numbers, numbers before yes, yes before the date', () => {
    const more = [...both, person('x1', 'aalborg', 'citizens'), person('x2', 'aalborg', 'citizens')];
    const ballots = [
      ...vote(1, { bente: 'yes', lars: 'yes', x1: 'yes', x2: 'yes', mike: 'yes' }),
      ...vote(2, { bente: 'yes', lars: 'if-need-be', mike: 'yes', sara: 'if-need-be' }),
      ...vote(3, { bente: 'yes', lars: 'if-need-be', mike: 'yes', sara: 'yes' }),
    ];
    const { ranking, leading, tie } = leadingSlot(slots, ballots, more);
    expect(ranking.map(({ slot }) => slot)).toEqual([3, 2, 1]);
    expect(leading?.slot).toBe(3);
    expect(tie).toEqual([]);
  });

  it('says that slots tie, and leads with the earliest of them', () => {
    const ballots = [...vote(3, { bente: 'yes' }), ...vote(2, { sara: 'yes' })];
    const { leading, tie } = leadingSlot(slots, ballots, both);
    expect(leading?.slot).toBe(2);
    expect(tie).toEqual([2, 3]);
  });

  it('has no leader while nobody can come, and ignores people who left', () => {
    expect(leadingSlot(slots, vote(1, { bente: 'no', gone: 'yes' }), both).leading).toBeUndefined();
    expect(leadingSlot([], [], both).leading).toBeUndefined();
  });
});

describe('unanswered', () => {
  it('lists by town and group those who gave no answer at all', () => {
    const members = [...both, person('nina', 'solvang')];
    expect(unanswered(members, [{ memberId: 'lars' }, { memberId: 'mike' }])).toEqual([
      { townId: 'aalborg', represents: 'municipality', memberIds: ['bente'] },
      { townId: 'solvang', represents: 'citizens', memberIds: ['sara'] },
      { townId: 'solvang', represents: undefined, memberIds: ['nina'] },
    ]);
  });
});
