import type { SlotSearchPerson, SlotSearchRequest } from '../../src/core/meeting/slot-search.ts';
import { DAY_MS, MINUTE_MS, type Weekday } from '../../src/core/time/instant.ts';
import { addDays, dateAt } from '../../src/core/time/local-date.ts';
import type { WeeklyWindow } from '../../src/core/time/weekly-hours.ts';

export interface Size {
  readonly people: number;
  readonly zones: number;
  readonly days: number;
}

/** Around the world, with half and quarter hours; most change their clocks. The first n are used. */
const ZONES = [
  'Europe/Copenhagen',
  'America/Los_Angeles',
  'Europe/London',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Sydney',
  'America/Sao_Paulo',
  'Asia/Tokyo',
  'Africa/Cairo',
  'America/Santiago',
  'Pacific/Auckland',
  'America/Chicago',
  'Asia/Kathmandu',
  'Europe/Athens',
  'America/St_Johns',
  'Africa/Nairobi',
  'Australia/Adelaide',
  'Asia/Beirut',
  'America/Denver',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'America/Halifax',
  'Pacific/Chatham',
  'Pacific/Honolulu',
];

/** Monday 4 January 2027, so that a year holds every clock change of the year. */
const FROM_AT = Date.UTC(2027, 0, 4);

/** Always the same committee for the same size: two or three windows a day, ten days away, forty busy times. */
export function workload({ people, zones, days }: Size): SlotSearchRequest {
  const chance = seeded(people * 1_000_003 + zones * 1009 + days);
  const towns = ZONES.slice(0, zones).map((timeZone, i) => ({ id: `town-${i}`, timeZone }));
  return {
    fromAt: FROM_AT,
    untilAt: FROM_AT + days * DAY_MS,
    lengthMinutes: 60,
    towns,
    people: Array.from({ length: people }, (_, i) => {
      const town = towns[i % zones];
      if (town === undefined) throw new RangeError('more zones are asked for than there are');
      return person(i, town.id, town.timeZone, Math.floor(i / zones), days, chance);
    }),
  };
}

function person(
  i: number,
  townId: string,
  timeZone: string,
  nthOfTown: number,
  days: number,
  chance: (below: number) => number,
): SlotSearchPerson {
  return {
    id: `person-${String(i).padStart(3, '0')}`,
    townId,
    timeZone,
    represents: nthOfTown % 2 === 0 ? 'municipality' : 'citizens',
    substitute: nthOfTown > 3 && nthOfTown % 5 === 0,
    required: i === 0,
    weeklyHours: weeklyHours(chance),
    away: [1, 2, 3, 4].map((length) => {
      const fromOn = addDays(dateAt(FROM_AT, timeZone), chance(days));
      return { fromOn, untilOn: addDays(fromOn, length - 1) };
    }),
    busy: Array.from({ length: 40 }, () => {
      const fromAt = FROM_AT + chance(days * 288) * 5 * MINUTE_MS;
      return { fromAt, untilAt: fromAt + (6 + chance(30)) * 5 * MINUTE_MS };
    }),
  };
}

/**
 * Each day has three bands of eight hours, which begin anywhere on the clock (shifts at night are there on
 * purpose: towns around the world would never meet otherwise). A band holds a window of three to five and
 * a half hours that never touches the next one, so that nobody has to join windows to be right.
 */
function weeklyHours(chance: (below: number) => number): WeeklyWindow[] {
  const shift = chance(32) * 15;
  return ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => {
    const left = chance(6);
    // One day in two has all three windows.
    return [0, 1, 2]
      .filter((band) => band !== left)
      .map((band): WeeklyWindow => {
        const start = shift + band * 480 + chance(9) * 15;
        const day = (weekday - 1 + Math.floor(start / 1440)) % 7;
        const startMinute = start % 1440;
        return {
          weekday: (day + 1) as Weekday,
          startMinute,
          endMinute: startMinute + 180 + chance(11) * 15,
        };
      });
  });
}

/** Mulberry32: small, and the same on every machine. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
