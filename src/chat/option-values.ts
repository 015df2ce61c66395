import type { AwaySpan } from '../core/availability/away.ts';
import { calendarAddress } from '../core/availability/calendar-address.ts';
import { cleanText, quoted, type TextKind } from '../core/clean-text.ts';
import { groups, officeKinds } from '../core/committee/member.ts';
import { refusal } from '../core/domain-error.ts';
import { meetingKinds } from '../core/meeting/meeting.ts';
import { MOST_SLOTS } from '../core/meeting/publish-poll.ts';
import { answers } from '../core/meeting/quorum.ts';
import { instant, type Language, languages } from '../core/text.ts';
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
import type { FieldKind } from './form.ts';
import type { CompleterName, OptionalType, OptionType, ParseContext } from './option.ts';
import { type Example, exampleWhen, parseRefusal } from './parse-refusal.ts';
import { languageOf } from './reader.ts';

/** Nothing typed is longer than this before it is read; each kind of text has its own, shorter bound. */
const LONGEST_TYPED = 4_000;

interface Shape {
  readonly field?: FieldKind;
  readonly maxLength?: number;
  readonly completer?: CompleterName;
  readonly discord?: 'string' | 'user';
  readonly choices?: NonNullable<OptionType<unknown>['choices']>;
}

function option<T>(parse: (raw: string, context: ParseContext) => T, shape: Shape = {}): OptionType<T> {
  return { discord: 'string', field: 'line', maxLength: 200, required: true, ...shape, parse };
}

/** The same option, which may be left out. */
export const optional = <T>(type: OptionType<T>): OptionalType<T> => ({ ...type, required: false });

/** Words of people: cleaned and bounded as their kind demands. */
export const text = (kind: TextKind, field: FieldKind = 'line'): OptionType<string> =>
  option((raw) => cleanText(raw, kind), { field, maxLength: LONGEST_TYPED });

export const choice = <const V extends string>(name: string, values: readonly V[]): OptionType<V> =>
  option(
    (raw) => {
      const found = values.find((value) => value === raw.trim().toLowerCase());
      if (found === undefined)
        throw refusal('error.option.choice', { typed: quoted(raw), choices: values.join(', ') });
      return found;
    },
    { field: 'choice', choices: { name, values } },
  );

export const group = () => choice('group', groups);
export const office = () => choice('office', officeKinds);
export const meetingKind = () => choice('meeting-kind', meetingKinds);
export const answer = () => choice('answer', answers);

/** A person on the platform where it is typed: `<@ID>`. */
export const account = (): OptionType<{ readonly userId: string }> =>
  option(
    (raw) => {
      const userId = /^<@!?([A-Z0-9]{5,25})(?:\|[^>]*)?>$/i.exec(raw.trim())?.[1];
      if (userId === undefined) throw refusal('error.option.person', { typed: quoted(raw) });
      return { userId };
    },
    { discord: 'user', field: 'person' },
  );

/** A reference such as M-12, in the forms people write it, or only the number. */
function reference(letter: 'M' | 'C' | 'R', completer: CompleterName): OptionType<number> {
  return option(
    (raw) => {
      const number = new RegExp(`^(?:${letter}\\s?-?\\s?)?(\\d{1,9})(?:\\s.*)?$`, 'i').exec(raw.trim())?.[1];
      if (number === undefined)
        throw refusal('error.option.reference', {
          typed: quoted(raw),
          example: { type: 'code', code: `${letter}-1` },
        });
      return Number(number);
    },
    { completer },
  );
}

export const meeting = () => reference('M', 'meeting');
export const commitment = () => reference('C', 'commitment');
export const reminder = () => reference('R', 'reminder');

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
    { field: 'date-time', completer: 'when' },
  );

/** A day to come. */
export const due = (): OptionType<LocalDate> =>
  option((raw, context) => taken(parseDate(raw, context), raw, context, 'date'), {
    field: 'date',
    completer: 'due',
  });

export const dateRange = (): OptionType<DateRange> =>
  option((raw, context) => taken(parseDateRange(raw, context), raw, context, 'range'));

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

/** Where a private calendar is: a secret. */
export const privateAddress = (): OptionType<string> => ({
  ...option((raw) => calendarAddress(raw), { maxLength: LONGEST_TYPED }),
  secret: true,
});

/** A part of a country, by its code or name; which one it is, the holiday calendar knows. */
export const region = (): OptionType<string> =>
  option((raw) => cleanText(raw, 'name'), { completer: 'region' });

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

/** One of our languages, by code, or by its own name or ours. */
export const language = (): OptionType<Language> =>
  option(
    (raw) => {
      const typed = raw.trim().toLowerCase();
      const byName = languages.find((candidate) =>
        languages.some(
          (inLanguage) =>
            new Intl.DisplayNames(inLanguage, { type: 'language' }).of(candidate)?.toLowerCase() === typed,
        ),
      );
      const found = byName ?? languageOf(typed);
      if (found === undefined)
        throw refusal('error.option.language', { typed: quoted(raw), choices: languages.join(', ') });
      return found;
    },
    { completer: 'language' },
  );

/** A town's name as its people write it; suggestions come from the list of places. */
export const town = (): OptionType<string> => option((raw) => cleanText(raw, 'name'), { completer: 'place' });

/** A country as typed; which one it is, the place directory knows. */
export const country = (): OptionType<string> =>
  option((raw) => cleanText(raw, 'name'), { completer: 'country' });

/** A day that may have passed: when a twinning began. A year alone is its first day. */
export const pastDate = (): OptionType<LocalDate> =>
  option((raw, context) => {
    const typed = /^[12]\d{3}$/.test(raw) ? `${raw}-01-01` : raw;
    const on = taken(parseDate(typed, { ...context, allowPast: true }), raw, context, 'date');
    if (on > dateAt(context.now, context.timeZone))
      throw refusal('error.twinning.since-future', { example: '1998-06-01' });
    return on;
  });

const numbers = (raw: string): number[] => {
  const parts = raw.split(',').map((part) => part.trim());
  if (parts.some((part) => !/^\d{1,2}$/.test(part))) throw refusal('error.meeting.no-such-slot');
  return parts.map(Number);
};

/** The number in front of a slot. */
export const slotNumber = (): OptionType<number> => option((raw) => numbers(raw)[0] ?? 0);

/** Several, from a list. */
export const slotNumbers = (): OptionType<readonly number[]> => option(numbers);

export const slotNumbersOrAll = (): OptionType<readonly number[] | 'all'> =>
  option((raw) => (raw.trim() === 'all' ? 'all' : numbers(raw)));

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
