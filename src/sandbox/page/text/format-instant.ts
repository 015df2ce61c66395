export interface Place {
  locale: string;
  timeZone: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

// A locale or zone that the browser does not know must not take the whole page down with a RangeError.
function formatter(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(place.locale, { timeZone: place.timeZone, ...options });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
  }
}

export function formatInstant(ms: number, place: Place, options: Intl.DateTimeFormatOptions): string {
  return formatter(place, options).format(ms);
}

export function formatTimeOfDay(ms: number, place: Place): string {
  return formatInstant(ms, place, { hour: 'numeric', minute: '2-digit' });
}

export function formatDay(ms: number, place: Place): string {
  return formatInstant(ms, place, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

// The number of the local day, for "today", "tomorrow" and the dividers between days.
export function localDay(ms: number, timeZone: string): number {
  return Math.floor(wallMs(ms, timeZone) / DAY);
}

// The wall clock of a zone written as if it were UTC.
function wallMs(ms: number, timeZone: string): number {
  const parts = formatter(
    { locale: 'en-GB', timeZone },
    {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  ).formatToParts(ms);
  const part = (kind: string) => Number(parts.find((each) => each.type === kind)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}

// The value of a datetime-local field for an instant, e.g. 2027-01-12T17:00.
export function toWallTime(ms: number, timeZone: string): string {
  const iso = formatInstant(
    wallMs(ms, timeZone),
    { locale: 'sv-SE', timeZone: 'UTC' },
    {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  );
  return iso.replace(' ', 'T');
}

// The way back. Corrected twice, because the first correction can itself cross a change of the clocks.
export function fromWallTime(wallTime: string, timeZone: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(wallTime);
  if (match === null) return undefined;
  const [year, month, day, hour, minute] = match.slice(1).map(Number);
  const wanted = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) guess += wanted - wallMs(guess, timeZone);
  return guess;
}

const RELATIVE_UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
];

export function formatRelative(ms: number, nowMs: number, locale: string): string {
  const away = ms - nowMs;
  const [unit, size] = RELATIVE_UNITS.find(([, each]) => Math.abs(away) >= each) ?? ['second', 1000];
  try {
    return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(Math.round(away / size), unit);
  } catch {
    return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(Math.round(away / size), unit);
  }
}
