/** Values of every kind that a record may hold, the unpleasant ones more often than life has them. */
import fc from 'fast-check';
import type { MessageRef } from '../../src/core/reminder/reminder.ts';
import { languages } from '../../src/core/text.ts';

/** How many random records each property tries, on each store. */
const RECORDS = 12;

/** Tries the property on random records, each with an index of its own. */
export async function forRandom<T>(
  records: fc.Arbitrary<T>,
  property: (record: T, index: number) => Promise<void>,
  numRuns = RECORDS,
): Promise<void> {
  let index = 0;
  await fc.assert(
    fc.asyncProperty(records, (record) => property(record, ++index)),
    { numRuns },
  );
}

export const earliest = Date.parse('0001-01-01T00:00:00Z');
export const latest = Date.parse('9999-12-31T23:59:59.999Z');
export const instants = fc.integer({ min: earliest, max: latest });
export const dates = instants.map((at) => new Date(at).toISOString().slice(0, 10));

export const hostileTexts = [
  '',
  ' ',
  '👩‍👩‍👧‍👦🇩🇰',
  'שלום \u202egnihtemos',
  "Robert'); DROP TABLE meeting; --",
  '\\u0000 \\0 \\',
  '%_$1 {0} ::text',
  'a\r\n\t\u0001\u2028b',
  'null',
  '\ufeff\uffff\u{10ffff}',
  'é is not e\u0301',
  '長い'.repeat(2_000),
] as const;
/** Whole characters of all of Unicode, without NUL. */
export const texts = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', '')),
);
/** As the platforms and we make them: nothing in them to be careful about, but not empty. */
export const names = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 24 });
/** Small facts by name. */
export const facts = fc.dictionary(
  names.filter((name) => name !== '__proto__'),
  texts,
  { maxKeys: 4, noNullPrototype: true },
);
export const counts = fc.nat(2_147_483_647);
export const platforms = fc.constantFrom('slack', 'discord');
export const language = fc.constantFrom(...languages);
export const timeZones = fc.constantFrom('UTC', 'Europe/Copenhagen', 'America/Los_Angeles', 'Asia/Kathmandu');

export const messages: fc.Arbitrary<MessageRef> = fc.record(
  { platform: platforms, tenantId: names, channelId: names, messageId: names },
  { noNullPrototype: true },
);

/** A record with all of the one and any of the other fields. */
export const recordOf = <R extends object, O extends object>(
  required: { [K in keyof R]: fc.Arbitrary<R[K]> },
  optional: { [K in keyof O]: fc.Arbitrary<O[K]> },
): fc.Arbitrary<R & Partial<O>> =>
  fc
    .tuple(
      fc.record(required, { noNullPrototype: true }),
      fc.record(optional, { noNullPrototype: true, requiredKeys: [] }),
    )
    .map(([all, some]) => ({ ...all, ...some }) as R & Partial<O>);
