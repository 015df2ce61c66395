import type { Phrase } from '../core/text.ts';
import type { LocalDate, TimeOfDay } from '../core/time/instant.ts';

/** What a picture shows, without a word on how it looks. Everything in it is in the alt text beside it, too. */
export type Picture = HoursPicture | StatusPicture;

/** Hours of some days as a heat map: how many can come when, on every town's clock. */
export interface HoursPicture {
  readonly type: 'hours';
  /** How many are asked to come. */
  readonly people: number;
  /** Days one after the other on which all clocks go alike share one set of clocks. */
  readonly stretches: readonly HoursStretch[];
  readonly legend: HoursLegend;
}

export interface HoursStretch {
  readonly clocks: readonly TownClock[];
  /** Clocks that are not shown, because there are too many. */
  readonly moreClocks?: Phrase;
  readonly days: readonly HoursDay[];
}

/** Towns whose clocks show the same, and what they show at the beginning of every column. */
export interface TownClock {
  readonly towns: readonly string[];
  readonly hours: readonly ClockHour[];
}

export interface ClockHour {
  readonly time: TimeOfDay;
  /** The calendar day there, counted from the row's: -1, 0 or 1. */
  readonly dayShift: number;
  readonly night: boolean;
}

export interface HoursDay {
  readonly on: LocalDate;
  /** As many as the clocks have hours. */
  readonly cells: readonly HoursCell[];
  readonly slots: readonly HoursSlot[];
}

export interface HoursCell {
  readonly canCome: number;
  readonly quorum: boolean;
  /** Some would come outside the hours they gave. */
  readonly outsideHours: boolean;
}

/** A start that is offered. */
export interface HoursSlot {
  readonly number: number;
  /** Columns from the left; a quarter past the third hour is 3.25 (or less far, where it is clipped). */
  readonly from: number;
  readonly until: number;
  readonly picked: boolean;
}

export interface HoursLegend {
  /** How many can come. */
  readonly count: Phrase;
  /** Missing where no quorum is asked for. */
  readonly quorum?: Phrase;
  readonly slot: Phrase;
  readonly outsideHours?: Phrase;
  /** What +1 and -1 beside an hour mean. */
  readonly nextDay?: Phrase;
  readonly dayBefore?: Phrase;
}

/** How a twinning stands, for somebody who has a minute. */
export interface StatusPicture {
  readonly type: 'status';
  readonly title: Phrase;
  readonly next: {
    readonly heading: Phrase;
    readonly title: Phrase;
    /** The same moment on each clock, one a line; nothing where no meeting is fixed. */
    readonly times: readonly Phrase[];
  };
  readonly promises: {
    readonly heading: Phrase;
    /** What the parts of the bars mean, in their order. */
    readonly legend: readonly { readonly part: PromisePart; readonly label: Phrase }[];
    readonly towns: readonly PromiseBar[];
    /** In place of the bars where nobody has promised anything. */
    readonly none?: Phrase;
  };
  readonly came: {
    readonly heading: Phrase;
    readonly towns: readonly CameTown[];
    /** In place of the bars where nobody has counted. */
    readonly none?: Phrase;
  };
  /** Short facts with a label each: vacant offices, the next review. */
  readonly notes: readonly { readonly label: Phrase; readonly text: Phrase; readonly calls: boolean }[];
}

export const promiseParts = ['kept', 'open', 'late', 'waiting'] as const;
export type PromisePart = (typeof promiseParts)[number];

export interface PromiseBar {
  readonly town: string;
  readonly counts: Readonly<Record<PromisePart, number>>;
}

export interface CameTown {
  readonly town: string;
  readonly groups: readonly { readonly label: Phrase; readonly present: number; readonly convened: number }[];
}
