import { DomainError } from '../core/domain-error.ts';
import type { HolidayCalendar } from '../core/holiday/holiday-calendar.ts';
import { confirmedAt, type Meeting } from '../core/meeting/meeting.ts';
import { msg } from '../core/message.ts';
import type { PlaceDirectory } from '../core/place/place-directory.ts';
import type { Database } from '../core/stores.ts';
import { day, instant, languages, type Param, type Phrase } from '../core/text.ts';
import { foldText } from '../core/time/fold-text.ts';
import type { Instant } from '../core/time/instant.ts';
import { suggestTimeZones } from '../core/time/time-zone.ts';
import { offsetMinutes } from '../core/time/zone-offset.ts';
import { plainMedium, word } from '../i18n/format.ts';
import type { Reader } from './call.ts';
import type { Inside } from './command.ts';
import { due, weeklyHours, when } from './date-options.ts';
import { every } from './every-option.ts';
import type { CompleterName, Completion } from './option.ts';
import { rulePhrase } from './view/rule-phrase.ts';

export interface CompletionRequest {
  readonly typed: string;
  readonly values: Readonly<Record<string, string>>;
  readonly reader: Reader;
  readonly now: Instant;
  readonly database: Database;
  readonly places: PlaceDirectory;
  readonly holidays: HolidayCalendar;
  readonly inside?: Inside;
}

/** Both platforms show at most so many. */
const MOST = 25;
/** More meetings than any twinning has to come. */
const MOST_READ = 500;

type Completer = (request: CompletionRequest) => Promise<readonly Completion[]> | readonly Completion[];

const completers: Readonly<Record<CompleterName, Completer>> = {
  async place({ typed, places, reader }) {
    const towns = await places.completeTown(typed);
    return towns.map(({ town, country }) => ({
      value: town,
      label: say(reader, msg('complete.place', { town, country: { type: 'country', code: country } })),
    }));
  },
  async country({ typed, places, reader }) {
    const found = await places.completeCountry(typed, reader.language);
    return found.map(({ country, name }) => ({ value: country, label: name }));
  },
  'time-zone'({ typed, now }) {
    return suggestTimeZones(typed, MOST).map((zone) => ({
      value: zone,
      label: `${zone} (${utcOffset(now, zone)})`,
    }));
  },
  language({ reader, typed }) {
    return languages
      .map((language) => ({
        value: language,
        label: say(reader, msg('list.plain', { items: { type: 'language', language } })),
      }))
      .filter(({ value, label }) => matches(typed, value, label));
  },
  async meeting({ inside, database, typed, now, reader }) {
    if (inside === undefined) return [];
    const meetings = await database.meetings.meetingsOf(
      inside.scope.twinning.id,
      ['draft', 'polling', 'undecided', 'confirmed'],
      MOST_READ,
    );
    return meetings
      .filter((meeting) => meeting.state !== 'draft' && !isPastOccurrence(meeting, now))
      .sort((a, b) => occurrenceOrder(a) - occurrenceOrder(b))
      .map((meeting) => ({
        value: `M-${meeting.number}`,
        label: `M-${meeting.number} ${meeting.title}${occurrenceDay(meeting, reader)}`,
      }))
      .filter(({ label }) => matches(typed, label));
  },
  async commitment({ inside, database, typed }) {
    if (inside === undefined) return [];
    const commitments = await database.commitments.commitmentsOf(inside.scope.twinning.id);
    return commitments
      .filter(({ state }) => state === 'offered' || state === 'accepted' || state === 'done')
      .map(({ number, what }) => ({ value: `C-${number}`, label: `C-${number} ${what}` }))
      .filter(({ label }) => matches(typed, label));
  },
  async reminder({ inside, database, typed }) {
    if (inside === undefined) return [];
    const reminders = await database.reminders.remindersAskedBy(inside.member.id);
    return reminders
      .map(({ number, text }) => ({ value: `R-${number}`, label: `R-${number} ${text ?? ''}` }))
      .filter(({ label }) => matches(typed, label));
  },
  when: (request) =>
    understood(request, (raw) => {
      const { value } = when().parse(raw, { ...request, ...request.reader });
      return instant(value.at, request.reader.timeZone);
    }),
  async due(request) {
    const { typed, reader } = request;
    // What starts like a reference, or with "before", means a meeting rather than a day.
    if (/^\s*(m(\s?-|\s?\d|$)|before|by|f(ø|o)r|inden|vor|avant)/i.test(typed)) {
      const meetings = await completers.meeting({
        ...request,
        typed: typed.replace(/^\s*[\p{L}]+\s+(?=m)/iu, ''),
      });
      return meetings.map(({ value, label }) => ({
        value,
        label: say(reader, msg('complete.before', { meeting: label })),
      }));
    }
    return understood(request, (raw) => day(due().parse(raw, { ...request, ...reader })));
  },
  async theme({ inside, database, typed }) {
    if (inside === undefined) return [];
    const commitments = await database.commitments.commitmentsOf(inside.scope.twinning.id);
    const themes = new Set(commitments.flatMap(({ theme }) => theme ?? []));
    return [...themes]
      .sort()
      .filter((theme) => matches(typed, theme))
      .map((theme) => ({ value: theme, label: theme }));
  },
  every: (request) =>
    understood(request, (raw) => rulePhrase(every().parse(raw, { ...request, ...request.reader }))),
  async region({ inside, holidays, reader, typed }) {
    if (inside === undefined) return [];
    const regions = await holidays.regionsOf(inside.town.country, reader.language);
    return regions
      .map(({ code, name }) => ({ value: code, label: name }))
      .filter(({ value, label }) => matches(typed, value, label));
  },
  hours: (request) =>
    understood(request, (raw) => {
      weeklyHours().parse(raw, { ...request, ...request.reader });
      return raw;
    }),
};

