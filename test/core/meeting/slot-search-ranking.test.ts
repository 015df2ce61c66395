import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMFORTS } from '../../../src/core/meeting/slot-comfort.ts';
import {
  explainSlots,
  type SlotCandidate,
  type SlotSearchPerson,
  type SlotSearchRequest,
  searchSlots,
} from '../../../src/core/meeting/slot-search.ts';
import { dateOfWall } from '../../../src/core/time/wall-time.ts';
import { DEFAULT_WEEKLY_HOURS } from '../../../src/core/time/weekly-hours.ts';
import { anyRequest, outcomeOf } from './any-slot-search.ts';

const QUARTER = 15 * 60_000;
const TWO_HOURS = 8 * QUARTER;

const startsOf = ({ fromAt, untilAt, lengthMinutes }: SlotSearchRequest): number[] => {
  const starts: number[] = [];
  const last = untilAt - lengthMinutes * 60_000;
  for (let at = Math.ceil(fromAt / QUARTER) * QUARTER; at <= last; at += QUARTER) starts.push(at);
  return starts;
};

/** How good a start is, read off what is said about it; smaller is better, from the first to the last. */
function keyOf(candidate: SlotCandidate, request: SlotSearchRequest): number[] {
  const { attendees, missingRequired, outsideHours, quorum, towns } = candidate;
  const coming = new Set(attendees);
  const absent = new Set(request.people.map(({ townId }) => townId));
  for (const { id, townId } of request.people) if (coming.has(id)) absent.delete(townId);
  const burdens = towns.map(({ comfort, penalties }, nth) =>
    penalties.reduce(
      (sum, { levels }) => sum + levels,
      COMFORTS.indexOf(comfort) * (request.towns[nth]?.weight ?? 1),
    ),
  );
  return [
    missingRequired.length,
    quorum.missing.length + quorum.missingOffices.length + Number(quorum.missingHeads > 0),
    absent.size,
    -attendees.length,
    outsideHours.length,
    Math.max(...burdens),
    burdens.reduce((a, b) => a + b, 0),
  ];
}

interface Edge {
  readonly near: boolean;
  readonly minutes: number;
}
const anyEdge: fc.Arbitrary<Edge> = fc.record({
  near: fc.boolean(),
  minutes: fc.integer({ min: -180, max: 180 }),
});

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, i) => value - (b[i] ?? 0)).find((difference) => Math.abs(difference) > 1e-9) ?? 0;

const isSubset = (some: readonly number[], of: readonly number[]): boolean => {
  const all = new Set(of);
  return some.every((at) => all.has(at));
};

