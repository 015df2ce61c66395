import type { Language } from '../text.ts';
import type { Weekday } from './instant.ts';
import { formatMinuteOfDay } from './wall-time.ts';

/** One window that comes back each week, on the clock of whoever set it. */
export interface WeeklyWindow {
  /** The day on which it begins. */
  readonly weekday: Weekday;
  /** Minutes after local midnight, 0 to 1439. */
  readonly startMinute: number;
  /** More than `startMinute`, at most a day later; above 1440 it ends on the next day. */
  readonly endMinute: number;
}

/** Sorted by weekday and start. Only windows that run past midnight may overlap others. */
export type WeeklyHours = readonly WeeklyWindow[];

/** For who has not said: weekdays 17 to 21, weekends 10 to 18. */
export const DEFAULT_WEEKLY_HOURS: WeeklyHours = [
  ...([1, 2, 3, 4, 5] as const).map((weekday) => ({ weekday, startMinute: 17 * 60, endMinute: 21 * 60 })),
  ...([6, 7] as const).map((weekday) => ({ weekday, startMinute: 10 * 60, endMinute: 18 * 60 })),
];

/** Past midnight, more than this reads like a slip ("9-5"), so the parser asks back. */
export const LONGEST_NIGHT_MINUTES = 12 * 60;

/** Joins windows of the same weekday that overlap or touch, and sorts. */
export function tidyWeeklyHours(windows: readonly WeeklyWindow[]): WeeklyHours {
  const sorted = [...windows].sort(
    (a, b) => a.weekday - b.weekday || a.startMinute - b.startMinute || a.endMinute - b.endMinute,
  );
  const tidy: WeeklyWindow[] = [];
  for (const window of sorted) {
    const last = tidy.at(-1);
    const touches =
      last !== undefined && last.weekday === window.weekday && window.startMinute <= last.endMinute;
    const endMinute = Math.max(last?.endMinute ?? 0, window.endMinute);
    // What the parser would not read back is left in two pieces.
    const readable =
      last !== undefined && (endMinute <= 1440 || endMinute - last.startMinute <= LONGEST_NIGHT_MINUTES);
    if (touches && readable) {
      tidy[tidy.length - 1] = { ...last, endMinute };
    } else {
      tidy.push(window);
    }
  }
  return tidy;
}

const SHORT_DAYS: Readonly<Record<Language, readonly string[]>> = {
  en: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  da: ['man', 'tir', 'ons', 'tor', 'fre', 'lør', 'søn'],
  de: ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
  fr: ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim'],
};

/** `mon-fri 17:00-21:00, sat 09:00-12:00`: what `parseWeeklyHours` reads back to the same hours. */
export function formatWeeklyHours(hours: WeeklyHours, language: Language): string {
  const timesOfDay = new Map<number, string>();
  for (const { weekday, startMinute, endMinute } of tidyWeeklyHours(hours)) {
    const times = `${formatMinuteOfDay(startMinute)}-${formatMinuteOfDay(endMinute)}`;
    const earlier = timesOfDay.get(weekday);
    timesOfDay.set(weekday, earlier === undefined ? times : `${earlier} ${times}`);
  }
  const parts: string[] = [];
  const names = SHORT_DAYS[language];
  for (let first = 1; first <= 7; ) {
    const times = timesOfDay.get(first);
    let last = first;
    while (times !== undefined && last < 7 && timesOfDay.get(last + 1) === times) last++;
    if (times !== undefined) {
      const from = names[first - 1] ?? '';
      parts.push(`${last === first ? from : `${from}-${names[last - 1] ?? ''}`} ${times}`);
    }
    first = last + 1;
  }
  return parts.join(', ');
}
