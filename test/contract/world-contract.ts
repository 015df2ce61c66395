/** What the rules expect of the world, for the fake and the real one alike. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseCode } from '../../src/core/twinning/invite.ts';
import type { IdPrefix, World } from '../../src/core/world.ts';

export interface WorldUnderTest {
  readonly world: World;
  /** Lets so much time pass, or makes believe. */
  pass(milliseconds: number): void;
}

const prefixes: readonly IdPrefix[] = ['twn', 'town', 'spc', 'mbr', 'ofc', 'inv', 'mtg', 'cmt', 'rem', 'dlv'];

export function worldContract(name: string, open: () => WorldUnderTest): void {
  describe(name, () => {
    it('tells the instant in whole milliseconds of the epoch', () => {
      const now = open().world.now();
      expect(Number.isSafeInteger(now)).toBe(true);
      expect(now).toBeGreaterThan(Date.UTC(2026, 0));
      expect(now).toBeLessThan(Date.UTC(2100, 0));
    });

    it('goes forward, as far as time does', () => {
      const { world, pass } = open();
      const before = world.now();
      pass(90_000);
      expect(world.now() - before).toBeGreaterThanOrEqual(90_000);
      expect(world.now() - before).toBeLessThan(150_000);
    });

    it.each(prefixes)('makes ids of kind %s that fit everywhere', (prefix) => {
      const { world } = open();
      for (let count = 0; count < 200; count += 1) {
        // Letters and digits: safe in urls, custom ids and job ids. At most 25: a delivery id is Discord's nonce.
        expect(world.newId(prefix)).toMatch(new RegExp(`^${prefix}_[a-z0-9]{16,20}$`));
      }
    });

    it('never makes the same id or code twice', () => {
      const { world } = open();
      const made = Array.from({ length: 5_000 }, () => [world.newId('rem').slice(4), world.newCode()]).flat();
      expect(new Set(made).size).toBe(made.length);
    });

    it('makes codes that survive being read aloud and copied', () => {
      const { world } = open();
      for (let count = 0; count < 200; count += 1) {
        const code = world.newCode();
        expect(code).toMatch(/^[0-9A-Z]+(-[0-9A-Z]+)+$/);
        // Of those that look alike one is there at most; the others are read as that one.
        expect(code).not.toMatch(/[ILOU]/);
        expect(normaliseCode(code)).toBe(code.replaceAll('-', ''));
        expect(normaliseCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(normaliseCode(code));
        // 32 letters at most, so 5 bits each: at least 60.
        expect(normaliseCode(code).length).toBeGreaterThanOrEqual(12);
      }
    });

    it('gives a secret always the same digest, and another secret another one', () => {
      const [one, other] = [open().world, open().world];
      fc.assert(
        fc.property(fc.string(), fc.string(), (a, b) => {
          expect(one.digest(a)).toBe(other.digest(a));
          expect(one.digest(a) === one.digest(b)).toBe(a === b);
        }),
      );
    });

    it('does not let the secret be read from its digest', () => {
      const { world } = open();
      const code = world.newCode();
      expect(world.digest(code)).toMatch(/^[0-9a-f]{64}$/);
      expect(world.digest(code)).not.toContain(code);
    });
  });
}
