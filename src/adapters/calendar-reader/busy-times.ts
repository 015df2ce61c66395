import ICAL from 'ical.js';
import { type BusySpan, mergeBusy } from '../../core/availability/busy.ts';
import { DAY_MS, type Instant } from '../../core/time/instant.ts';
import { calendarBlocks, NotACalendar, TooMuch } from './calendar-blocks.ts';
import { type Clocks, clocksOf, type EventClock, lineOf } from './event-clock.ts';
import { ruleLines } from './occurrences.ts';

export interface BusyTimes {
  readonly busy: readonly BusySpan[];
  /** Entries that were not understood. */
  readonly unread: number;
}

const MOST_OCCURRENCES = 50_000;
/** So many rules take seconds to follow; no person has them. */
const MOST_RULES = 2_000;
export const MOST_BUSY = 5_000;
/** Local clocks are at most so far from UTC, and from each other across a change. */
const AROUND_MS = 2 * DAY_MS;

/**
 * When the owner of a calendar is busy. Every entry takes its time, whole days too, unless it says that it does not
 * (TRANSPARENT) or does not take place (CANCELLED).
 * @param ownTimeZone where days and times without a zone are
 * @throws NotACalendar
 * @throws TooMuch
 */
export function busyTimes(text: string, ownTimeZone: string, window: BusySpan): BusyTimes {
  const blocks = calendarBlocks(text);
  let unread = 0;
  const understood = <T>(lines: readonly string[], read: (component: ICAL.Component) => T): T[] => {
    try {
      return [read(new ICAL.Component(ICAL.parse(lines.join('\r\n'))))];
    } catch (error) {
      if (error instanceof TooMuch) throw error;
      unread += 1;
      return [];
    }
  };
  const zones = blocks.zones.flatMap((lines) => understood(lines, (component) => component));
  const clocks = clocksOf(ownTimeZone, zones);
  const events = blocks.events.flatMap((lines) =>
    understood(lines, (component) => readEvent(component, clocks)),
  );
  const moved = movedOccurrences(events);
  const spans: BusySpan[] = [];
  let rules = 0;
  for (const event of events) {
    if (event.rules.length > 0) rules += event.rules.length;
    if (rules > MOST_RULES) throw new TooMuch();
    try {
      spans.push(...spansOf(event, moved.get(event.uid) ?? [], window));
    } catch {
      unread += 1;
    }
    if (spans.length > MOST_OCCURRENCES) throw new TooMuch();
  }
  for (const lines of blocks.busy)
    spans.push(...understood(lines, (component) => freeBusySpans(component)).flat());
  if (unread > 0 && unread === blocks.events.length + blocks.busy.length + blocks.zones.length)
    throw new NotACalendar();
  const busy = mergeBusy(spans, window);
  if (busy.length > MOST_BUSY) throw new TooMuch();
  return { busy, unread };
}

/** A moment of a series: an instant, or a day. */
interface Moment {
  readonly at?: Instant;
  readonly dayLine?: number;
}

interface Event {
  readonly uid: string;
  readonly counts: boolean;
  readonly clock: EventClock;
  readonly startLine: number;
  /** When it ends, of an occurrence that begins at this line. */
  readonly endOf: (line: number) => Instant;
  readonly longestMs: number;
  readonly rules: readonly ICAL.Recur[];
  readonly more: readonly BusySpan[];
  readonly moreLines: readonly number[];
  readonly except: readonly Moment[];
  /** Which occurrence of its series it is instead of. */
  readonly insteadOf?: Moment;
}

const isGone = ({ insteadOf }: Event) => insteadOf !== undefined;

function readEvent(component: ICAL.Component, clocks: Clocks): Event {
  const start = component.getFirstProperty('dtstart');
  if (start === null) throw new RangeError('an event without a beginning');
  const first = timeIn(start);
  const clock = clocks.of(start, first);
  const startLine = lineOf(first);
  const { endOf, longestMs } = durationOf(component, clocks, first, clock);
  const text = (name: string) => String(component.getFirstPropertyValue(name) ?? '').toUpperCase();
  const more: BusySpan[] = [];
  const moreLines: number[] = [];
  for (const property of component.getAllProperties('rdate'))
    for (const value of property.getValues()) {
      if (value instanceof ICAL.Period) more.push(periodSpan(value, clocks.of(property, value.start)));
      else if (value instanceof ICAL.Time)
        moreLines.push(clock.lineAt(clocks.of(property, value).at(lineOf(value))));
    }
  const insteadOf = component.getFirstProperty('recurrence-id');
  return {
    uid: String(component.getFirstPropertyValue('uid') ?? ''),
    counts: text('transp') !== 'TRANSPARENT' && text('status') !== 'CANCELLED',
    clock,
    startLine,
    endOf,
    longestMs,
    rules: component
      .getAllProperties('rrule')
      .map((property) => property.getFirstValue())
      .filter((value) => value instanceof ICAL.Recur),
    more,
    moreLines,
    except: component
      .getAllProperties('exdate')
      .flatMap((property) =>
        property
          .getValues()
          .flatMap((value) =>
            value instanceof ICAL.Time ? [momentOf(value, clocks.of(property, value))] : [],
          ),
      ),
    ...(insteadOf === null
      ? {}
      : { insteadOf: momentOf(timeIn(insteadOf), clocks.of(insteadOf, timeIn(insteadOf))) }),
  };
}

