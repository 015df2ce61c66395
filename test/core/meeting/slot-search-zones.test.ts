import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Group } from '../../../src/core/committee/member.ts';
import type {
  SlotSearchPerson,
  SlotSearchRequest,
  SlotSearchResult,
} from '../../../src/core/meeting/slot-search.ts';
import type { Weekday } from '../../../src/core/time/instant.ts';
import { allTimeZones } from '../../../src/core/time/time-zone.ts';
import type { WeeklyWindow } from '../../../src/core/time/weekly-hours.ts';
import { outcomeOf } from './any-slot-search.ts';
import { forgetClocks, naiveSearch } from './naive-slot-search.ts';

/**
 * Every zone at each of its clock changes from 2024 to 2036. Zones that Temporal says change alike share a rule
 * set: the oracle is asked once for each change of a rule set, and every zone of it must then find just the same.
 * The changes are dealt out to four process zones, because libraries have been wrong under some and not others.
 */
const FROM_AT = Date.UTC(2024, 0, 1);
const UNTIL_AT = Date.UTC(2037, 0, 1);
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const PROCESS_ZONES = ['UTC', 'Europe/Copenhagen', 'America/New_York', 'Pacific/Apia'];

interface Change {
  readonly at: number;
  /** Local time of the day at which it happens, in minutes, on the clock before it. */
  readonly minute: number;
  readonly date: string;
}

interface RuleSet {
  readonly zones: string[];
  readonly changes: readonly Change[];
}

function changesOf(zone: string): { readonly key: string; readonly changes: Change[] } {
  const changes: Change[] = [];
  let clock = Temporal.Instant.fromEpochMilliseconds(FROM_AT - 1).toZonedDateTimeISO(zone);
  let key = clock.offset;
  for (;;) {
    const next = clock.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= UNTIL_AT) return { key, changes };
    const before = Temporal.Instant.fromEpochMilliseconds(next.epochMilliseconds - MINUTE)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .add({ minutes: 1 });
    changes.push({
      at: next.epochMilliseconds,
      minute: before.hour * 60 + before.minute,
      date: next.toPlainDate().toString(),
    });
    key += ` ${next.epochMilliseconds} ${next.offset}`;
    clock = next;
  }
}

const zones = allTimeZones();
const ruleSets: RuleSet[] = (() => {
  const sets = new Map<string, RuleSet>();
  for (const zone of zones) {
    const { key, changes } = changesOf(zone);
    const set = sets.get(key);
    if (set === undefined) sets.set(key, { zones: [zone], changes });
    else set.zones.push(zone);
  }
  return [...sets.values()].filter(({ changes }) => changes.length > 0);
})();

const quarters = (most: number) => fc.integer({ min: 0, max: most / 15 }).map((n) => n * 15);
const everyDay = (startMinute: number, endMinute: number): WeeklyWindow[] =>
  ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, startMinute, endMinute }));
const weeklyHours = fc.oneof(
  fc.tuple(quarters(1425), quarters(720)).map(([start, long]) => everyDay(start, start + 240 + long)),
  fc.constant(everyDay(19 * 60, 30 * 60)),
  fc.constant(everyDay(0, 1440)),
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 7 }), quarters(1425), quarters(900)), {
      minLength: 4,
      maxLength: 14,
    })
    .map((windows) =>
      windows.map(([weekday, start, long]) => ({
        weekday: weekday as Weekday,
        startMinute: start,
        endMinute: start + 15 + long,
      })),
    ),
);
const someone = fc.record({
  represents: fc.constantFrom<Group>('municipality', 'citizens'),
  substitute: fc.constantFrom(false, false, true),
  required: fc.constantFrom(true, false, false, false),
  weeklyHours,
  awayOnChange: fc.constantFrom(true, false, false, false, false),
  busy: fc.array(fc.tuple(quarters(4 * 1440), quarters(300)), { maxLength: 2 }),
});
const situation = fc.record({
  people: fc.array(someone, { minLength: 2, maxLength: 5 }),
  lengthMinutes: fc.constantFrom(15, 30, 45, 60, 90, 120, 240, 600, 1440),
});
const changeCount = ruleSets.reduce((sum, { changes }) => sum + changes.length, 0);
const situations = fc.sample(situation, { numRuns: changeCount, seed: 2036 });

