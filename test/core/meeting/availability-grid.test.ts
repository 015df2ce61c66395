import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityGrid } from '../../../src/core/meeting/availability-grid.ts';
import { quorum } from '../../../src/core/meeting/quorum.ts';
import type { SlotSearchPerson } from '../../../src/core/meeting/slot-search.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import { allTimeZones } from '../../../src/core/time/time-zone.ts';
import { canCome } from './naive-slot-search.ts';

const copenhagen = 'Europe/Copenhagen';
const at = (wall: string) => instantOf(wall, copenhagen).at;
const person = (id: string, more: Partial<SlotSearchPerson> = {}): SlotSearchPerson => ({
  id,
  townId: 'aalborg',
  timeZone: copenhagen,
  ...more,
});
const everyDay = (startHour: number, endHour: number) =>
  ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({
    weekday,
    startMinute: startHour * 60,
    endMinute: endHour * 60,
  }));

describe('availabilityGrid', () => {
  it('counts who can come at the best start of each hour of the days on offer', () => {
    const people = [
      person('a', { weeklyHours: everyDay(17, 21) }),
      person('b', { weeklyHours: [{ weekday: 1, startMinute: 18 * 60 + 15, endMinute: 21 * 60 }] }),
    ];
    const starts = [at('2027-01-11T18:30'), at('2027-01-13T17:00')];
    const grid = availabilityGrid({ people, starts, timeZone: copenhagen, lengthMinutes: 60 });
    expect(grid.days.map(({ on }) => on)).toEqual(['2027-01-11', '2027-01-13']);
    const counts = grid.days.map(({ hours }) => hours.map(({ canCome }) => canCome));
    expect(counts[0]?.slice(16, 22)).toEqual([0, 1, 2, 2, 2, 0]);
    expect(counts[1]?.slice(16, 22)).toEqual([0, 1, 1, 1, 1, 0]);
    expect(grid.quorumAsked).toBe(false);
  });

  it('follows the quorum, not only the number', () => {
    const people = [
      person('a', { represents: 'municipality', weeklyHours: everyDay(17, 19) }),
      person('b', { represents: 'citizens', weeklyHours: everyDay(18, 20) }),
    ];
    const starts = [at('2027-01-11T18:00')];
    const { days, quorumAsked } = availabilityGrid({
      people,
      starts,
      timeZone: copenhagen,
      lengthMinutes: 60,
    });
    expect(quorumAsked).toBe(true);
    expect(days[0]?.hours.slice(17, 20).map((hour) => hour.quorum)).toEqual([false, true, false]);
  });

  it('looks beyond the hours given where the search did, and says who would come outside theirs', () => {
    const people = [
      person('a', { weeklyHours: everyDay(9, 12) }),
      person('b', { townId: 'solvang', timeZone: 'America/Los_Angeles', weeklyHours: everyDay(9, 12) }),
    ];
    const starts = [at('2027-01-11T18:00')];
    const request = { people, starts, timeZone: copenhagen, lengthMinutes: 60 };
    expect(availabilityGrid(request).days[0]?.hours[18]).toMatchObject({ canCome: 1, absentTowns: 1 });
    const grid = availabilityGrid({ ...request, widenedTo: { startMinute: 8 * 60, endMinute: 22 * 60 } });
    expect(grid.days[0]?.hours[18]).toMatchObject({ canCome: 2, outsideHours: 1, absentTowns: 0 });
    expect(grid.days[0]?.hours[9]).toMatchObject({ canCome: 1, outsideHours: 0, absentTowns: 1 });
  });

  it.each([
    ['2027-03-28', 23],
    ['2027-10-31', 25],
  ])('has the hours that the day has: %s', (on, count) => {
    const starts = [at(`${on}T12:00`)];
    const people = [person('a', { weeklyHours: everyDay(0, 24) })];
    const { days } = availabilityGrid({ people, starts, timeZone: copenhagen, lengthMinutes: 60 });
    expect(days[0]?.hours.map(({ canCome }) => canCome)).toEqual(Array(count).fill(1));
  });

  it('equals asking every person’s clock at every quarter of an hour, in any zone', () => {
    const hours = fc
      .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 24 }))
      .map(([half, length]) =>
        ([1, 3, 6, 7] as const).map((weekday) => ({
          weekday,
          startMinute: half * 30,
          endMinute: half * 30 + length * 60,
        })),
      );
    const zone = fc.constantFrom(...allTimeZones());
    const people = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        townId: fc.constantFrom('aalborg', 'solvang'),
        represents: fc.constantFrom('municipality', 'citizens', undefined),
        timeZone: zone,
        weeklyHours: hours,
      }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 4 },
    );
    const start = fc.integer({ min: Date.UTC(2024, 0, 1) / 900_000, max: Date.UTC(2030, 0, 1) / 900_000 });
    fc.assert(
      fc.property(
        people,
        start,
        zone,
        fc.integer({ min: 1, max: 36 }),
        (everybody, quarter, home, length) => {
          const lengthMinutes = length * 5;
          const grid = availabilityGrid({
            people: everybody,
            starts: [quarter * 900_000],
            timeZone: home,
            lengthMinutes,
          });
          for (const cell of grid.days.flatMap(({ hours }) => hours)) {
            const coming: { count: number; met: boolean }[] = [];
            for (let t = Math.ceil(cell.at / 900_000) * 900_000; t < cell.untilAt; t += 900_000) {
              const ids = everybody.filter((one) => canCome(one, t, t + lengthMinutes * 60_000, []));
              coming.push({
                count: ids.length,
                met: ids.length > 0 && quorum(everybody, new Set(ids.map(({ id }) => id))).met,
              });
            }
            const [best] = coming.sort((a, b) => Number(b.met) - Number(a.met) || b.count - a.count);
            expect([cell.canCome, cell.quorum]).toEqual([best?.count, best?.met]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
