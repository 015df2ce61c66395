import {
  formatInstant,
  formatRelative,
  formatTimeOfDay,
  localDay,
  type Place,
} from '../text/format-instant.ts';

const HALF_YEAR_DAYS = 183;

// Slack writes dates in the reader's zone and language, and leaves the year out when the day is near.
export function formatSlackDate(unixSeconds: number, format: string, place: Place, nowMs: number): string {
  const ms = unixSeconds * 1000;
  return format.replace(/\{(\w+)\}/g, (token, name: string) => formatToken(name, ms, place, nowMs) ?? token);
}

function formatToken(name: string, ms: number, place: Place, nowMs: number): string | undefined {
  const pretty = /^(date(?:_short|_long)?)_pretty$/.exec(name);
  if (pretty !== null) return nearDay(ms, place, nowMs) ?? formatToken(pretty[1] ?? '', ms, place, nowMs);
  switch (name) {
    case 'date_num':
      return formatInstant(
        ms,
        { ...place, locale: 'sv-SE' },
        { year: 'numeric', month: '2-digit', day: '2-digit' },
      );
    case 'date':
      return formatDate(ms, place, nowMs, { month: 'long' });
    case 'date_slash':
      return formatInstant(ms, place, { year: 'numeric', month: '2-digit', day: '2-digit' });
    case 'date_short':
      return formatDate(ms, place, nowMs, { month: 'short' });
    case 'date_long':
      return formatDate(ms, place, nowMs, { weekday: 'long', month: 'long' });
    case 'day_divider_pretty':
      return nearDay(ms, place, nowMs) ?? formatDate(ms, place, nowMs, { weekday: 'long', month: 'long' });
    case 'time':
      return formatTimeOfDay(ms, place);
    case 'time_secs':
      return formatInstant(ms, place, { timeStyle: 'medium' });
    case 'ago':
      return formatRelative(ms, nowMs, place.locale);
    default:
      return undefined;
  }
}

function formatDate(ms: number, place: Place, nowMs: number, style: Intl.DateTimeFormatOptions): string {
  const days = Math.abs(localDay(ms, place.timeZone) - localDay(nowMs, place.timeZone));
  const year: Intl.DateTimeFormatOptions = days < HALF_YEAR_DAYS ? {} : { year: 'numeric' };
  return formatInstant(ms, place, { ...style, day: 'numeric', ...year });
}

function nearDay(ms: number, place: Place, nowMs: number): string | undefined {
  const days = localDay(ms, place.timeZone) - localDay(nowMs, place.timeZone);
  if (Math.abs(days) > 1) return undefined;
  try {
    return new Intl.RelativeTimeFormat(place.locale, { numeric: 'auto' }).format(days, 'day');
  } catch {
    return undefined;
  }
}
