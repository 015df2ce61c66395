import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/acting.ts';
import { changeOwnProfile } from '../../../src/core/committee/change-own-profile.ts';
import {
  areClocksFarApart,
  fairnessLedger,
  type HeldHour,
  MEETINGS_COUNTED,
  sparedTownIds,
} from '../../../src/core/meeting/fairness-ledger.ts';
import { explainDraft, proposeMeeting } from '../../../src/core/meeting/propose-meeting.ts';
import { searchTerms } from '../../../src/core/meeting/search-terms.ts';
import { type Comfort, comfortLevel } from '../../../src/core/meeting/slot-comfort.ts';
import { type SlotInTown, searchSlots } from '../../../src/core/meeting/slot-search.ts';
import { DAY_MS, HOUR_MS, type WallTime } from '../../../src/core/time/instant.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import { allTimeZones } from '../../../src/core/time/time-zone.ts';
import { minuteOfDay, timeOfWall } from '../../../src/core/time/wall-time.ts';
import { offsetMinutes, wallAt } from '../../../src/core/time/zone-offset.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { anyRequest } from './any-slot-search.ts';

const aalborg = { id: 'aalborg', timeZone: 'Europe/Copenhagen' };
const solvang = { id: 'solvang', timeZone: 'America/Los_Angeles' };
const everybody = ['aalborg', 'solvang'];
const held = (wall: WallTime, timeZone: string, more: Partial<HeldHour> = {}): HeldHour => ({
  at: instantOf(wall, timeZone).at,
  lengthMinutes: 60,
  townIds: everybody,
  ...more,
});
/** 07:00 in Solvang, 16:00 in Aalborg. */
const early = (day: string) => held(`${day}T07:00`, solvang.timeZone);
/** 09:00 in Solvang, 18:00 in Aalborg: good for both. */
const good = (day: string) => held(`${day}T09:00`, solvang.timeZone);

