import { civilOf, daysInMonth, epochDayOf, weekdayOfEpochDay } from './civil-day.ts';
import { DAY_MS, type Instant, MINUTE_MS, type TimeOfDay, type WallTime, type Weekday } from './instant.ts';
import { lineToWall, timeOfWall } from './wall-time.ts';
import { offsetMinutes, transitions } from './zone-offset.ts';

/** A day of each year. `nth` counts that weekday in the month, -1 from its end; `onOrAfter` is "Friday on or after the 23rd". */
export type YearlyDay =
  | { readonly month: number; readonly weekday: Weekday; readonly nth: 1 | 2 | 3 | 4 | -1 }
  | { readonly month: number; readonly weekday: Weekday; readonly onOrAfter: number }
  | { readonly month: number; readonly day: number };

/** From its start on, and again every year if it has a rule, the zone's clocks go from one offset to another. */
export interface Observance {
  readonly kind: 'standard' | 'daylight';
  /** What the clocks show when it begins, still on the offset `before`. */
  readonly startsOn: WallTime;
  /** Minutes east of UTC. */
  readonly before: number;
  readonly after: number;
  readonly yearly?: { readonly day: YearlyDay; readonly untilAt?: Instant };
}

/** A calendar program should not have to understand more of one zone than this. */
const MOST_OBSERVANCES = 6;
const MOST_SINGLES = 2;
/** Long before every meeting; a zone that keeps its rules is described the same in every year. */
const SINCE = 1970;

interface Change {
  readonly at: Instant;
  readonly before: number;
  readonly after: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: TimeOfDay;
}

interface Run {
  readonly changes: readonly [Change, ...Change[]];
  readonly day?: YearlyDay;
}

/**
 * The rules that a zone's clocks follow in these years (both included), for calendar programs, which know rules and
 * not lists of changes. Right for every instant of these years. Undefined for a zone that follows no rule a program
 * would understand (Morocco's clocks follow the moon): write such times in UTC.
 * @throws RangeError for an unknown zone.
 */
export function zoneRules(
  timeZone: string,
  fromYear: number,
  untilYear: number,
): readonly Observance[] | undefined {
  const fromAt = epochDayOf({ year: fromYear, month: 1, day: 1 }) * DAY_MS;
  const untilAt = epochDayOf({ year: untilYear + 1, month: 1, day: 1 }) * DAY_MS;
  const changes = transitions(timeZone, fromAt, untilAt).map(readChange);
  const first = changes[0];
  if (first === undefined) return [steady('standard', offsetMinutes(fromAt, timeZone))];
  const runs = runsOf(changes);
  const whole = (run: Run) => run.day !== undefined && run.changes.length === untilYear - fromYear + 1;
  if (runs.length === 2 && runs.every(whole)) return runs.map((run) => observanceOf(run, 'for ever'));

  if (runs.filter(({ day }) => day === undefined).length > MOST_SINGLES) return undefined;
  if (runs.length + 1 > MOST_OBSERVANCES) return undefined;
  const lasting = changes.at(-1);
  return [
    steady(first.after < first.before && changes.length > 1 ? 'daylight' : 'standard', first.before),
    ...runs.map((run) => {
      const last = run.changes.at(-1);
      const goesOn = run.day !== undefined && last !== undefined && last.year >= untilYear;
      const observance = observanceOf(run, goesOn ? 'from its start' : 'until its end');
      // Clocks that were put forward for good show the zone's new standard time.
      return !goesOn && last === lasting ? { ...observance, kind: 'standard' as const } : observance;
    }),
  ];
}

const steady = (kind: Observance['kind'], offset: number): Observance => ({
  kind,
  startsOn: `${SINCE}-01-01T00:00`,
  before: offset,
  after: offset,
});

function readChange({ at, before, after }: { at: Instant; before: number; after: number }): Change {
  const line = at + before * MINUTE_MS;
  return { at, before, after, ...civilOf(Math.floor(line / DAY_MS)), time: timeOfWall(lineToWall(line)) };
}

/** Changes of the same kind, year after year, as long as one rule tells them all. In the order of their beginnings. */
function runsOf(changes: readonly Change[]): Run[] {
  const alike = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.before} ${change.after} ${change.month} ${change.time}`;
    alike.set(key, [...(alike.get(key) ?? []), change]);
  }
  const runs: Run[] = [];
  for (const group of alike.values()) {
    for (let [head, ...rest] = group; head !== undefined; [head, ...rest] = rest) {
      let run: Run = { changes: [head] };
      for (let next = rest[0]; next !== undefined; next = rest[0]) {
        const longer: Run['changes'] = [...run.changes, next];
        const day = next.year === head.year + run.changes.length ? dayThatTells(longer) : undefined;
        if (day === undefined) break;
        run = { changes: longer, day };
        rest = rest.slice(1);
      }
      runs.push(run);
    }
  }
  return runs.sort((a, b) => a.changes[0].at - b.changes[0].at);
}

function dayThatTells(changes: Run['changes']): YearlyDay | undefined {
  const { month } = changes[0];
  const days = changes.map(({ day }) => day);
  const weekday = weekdayOfChange(changes[0]);
  if (changes.every((change) => weekdayOfChange(change) === weekday)) {
    // Before the fourth: in three years of which that is the same, the last Sunday is what a law says.
    if (changes.every(({ year, day }) => day + 7 > daysInMonth(year, month)))
      return { month, weekday, nth: -1 };
    for (const nth of [1, 2, 3, 4] as const)
      if (days.every((day) => Math.ceil(day / 7) === nth)) return { month, weekday, nth };
    const earliest = Math.min(Math.min(...days), daysInMonth(2027, month) - 6);
    if (Math.max(...days) <= earliest + 6) return { month, weekday, onOrAfter: earliest };
  }
  const [day] = days;
  return day !== undefined && days.every((other) => other === day) ? { month, day } : undefined;
}

const weekdayOfChange = ({ year, month, day }: Change): Weekday =>
  weekdayOfEpochDay(epochDayOf({ year, month, day }));

function observanceOf(
  { changes, day }: Run,
  lasts: 'for ever' | 'from its start' | 'until its end',
): Observance {
  const head = changes[0];
  const last = changes.at(-1) ?? head;
  const begins = lasts === 'for ever' && day !== undefined ? dayIn(SINCE, day) : head;
  return {
    kind: head.after > head.before ? 'daylight' : 'standard',
    startsOn: lineToWall(epochDayOf(begins) * DAY_MS).replace('00:00', head.time),
    before: head.before,
    after: head.after,
    ...(day === undefined
      ? {}
      : { yearly: { day, ...(lasts === 'until its end' ? { untilAt: last.at } : {}) } }),
  };
}

function dayIn(year: number, yearly: YearlyDay): { year: number; month: number; day: number } {
  const { month } = yearly;
  if ('day' in yearly) return { year, month, day: yearly.day };
  const last = daysInMonth(year, month);
  const from = 'onOrAfter' in yearly ? yearly.onOrAfter : yearly.nth === -1 ? last - 6 : 7 * yearly.nth - 6;
  const ahead = (yearly.weekday - weekdayOfEpochDay(epochDayOf({ year, month, day: from })) + 7) % 7;
  return { year, month, day: from + ahead };
}