/** Two days to either side; everybody of the even places lives in the zone that changes, the others elsewhere. */
function requestFor(
  zone: string,
  partner: string,
  change: Change,
  { people, lengthMinutes }: (typeof situations)[number],
): SlotSearchRequest {
  const fromAt = change.at - 2 * DAY;
  const towns = [
    { id: 'changes', timeZone: zone },
    { id: 'partner', timeZone: partner },
  ];
  return {
    towns,
    people: people.map(({ awayOnChange, busy, ...rest }, nth): SlotSearchPerson => {
      const town = towns[nth % 2] ?? { id: '', timeZone: '' };
      return {
        ...rest,
        id: `p${nth}`,
        townId: town.id,
        timeZone: town.timeZone,
        away: awayOnChange ? [{ fromOn: change.date, untilOn: change.date }] : [],
        busy: busy.map(([start, long]) => ({
          fromAt: fromAt + start * MINUTE,
          untilAt: fromAt + (start + long) * MINUTE,
        })),
      };
    }),
    fromAt,
    untilAt: change.at + 2 * DAY,
    lengthMinutes,
  };
}

describe('searchSlots over every clock change of every zone, 2024 to 2036', () => {
  const processZone = process.env.TZ;
  const seen = { changes: 0, zones: new Set<string>(), partners: new Set<string>(), midnight: 0, found: 0 };

  describe.each(PROCESS_ZONES)('in a process under %s', (name) => {
    let searchSlots: (request: SlotSearchRequest) => SlotSearchResult;

    beforeAll(async () => {
      process.env.TZ = name;
      // The zones' offsets are remembered, so each process zone gets a fresh module.
      vi.resetModules();
      ({ searchSlots } = await import('../../../src/core/meeting/slot-search.ts'));
    });
    afterAll(() => {
      process.env.TZ = processZone;
    });

    it('finds what Temporal finds, in the same order', () => {
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(name);
      const share = PROCESS_ZONES.indexOf(name);
      let nth = 0;
      for (const { zones: alike, changes } of ruleSets) {
        for (const change of changes) {
          nth++;
          const asked = situations[nth - 1];
          if (nth % PROCESS_ZONES.length !== share || asked === undefined) continue;
          const partner = zones[(nth * 7) % zones.length] ?? 'UTC';
          const [first = '', ...others] = alike;
          const expected = naiveSearch(requestFor(first, partner, change, asked), 15);
          const label = { zone: first, at: change.at };
          expect({ ...label, ...outcomeOf(searchSlots(requestFor(first, partner, change, asked))) }).toEqual({
            ...label,
            ...expected,
          });
          for (const zone of others) {
            const found = outcomeOf(searchSlots(requestFor(zone, partner, change, asked)));
            expect({ ...found, zone, at: change.at }).toEqual({ ...expected, zone, at: change.at });
          }
          seen.changes += alike.length;
          for (const zone of alike) seen.zones.add(zone);
          seen.partners.add(partner);
          seen.midnight += Number(change.minute === 0);
          seen.found += expected.deciding.length;
        }
        forgetClocks();
      }
    }, 300_000);
  });

  it('has seen them all', () => {
    expect(seen.zones.size).toBe(ruleSets.reduce((sum, { zones: alike }) => sum + alike.length, 0));
    expect(seen.zones.size).toBeGreaterThan(130);
    expect(seen.changes).toBe(
      ruleSets.reduce((sum, { zones: alike, changes }) => sum + alike.length * changes.length, 0),
    );
    expect(seen.partners.size).toBeGreaterThan(400);
    expect(seen.midnight).toBeGreaterThan(100);
    expect(seen.found).toBeGreaterThan(20_000);
  });
});