/** The occurrences of a series are told apart by their days, and stand behind what there is only one of. */
const occurrenceOrder = (meeting: Meeting): number =>
  meeting.seriesId === undefined ? 0 : (confirmedAt(meeting) ?? 0);
const isPastOccurrence = (meeting: Meeting, now: Instant): boolean =>
  meeting.seriesId !== undefined && (confirmedAt(meeting) ?? 0) <= now;
function occurrenceDay(meeting: Meeting, reader: Reader): string {
  const at = confirmedAt(meeting);
  return meeting.seriesId === undefined || at === undefined
    ? ''
    : ` – ${say(reader, msg('list.plain', { items: instant(at, reader.timeZone) }))}`;
}

/** At most 25 suggestions, shortened to what both platforms show. */
export async function complete(
  name: CompleterName,
  request: CompletionRequest,
): Promise<readonly Completion[]> {
  const found = await completers[name](request);
  return found
    .filter(({ value }) => value.length <= 100)
    .slice(0, MOST)
    .map(({ value, label }) => ({ value, label: label.length > 100 ? `${label.slice(0, 99)}…` : label }));
}

/** What was typed, with what it was understood to mean; nothing while it means nothing yet. */
function understood(request: CompletionRequest, read: (raw: string) => Param): readonly Completion[] {
  if (request.typed.trim() === '') return [];
  try {
    const meaning = read(request.typed);
    return [
      {
        value: request.typed,
        label: say(request.reader, msg('complete.understood', { typed: request.typed, meaning })),
      },
    ];
  } catch (error) {
    if (error instanceof DomainError)
      return [{ value: request.typed, label: word(error.phrase, request.reader, plainMedium) }];
    throw error;
  }
}

const say = (reader: Reader, phrase: Phrase): string => word(phrase, reader, plainMedium);

const matches = (typed: string, ...texts: string[]): boolean =>
  texts.some((text) => foldText(text).includes(foldText(typed)));

function utcOffset(now: Instant, timeZone: string): string {
  const minutes = offsetMinutes(now, timeZone);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
