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

type Surveyed = Pick<SlotSearchRequest, 'people' | 'rule'>;

/** @param among The starts that matter: hours are widened when none of these brings all towns together. */
export function surveyStarts(request: Surveyed, grid: StartGrid, among: Int32Array): Survey {
  let survey = surveyUsual(request, grid);
  for (const hours of WIDER_HOURS) {
    if (bringsTownsTogether(survey.tally, among)) break;
    survey = widen(survey, hours, request);
  }
  return survey;
}

/** The same with hours that a search has settled on: whatever pictures its outcome must not decide anew. */
export function surveyWithin(
  request: Surveyed,
  grid: StartGrid,
  widenedTo: WidenedHours | undefined,
): Survey {
  const usual = surveyUsual(request, grid);
  return widenedTo === undefined ? usual : widen(usual, widenedTo, request);
}

function surveyUsual({ people, rule = DEFAULT_QUORUM }: Surveyed, grid: StartGrid): Survey {
  const stretches = new Map<string, readonly OffsetStretch[]>();
  const stretchesOf = (timeZone: string): readonly OffsetStretch[] => {
    let known = stretches.get(timeZone);
    if (known === undefined) {
      known = offsetStretches(timeZone, grid);
      stretches.set(timeZone, known);
    }
    return known;
  };
  const usual = sortedById(people).map((person) => convene(person, stretchesOf(person.timeZone)));
  const tally = tallyStarts(usual, grid, rule);
  return { grid, usual, people: usual, tally, usuallyAttending: tally.attending, stretchesOf };
}

function widen(survey: Survey, hours: WidenedHours, { people, rule = DEFAULT_QUORUM }: Surveyed): Survey {
  const sorted = sortedById(people);
  const wider = everyDay(hours);
  const widened = survey.usual.map((one, nth) => ({
    ...one,
    calendar: { ...one.calendar, pattern: weekPattern([...hoursOf(sorted[nth]), ...wider]) },
  }));
  return {
    ...survey,
    people: widened,
    tally: tallyStarts(widened, survey.grid, rule),
    widenedTo: hours,
  };
}

const sortedById = (people: readonly SlotSearchPerson[]): SlotSearchPerson[] =>
  [...people].sort((a, b) => (a.id < b.id ? -1 : 1));

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
