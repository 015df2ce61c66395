import { describe, expect, it } from 'vitest';
import { type SlotCandidate, searchSlots } from '../../../src/core/meeting/slot-search.ts';
import { dateOfWall, timeOfWall } from '../../../src/core/time/wall-time.ts';

describe('what weighs on a town', () => {
  const towns = [
    { id: 'aalborg', timeZone: 'Europe/Copenhagen' },
    { id: 'antibes', timeZone: 'Europe/Paris' },
  ];
  const people = towns.flatMap(({ id, timeZone }) => [
    { id: `${id}-m`, townId: id, timeZone, represents: 'municipality' as const },
    { id: `${id}-c`, townId: id, timeZone, represents: 'citizens' as const },
  ]);
  // Monday 12 July 2027.
  const fromAt = Date.UTC(2027, 6, 11, 22);
  const feast = {
    townId: 'antibes',
    fromOn: '2027-07-14',
    untilOn: '2027-07-14',
    levels: 2,
    reason: { kind: 'public-holiday', name: 'Fête nationale' },
  } as const;
  const daysOf = (candidates: readonly SlotCandidate[]) =>
    candidates.map(({ towns: [first] }) => dateOfWall(first?.wall ?? '').slice(8));

  it('ranks a public holiday down and offers it all the same when nothing else is left', () => {
    const request = { towns, people, fromAt, lengthMinutes: 60, penalties: [feast] };
    const week = searchSlots({ ...request, untilAt: fromAt + 7 * 86_400_000 });
    expect(daysOf(week.candidates)).toEqual(['12', '13', '15', '16', '17', '18']);
    const day = searchSlots({
      ...request,
      fromAt: fromAt + 2 * 86_400_000,
      untilAt: fromAt + 3 * 86_400_000,
    });
    expect(daysOf(day.candidates)).toEqual(['14', '14']);
    expect(day.candidates[0]?.towns.map(({ penalties }) => penalties)).toEqual([[], [feast]]);
  });

  it('lets more people count more than a holiday', () => {
    const [first, ...others] = people;
    const away = [{ fromOn: '2027-07-12', untilOn: '2027-07-13' }];
    const { candidates } = searchSlots({
      towns,
      people: first === undefined ? others : [{ ...first, away }, ...others],
      fromAt,
      untilAt: fromAt + 3 * 86_400_000,
      lengthMinutes: 60,
      penalties: [feast],
    });
    expect(daysOf(candidates)[0]).toBe('14');
    expect(candidates[0]?.missing).toEqual([]);
  });

  it('gives the hard hour to the town whose turn it is', () => {
    const round = { startMinute: 0, endMinute: 1440 };
    const far = [
      { id: 'aalborg', timeZone: 'Europe/Copenhagen' },
      { id: 'auckland', timeZone: 'Pacific/Auckland' },
    ];
    const walls = (weights: readonly [number, number]) => {
      const { candidates } = searchSlots({
        towns: far.map((town, nth) => ({ ...town, weight: weights[nth] })),
        people: far.map(({ id, timeZone }) => ({
          id: `${id}-m`,
          townId: id,
          timeZone,
          represents: 'municipality' as const,
          weeklyHours: ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, ...round })),
        })),
        fromAt,
        untilAt: fromAt + 86_400_000,
        lengthMinutes: 270,
      });
      return candidates[0]?.towns.map(({ wall }) => timeOfWall(wall));
    };
    // Ten hours apart: four and a half hours together begin too early for the one or end too late for the other.
    expect(walls([2, 1])).toEqual(['08:00', '18:00']);
    expect(walls([1, 2])).toEqual(['07:00', '17:00']);
  });

  it('refuses weights and penalties that make no sense', () => {
    const request = { towns, people, fromAt, untilAt: fromAt + 86_400_000, lengthMinutes: 60 };
    for (const weight of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => searchSlots({ ...request, towns: [{ id: 'a', timeZone: 'UTC', weight }] })).toThrow(
        RangeError,
      );
    for (const wrong of [
      { levels: -1 },
      { levels: Number.NaN },
      { fromOn: '2027-02-30' },
      { untilOn: 'never' },
    ])
      expect(() => searchSlots({ ...request, penalties: [{ ...feast, ...wrong }] })).toThrow(RangeError);
  });
});
