import type { Stores } from '../stores.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { addDays, addMonths } from '../time/local-date.ts';
import type { Id } from '../world.ts';
import { type ReportPeriod, type YearReport, yearReport } from './year-report.ts';

/** Of a monthly meeting these are eighty years. */
const MOST_MEETINGS = 1_000;

/** A calendar year; without one, the twelve months that end today. */
export function reportPeriod(year: number | undefined, todayOn: LocalDate): ReportPeriod {
  return year === undefined
    ? { fromOn: addDays(addMonths(todayOn, -12), 1), untilOn: todayOn }
    : { fromOn: `${year}-01-01`, untilOn: `${year}-12-31` };
}

/** Undefined when there is no such twinning. */
export async function readReport(
  stores: Stores,
  twinningId: Id<'twn'>,
  period: ReportPeriod,
  now: Instant,
  timeZone: string,
): Promise<YearReport | undefined> {
  const scope = await stores.twinnings.scope(twinningId);
  if (scope === undefined) return undefined;
  const townIds = scope.towns.map(({ id }) => id);
  const [meetings, commitments, offices, members] = await Promise.all([
    stores.meetings.meetingsOf(twinningId, ['confirmed'], MOST_MEETINGS),
    stores.commitments.commitmentsOf(twinningId),
    stores.committees.officesOf(townIds),
    stores.committees.membersOf(townIds),
  ]);
  const ids = meetings.map(({ id }) => id);
  const attendances = await stores.records.attendanceOf(ids);
  const bare = { scope, meetings, attendances, commitments, offices, members, minutes: new Map() };
  // Minutes are read of the meetings that are told of, and of no others.
  const told = new Set(yearReport(bare, period, now, timeZone).held.map(({ number }) => number));
  const minutes = new Map<string, string>();
  for (const { id, number } of meetings) {
    const text = told.has(number) ? (await stores.records.minutesOf(id))?.text : undefined;
    if (text !== undefined) minutes.set(id, text);
  }
  return yearReport({ ...bare, minutes }, period, now, timeZone);
}
