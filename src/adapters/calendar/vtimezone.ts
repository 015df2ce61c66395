import type { Weekday } from '../../core/time/instant.ts';
import { lineToWall } from '../../core/time/wall-time.ts';
import { type Observance, type YearlyDay, zoneRules } from '../../core/time/zone-rules.ts';

/** One component in jCal (RFC 7265): name, properties, components inside it. What ical.js writes down. */
export type Jcal = [name: string, properties: JcalProperty[], components: Jcal[]];
export type JcalProperty = [
  name: string,
  parameters: Record<string, string>,
  type: string,
  value: string | number | Record<string, unknown>,
];

const weekdays: Readonly<Record<Weekday, string>> = {
  1: 'MO',
  2: 'TU',
  3: 'WE',
  4: 'TH',
  5: 'FR',
  6: 'SA',
  7: 'SU',
};

/**
 * The clocks of a zone in these years, in the form with RRULE: Outlook refuses the one with RDATE. Undefined where
 * that form cannot say it.
 * @throws RangeError for an unknown zone.
 */
export function vtimezone(timeZone: string, fromYear: number, untilYear: number): Jcal | undefined {
  const rules = zoneRules(timeZone, fromYear, untilYear);
  return rules && ['vtimezone', [['tzid', {}, 'text', timeZone]], rules.map(observance)];
}

function observance({ kind, startsOn, before, after, yearly }: Observance): Jcal {
  return [
    kind,
    [
      ['dtstart', {}, 'date-time', `${startsOn}:00`],
      ...(yearly === undefined
        ? []
        : [
            [
              'rrule',
              {},
              'recur',
              {
                freq: 'YEARLY',
                bymonth: yearly.day.month,
                ...byDay(yearly.day),
                ...(yearly.untilAt === undefined ? {} : { until: `${lineToWall(yearly.untilAt)}:00Z` }),
              },
            ] satisfies JcalProperty,
          ]),
      ['tzoffsetfrom', {}, 'utc-offset', offset(before)],
      ['tzoffsetto', {}, 'utc-offset', offset(after)],
    ],
    [],
  ];
}

function byDay(day: YearlyDay): Record<string, unknown> {
  if ('day' in day) return { bymonthday: day.day };
  if ('nth' in day) return { byday: `${day.nth}${weekdays[day.weekday]}` };
  return {
    byday: weekdays[day.weekday],
    bymonthday: Array.from({ length: 7 }, (_, index) => day.onOrAfter + index),
  };
}

function offset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
