import { FURTHEST_YEARS, isTooFar, meaningOf, numericOrder } from './date-meaning.ts';
import { agreeing, readInEachLanguage } from './each-language.ts';
import { type LocalDate, MINUTE_MS, type TimeOfDay, type ZonedMoment } from './instant.ts';
import { addDays, dateAt } from './local-date.ts';
import {
  notUnderstood,
  type ParseFailure,
  type ParseNote,
  type ParseResult,
  type TypedContext,
  type Understood,
  understood,
  unreadable,
} from './parse-outcome.ts';
import { minutesOf } from './read-clock.ts';
import { readMoments, type SaidMoment } from './read-moment.ts';
import { readSpans } from './read-span.ts';
import { instantOf } from './resolve-wall.ts';
import { tokenise } from './typed-token.ts';
import { formatMinuteOfDay, timeOfWall } from './wall-time.ts';
import type { DateWords } from './words/date-words.ts';
import { wallAt } from './zone-offset.ts';

export interface WhenContext extends TypedContext {
  /** Taken when a day is given without a time; without it the time is asked for. */
  readonly defaultTime?: TimeOfDay | undefined;
  /** For what was, such as attendance. Otherwise the past is refused. */
  readonly allowPast?: boolean | undefined;
}

/**
 * A moment, as typed: `2027-01-12 17:00`, `tomorrow 5 pm`, `i morgen kl. 19.30`, `24/11 18:00`, `in 20 minutes`.
 * Times are on the person's clock. What can be read in two ways is `ambiguous`, never guessed. Spans from now
 * are rounded to the whole minute. Never throws, except RangeError for an unknown zone in the context.
 */
export function parseWhen(text: string, context: WhenContext): ParseResult<ZonedMoment> {
  const bad = unreadable(text);
  if (bad) return bad;
  return readInEachLanguage(
    text,
    context.language,
    (words) => readIn(words, text, context),
    ({ wall, at }) => `${wall} ${at}`,
  );
}

function readIn(words: DateWords, text: string, context: WhenContext): ParseResult<ZonedMoment> {
  const tokens = tokenise(text);
  const results: ParseResult<ZonedMoment>[] = readSpans(tokens, words).map((minutes) =>
    fromNow(minutes, context),
  );
  const all = readMoments(tokens, words, numericOrder(words.code, context.timeZone));
  // "10.12" alone may be a day as well as a time: then the day counts, and its time is asked for.
  const mayBeDay = all.some(({ day }) => day !== undefined);
  for (const said of all) if (said.day !== undefined || !mayBeDay) results.push(...meanings(said, context));
  const future = results.filter((result): result is Understood<ZonedMoment> => result.ok);
  if (future.length > 0) return agreeing(future, ({ wall, at }) => `${wall} ${at}`);
  return mostTelling(results) ?? notUnderstood(text);
}

function fromNow(minutes: number, context: WhenContext): ParseResult<ZonedMoment> {
  const at = Math.round(context.now / MINUTE_MS + minutes) * MINUTE_MS;
  if (isTooFar(dateAt(at, context.timeZone), dateAt(context.now, context.timeZone))) return TOO_FAR;
  const moment = { wall: wallAt(at, context.timeZone), timeZone: context.timeZone, at };
  return at > context.now ? understood(moment) : { ok: false, problem: 'in-the-past', understood: moment };
}

/** Everything one reading can mean: each day it may be, with each time it may be. */
function meanings(said: SaidMoment, context: WhenContext): ParseResult<ZonedMoment>[] {
  const { now, timeZone } = context;
  const today = dateAt(now, timeZone);
  if (said.day === undefined) return said.clock === undefined ? [] : nextTimes(said, today, context);
  const meaning = meaningOf(said.day, today);
  if (!meaning.ok) return [meaning];
  return meaning.dates.flatMap((date) => {
    if (isTooFar(date, today)) return [TOO_FAR];
    const times = timesOn(date, said, context);
    if (!Array.isArray(times)) return [times];
    return times.map(({ on, time, notes }) => momentOn(on, time, [...meaning.notes, ...notes], context));
  });
}

interface TimeOn {
  readonly on: LocalDate;
  readonly time: TimeOfDay;
  readonly notes: readonly ParseNote[];
}

function timesOn(
  date: LocalDate,
  said: SaidMoment,
  context: WhenContext,
): TimeOn[] | ParseFailure<ZonedMoment> {
  const { clock, day, part } = said;
  if (clock === undefined) {
    // "in 2 days" is at this time of day.
    if (day?.kind === 'span' && part === undefined) {
      return [{ on: date, time: timeOfWall(wallAt(context.now, context.timeZone)), notes: [] }];
    }
    const time = part === undefined ? context.defaultTime : undefined;
    if (time === undefined) return { ok: false, problem: 'time-missing', understood: date };
    return [{ on: date, time, notes: [{ note: 'default-time', time }] }];
  }
  if (clock.kind === 'midnight') {
    return [date, addDays(date, 1)].map((on) => ({ on, time: '00:00', notes: [] }));
  }
  if (clock.kind === 'impossible') return { ok: false, problem: 'impossible-time', understood: clock.said };
  return minutesOf(clock, part).map((minute) => ({ on: date, time: formatMinuteOfDay(minute), notes: [] }));
}

/** A time without a day: the next time the clock shows it. */
function nextTimes(said: SaidMoment, today: LocalDate, context: WhenContext): ParseResult<ZonedMoment>[] {
  const { clock, part } = said;
  if (clock === undefined) return [];
  if (clock.kind === 'impossible') return [{ ok: false, problem: 'impossible-time', understood: clock.said }];
  const minutes = clock.kind === 'midnight' ? [0] : minutesOf(clock, part);
  return minutes.map((minute) => {
    const time = formatMinuteOfDay(minute);
    const first = momentOn(today, time, [], context);
    if (first.ok || first.problem !== 'in-the-past') return first;
    const on = addDays(today, 1);
    return momentOn(on, time, [{ note: 'next-day', on }], context);
  });
}

function momentOn(
  date: LocalDate,
  time: TimeOfDay,
  notes: readonly ParseNote[],
  context: WhenContext,
): ParseResult<ZonedMoment> {
  const { kind, askedWall, wall, timeZone, at } = instantOf(`${date}T${time}`, context.timeZone);
  const moment: ZonedMoment = { wall, timeZone, at };
  if (at <= context.now && context.allowPast !== true) {
    return { ok: false, problem: 'in-the-past', understood: moment };
  }
  if (kind === 'gap')
    return understood(moment, [...notes, { note: 'gap', askedWall, takenWall: wall, timeZone }]);
  if (kind === 'overlap') return understood(moment, [...notes, { note: 'overlap', wall, timeZone }]);
  return understood(moment, notes);
}

const TOO_FAR: ParseFailure<never> = { ok: false, problem: 'too-far', limitYears: FURTHEST_YEARS };

const TELLING: readonly ParseFailure<unknown>['problem'][] = [
  'in-the-past',
  'time-missing',
  'weekday-mismatch',
  'impossible-date',
  'impossible-time',
  'too-far',
];

/** Of several readings that all failed, the one that came closest. */
export function mostTelling<T>(results: readonly ParseResult<T>[]): ParseFailure<T> | undefined {
  const failures = results.filter((result): result is ParseFailure<T> => !result.ok);
  for (const problem of TELLING) {
    const failure = failures.find((candidate) => candidate.problem === problem);
    if (failure) return failure;
  }
  return failures[0];
}
