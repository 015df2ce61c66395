import { calendarAddress } from '../core/availability/calendar-address.ts';
import { cleanLines, cleanText, quoted, type TextKind } from '../core/clean-text.ts';
import { groups, officeKinds } from '../core/committee/member.ts';
import { refusal } from '../core/domain-error.ts';
import { meetingKinds } from '../core/meeting/meeting.ts';
import { answers } from '../core/meeting/quorum.ts';
import { officerChoices } from '../core/meeting/quorum-choice.ts';
import { readThemes } from '../core/review/write-review.ts';
import { type Language, languages } from '../core/text.ts';
import { dateAt } from '../core/time/local-date.ts';
import type { Id, IdPrefix } from '../core/world.ts';
import type { FieldKind } from './form.ts';
import type { CompleterName, OptionalType, OptionType, ParseContext } from './option.ts';
import { languageOf } from './reader.ts';

/** Nothing typed is longer than this before it is read; each kind of text has its own, shorter bound. */
const LONGEST_TYPED = 4_000;

interface Shape {
  readonly field?: FieldKind;
  readonly maxLength?: number;
  readonly completer?: CompleterName;
  readonly discord?: 'string' | 'user';
  readonly choices?: NonNullable<OptionType<unknown>['choices']>;
  readonly example?: OptionType<unknown>['example'] & string;
}

/** An option by how it is read; a line of words unless its shape says otherwise. */
export function option<T>(
  parse: (raw: string, context: ParseContext) => T,
  shape: Shape = {},
): OptionType<T> {
  return { discord: 'string', field: 'line', maxLength: 200, required: true, ...shape, parse };
}

/** The same option, which may be left out. */
export const optional = <T>(type: OptionType<T>): OptionalType<T> => ({ ...type, required: false });

/** Needed as long as another option, which says the same in its way, is not given. */
export const unless = <T>(other: string, type: OptionType<T>): OptionalType<T> => ({
  ...optional(type),
  unless: other,
});

/** Words of people: cleaned and bounded as their kind demands. */
export const text = (kind: TextKind, field: FieldKind = 'line'): OptionType<string> =>
  option((raw) => cleanText(raw, kind), { field, maxLength: LONGEST_TYPED });

/** What it is about; those in use are suggested. */
export const theme = (): OptionType<string> =>
  option((raw) => cleanText(raw, 'name'), { completer: 'theme', maxLength: LONGEST_TYPED });

/** Several lines of people. */
export const lines = (limit: number): OptionType<string> =>
  option((raw) => cleanLines(raw, limit), { field: 'paragraph', maxLength: limit });

/** A small number that a control or a form carries: a page, a line, a version. */
export const ordinal = (): OptionType<number> =>
  option((raw) => {
    if (!/^\d{1,6}$/.test(raw.trim())) throw refusal('error.option.missing');
    return Number(raw);
  });

/** The version of the minutes that the form showed, and of which meeting: `12.3`. Anything else is none. */
export const minutesBase = (): OptionalType<{ number: number; version: number } | undefined> => ({
  ...optional(
    option((raw) => {
      const [, number, version] = /^(\d{1,9})\.(\d{1,6})$/.exec(raw.trim()) ?? [];
      return number === undefined ? undefined : { number: Number(number), version: Number(version) };
    }),
  ),
  formOnly: true,
});

/** An id that a control carries; whether it is anything is for the command to find out. */
export const carriedId = <const P extends IdPrefix>(prefix: P): OptionType<Id<P>> =>
  option((raw) => {
    const isId = (text: string): text is Id<P> => text.startsWith(`${prefix}_`);
    const typed = raw.trim();
    if (!isId(typed)) throw refusal('error.option.missing');
    return typed;
  });

/** People chosen from a list; none is an answer too. */
export const memberIds = (): OptionType<readonly Id<'mbr'>[]> =>
  option((raw, context) => raw.split(',').map((part) => carriedId('mbr').parse(part, context)));

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
/** 'none' takes back what was said; it has no words of its own, because only buttons say it. */
export const answer = () => choice('answer', [...answers, 'none']);
export const quorumOfficers = () => choice('quorum-officers', officerChoices);

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

/** A person on the platform where it is typed, or the name of somebody without chat. */
export const personOrName = (): OptionType<{ readonly userId: string } | { readonly name: string }> => ({
  ...account(),
  maxLength: LONGEST_TYPED,
  parse: (raw, context) =>
    // "@Anna" is meant to be somebody who is here; that there is nobody of that name must be said.
    /^@|[<>]/.test(raw) ? account().parse(raw, context) : { name: cleanText(raw, 'name') },
});

/** A member, in a button: the id without its prefix. */
export const memberId = (): OptionType<Id<'mbr'>> =>
  option((raw): Id<'mbr'> => {
    if (!/^[a-z0-9]{1,40}$/.test(raw)) throw refusal('error.option.person', { typed: quoted(raw) });
    return `mbr_${raw}`;
  });

const MOST_COUNTED = 99;

/** How many: 0 to 99, or to less. */
export const count = (most = MOST_COUNTED): OptionType<number> =>
  option(
    (raw) => {
      if (!/^\d{1,2}$/.test(raw.trim()) || Number(raw) > most)
        throw refusal('error.option.number', { typed: quoted(raw), limit: most });
      return Number(raw);
    },
    { maxLength: 20 },
  );

/** A full hour of the day: 0 to 23, also written as `09:00`. */
export const hourOfDay = (): OptionType<number> =>
  option(
    (raw) => {
      const hour = Number(/^(\d{1,2})(?:[:.h]?00|\s?h)?$/i.exec(raw.trim())?.[1]);
      if (Number.isNaN(hour) || hour > 23) throw refusal('error.option.hour', { typed: quoted(raw) });
      return hour;
    },
    { maxLength: 20 },
  );

const FIRST_YEAR = 1950;

/** A year that can be reported on: no later than the present one. */
export const reportYear = (): OptionType<number> =>
  option(
    (raw, { now, timeZone }) => {
      const presentYear = Number(dateAt(now, timeZone).slice(0, 4));
      const year = /^\d{4}$/.test(raw.trim()) ? Number(raw) : Number.NaN;
      if (!(year >= FIRST_YEAR && year <= presentYear)) {
        const example = { type: 'code', code: `/twin report ${presentYear}` } as const;
        throw refusal('error.report.year', { typed: quoted(raw), example });
      }
      return year;
    },
    { maxLength: 20 },
  );

/** What to turn to: separated by commas. */
export const themes = (): OptionType<readonly string[]> =>
  option((raw) => readThemes(raw), { maxLength: 1000 });

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

/** Where a private calendar is: a secret. */
export const privateAddress = (): OptionType<string> => ({
  ...option((raw) => calendarAddress(raw), { maxLength: LONGEST_TYPED }),
  secret: true,
});

/** A part of a country, by its code or name; which one it is, the holiday calendar knows. */
export const region = (): OptionType<string> =>
  option((raw) => cleanText(raw, 'name'), { completer: 'region' });

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

/** The key of an item in a list. It is only compared with, so whatever stands there does no harm. */
const itemKey = (): OptionType<string> => option((raw) => raw);

/** Which page of a long list. */
export const pagePlace = { after: optional(itemKey()), before: optional(itemKey()) } as const;
