import { HOUR_MS, type Instant, type LocalDate, MINUTE_MS } from '../time/instant.ts';
import { addDays, dateAt, startOfDay } from '../time/local-date.ts';
import { DEFAULT_WEEKLY_HOURS, type WeeklyHours } from '../time/weekly-hours.ts';
import { DEFAULT_QUORUM, type QuorumRule } from './quorum.ts';
import { type SlotSearchPerson, WIDER_HOURS } from './slot-search.ts';
import {
  blockedTimes,
  freeStarts,
  type OffsetStretch,
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

/** A day of the grid: its length, and the starts that are looked at in it. */
interface Day {
  readonly on: LocalDate;
  readonly fromAt: Instant;
  readonly endAt: Instant;
  readonly starts: StartGrid;
}

/** How many can come at every hour of the days on which something is offered. */
export function availabilityGrid(request: AvailabilityRequest): AvailabilityGrid {
  const { starts, timeZone, lengthMinutes } = request;
  const days = [...new Set(starts.map((at) => dateAt(at, timeZone)))].sort().map((on): Day => {
    const fromAt = startOfDay(on, timeZone);
    const endAt = startOfDay(addDays(on, 1), timeZone);
    // The last start of the day may last into the next one.
    const untilAt = endAt - STEP_MS + lengthMinutes * MINUTE_MS;
    return { on, fromAt, endAt, starts: startGrid(fromAt, untilAt, lengthMinutes) };
  });
  const tally = talliesOf(request, days);
  const own: Hours = (person) => person.weeklyHours ?? DEFAULT_WEEKLY_HOURS;
  const usual = tally(own);
  let tallies = usual;
  for (const hours of WIDER_HOURS) {
    if (bringTogether(tallies, days, starts)) break;
    tallies = tally(widerBy(own, hours));
  }
  return {
    days: days.map((day, index) => ({ on: day.on, hours: hoursOf(day, tallies[index], usual[index]) })),
    widened: tallies !== usual,
    quorumAsked: asksAnything(request),
  };
}

/** Counts for all days at once, so that a zone or a person's days away are worked out once only. */
function talliesOf({ people, rule = DEFAULT_QUORUM }: AvailabilityRequest, days: readonly Day[]) {
  const fromAt = Math.min(...days.map((day) => day.starts.fromAt));
  const untilAt = Math.max(...days.map((day) => day.starts.untilAt));
  const zones = new Map<string, OffsetStretch[]>();
  const known = people.map((person) => {
    const stretches = zones.get(person.timeZone) ?? offsetStretches(person.timeZone, fromAt, untilAt);
    zones.set(person.timeZone, stretches);
    return { person, stretches, blocked: blockedTimes(person.away ?? [], person.busy ?? [], stretches) };
  });
  return (hoursOfPerson: Hours): Tally[] => {
    const patterns = known.map(({ person }) => weekPattern(hoursOfPerson(person)));
    return days.map(({ starts }) => {
      const free = known.map(
        ({ person, stretches, blocked }, index): FreePerson => ({
          ...person,
          starts: freeStarts(patterns[index] ?? [], stretches, blocked, starts),
        }),
      );
      return tallyStarts(free, starts.count, rule);
    });
  };
}

/** Whether at one of the starts on offer somebody of every town can come. */
const bringTogether = (
  tallies: readonly Tally[],
  days: readonly Day[],
  offered: readonly Instant[],
): boolean =>
  days.some(({ starts: { first } }, index) =>
    offered.some((at) => tallies[index]?.absentTowns[Math.floor(at / STEP_MS) - first] === 0),
  );

function asksAnything({ people, rule = DEFAULT_QUORUM }: AvailabilityRequest): boolean {
  const asked = people.some(
    ({ represents }) => represents !== undefined && (rule.perTown[represents] ?? 0) > 0,
  );
  return asked || (rule.minimum ?? 0) > 0 || (rule.offices ?? []).length > 0;
}

function widerBy(own: Hours, [startHour, endHour]: (typeof WIDER_HOURS)[number]): Hours {
  const everyDay: WeeklyHours = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({
    weekday,
    startMinute: startHour * 60,
    endMinute: endHour * 60,
  }));
  return (person) => [...own(person), ...everyDay];
}

function hoursOf(
  { fromAt, endAt, starts }: Day,
  tally: Tally | undefined,
  usual: Tally | undefined,
): AvailabilityHour[] {
  const cells: AvailabilityHour[] = [];
  for (let at = fromAt; at < endAt; at += HOUR_MS) {
    const untilAt = Math.min(at + HOUR_MS, endAt);
    let best: AvailabilityHour | undefined;
    const last = Math.ceil(untilAt / STEP_MS) - starts.first;
    for (let index = Math.ceil(at / STEP_MS) - starts.first; index < last; index++) {
      const canCome = tally?.attending[index] ?? 0;
      const option: AvailabilityHour = {
        at,
        untilAt,
        canCome,
        outsideHours: canCome - (usual?.attending[index] ?? 0),
        quorum: canCome > 0 && tally?.quorumGaps[index] === 0,
        absentTowns: tally?.absentTowns[index] ?? 0,
      };
      if (best === undefined || isBetter(option, best)) best = option;
    }
    if (best !== undefined) cells.push(best);
  }
  return cells;
}

function isBetter(a: AvailabilityHour, b: AvailabilityHour): boolean {
  if (a.quorum !== b.quorum) return a.quorum;
  if (a.canCome !== b.canCome) return a.canCome > b.canCome;
  return a.outsideHours < b.outsideHours;
}
