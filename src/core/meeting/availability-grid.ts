import { HOUR_MS, type Instant, type LocalDate } from '../time/instant.ts';
import { addDays, dateAt, startOfDay } from '../time/local-date.ts';
import { DEFAULT_WEEKLY_HOURS, type WeeklyHours } from '../time/weekly-hours.ts';
import { DEFAULT_QUORUM, type QuorumRule } from './quorum.ts';
import { type SlotSearchPerson, WIDER_HOURS } from './slot-search.ts';
import {
  blockedTimes,
  freeStarts,
  offsetStretches,
  STEP_MS,
  type StartGrid,
  startGrid,
  weekPattern,
} from './slot-search-ranges.ts';
import { type FreePerson, type Tally, tallyStarts } from './slot-search-tally.ts';

export interface AvailabilityRequest {
  readonly people: readonly SlotSearchPerson[];
  /** The starts that are offered; their days are looked at. */
  readonly starts: readonly Instant[];
  /** Whose calendar says what a day is. */
  readonly timeZone: string;
  readonly lengthMinutes: number;
  readonly rule?: QuorumRule | undefined;
}

export interface AvailabilityGrid {
  /** In order. */
  readonly days: readonly AvailabilityDay[];
  /** The hours people gave bring the towns together at none of the starts, so wider ones were looked at, too. */
  readonly widened: boolean;
  /** False where the rule asks nothing of these people: then `quorum` says nothing. */
  readonly quorumAsked: boolean;
}

export interface AvailabilityDay {
  readonly on: LocalDate;
  /** Hours of the UTC line from the day's first instant on; 23 to 25 of them when the clocks change. */
  readonly hours: readonly AvailabilityHour[];
}

/** The best start within one hour. Better is: with quorum, more people, more of them within their own hours. */
export interface AvailabilityHour {
  readonly at: Instant;
  /** Until the next hour, or the end of the day. */
  readonly untilAt: Instant;
  readonly canCome: number;
  /** How many of these would come outside the hours they gave; only when widened. */
  readonly outsideHours: number;
  readonly quorum: boolean;
  /** Towns of which nobody can come. */
  readonly absentTowns: number;
}

type Hours = (person: SlotSearchPerson) => WeeklyHours;

/** How many can come at every hour of the days on which something is offered. */
export function availabilityGrid(request: AvailabilityRequest): AvailabilityGrid {
  const { starts, timeZone } = request;
  const days = [...new Set(starts.map((at) => dateAt(at, timeZone)))].sort();
  const own: Hours = (person) => person.weeklyHours ?? DEFAULT_WEEKLY_HOURS;
  const hours = [own, ...WIDER_HOURS.map(widerBy(own))].find((one) => bringsTogether(request, one)) ?? own;
  return {
    days: days.map((on) => ({ on, hours: hoursOf(on, request, own, hours) })),
    widened: hours !== own,
    quorumAsked: asksAnything(request),
  };
}

function asksAnything({ people, rule = DEFAULT_QUORUM }: AvailabilityRequest): boolean {
  const asked = people.some(
    ({ represents }) => represents !== undefined && (rule.perTown[represents] ?? 0) > 0,
  );
  return asked || (rule.minimum ?? 0) > 0 || (rule.offices ?? []).length > 0;
}

const widerBy =
  (own: Hours) =>
  ([startHour, endHour]: (typeof WIDER_HOURS)[number]): Hours => {
    const everyDay: WeeklyHours = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({
      weekday,
      startMinute: startHour * 60,
      endMinute: endHour * 60,
    }));
    return (person) => [...own(person), ...everyDay];
  };

/** Whether at one of the starts somebody of every town can come. */
function bringsTogether(request: AvailabilityRequest, hours: Hours): boolean {
  return request.starts.some((at) => {
    const grid = startGrid(at, at + request.lengthMinutes * 60_000, request.lengthMinutes);
    return tallyOf(request, hours, grid).absentTowns[0] === 0;
  });
}

function tallyOf({ people, rule }: AvailabilityRequest, hours: Hours, grid: StartGrid): Tally {
  const zones = new Map<string, ReturnType<typeof offsetStretches>>();
  const free = people.map((person): FreePerson => {
    const stretches =
      zones.get(person.timeZone) ?? offsetStretches(person.timeZone, grid.fromAt, grid.untilAt);
    zones.set(person.timeZone, stretches);
    const blocked = blockedTimes(person.away ?? [], person.busy ?? [], stretches);
    return { ...person, starts: freeStarts(weekPattern(hours(person)), stretches, blocked, grid) };
  });
  return tallyStarts(free, grid.count, rule ?? DEFAULT_QUORUM);
}

function hoursOf(on: LocalDate, request: AvailabilityRequest, own: Hours, hours: Hours): AvailabilityHour[] {
  const { timeZone, lengthMinutes } = request;
  const fromAt = startOfDay(on, timeZone);
  const endAt = startOfDay(addDays(on, 1), timeZone);
  // The last start of the day may last into the next one.
  const grid = startGrid(fromAt, endAt - STEP_MS + lengthMinutes * 60_000, lengthMinutes);
  const tally = tallyOf(request, hours, grid);
  const usual = hours === own ? tally : tallyOf(request, own, grid);
  const cells: AvailabilityHour[] = [];
  for (let at = fromAt; at < endAt; at += HOUR_MS) {
    const untilAt = Math.min(at + HOUR_MS, endAt);
    const within = Array.from({ length: grid.count }, (_, index) => index).filter((index) => {
      const start = (grid.first + index) * STEP_MS;
      return start >= at && start < untilAt;
    });
    const options = within.map((index): AvailabilityHour => {
      const canCome = tally.attending[index] ?? 0;
      return {
        at,
        untilAt,
        canCome,
        outsideHours: canCome - (usual.attending[index] ?? 0),
        quorum: canCome > 0 && tally.quorumGaps[index] === 0,
        absentTowns: tally.absentTowns[index] ?? 0,
      };
    });
    const [best] = options.sort(
      (a, b) =>
        Number(b.quorum) - Number(a.quorum) || b.canCome - a.canCome || a.outsideHours - b.outsideHours,
    );
    if (best !== undefined) cells.push(best);
  }
  return cells;
}
