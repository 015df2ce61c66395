import type { OfficeKind } from '../committee/member.ts';
import type { Texts } from '../text.ts';
import type { LocalDate, TimeOfDay } from '../time/instant.ts';

export const programmeNames = [
  'youth-exchange',
  'official-visit',
  'anniversary',
  'grant-application',
] as const;
export type ProgrammeName = (typeof programmeNames)[number];

/** host, guest: that side. each: a commitment for every town. both: one for all, carried by the town that plans. */
export const programmeSides = ['host', 'guest', 'each', 'both'] as const;
export type ProgrammeSide = (typeof programmeSides)[number];

/** How far from the programme's date, negative when earlier. Months end with a month that is shorter. */
export interface Lead {
  readonly unit: 'days' | 'weeks' | 'months';
  readonly count: number;
}

/** Something that a side is to do, and who carries it unless the town decides otherwise. */
export interface ProgrammeTask {
  readonly id: string;
  readonly side: ProgrammeSide;
  readonly office: OfficeKind;
  readonly text: Texts;
}

export interface ProgrammeStep extends ProgrammeTask {
  readonly lead: Lead;
  /** The steps that it needs: none of them is ever later than it. */
  readonly after: readonly string[];
  /** Papers that somebody looks at. Only who saw them and when is kept. */
  readonly seen: boolean;
}

/**
 * A deadline of somebody else's programme, as it was when it was last seen. It changes from year to year: it is shown
 * with its source, and a person says which day it really is.
 */
export interface KnownDeadline {
  readonly id: string;
  readonly name: Texts;
  readonly lastSeen: { readonly on: LocalDate; readonly time?: TimeOfDay; readonly timeZone: string };
  /** The day on which this was known. */
  readonly asOf: LocalDate;
  /** An https address where to check it. */
  readonly url: string;
  /** What is to be done by then. Without it, the deadline is the date that all is planned back from. */
  readonly task?: ProgrammeTask;
}

/** Where advice comes from, and the day it was looked up. */
export interface ProgrammeSource {
  readonly about: Texts;
  readonly url: string;
  readonly asOf: LocalDate;
}

/** A backward plan from a date, as the data files have it. Steps stand in the order of the file. */
export interface ProgrammeTemplate {
  readonly name: ProgrammeName;
  readonly sources: readonly ProgrammeSource[];
  readonly theme: Texts;
  readonly sides: { readonly host: Texts; readonly guest: Texts };
  /** Who usually pays what: facts to talk about. */
  readonly pays: readonly Texts[];
  readonly steps: readonly ProgrammeStep[];
  readonly deadlines: readonly KnownDeadline[];
}

/** The templates by name; one for each name. */
export type ProgrammeTemplates = Readonly<Record<ProgrammeName, ProgrammeTemplate>>;
