import { describe, expect, it } from 'vitest';
import {
  type SlotSearchPerson,
  type SlotSearchRequest,
  searchSlots,
} from '../../../src/core/meeting/slot-search.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import type { WeeklyWindow } from '../../../src/core/time/weekly-hours.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const aalborg = { id: 'aalborg', timeZone: 'Europe/Copenhagen' };
const antibes = { id: 'antibes', timeZone: 'Europe/Paris' };
const solvang = { id: 'solvang', timeZone: 'America/Los_Angeles' };

function committee(towns: readonly { id: string; timeZone: string }[]): SlotSearchPerson[] {
  return towns.flatMap(({ id, timeZone }) => [
    { id: `${id}-m`, townId: id, represents: 'municipality' as const, timeZone },
    { id: `${id}-c`, townId: id, represents: 'citizens' as const, timeZone },
  ]);
}

// Monday 11 January 2027, midnight in Copenhagen, for two weeks.
const fromAt = Date.UTC(2027, 0, 10, 23);
const base = { fromAt, untilAt: fromAt + 14 * DAY, lengthMinutes: 60 };
const search = (more: Partial<SlotSearchRequest> & Pick<SlotSearchRequest, 'people' | 'towns'>) =>
  searchSlots({ ...base, ...more });

describe('searchSlots', () => {
  it('offers one start a day before a second, at a full hour, soonest first', () => {
    const towns = [aalborg, antibes];
    const { candidates, widenedTo, common } = search({ towns, people: committee(towns) });
    expect(widenedTo).toBeUndefined();
    expect(common.count).toBe(10 * 13 + 4 * 29);
    expect(candidates.map(({ towns: [first] }) => first?.wall)).toEqual([
      '2027-01-11T17:00',
      '2027-01-12T17:00',
      '2027-01-13T17:00',
      '2027-01-14T17:00',
      '2027-01-15T17:00',
      '2027-01-16T10:00',
    ]);
  });

  it('offers at most two starts of one day, two hours apart', () => {
    const towns = [aalborg];
    const { candidates } = search({ towns, people: committee(towns), untilAt: fromAt + DAY });
    expect(candidates.map(({ towns: [first] }) => first?.wall)).toEqual([
      '2027-01-11T17:00',
      '2027-01-11T19:00',
    ]);
  });

  it('widens the hours for towns nine hours apart, and says so', () => {
    const towns = [aalborg, solvang];
    const { candidates, widenedTo } = search({ towns, people: committee(towns) });
    expect(widenedTo).toEqual({ startMinute: 480, endMinute: 1320 });
    expect(candidates).toHaveLength(6);
    for (const candidate of candidates) {
      expect(candidate.missing).toEqual([]);
      expect(candidate.towns.map(({ comfort }) => comfort)).toEqual(['good', 'good']);
    }
    // Aalborg keeps its own evening hours; Solvang gets up for it.
    expect(candidates[0]?.towns).toMatchObject([{ wall: '2027-01-11T17:00' }, { wall: '2027-01-11T08:00' }]);
    expect(candidates[0]?.outsideHours).toEqual(['solvang-c', 'solvang-m']);
  });

  it('follows the clocks apart in March: an hour later for Aalborg to stay at eight in Solvang', () => {
    const towns = [aalborg, solvang];
    const march = instantOf('2027-03-15T00:00', aalborg.timeZone).at;
    const { candidates } = search({
      towns,
      people: committee(towns),
      fromAt: march,
      untilAt: march + 3 * DAY,
    });
    expect(candidates[0]?.towns).toMatchObject([{ wall: '2027-03-15T17:00' }, { wall: '2027-03-15T09:00' }]);
  });

  it('meets on a night shift, and across midnight from Sunday into Monday', () => {
    const weeklyHours: WeeklyWindow[] = [
      { weekday: 7, startMinute: 22 * 60, endMinute: 30 * 60 },
      { weekday: 1, startMinute: 6 * 60, endMinute: 8 * 60 },
    ];
    const { common } = search({
      towns: [aalborg],
      people: committee([aalborg]).map((person) => ({ ...person, weeklyHours })),
      lengthMinutes: 10 * 60,
    });
    expect(common.list().map((at) => wallAt(at, aalborg.timeZone))).toEqual(['2027-01-17T22:00']);
  });

  it('says who is missing and why', () => {
    const towns = [aalborg, antibes];
    const [a, b, ...rest] = committee(towns);
    const people = [
      { ...(a as SlotSearchPerson), away: [{ fromOn: '2027-01-01', untilOn: '2027-02-28' }] },
      { ...(b as SlotSearchPerson), busy: [{ fromAt: fromAt - DAY, untilAt: fromAt + 30 * DAY }] },
      ...rest,
      { id: 'z', townId: 'antibes', timeZone: 'Europe/Paris', weeklyHours: [] },
    ];
    const { candidates, common } = search({ towns, people });
    expect(common.list()).toEqual([]);
    expect(candidates[0]?.missing).toEqual([
      { id: 'aalborg-c', why: 'busy' },
      { id: 'aalborg-m', why: 'away' },
    ]);
    // Nobody shares an hour, so the search was widened: who gave no hours at all is asked outside them.
    expect(candidates[0]?.outsideHours).toContain('z');
    expect(candidates[0]?.quorum.missing).toHaveLength(2);
  });

  it('puts a required person before quorum, and quorum before numbers', () => {
    const hours = (startMinute: number): WeeklyWindow[] => [
      { weekday: 3, startMinute, endMinute: startMinute + 60 },
    ];
    const person = (
      id: string,
      startMinute: number,
      more: Partial<SlotSearchPerson> = {},
    ): SlotSearchPerson => ({
      id,
      townId: 'aalborg',
      timeZone: aalborg.timeZone,
      weeklyHours: hours(startMinute),
      ...more,
    });
    const crowd = ['p', 'q', 'r'].map((id) => person(id, 18 * 60));
    const both = [
      person('m', 19 * 60, { represents: 'municipality' }),
      person('c', 19 * 60, { represents: 'citizens' }),
    ];
    const walls = (people: SlotSearchPerson[]) =>
      search({ towns: [aalborg], people, untilAt: fromAt + 7 * DAY }).candidates.map(
        ({ towns: [first] }) => first?.wall,
      );
    expect(walls([...crowd, ...both])[0]).toBe('2027-01-13T19:00');
    expect(walls([...crowd, ...both, person('boss', 20 * 60, { required: true })])[0]).toBe(
      '2027-01-13T20:00',
    );
  });

  it('gives nothing only where nobody can ever come', () => {
    const towns = [aalborg];
    const away = [{ fromOn: '2027-01-01', untilOn: '2027-12-31' }];
    const people = committee(towns).map((person) => ({ ...person, away }));
    expect(search({ towns, people }).candidates).toEqual([]);
    expect(search({ towns, people: [] }).candidates).toEqual([]);
    expect(search({ towns, people: committee(towns), untilAt: fromAt }).candidates).toEqual([]);
    expect(search({ towns, people: committee(towns), untilAt: fromAt - DAY }).candidates).toEqual([]);
  });

  it('refuses lengths, spans, zones and ids that make no sense', () => {
    const request = { towns: [aalborg], people: committee([aalborg]) };
    for (const lengthMinutes of [0, -5, 1441, 30.5, Number.NaN]) {
      expect(() => search({ ...request, lengthMinutes })).toThrow(RangeError);
    }
    expect(() => search({ ...request, untilAt: fromAt + 401 * DAY })).toThrow(RangeError);
    expect(() => search({ ...request, towns: [{ id: 'x', timeZone: '' }] })).toThrow(RangeError);
    expect(() => search({ ...request, people: [...request.people, ...request.people] })).toThrow(RangeError);
  });
});
