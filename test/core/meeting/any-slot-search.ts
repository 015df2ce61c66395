import fc from 'fast-check';
import type { Group } from '../../../src/core/committee/member.ts';
import type {
  SlotPenalty,
  SlotSearchRequest,
  SlotSearchResult,
} from '../../../src/core/meeting/slot-search.ts';
import { addDays } from '../../../src/core/time/local-date.ts';
import { allTimeZones } from '../../../src/core/time/time-zone.ts';
import type { WeeklyWindow } from '../../../src/core/time/weekly-hours.ts';
import { transitions, wallAt } from '../../../src/core/time/zone-offset.ts';
import type { NaiveResult } from './naive-slot-search.ts';

const DAY = 86_400_000;

/** What the oracle says too, in its words. */
export const outcomeOf = ({ candidates, common, deciding, widenedTo }: SlotSearchResult): NaiveResult => ({
  candidates: candidates.map(({ at, attendees, towns }) => ({
    at,
    attendees,
    walls: towns.map(({ wall }) => wall),
  })),
  common: common.list(),
  deciding: deciding.list(),
  widened: widenedTo === undefined ? undefined : [widenedTo.startMinute, widenedTo.endMinute],
});

const ODD_ZONES = [
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tehran',
  'America/St_Johns',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Asia/Gaza',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Africa/Cairo',
  'America/Santiago',
  'Europe/Copenhagen',
  'America/Los_Angeles',
  'UTC',
];

const five = (max: number) => fc.integer({ min: 0, max: max / 5 }).map((n) => n * 5);
/** A shift on Sunday night that runs into the hours of Monday. */
const sundayNight: WeeklyWindow[] = [
  { weekday: 1, startMinute: 5 * 60, endMinute: 11 * 60 },
  { weekday: 7, startMinute: 20 * 60, endMinute: 30 * 60 },
];
const windowOf = fc
  .record({ weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7), startMinute: five(1435), length: five(900) })
  .map(({ weekday, startMinute, length }) => ({
    weekday: weekday as WeeklyWindow['weekday'],
    startMinute,
    endMinute: startMinute + length + 5,
  }));

/** A few days around a clock change of some zone in 2024 to 2036, with a committee from anywhere. */
const requestOf = (fewest: number, most: number): fc.Arbitrary<SlotSearchRequest> =>
  fc
    .record({
      zone: fc.oneof(fc.constantFrom(...ODD_ZONES), fc.constantFrom(...allTimeZones())),
      year: fc.integer({ min: 2024, max: 2036 }),
      nth: fc.nat(3),
      days: fc.integer({ min: 1, max: 3 }),
      lengthMinutes: fc.constantFrom(15, 20, 30, 45, 60, 90, 120, 300),
      otherZones: fc.array(fc.oneof(fc.constantFrom(...ODD_ZONES), fc.constantFrom(...allTimeZones())), {
        minLength: 1,
        maxLength: 2,
      }),
      minimum: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      offices: fc.boolean(),
      weights: fc.array(fc.constantFrom(1, 1, 1.5, 2), { minLength: 3, maxLength: 3 }),
      penalties: fc.array(
        fc.record({
          town: fc.nat(2),
          day: fc.integer({ min: -1, max: 1 }),
          levels: fc.constantFrom(0.5, 1, 2, 3),
        }),
        { maxLength: 2 },
      ),
    })
    .chain(({ zone, year, nth, days, lengthMinutes, otherZones, minimum, offices, weights, penalties }) => {
      const changes = transitions(zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
      const changeAt = changes[nth % Math.max(1, changes.length)]?.at ?? Date.UTC(year, 5, 10);
      const from = changeAt - Math.floor((days * DAY) / 2) - 7 * 60_000;
      const towns = [zone, ...otherZones].map((timeZone, i) => ({
        id: `t${i}`,
        timeZone,
        weight: weights[i],
      }));
      const localDay = wallAt(changeAt, zone).slice(0, 10);
      const person = fc
        .record({
          town: fc.nat(towns.length - 1),
          represents: fc.constantFrom<Group | undefined>('municipality', 'citizens', 'youth', undefined),
          substitute: fc.boolean(),
          required: fc.constantFrom(true, false, false, false),
          weeklyHours: fc.oneof(
            { weight: 6, arbitrary: fc.option(fc.array(windowOf, { maxLength: 6 }), { nil: undefined }) },
            { weight: 1, arbitrary: fc.constant(sundayNight) },
          ),
          away: fc.constantFrom([], [], [{ fromOn: localDay, untilOn: localDay }]),
          busy: fc.array(fc.tuple(five(days * 1440), five(400)), { maxLength: 3 }),
          chair: fc.boolean(),
        })
        .map(({ town, busy, chair, ...rest }) => ({
          ...rest,
          townId: `t${town}`,
          timeZone: towns[town]?.timeZone ?? 'UTC',
          offices: chair ? ['chair'] : [],
          busy: busy.map(([start, minutes]) => {
            const startAt = Math.floor(from / 300_000) * 300_000 + start * 60_000;
            return { fromAt: startAt, untilAt: startAt + minutes * 60_000 };
          }),
        }));
      return fc.array(person, { minLength: fewest, maxLength: most }).map((people) => ({
        people: people.map((each, i) => ({ ...each, id: `p${i}` })),
        towns,
        fromAt: from,
        untilAt: from + days * DAY,
        lengthMinutes,
        penalties: penalties.map(
          ({ town, day, levels }): SlotPenalty => ({
            townId: `t${town}`,
            fromOn: addDays(localDay, day),
            untilOn: addDays(localDay, day),
            levels,
            reason: { kind: 'public-holiday', name: 'a feast' },
          }),
        ),
        rule: {
          perTown: { municipality: 1, citizens: 1 },
          minimum,
          offices: offices ? [{ anyOf: ['chair', 'deputy'], atLeast: 1 }] : undefined,
        },
      }));
    });

export const anyRequest = requestOf(1, 6);
/** Large enough for numbers to carry. */
export const anyLargeRequest = requestOf(20, 45);
