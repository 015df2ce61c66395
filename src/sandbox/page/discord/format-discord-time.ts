import { formatInstant, formatRelative, type Place } from '../text/format-instant.ts';

const STYLES: { [style: string]: Intl.DateTimeFormatOptions } = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

export function formatDiscordTime(unixSeconds: number, style: string, place: Place, nowMs: number): string {
  const ms = unixSeconds * 1000;
  if (style === 'R') return formatRelative(ms, nowMs, place.locale);
  return formatInstant(ms, place, STYLES[style] ?? STYLES.f ?? {});
}
