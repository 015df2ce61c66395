import ICAL from 'ical.js';
import type { WordedEntry } from '../../chat/view/calendar-words.ts';
import type { CalendarEntry } from '../../core/calendar/calendar-entry.ts';
import { civilOf } from '../../core/time/civil-day.ts';
import { DAY_MS, type Instant } from '../../core/time/instant.ts';
import { instantOf } from '../../core/time/resolve-wall.ts';
import { lineToWall } from '../../core/time/wall-time.ts';
import { wallAt } from '../../core/time/zone-offset.ts';
import { type Jcal, type JcalProperty, vtimezone } from './vtimezone.ts';

/** A calendar that programs fetch again and again, or a file that somebody opens once. */
export type IcsKind = { readonly type: 'feed'; readonly name: string } | { readonly type: 'file' };

/** The same for every meeting and for ever: programs that see another organiser take it for another meeting. */
const ORGANISER = 'mailto:no-reply@twinbell.invalid';
const REFRESH = 'PT1H';

// ical.js counts the octets of a folded line without the space it begins with: with 75 its lines would have 76.
ICAL.foldLength = 74;

/**
 * An iCalendar text (RFC 5545) in parts, so that a large one need not be written in one go. Pure: the same entries
 * give the same text, to the byte.
 */
export function* renderIcs(
  kind: IcsKind,
  entries: readonly CalendarEntry[],
  words: (entry: CalendarEntry) => WordedEntry,
): Generator<string> {
  const zones = zonesOf(entries);
  const cancels = kind.type === 'file' && entries.some(({ cancelled }) => cancelled);
  const whole = written([
    'vcalendar',
    [
      ['version', {}, 'text', '2.0'],
      ['prodid', {}, 'text', '-//Twinbell//Twinbell//EN'],
      ['calscale', {}, 'text', 'GREGORIAN'],
      ['method', {}, 'text', cancels ? 'CANCEL' : 'PUBLISH'],
      ...(kind.type === 'file' ? [] : feedProperties(kind.name)),
    ],
    [...zones.values()],
  ]);
  const end = whole.lastIndexOf('END:VCALENDAR');
  yield whole.slice(0, end);
  for (const entry of entries) yield written(vevent(entry, words(entry), zones));
  yield whole.slice(end);
}

/** With the end of its last line, which ical.js leaves out now and then. */
function written(component: Jcal): string {
  const text = ICAL.stringify(component as unknown as Parameters<typeof ICAL.stringify>[0]);
  return text.endsWith('\r\n') ? text : `${text}\r\n`;
}

const feedProperties = (name: string): JcalProperty[] => [
  ['name', {}, 'text', name],
  ['x-wr-calname', {}, 'text', name],
  ['refresh-interval', {}, 'duration', REFRESH],
  ['x-published-ttl', {}, 'text', REFRESH],
];

/** The clocks that the events are written on, each for the years around its events. */
function zonesOf(entries: readonly CalendarEntry[]): Map<string, Jcal> {
  const years = new Map<string, { first: number; last: number }>();
  for (const entry of entries) {
    if (!keepsItsWall(entry)) continue;
    const [first, last] = [yearOf(entry.startAt) - 1, yearOf(entry.endAt) + 1];
    const known = years.get(entry.timeZone) ?? { first, last };
    years.set(entry.timeZone, { first: Math.min(first, known.first), last: Math.max(last, known.last) });
  }
  const zones = new Map<string, Jcal>();
  for (const [timeZone, { first, last }] of years) {
    const component = vtimezone(timeZone, first, last);
    if (component !== undefined) zones.set(timeZone, component);
  }
  return zones;
}

const yearOf = (at: Instant): number => civilOf(Math.floor(at / DAY_MS)).year;

/** Not in UTC itself, which needs no description, nor in the hour that clocks show twice, where programs guess. */
const keepsItsWall = ({ startAt, endAt, timeZone }: CalendarEntry): boolean =>
  timeZone !== 'UTC' && [startAt, endAt].every((at) => instantOf(wallAt(at, timeZone), timeZone).at === at);

function vevent(entry: CalendarEntry, words: WordedEntry, zones: ReadonlyMap<string, Jcal>): Jcal {
  const { uid, sequence, startAt, endAt, timeZone, createdAt, revisedAt, cancelled } = entry;
  // On the clock it was promised on where that clock can be described, so that programs show whose it is.
  const clock = zones.has(timeZone) && keepsItsWall(entry) ? timeZone : undefined;
  return [
    'vevent',
    [
      ['uid', {}, 'text', uid],
      ['sequence', {}, 'integer', sequence],
      ['dtstamp', {}, 'date-time', utc(revisedAt)],
      ['created', {}, 'date-time', utc(createdAt)],
      ['last-modified', {}, 'date-time', utc(revisedAt)],
      moment('dtstart', startAt, clock),
      moment('dtend', endAt, clock),
      ['summary', {}, 'text', words.title],
      ['description', {}, 'text', words.description],
      ...(words.location === undefined
        ? []
        : [['location', {}, 'text', words.location] satisfies JcalProperty]),
      ['organizer', { cn: 'Twinbell' }, 'cal-address', ORGANISER],
      ['status', {}, 'text', cancelled ? 'CANCELLED' : 'CONFIRMED'],
      ['transp', {}, 'text', cancelled ? 'TRANSPARENT' : 'OPAQUE'],
    ],
    [],
  ];
}

const utc = (at: Instant): string => `${lineToWall(at)}:00Z`;

const moment = (name: string, at: Instant, timeZone: string | undefined): JcalProperty =>
  timeZone === undefined
    ? [name, {}, 'date-time', utc(at)]
    : [name, { tzid: timeZone }, 'date-time', `${wallAt(at, timeZone)}:00`];
