import { HOUR_MS, type Instant, type LocalDate, MINUTE_MS } from '../time/instant.ts';
import { addDays, dateAt, startOfDay } from '../time/local-date.ts';
import { DEFAULT_QUORUM, type QuorumRule } from './quorum.ts';
import { STEP_MS, startGrid } from './slot-search-grid.ts';
import type { SlotSearchPerson, WidenedHours } from './slot-search-request.ts';
import { type Survey, surveyWithin } from './slot-search-survey.ts';

export interface AvailabilityRequest {
  readonly people: readonly SlotSearchPerson[];
  /** The starts that are offered; their days are looked at. */
  readonly starts: readonly Instant[];
  /** Whose calendar says what a day is. */
  readonly timeZone: string;
  readonly lengthMinutes: number;
  readonly rule?: QuorumRule | undefined;
  /** To which hours the search that found the starts was widened (`ExplainedSlots.widenedTo`). */
  readonly widenedTo?: WidenedHours | undefined;
}

export interface AvailabilityGrid {
  /** In order. */
  readonly days: readonly AvailabilityDay[];
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

/** A day of the grid, and its length. */
interface Day {
  readonly on: LocalDate;
  readonly fromAt: Instant;
  readonly endAt: Instant;
}

/** How many can come at every hour of the days on which something is offered. */
export function availabilityGrid(request: AvailabilityRequest): AvailabilityGrid {
  const { starts, timeZone, lengthMinutes } = request;
  const days = [...new Set(starts.map((at) => dateAt(at, timeZone)))].sort().map(
    (on): Day => ({
      on,
      fromAt: startOfDay(on, timeZone),
      endAt: startOfDay(addDays(on, 1), timeZone),
    }),
  );
  const fromAt = Math.min(...days.map((day) => day.fromAt));
  // The last start of the last day may last into the next one.
  const untilAt = Math.max(...days.map((day) => day.endAt)) - STEP_MS + lengthMinutes * MINUTE_MS;
  if (days.length === 0) return { days: [], quorumAsked: asksAnything(request) };
  const grid = startGrid(fromAt, untilAt, lengthMinutes);
  const survey = surveyWithin(request, grid, request.widenedTo);
  return {
    days: days.map((day) => ({ on: day.on, hours: hoursOf(day, survey) })),
    quorumAsked: asksAnything(request),
  };
}

function asksAnything({ people, rule = DEFAULT_QUORUM }: AvailabilityRequest): boolean {
  const asked = people.some(
    ({ represents }) => represents !== undefined && (rule.perTown[represents] ?? 0) > 0,
  );
  return asked || (rule.minimum ?? 0) > 0 || (rule.offices ?? []).length > 0;
}

function hoursOf({ fromAt, endAt }: Day, { grid, tally, usuallyAttending }: Survey): AvailabilityHour[] {
  const cells: AvailabilityHour[] = [];
  for (let at = fromAt; at < endAt; at += HOUR_MS) {
    const untilAt = Math.min(at + HOUR_MS, endAt);
    let best: AvailabilityHour | undefined;
    const last = Math.ceil(untilAt / STEP_MS) - grid.first;
    for (let index = Math.ceil(at / STEP_MS) - grid.first; index < last; index++) {
      const canCome = tally.attending.at(index);
      const option: AvailabilityHour = {
        at,
        untilAt,
        canCome,
        outsideHours: canCome - usuallyAttending.at(index),
        quorum: canCome > 0 && tally.quorumGaps.at(index) === 0,
        absentTowns: tally.absentTowns.at(index),
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
