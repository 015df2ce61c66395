import { describe, expect, it } from 'vitest';
import { realNow, systemClock, systemWorld } from '../../src/adapters/system/system-world.ts';
import { fakeWorld } from '../fakes/world.ts';
import { worldContract } from './world-contract.ts';

worldContract('the fake world', () => {
  const world = fakeWorld();
  return { world, pass: (milliseconds) => void world.advance(milliseconds) };
});

worldContract('the real world', () => {
  const clock = systemClock();
  let passed = 0;
  return {
    world: systemWorld(clock),
    pass: (milliseconds) => {
      passed += milliseconds;
      clock.setOffset(passed);
    },
  };
});

describe('the real world', () => {
  it('is at the time of the machine until it is moved', () => {
    const before = realNow();
    const now = systemWorld(systemClock()).now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(realNow());
  });

  it('never goes back', () => {
    const clock = systemClock();
    clock.setOffset(1_000);
    expect(() => clock.setOffset(999)).toThrow(RangeError);
  });

  it('draws every letter of its ids and codes about equally often', () => {
    const world = systemWorld(systemClock());
    for (const draw of [() => world.newId('rem').slice(4), () => world.newCode().replaceAll('-', '')]) {
      const counts = new Map<string, number>();
      let drawn = 0;
      for (let count = 0; count < 4_000; count += 1)
        for (const letter of draw()) {
          counts.set(letter, (counts.get(letter) ?? 0) + 1);
          drawn += 1;
        }
      expect(counts.size).toBe(32);
      // Ten standard deviations: an honest draw never fails here.
      const expected = drawn / 32;
      for (const seen of counts.values())
        expect(Math.abs(seen - expected)).toBeLessThan(10 * Math.sqrt(expected));
    }
  });
});