describe('the ledger of inconvenient hours', () => {
  it('says who got up early the last times, and lets it weigh', () => {
    const { weights, turns } = fairnessLedger([aalborg, solvang], [early('2026-06-11'), early('2026-05-14')]);
    expect([...weights].sort()).toEqual([
      ['aalborg', 1],
      ['solvang', 1.2],
    ]);
    expect(turns).toEqual([{ townId: 'solvang', hardship: 'early', times: 2, of: 2 }]);
  });

  it('says how many of the last times where it was not each time, and what kind of hour it was', () => {
    const mixed = [good('2026-06-11'), early('2026-05-14'), good('2026-04-09'), early('2026-03-12')];
    expect(fairnessLedger([aalborg, solvang], mixed).turns).toMatchObject([{ times: 2, of: 4 }]);
    const late = held('2026-06-11T22:00', aalborg.timeZone, { lengthMinutes: 45 });
    expect(fairnessLedger([aalborg, solvang], [late]).turns).toEqual([
      { townId: 'aalborg', hardship: 'late', times: 1, of: 1 },
    ]);
    const night = held('2026-05-11T03:00', aalborg.timeZone);
    const both = fairnessLedger([aalborg, solvang], [late, night, good('2026-03-12')]);
    expect(both.turns).toEqual([{ townId: 'aalborg', hardship: 'mixed', times: 2, of: 2 }]);
    expect(fairnessLedger([aalborg, solvang], [night]).turns).toMatchObject([{ hardship: 'night' }]);
  });

  it('is silent where nothing was held, all were good, or all have borne the same', () => {
    for (const hours of [
      [],
      [good('2026-06-11')],
      [early('2026-06-11'), held('2026-05-11T22:00', aalborg.timeZone, { lengthMinutes: 45 })],
    ]) {
      const { weights, turns } = fairnessLedger([aalborg, solvang], hours);
      expect(turns).toEqual([]);
      expect([...weights.values()]).toEqual([1, 1]);
    }
  });

  it('counts only meetings in which the town took part, and no more than the last six', () => {
    const without = { ...early('2026-06-11'), townIds: ['aalborg'] };
    expect(fairnessLedger([aalborg, solvang], [without]).turns).toEqual([]);
    const long = Array.from({ length: MEETINGS_COUNTED }, () => good('2026-06-11'));
    expect(fairnessLedger([aalborg, solvang], [...long, early('2025-05-14')]).turns).toEqual([]);
  });

  const zone = fc.constantFrom(...allTimeZones());
  const hours = fc.array(
    fc.record({
      at: fc
        .integer({ min: Date.UTC(2024, 0, 1) / 900_000, max: Date.UTC(2036, 0, 1) / 900_000 })
        .map((n) => n * 900_000),
      lengthMinutes: fc.integer({ min: 15, max: 300 }),
      townIds: fc.subarray(['t0', 't1', 't2', 't3']),
    }),
    { maxLength: 9 },
  );
  const zones = fc.array(zone, { minLength: 1, maxLength: 4 });
  const named = (list: readonly string[]) => list.map((timeZone, nth) => ({ id: `t${nth}`, timeZone }));
  const levelsOf = (id: string, timeZone: string, list: readonly HeldHour[]) =>
    list
      .slice(0, MEETINGS_COUNTED)
      .map(({ at, lengthMinutes, townIds }) =>
        townIds.includes(id) ? comfortLevel(minuteOfDay(timeOfWall(wallAt(at, timeZone))), lengthMinutes) : 0,
      );
  const total = (levels: readonly number[]) => levels.reduce((sum, level) => sum + level, 0);

  it('weighs a town the same wherever it stands in the list', () => {
    fc.assert(
      fc.property(zones, hours, fc.infiniteStream(fc.nat(100)), (list, past, chance) => {
        const towns = named(list);
        const shuffled = towns
          .map((one) => ({ one, order: chance.next().value }))
          .sort((a, b) => a.order - b.order)
          .map(({ one }) => one);
        const [some, others] = [fairnessLedger(towns, past), fairnessLedger(shuffled, past)];
        for (const { id } of towns) expect(others.weights.get(id)).toBe(some.weights.get(id));
        const byTown = (a: { townId: string }, b: { townId: string }) => (a.townId < b.townId ? -1 : 1);
        expect([...others.turns].sort(byTown)).toEqual([...some.turns].sort(byTown));
      }),
    );
  });

  it('never gives less weight to a town that has borne more', () => {
    fc.assert(
      fc.property(zones, hours, (list, past) => {
        const towns = named(list);
        const { weights, turns } = fairnessLedger(towns, past);
        for (const a of towns) {
          const [own, weight] = [levelsOf(a.id, a.timeZone, past), weights.get(a.id) ?? 0];
          expect(weight).toBeGreaterThanOrEqual(1);
          expect(turns.some(({ townId }) => townId === a.id)).toBe(weight > 1);
          for (const b of towns) {
            const others = levelsOf(b.id, b.timeZone, past);
            if (total(own) >= total(others))
              expect(weight).toBeGreaterThanOrEqual(weights.get(b.id) ?? Infinity);
            if (weight > 1 && total(own) - total(others) === 1)
              expect(weight > 1.35 || weight > (weights.get(b.id) ?? 0)).toBe(true);
          }
        }
      }),
    );
  });

  it('decides among equally hard hours only: no weight makes a lighter hour of one a harder one of another', () => {
    fc.assert(
      fc.property(zones, hours, fc.constantFrom(1, 2), (list, past, level) => {
        for (const weight of fairnessLedger(named(list), past).weights.values())
          expect(weight * level).toBeLessThan(level + 1);
      }),
    );
  });

  it('changes nothing in who can come', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const first = (towns: typeof request.towns) => {
          const [candidate] = searchSlots({ ...request, towns }).candidates;
          return (
            candidate && [
              candidate.missingRequired.length,
              candidate.quorum.met,
              candidate.attendees.length,
              candidate.outsideHours.length,
            ]
          );
        };
        const { towns } = request;
        expect(first(towns.map((town, nth) => ({ ...town, weight: 1 + nth / 5 })))).toEqual(
          first(towns.map(({ weight: _, ...town }) => town)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('keeps count only where clocks are more than two hours apart at any time that is searched', () => {
    const winter = { fromAt: Date.UTC(2026, 0, 1), untilAt: Date.UTC(2026, 1, 1) };
    const apart = (...list: string[]) => areClocksFarApart(list, winter);
    expect(apart('Europe/Copenhagen')).toBe(false);
    expect(apart('Europe/Copenhagen', 'Europe/Istanbul')).toBe(false);
    expect(apart('Europe/London', 'Europe/Istanbul')).toBe(true);
    // One hour less in summer.
    const summer = { fromAt: Date.UTC(2026, 5, 1), untilAt: Date.UTC(2026, 6, 1) };
    expect(areClocksFarApart(['Europe/London', 'Europe/Istanbul'], summer)).toBe(false);
    const autumn = { fromAt: Date.UTC(2026, 9, 20), untilAt: Date.UTC(2026, 9, 30) };
    expect(areClocksFarApart(['Europe/London', 'Europe/Istanbul'], autumn)).toBe(true);
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 1, max: 60 }),
        (list, day, days) => {
          const fromAt = Date.UTC(2024, 0, 1) + day * DAY_MS;
          const untilAt = fromAt + days * DAY_MS;
          let found = false;
          for (let at = fromAt; at < untilAt; at += HOUR_MS / 4) {
            const offsets = list.map((timeZone) => offsetMinutes(at, timeZone));
            found ||= Math.max(...offsets) - Math.min(...offsets) > 120;
          }
          expect(areClocksFarApart(list, { fromAt, untilAt })).toBe(found);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('calls a town spared when it has a good hour while one with less behind it takes a hard one', () => {
    const ledger = fairnessLedger([aalborg, solvang], [early('2026-06-11')]);
    const at = (townId: string, comfort: Comfort): SlotInTown => ({
      ...{ townId, comfort, wall: '2026-07-09T12:00', endWall: '2026-07-09T13:00', penalties: [] },
    });
    const spared = (a: Comfort, s: Comfort) => sparedTownIds([at('aalborg', a), at('solvang', s)], ledger);
    expect(spared('bearable', 'good')).toEqual(['solvang']);
    expect(spared('good', 'good')).toEqual([]);
    expect(spared('good', 'hard')).toEqual([]);
    expect(spared('hard', 'bearable')).toEqual([]);
    // A town that is not convened bears nothing.
    expect(sparedTownIds([at('antibes', 'night'), at('solvang', 'good')], ledger)).toEqual([]);
  });
});

describe('looking for a time after some that were hard', () => {
  const always = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({
    ...{ weekday, startMinute: 0, endMinute: 1440 },
  }));
  /** Held at this local time in these months of 2026, before the clock of the test begins. */
  async function holdAt(committees: Committees, months: readonly number[], time: string, timeZone: string) {
    const { database, world, mette } = committees;
    for (const month of months) {
      const wall = `2026-0${month}-10T${time}`;
      await database.transaction(async (tx) =>
        tx.meetings.insertMeeting({
          id: world.newId('mtg'),
          twinningId: mette.scope.twinning.id,
          number: await tx.meetings.nextMeetingNumber(mette.scope.twinning.id),
          ...{ title: 'Board', organiserId: mette.member.id, lengthMinutes: 45, participantIds: [] },
          ...{ state: 'confirmed', confirmedSlot: 1, picked: [], ballots: [], version: 1 },
          slots: [{ number: 1, wall, timeZone, at: instantOf(wall, timeZone).at }],
          createdAt: 0,
        }),
      );
    }
  }
  /** Aalborg and Solvang have existed since before those meetings. */
  const oldTowns = (actor: Actor): Actor => ({
    ...actor,
    scope: { ...actor.scope, towns: actor.scope.towns.map((town) => ({ ...town, createdAt: 0 })) },
  });
  async function ready() {
    const committees = await sisterCommittees();
    for (const { member } of [committees.mette, committees.linda])
      await changeOwnProfile(committees.deps, member, { weeklyHours: always });
    return committees;
  }
  const six = (committees: Committees) => ({
    title: 'Youth Games',
    // Six hours together begin before 08:00 in Solvang or end after 22:00 in Aalborg.
    lengthMinutes: 360,
    participantIds: [committees.mette.member.id, committees.linda.member.id],
    fromAt: Date.UTC(2026, 11, 1),
    untilAt: Date.UTC(2026, 11, 8),
  });
  async function firstWalls(committees: Committees) {
    const { deps, mette } = committees;
    const { search, terms } = await proposeMeeting(deps, oldTowns(mette), six(committees));
    const [first] = search.candidates;
    return { walls: first?.towns.map(({ wall }) => timeOfWall(wall)), terms, first };
  }

  it('gives the hard hour to the other town, first among equals in who can come', async () => {
    const committees = await ready();
    const before = await firstWalls(committees);
    expect(before.walls).toEqual(['16:00', '07:00']);
    expect(before.terms.fairness?.turns).toEqual([]);
    await holdAt(committees, [3, 5, 6], '07:00', 'America/Los_Angeles');
    const after = await firstWalls(committees);
    expect(after.walls).toEqual(['17:00', '08:00']);
    expect(after.first?.attendees).toEqual(before.first?.attendees);
    expect(after.terms.fairness?.turns).toMatchObject([{ hardship: 'early', times: 3, of: 3 }]);
    // And back, when it was late in Aalborg as often.
    await holdAt(committees, [7, 8, 9], '22:00', 'Europe/Copenhagen');
    expect((await firstWalls(committees)).walls).toEqual(['16:00', '07:00']);
  });

  it('goes by the same when it explains a draft later, and not by meetings to come or before a town was there', async () => {
    const committees = await ready();
    const { deps, database, world, mette } = committees;
    await holdAt(committees, [5], '07:00', 'America/Los_Angeles');
    const { meeting, terms } = await proposeMeeting(deps, oldTowns(mette), six(committees));
    const explained = await explainDraft(database, oldTowns(mette), meeting, world.now());
    expect(explained.terms.fairness).toEqual(terms.fairness);
    expect(terms.fairness?.turns).toHaveLength(1);
    const young = await explainDraft(database, mette, meeting, world.now());
    expect(young.terms.fairness?.turns).toEqual([]);
    const earlier = await explainDraft(database, oldTowns(mette), meeting, Date.UTC(2026, 4, 1));
    expect(earlier.terms.fairness?.turns).toEqual([]);
  });

  it('knows nothing of it among towns with nearly the same clock', async () => {
    const committees = await ready();
    const { database, world } = committees;
    await holdAt(committees, [3, 5, 6], '07:00', 'America/Los_Angeles');
    const mette = oldTowns(committees.mette);
    const towns = mette.scope.towns.map((town) =>
      town.name === 'Solvang' ? { ...town, timeZone: 'Europe/Helsinki' } : town,
    );
    const window = { fromAt: world.now(), untilAt: world.now() + 365 * DAY_MS };
    const terms = await searchTerms(
      database,
      { ...mette, scope: { ...mette.scope, towns } },
      { participantIds: [] },
      window,
      world.now(),
    );
    expect(terms).not.toHaveProperty('fairness');
    for (const town of terms.towns) expect(town).not.toHaveProperty('weight');
  });
});
