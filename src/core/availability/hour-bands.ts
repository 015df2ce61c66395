import type { Weekday } from '../time/instant.ts';
import { tidyWeeklyHours, type WeeklyHours, type WeeklyWindow } from '../time/weekly-hours.ts';

/** A part of the day that is one tick in the form. They follow each other without a gap. */
export const bands = ['morning', 'afternoon', 'evening'] as const;
export type Band = (typeof bands)[number];

const BAND_MINUTES: Readonly<Record<Band, readonly [start: number, end: number]>> = {
  morning: [9 * 60, 12 * 60],
  afternoon: [12 * 60, 17 * 60],
  evening: [17 * 60, 21 * 60],
};

/** The weekdays ticked in each band. */
export type HourGrid = Readonly<Record<Band, readonly Weekday[]>>;

const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** What the hours tick: a band of a day counts when all of it lies within them. */
export function gridOf(hours: WeeklyHours): HourGrid {
  const covered = (weekday: Weekday, band: Band): boolean => {
    const [start, end] = BAND_MINUTES[band];
    let at = start;
    for (const window of partsOfDay(hours, weekday))
      if (window.startMinute <= at) at = Math.max(at, window.endMinute);
    return at >= end;
  };
  const ticked = (band: Band) => WEEK.filter((weekday) => covered(weekday, band));
  return { morning: ticked('morning'), afternoon: ticked('afternoon'), evening: ticked('evening') };
}

/** The hours that a grid stands for. */
export function hoursOfGrid(grid: HourGrid): WeeklyHours {
  return tidyWeeklyHours(
    bands.flatMap((band) => grid[band].map((weekday): WeeklyWindow => windowOf(weekday, band))),
  );
}

/** Whether ticks alone can say these hours. */
export const fitsGrid = (hours: WeeklyHours): boolean => sameHours(hoursOfGrid(gridOf(hours)), hours);

export const sameHours = (a: WeeklyHours, b: WeeklyHours): boolean =>
  JSON.stringify(tidyWeeklyHours(a).map(valuesOf)) === JSON.stringify(tidyWeeklyHours(b).map(valuesOf));

const valuesOf = ({ weekday, startMinute, endMinute }: WeeklyWindow) => [weekday, startMinute, endMinute];

/**
 * What a form with ticks and words says. Words that are new decide alone. Otherwise the ticks do; beside words that
 * were filled in and left as they are, only what was changed among the ticks is changed in the hours.
 */
export function hoursSaid(
  current: WeeklyHours | undefined,
  said: { readonly words?: WeeklyHours; readonly grid?: HourGrid },
): WeeklyHours | undefined {
  const { words, grid } = said;
  if (grid === undefined) return words;
  if (words === undefined) return hoursOfGrid(grid);
  if (current === undefined || !sameHours(words, current)) return words;
  return changedBy(current, gridOf(current), grid);
}

/** The hours, with the bands that were ticked and without those that no longer are. */
function changedBy(hours: WeeklyHours, before: HourGrid, after: HourGrid): WeeklyHours {
  let changed = [...hours];
  for (const band of bands) {
    for (const weekday of WEEK) {
      const [was, is] = [before[band].includes(weekday), after[band].includes(weekday)];
      if (is && !was) changed.push(windowOf(weekday, band));
      if (was && !is) changed = changed.flatMap((window) => without(window, weekday, band));
    }
  }
  return tidyWeeklyHours(changed);
}

function windowOf(weekday: Weekday, band: Band): WeeklyWindow {
  const [startMinute, endMinute] = BAND_MINUTES[band];
  return { weekday, startMinute, endMinute };
}

/** What lies on the day itself, and what a night of the day before runs on into it. */
function partsOfDay(hours: WeeklyHours, weekday: Weekday): WeeklyWindow[] {
  const before = ((weekday + 5) % 7) + 1;
  const parts = hours.flatMap((window): WeeklyWindow[] => [
    ...(window.weekday === weekday ? [window] : []),
    ...(window.weekday === before && window.endMinute > 1440
      ? [{ weekday, startMinute: window.startMinute - 1440, endMinute: window.endMinute - 1440 }]
      : []),
  ]);
  return parts.sort((a, b) => a.startMinute - b.startMinute);
}

/** The pieces of a window that lie outside of the band; of a night, also its part after midnight is cut. */
function without(window: WeeklyWindow, weekday: Weekday, band: Band): WeeklyWindow[] {
  const [start, end] = BAND_MINUTES[band];
  const shift = ((weekday - window.weekday + 7) % 7) * 1440;
  const [from, until] = [start + shift, end + shift];
  if (shift > 1440 || until <= window.startMinute || from >= window.endMinute) return [window];
  return [
    ...(window.startMinute < from ? [{ ...window, endMinute: from }] : []),
    ...(window.endMinute > until ? [nightPiece(window, until)] : []),
  ];
}

function nightPiece(window: WeeklyWindow, startMinute: number): WeeklyWindow {
  if (startMinute < 1440) return { ...window, startMinute };
  const weekday = ((window.weekday % 7) + 1) as Weekday;
  return { weekday, startMinute: startMinute - 1440, endMinute: window.endMinute - 1440 };
}
