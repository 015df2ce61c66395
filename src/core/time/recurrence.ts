import { RRuleTemporal } from 'rrule-temporal';
import { DAY_MS, type LocalDate, type WallTime, type Weekday } from './instant.ts';
import { weekdayOf } from './local-date.ts';
import type { RecurrenceRule, RuleDay } from './recurrence-rule.ts';
import { formatRule } from './recurrence-rule.ts';
import { lineToWall, wallToLine } from './wall-time.ts';

/** A rule without an occurrence for so long has none: 29 February is at most eight years away. */
const LONGEST_WAIT_DAYS = 9 * 366;
const FIRST_WINDOW_DAYS = 40;

/** What the library needs of a Temporal: it is fed and gives back wall times as if their clock were UTC. */
const floating = (text: string) => ({ timeZoneId: 'UTC', toString: () => text });
const floatingTemporal = { ZonedDateTime: { from: floating } };

/**
 * The occurrences of a rule that begins at `startWall`, from `fromWall` on (inclusive), in order: at most `most`, none
 * after `untilWall`; but the first one however late it is, unless it is after `untilWall`. Wall times only: no zone
 * has a part in it, so that the clock of the anchor shows the same time at each of them.
 */
export function occurrences(
  rule: RecurrenceRule,
  startWall: WallTime,
  { fromWall, untilWall, most }: { fromWall: WallTime; untilWall?: WallTime; most: number },
): WallTime[] {
  const expanded = new RRuleTemporal({
    rruleString: formatRule(rule),
    dtstart: floating(`${startWall}:00[UTC]`),
    temporal: floatingTemporal,
    cache: false,
  });
  const firstLine = Math.max(wallToLine(fromWall), wallToLine(startWall));
  const lastLine = Math.min(
    firstLine + LONGEST_WAIT_DAYS * DAY_MS,
    untilWall === undefined ? Number.POSITIVE_INFINITY : wallToLine(untilWall),
  );
  const found: WallTime[] = [];
  // In windows that grow: a daily rule is not expanded over years for the sake of its next four days.
  let days = FIRST_WINDOW_DAYS;
  for (let from = firstLine; from <= lastLine && found.length < most; days *= 3) {
    const until = Math.min(from + days * DAY_MS - 1, lastLine);
    for (const one of expanded.between(new Date(from), new Date(until), true)) {
      found.push(lineToWall(wallToLine(one.toString().slice(0, 16))));
    }
    from = until + 1;
  }
  return found.slice(0, most);
}

/** The rule with all that it would take from its first day written out. */
export function completeRule(rule: RecurrenceRule, startOn: LocalDate): RecurrenceRule {
  const says = rule.days.length > 0 || rule.monthDays.length > 0;
  const monthDay = Number(startOn.slice(8));
  switch (rule.frequency) {
    case 'DAILY':
      return rule;
    case 'WEEKLY':
      return says ? rule : { ...rule, days: [{ weekday: weekdayOf(startOn) }] };
    case 'MONTHLY':
      return says ? rule : { ...rule, monthDays: [monthDay] };
    case 'YEARLY': {
      if (rule.days.length > 0) return rule;
      const months = rule.months.length > 0 ? rule.months : [Number(startOn.slice(5, 7))];
      return { ...rule, months, monthDays: says ? rule.monthDays : [monthDay] };
    }
  }
}

/** The last minute of a local day, as a wall time. */
export const endOfDay = (on: LocalDate): WallTime => `${on}T23:59`;

/** Whether it leaves out months (or years) that have no such day: people who say "the 31st" should know. */
export function leavesOut({ frequency, monthDays, days, months }: RecurrenceRule): boolean {
  if (frequency === 'YEARLY') return months.length === 1 && months[0] === 2 && monthDays.includes(29);
  if (frequency !== 'MONTHLY') return false;
  const late = monthDays.length > 0 && monthDays.every((day) => day > 28);
  return late || (days.length > 0 && days.every(({ nth }) => Math.abs(nth ?? 0) === 5));
}

export const ruleDay = (weekday: number, nth?: number): RuleDay =>
  nth === undefined ? { weekday: weekday as Weekday } : { weekday: weekday as Weekday, nth };
