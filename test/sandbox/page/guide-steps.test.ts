import { describe, expect, it } from 'vitest';
import { findCode, guideSteps } from '../../../src/sandbox/page/guide-steps.ts';
import { METTE } from './fixture-people.ts';
import { fixtureState } from './fixture-state.ts';

describe('guideSteps', () => {
  it('has nothing ticked before anything happened, and no joining without a code', () => {
    const state = fixtureState();
    state.messages = {};
    const steps = guideSteps(state, 0);
    expect(steps.map((step) => step.key)).toEqual(['start', 'invite', 'join', 'propose', 'vote', 'clock']);
    expect(steps.filter((step) => step.isDone)).toEqual([]);
    expect(steps.find((step) => step.key === 'join')?.isReady).toBe(false);
    expect(steps[0]).toMatchObject({ command: '/twin start Aalborg', who: 'Mette in Aalborg' });
  });

  it('ticks off what can be seen', () => {
    const steps = guideSteps(fixtureState(), 3_600_000);
    expect(steps.every((step) => step.isDone)).toBe(true);
  });

  it('puts the code of the invitation into the joining command', () => {
    const join = guideSteps(fixtureState(), 0).find((step) => step.key === 'join');
    expect(join?.command).toBe('/twin join code: K7QF-2M9X-VRTD-84HW town: Solvang');
  });

  it('shows nobody a code that was whispered to somebody else', () => {
    expect(findCode(fixtureState(), METTE)).toBe('K7QF-2M9X-VRTD-84HW');
    expect(findCode(fixtureState(), 'U0KAREN')).toBeUndefined();
  });
});
