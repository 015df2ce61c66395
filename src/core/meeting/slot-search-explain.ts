import { type Instant, MINUTE_MS } from '../time/instant.ts';
import { epochDayOfDate } from '../time/local-date.ts';
import { minuteOfDay, timeOfWall } from '../time/wall-time.ts';
import { wallAt } from '../time/zone-offset.ts';
import { type QuorumRule, quorum } from './quorum.ts';
import { COMFORTS, comfortLevel } from './slot-comfort.ts';
import { type Calendar, isInHours } from './slot-search-free.ts';
import { daysTouched, type OffsetStretch, startAt } from './slot-search-grid.ts';
import type {
  SlotCandidate,
  SlotInTown,
  SlotPenalty,
  SlotSearchTown,
  WhyMissing,
} from './slot-search-request.ts';
import type { Survey } from './slot-search-survey.ts';

/** Says of each of these starts who can come, who cannot and why, and what the clocks show. */
export function explainStarts(
  indices: readonly number[],
  survey: Survey,
  rule: QuorumRule,
  towns: readonly SlotSearchTown[],
  penalties: readonly SlotPenalty[],
): SlotCandidate[] {
  const { grid, people, usual } = survey;
  const reports = indices.map((index) => emptyReport(startAt(grid, index), grid.lengthMs));
  // Person by person, so that everybody's calendar is looked at once.
  for (const [nth, { id, required, calendar }] of people.entries()) {
    const own = usual[nth]?.calendar.pattern ?? [];
    for (const report of reports) {
      const { at, endAt } = report;
      const why = whyMissing(calendar, report);
      if (why === undefined) {
        report.attendees.push(id);
        if (own !== calendar.pattern && !isInHours(at, endAt, own, calendar.stretches))
          report.outsideHours.push(id);
      } else {
        report.missing.push({ id, why });
        if (required) report.missingRequired.push(id);
      }
    }
  }
  return reports.map(({ daysOn: _, ...said }) => ({
    ...said,
    quorum: quorum(people, new Set(said.attendees), rule),
    towns: towns.map((town) => inTown(town, said.at, said.endAt, penalties, survey)),
  }));
}

interface Report {
  readonly at: Instant;
  readonly endAt: Instant;
  readonly attendees: string[];
  readonly outsideHours: string[];
  readonly missing: { readonly id: string; readonly why: WhyMissing }[];
  readonly missingRequired: string[];
  /** The days that the meeting touches, by zone. */
  readonly daysOn: Map<readonly OffsetStretch[], number[]>;
}

function emptyReport(at: Instant, lengthMs: number): Report {
  return {
    at,
    endAt: at + lengthMs,
    attendees: [],
    outsideHours: [],
    missing: [],
    missingRequired: [],
    daysOn: new Map(),
  };
}

function daysOf({ at, endAt, daysOn }: Report, stretches: readonly OffsetStretch[]): number[] {
  let days = daysOn.get(stretches);
  if (days === undefined) {
    days = daysTouched(at, endAt, stretches);
    daysOn.set(stretches, days);
  }
  return days;
}

function inTown(
  { id, timeZone }: SlotSearchTown,
  at: Instant,
  endAt: Instant,
  penalties: readonly SlotPenalty[],
  { stretchesOf }: Survey,
): SlotInTown {
  const wall = wallAt(at, timeZone);
  const level = comfortLevel(minuteOfDay(timeOfWall(wall)), (endAt - at) / MINUTE_MS);
  const days = daysTouched(at, endAt, stretchesOf(timeZone));
  return {
    townId: id,
    wall,
    endWall: wallAt(endAt, timeZone),
    comfort: COMFORTS[level] ?? 'night',
    penalties: penalties.filter(
      ({ townId, fromOn, untilOn }) =>
        townId === id && overlap(days, [epochDayOfDate(fromOn), epochDayOfDate(untilOn)]),
    ),
  };
}

function whyMissing(
  { pattern, stretches, awayDays, busy }: Calendar,
  report: Report,
): WhyMissing | undefined {
  const { at, endAt } = report;
  if (awayDays.length > 0 && overlap(daysOf(report, stretches), awayDays)) return 'away';
  for (const { fromAt, untilAt } of busy)
    if (fromAt < endAt && untilAt > at && fromAt < untilAt) return 'busy';
  return isInHours(at, endAt, pattern, stretches) ? undefined : 'hours';
}

/** Whether two lists of days, each as pairs of first and last, share a day. */
function overlap(some: readonly number[], others: readonly number[]): boolean {
  for (let i = 0; i < some.length; i += 2) {
    for (let j = 0; j < others.length; j += 2) {
      if ((some[i] ?? 0) <= (others[j + 1] ?? 0) && (others[j] ?? 0) <= (some[i + 1] ?? 0)) return true;
    }
  }
  return false;
}