describe('the ranking', () => {
  it('leaves no better start out, but for those next to a better one and days that are full', () => {
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const { candidates, widenedTo } = searchSlots(asked);
        const explained = explainSlots(asked, startsOf(asked));
        expect(explained.widenedTo).toEqual(widenedTo);
        const offered = candidates.map((candidate) => ({
          at: candidate.at,
          day: dateOfWall(candidate.towns[0]?.wall ?? ''),
          key: keyOf(candidate, asked),
        }));
        for (const left of explained.candidates) {
          if (left.attendees.length === 0 || candidates.some(({ at }) => at === left.at)) continue;
          const key = keyOf(left, asked);
          const day = dateOfWall(left.towns[0]?.wall ?? '');
          const asGood = offered.filter((other) => compare(other.key, key) <= 0);
          const near = asGood.some(({ at }) => Math.abs(at - left.at) < TWO_HOURS);
          const dayFull = asGood.filter((other) => other.day === day).length >= 2;
          // Full, and nothing that was offered is worse.
          const noRoom = asGood.length === 6;
          expect(near || dayFull || noRoom).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('keeps offers two hours apart, and two a day while there are other days', () => {
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const { candidates } = searchSlots(asked);
        const times = candidates.map(({ at }) => at).sort((a, b) => a - b);
        for (const [i, at] of times.entries())
          if (i > 0) expect(at - (times[i - 1] ?? 0)).toBeGreaterThanOrEqual(TWO_HOURS);
        const days = candidates.slice(0, 6).map(({ towns: [first] }) => dateOfWall(first?.wall ?? ''));
        const third = days.findIndex(
          (day, i) => days.slice(0, i).filter((other) => other === day).length === 2,
        );
        // From the first third one on, every other start of another day is taken, near to one, or on a full day.
        if (third === -1) return;
        const before = new Set(candidates.slice(0, third).map(({ at }) => at));
        const explained = explainSlots(asked, startsOf(asked)).candidates;
        for (const { at, attendees, towns } of explained) {
          if (attendees.length === 0 || before.has(at)) continue;
          const day = dateOfWall(towns[0]?.wall ?? '');
          const full = days.slice(0, third).filter((other) => other === day).length >= 2;
          const near = [...before].some((other) => Math.abs(other - at) < TWO_HOURS);
          expect(full || near).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('does not care in which order people come', () => {
    fc.assert(
      fc.property(
        anyRequest.chain((asked) =>
          fc.tuple(
            fc.constant(asked),
            fc.shuffledSubarray([...asked.people], { minLength: asked.people.length }),
          ),
        ),
        ([asked, shuffled]) => {
          const found = searchSlots(asked);
          const again = searchSlots({ ...asked, people: shuffled });
          expect(again.candidates).toEqual(found.candidates);
          expect(outcomeOf(again)).toEqual(outcomeOf(found));
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);

  it('never loses a start when somebody gives more time', () => {
    let gained = 0;
    fc.assert(
      fc.property(anyRequest, fc.nat(5), fc.nat(2), (asked, who, what) => {
        const people = asked.people.map((person, nth) =>
          nth !== who % asked.people.length ? person : moreTime(person, what),
        );
        const before = searchSlots(asked);
        const after = searchSlots({ ...asked, people });
        // Widened hours are another question.
        fc.pre(before.widenedTo === undefined);
        expect(after.widenedTo).toBeUndefined();
        expect(isSubset(before.common.list(), after.common.list())).toBe(true);
        expect(isSubset(before.deciding.list(), after.deciding.list())).toBe(true);
        gained += Number(after.deciding.count > before.deciding.count);
      }),
      { numRuns: 200 },
    );
    expect(gained).toBeGreaterThan(0);
  }, 60_000);

  it('never finds more for a longer meeting, or for one that more people must attend', () => {
    fc.assert(
      fc.property(anyRequest, fc.integer({ min: 1, max: 90 }), fc.nat(5), (asked, longer, who) => {
        const found = searchSlots(asked);
        fc.pre(found.widenedTo === undefined);
        const long = searchSlots({ ...asked, lengthMinutes: asked.lengthMinutes + longer });
        if (long.widenedTo === undefined) {
          expect(isSubset(long.common.list(), found.common.list())).toBe(true);
          expect(isSubset(long.deciding.list(), found.deciding.list())).toBe(true);
        }
        const people = asked.people.map((person, nth) =>
          nth === who % asked.people.length ? { ...person, required: true } : person,
        );
        const stricter = searchSlots({ ...asked, people });
        expect(isSubset(stricter.deciding.list(), found.deciding.list())).toBe(true);
        expect(stricter.common.list()).toEqual(found.common.list());
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('finds over another stretch of time the same where both look', () => {
    fc.assert(
      fc.property(anyRequest, anyEdge, anyEdge, (asked, skip, cut) => {
        // The clocks change in the middle of what is asked.
        const middle = (asked.fromAt + asked.untilAt) / 2;
        const edge = ({ near, minutes }: Edge, from: number) => (near ? middle : from) + minutes * 60_000;
        const fromAt = edge(skip, asked.fromAt);
        const untilAt = edge(cut, asked.untilAt);
        const whole = searchSlots(asked);
        const part = searchSlots({ ...asked, fromAt, untilAt });
        fc.pre(whole.widenedTo === undefined && part.widenedTo === undefined);
        const within = (at: number) => at >= fromAt && at + asked.lengthMinutes * 60_000 <= untilAt;
        const covers = (at: number) =>
          at >= asked.fromAt && at + asked.lengthMinutes * 60_000 <= asked.untilAt;
        expect(part.common.list().filter(covers)).toEqual(whole.common.list().filter(within));
        expect(part.deciding.list().filter(covers)).toEqual(whole.deciding.list().filter(within));
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('never blocks for penalties or weights: the same starts are found, and as many offered', () => {
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const plain = searchSlots({
          ...asked,
          penalties: [],
          towns: asked.towns.map(({ id, timeZone }) => ({ id, timeZone })),
        });
        const found = searchSlots(asked);
        expect(found.common.list()).toEqual(plain.common.list());
        expect(found.deciding.list()).toEqual(plain.deciding.list());
        expect(found.candidates[0]?.attendees.length).toBe(plain.candidates[0]?.attendees.length);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('says of its offers again what it said when it found them', () => {
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const found = searchSlots(asked);
        const again = explainSlots(
          asked,
          found.candidates.map(({ at }) => at),
        );
        // Where no offer brings all towns together, hours are widened for the offers and were not for the search.
        fc.pre(again.widenedTo?.startMinute === found.widenedTo?.startMinute);
        expect(again.candidates).toEqual(found.candidates);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

function moreTime(person: SlotSearchPerson, what: number): SlotSearchPerson {
  if (what === 0) return { ...person, away: [], busy: person.busy?.slice(1) };
  const hours = person.weeklyHours ?? DEFAULT_WEEKLY_HOURS;
  const window = { weekday: 3, startMinute: 15, endMinute: 1440 } as const;
  return what === 1
    ? { ...person, weeklyHours: [...hours, window] }
    : { ...person, weeklyHours: hours.map((one) => ({ ...one, endMinute: one.endMinute + 45 })) };
}
