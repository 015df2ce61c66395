import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import { DAY_MS, MINUTE_MS } from '../../core/time/instant.ts';
import type { EventClock } from './event-clock.ts';
import { lineOf } from './event-clock.ts';

/** Steps that one rule may take: hourly for eleven years. What needs more is no calendar entry of a person. */
const MOST_STEPS = 100_000;

/**
 * When a rule comes round, as lines (see `EventClock`), `fromLine` and `untilLine` included. The rule runs on the
 * event's own clock as if it were UTC: whatever daylight saving does to it, is done afterwards.
 * @throws on a rule that cannot be followed, or only with an absurd number of steps.
 */
export function ruleLines(
  rule: ICAL.Recur,
  startLine: number,
  clock: EventClock,
  fromLine: number,
  untilLine: number,
): number[] {
  if (fromLine > untilLine) return [];
  const { until } = rule;
  const endLine = until === null || until === undefined ? undefined : lastLine(until, clock);
  if (endLine !== undefined && endLine < fromLine) return [];
  if (rule.freq === 'MINUTELY' || rule.freq === 'SECONDLY')
    throw new RangeError('a rule that nobody could follow');
  if (!(rule.interval >= 1)) throw new RangeError('a rule that never moves on');
  const written = rule.clone();
  // Written below as the clock shows it.
  written.until = null;
  const end = endLine === undefined ? '' : `;UNTIL=${stamp(endLine)}`;
  const series = new RRuleTemporal({
    rruleString: `DTSTART:${stamp(startLine)}\nRRULE:${written.toString()}${end}`,
    maxIterations: MOST_STEPS,
    maxCandidateEvaluations: MOST_STEPS,
    cache: false,
  });
  return series.between(new Date(fromLine), new Date(untilLine), true).map((time) => time.epochMilliseconds);
}

function lastLine(until: ICAL.Time, clock: EventClock): number {
  // A day as the end of hours means all of that day.
  if (until.isDate) return lineOf(until) + DAY_MS - MINUTE_MS;
  return until.zone === ICAL.Timezone.utcTimezone ? clock.lineAt(lineOf(until)) : lineOf(until);
}

/** `20270131T190000Z` */
const stamp = (line: number): string => `${new Date(line).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
