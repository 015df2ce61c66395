import { epochDayOfDate } from '../time/local-date.ts';
import { DEFAULT_WEEKLY_HOURS, type WeeklyHours } from '../time/weekly-hours.ts';
import { DEFAULT_QUORUM } from './quorum.ts';
import { anyBit } from './slot-search-bits.ts';
import type { StartCounter } from './slot-search-counter.ts';
import { weekPattern } from './slot-search-free.ts';
import { type OffsetStretch, offsetStretches, type StartGrid } from './slot-search-grid.ts';
import type { SlotSearchPerson, SlotSearchRequest, WidenedHours } from './slot-search-request.ts';
import { type Convened, type Tally, tallyStarts } from './slot-search-tally.ts';

/** Who can come when. People are sorted by id, so that their order never shows. */
export interface Survey {
  readonly grid: StartGrid;
  /** With the hours they gave. */
  readonly usual: readonly Convened[];
  /** With the widened hours too; the same as `usual` unless `widenedTo` is there. */
  readonly people: readonly Convened[];
  readonly tally: Tally;
  readonly usuallyAttending: StartCounter;
  readonly widenedTo?: WidenedHours;
  readonly stretchesOf: (timeZone: string) => readonly OffsetStretch[];
}

/** Tried in turn until all towns meet; the last is the whole day. */
const WIDER_HOURS: readonly WidenedHours[] = [
  { startMinute: 8 * 60, endMinute: 22 * 60 },
  { startMinute: 6 * 60, endMinute: 24 * 60 },
  { startMinute: 0, endMinute: 24 * 60 },
];

/** @param among The starts that matter: hours are widened when none of these brings all towns together. */
export function surveyStarts(
  request: Pick<SlotSearchRequest, 'people' | 'rule'>,
  grid: StartGrid,
  among: Int32Array,
): Survey {
  const stretches = new Map<string, readonly OffsetStretch[]>();
  const stretchesOf = (timeZone: string): readonly OffsetStretch[] => {
    let known = stretches.get(timeZone);
    if (known === undefined) {
      known = offsetStretches(timeZone, grid);
      stretches.set(timeZone, known);
    }
    return known;
  };
  const sorted = [...request.people].sort((a, b) => (a.id < b.id ? -1 : 1));
  const usual = sorted.map((person) => convene(person, stretchesOf(person.timeZone)));
  const rule = request.rule ?? DEFAULT_QUORUM;
  let people = usual;
  let tally = tallyStarts(people, grid, rule);
  const usuallyAttending = tally.attending;
  let widenedTo: WidenedHours | undefined;
  for (const hours of WIDER_HOURS) {
    if (bringsTownsTogether(tally, among)) break;
    widenedTo = hours;
    const wider = everyDay(hours);
    people = usual.map((one, nth) => ({
      ...one,
      calendar: { ...one.calendar, pattern: weekPattern([...hoursOf(sorted[nth]), ...wider]) },
    }));
    tally = tallyStarts(people, grid, rule);
  }
  return {
    grid,
    usual,
    people,
    tally,
    usuallyAttending,
    ...(widenedTo === undefined ? {} : { widenedTo }),
    stretchesOf,
  };
}

function convene(person: SlotSearchPerson, stretches: readonly OffsetStretch[]): Convened {
  const { id, townId, represents, substitute, offices, required, away = [], busy = [] } = person;
  const awayDays: number[] = [];
  for (const { fromOn, untilOn } of away) awayDays.push(epochDayOfDate(fromOn), epochDayOfDate(untilOn));
  return {
    id,
    townId,
    represents,
    substitute,
    offices,
    required: required === true,
    calendar: { pattern: weekPattern(hoursOf(person)), stretches, awayDays, busy },
  };
}

function hoursOf(person: SlotSearchPerson | undefined): WeeklyHours {
  return person?.weeklyHours ?? DEFAULT_WEEKLY_HOURS;
}

function bringsTownsTogether({ absentTowns }: Tally, among: Int32Array): boolean {
  const together = absentTowns.below(1);
  // Where there are no starts at all, wider hours do not help.
  return !anyBit(among) || among.some((word, w) => (word & (together[w] ?? 0)) !== 0);
}

function everyDay({ startMinute, endMinute }: WidenedHours): WeeklyHours {
  return ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, startMinute, endMinute }));
}
