import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Secrets } from '../../src/core/secrets.ts';

/** @param make secrets under the key of this number */
export function secretsContract(name: string, make: (key: number) => Secrets): void {
  describe(name, () => {
    it('open for their owner, whatever they say', () => {
      const secrets = make(1);
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (secret, owner) => {
          expect(secrets.open(secrets.seal(secret, owner), owner)).toBe(secret);
        }),
      );
    });

    it('open for nobody else, with no other key, and not when they were changed', () => {
      const secrets = make(1);
      const sealed = secrets.seal('https://calendar.example/private', 'mbr_a');
      expect(secrets.open(sealed, 'mbr_b')).toBeUndefined();
      expect(make(2).open(sealed, 'mbr_a')).toBeUndefined();
      for (const text of ['', 'AAAA', sealed.text.slice(4)])
        expect(secrets.open({ ...sealed, text }, 'mbr_a')).toBeUndefined();
    });

    it('do not say themselves in clear words', () => {
      const sealed = make(1).seal('https://calendar.example/private', 'mbr_a');
      expect(JSON.stringify(sealed)).not.toMatch(/calendar|example/);
    });
  });
}