function timeIn(property: ICAL.Property): ICAL.Time {
  const value = property.getFirstValue();
  const written: unknown = property.toJSON()[3];
  // The library would make some day of the 13th month, too.
  if (!(value instanceof ICAL.Time) || value.toString() !== written) throw new RangeError('no time');
  return value;
}

const momentOf = (time: ICAL.Time, clock: EventClock): Moment =>
  time.isDate ? { dayLine: lineOf(time) } : { at: clock.at(lineOf(time)) };

/** An end is a fixed time after its beginning; a duration in days, and whole days, are days on the clock. */
function durationOf(component: ICAL.Component, clocks: Clocks, first: ICAL.Time, clock: EventClock) {
  const end = component.getFirstProperty('dtend');
  const startLine = lineOf(first);
  const nominal = (days: number, restMs: number) => {
    if (days < 0 || restMs < 0) throw new RangeError('an end before the beginning');
    const ms = days * DAY_MS;
    return { endOf: (line: number) => clock.at(line + ms) + restMs, longestMs: ms + restMs };
  };
  if (end !== null) {
    const last = timeIn(end);
    if (first.isDate) return nominal(Math.floor((lineOf(last) - startLine) / DAY_MS), 0);
    const lasts = clocks.of(end, last).at(lineOf(last)) - clock.at(startLine);
    if (lasts < 0) throw new RangeError('an end before the beginning');
    return { endOf: (line: number) => clock.at(line) + lasts, longestMs: lasts };
  }
  const duration = component.getFirstPropertyValue('duration');
  if (!(duration instanceof ICAL.Duration)) return nominal(first.isDate ? 1 : 0, 0);
  if (duration.isNegative) throw new RangeError('an end before the beginning');
  const { weeks, days, hours, minutes, seconds } = duration;
  return nominal(weeks * 7 + days, (hours * 3600 + minutes * 60 + seconds) * 1000);
}

function spansOf(event: Event, moved: readonly Moment[], window: BusySpan): BusySpan[] {
  const { clock, startLine, endOf, longestMs, except } = event;
  if (!event.counts) return [];
  const fromLine = Math.max(startLine, window.fromAt - longestMs - AROUND_MS);
  const untilLine = window.untilAt + AROUND_MS;
  const lines = new Set([startLine, ...event.moreLines]);
  for (const rule of event.rules)
    for (const line of ruleLines(rule, startLine, clock, fromLine, untilLine)) lines.add(line);
  // What stands instead of an occurrence has no series of its own, and nothing stands instead of it.
  const gone = isGone(event) ? [] : [...except, ...moved];
  const goneAt = new Set(gone.map(({ at }) => at));
  const goneOn = new Set(gone.map(({ dayLine }) => dayLine));
  const spans = [...event.more];
  for (const line of lines) {
    if (line < fromLine || line > untilLine) continue;
    const fromAt = clock.at(line);
    if (goneAt.has(fromAt) || goneOn.has(Math.floor(line / DAY_MS) * DAY_MS)) continue;
    spans.push({ fromAt, untilAt: endOf(line) });
  }
  return spans.filter(({ fromAt, untilAt }) => untilAt > window.fromAt && fromAt < window.untilAt);
}

/** By the series' uid: occurrences that another entry stands for, wherever that is. */
function movedOccurrences(events: readonly Event[]): ReadonlyMap<string, readonly Moment[]> {
  const moved = new Map<string, Moment[]>();
  for (const { uid, insteadOf } of events) {
    if (insteadOf === undefined) continue;
    const known = moved.get(uid);
    if (known === undefined) moved.set(uid, [insteadOf]);
    else known.push(insteadOf);
  }
  return moved;
}

function periodSpan(period: ICAL.Period, clock: EventClock): BusySpan {
  const fromAt = clock.at(lineOf(period.start));
  const untilAt = clock.at(lineOf(period.getEnd()));
  if (untilAt < fromAt) throw new RangeError('an end before the beginning');
  return { fromAt, untilAt };
}

/** Calendars that give away nothing but when somebody is busy. */
function freeBusySpans(component: ICAL.Component): BusySpan[] {
  return component
    .getAllProperties('freebusy')
    .filter((property) => property.getFirstParameter('fbtype')?.toUpperCase() !== 'FREE')
    .flatMap((property) => property.getValues())
    .filter((value) => value instanceof ICAL.Period)
    .map((period) => periodSpan(period, { at: (line) => line, lineAt: (at) => at }));
}
