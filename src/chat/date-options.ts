import type { AwaySpan } from '../core/availability/away.ts';
import { quoted } from '../core/clean-text.ts';
import { refusal } from '../core/domain-error.ts';
import { MOST_SLOTS } from '../core/meeting/publish-poll.ts';
import { instant } from '../core/text.ts';
import type { LocalDate, Weekday, ZonedMoment } from '../core/time/instant.ts';
import { instantOfEpoch } from '../core/time/instant-of-epoch.ts';
import { dateAt, isLocalDate } from '../core/time/local-date.ts';
import { parseDate } from '../core/time/parse-date.ts';
import { type DateRange, parseDateRange } from '../core/time/parse-date-range.ts';
import { parseDuration } from '../core/time/parse-duration.ts';
import type { ParseFailure, ParseNote, Understood } from '../core/time/parse-outcome.ts';
import { parseSlots } from '../core/time/parse-slots.ts';
import { parseWeeklyHours } from '../core/time/parse-weekly-hours.ts';
import { parseWhen } from '../core/time/parse-when.ts';
import { normaliseTimeZone } from '../core/time/time-zone.ts';
import type { WeeklyHours } from '../core/time/weekly-hours.ts';
import type { OptionalType, OptionType, ParseContext } from './option.ts';
import { option, optional } from './option-values.ts';
import { type Example, exampleWhen, parseRefusal } from './parse-refusal.ts';

/** A moment to come, on the caller's clock; `@1767283200` is an instant that a native picker chose. */
export const when = (): OptionType<Noted<ZonedMoment>> =>
  option(
    (raw, context) => {
      const picked = /^@(\d{9,11})$/.exec(raw.trim())?.[1];
      if (picked !== undefined) {
        const moment = instantOfEpoch(Number(picked) * 1000, context.timeZone);
        if (moment.at <= context.now)
          throw refusal('error.time.in-the-past', {
            when: instant(moment.at, context.timeZone),
            example: exampleWhen(context),
          });
        return { value: moment, notes: [] };
      }
      return noted(parseWhen(raw, context), raw, context, 'when');
    },
    { field: 'date-time', completer: 'when', example: 'when' },
  );

/** A day to come. */
export const due = (): OptionType<LocalDate> =>
  option((raw, context) => taken(parseDate(raw, context), raw, context, 'date'), {
    field: 'date',
    completer: 'due',
    example: 'date',
  });

export const dateRange = (): OptionType<DateRange> =>
  option((raw, context) => taken(parseDateRange(raw, context), raw, context, 'range'), { example: 'range' });

/** Minutes. */
export const length = (): OptionType<number> =>
  option((raw, context) => taken(parseDuration(raw, context), raw, context, 'duration'));

export const slots = (): OptionType<Noted<readonly ZonedMoment[]>> =>
  option(
    (raw, context) =>
      noted(parseSlots(raw, { ...context, fewest: 1, most: MOST_SLOTS }), raw, context, 'slots'),
    {
      field: 'paragraph',
      maxLength: 2000,
      example: 'slots',
    },
  );

export const weeklyHours = (): OptionType<Noted<WeeklyHours>> =>
  option((raw, context) => noted(parseWeeklyHours(raw, context), raw, context, 'hours'), {
    completer: 'hours',
  });

/** Monday first, as the values of a choice. */
export const weekdayValues = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const days: readonly string[] = weekdayValues;

/** Days of the week, ticked in a form; none is an answer too. */
export const weekdays = (): OptionalType<readonly Weekday[]> => ({
  ...optional(
    option(
      (raw) =>
        raw
          .split(',')
          .map((part) => part.trim().toLowerCase())
          .filter((part) => part !== '')
          .map((part) => {
            const index = days.indexOf(part);
            if (index === -1)
              throw refusal('error.availability.weekday', {
                typed: quoted(part),
                choices: days.join(', '),
              });
            return (index + 1) as Weekday;
          }),
      { field: 'choices', choices: { name: 'weekday', values: weekdayValues } },
    ),
  ),
  formOnly: true,
});

/** Days away as a control carries them, begun or to come. */
export const awaySpan = (): OptionType<AwaySpan> =>
  option((raw, context) => {
    const [fromOn = '', untilOn = '', ...more] = raw.split('..');
    if (isLocalDate(fromOn) && isLocalDate(untilOn) && more.length === 0) return { fromOn, untilOn };
    throw parseRefusal({ ok: false, problem: 'not-understood', typed: raw }, raw, context, 'range');
  });

export const timeZone = (): OptionType<string> =>
  option(
    (raw) => {
      const read = normaliseTimeZone(raw);
      if (read.ok) return read.timeZone;
      const example = read.suggestions.length > 0 ? read.suggestions.join(', ') : 'Europe/Copenhagen';
      throw refusal('error.time.zone-unknown', { typed: quoted(read.typed), example });
    },
    { completer: 'time-zone' },
  );

/** A day that may have passed: when a twinning began. A year alone is its first day. */
export const pastDate = (): OptionType<LocalDate> =>
  option((raw, context) => {
    const typed = /^[12]\d{3}$/.test(raw) ? `${raw}-01-01` : raw;
    const on = taken(parseDate(typed, { ...context, allowPast: true }), raw, context, 'date');
    if (on > dateAt(context.now, context.timeZone))
      throw refusal('error.twinning.since-future', { example: '1998-06-01' });
    return on;
  });

/** What was understood, and what the clock change made of it: to be told with the answer. */
export interface Noted<T> {
  readonly value: T;
  readonly notes: readonly ParseNote[];
}

function noted<T>(
  result: Understood<T> | ParseFailure<unknown>,
  raw: string,
  context: ParseContext,
  example: Example,
): Noted<T> {
  if (!result.ok) throw parseRefusal(result, raw, context, example);
  return { value: result.value, notes: result.notes };
}

const taken = <T>(...read: Parameters<typeof noted<T>>): T => noted(...read).value;
