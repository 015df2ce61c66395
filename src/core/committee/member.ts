import type { Language } from '../text.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import type { WeeklyHours } from '../time/weekly-hours.ts';
import type { PlatformName } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';

export const groups = ['municipality', 'citizens', 'youth'] as const;
export type Group = (typeof groups)[number];

/** Discord's user ids are global, so every Discord account has this tenant; Slack's is the team id. */
export const discordTenant = 'discord';

export interface Account {
  readonly platform: PlatformName;
  readonly tenantId: string;
  readonly userId: string;
}

/** A person of a town. Who has not said whom they represent counts as youth where minors are protected. */
export interface Member {
  readonly id: Id<'mbr'>;
  readonly townId: Id<'town'>;
  readonly displayName: string;
  readonly represents?: Group;
  /** Whether the question "whom do you represent?" was put already; it is put once. */
  readonly askedRepresents: boolean;
  readonly substitute: boolean;
  /** What the person chose; wins over everything. */
  readonly language?: Language;
  /** What the platform last told (BCP 47). */
  readonly platformLocale?: string;
  readonly timeZone?: string;
  readonly weeklyHours?: WeeklyHours;
  readonly accounts: readonly Account[];
  readonly active: boolean;
  readonly joinedAt: Instant;
  /** Of somebody who is not a member any more. Their row stays: history names them. */
  readonly left?: { readonly at: Instant; readonly why: Departure };
}

/**
 * removed: an office holder took them out of the committee. gone: their account was deactivated, or has left the
 * server; who comes back is a member again.
 */
export const departures = ['removed', 'gone'] as const;
export type Departure = (typeof departures)[number];

export const officeKinds = [
  'chair',
  'deputy',
  'secretary',
  'treasurer',
  'contact-person',
  'youth-leader',
] as const;
export type OfficeKind = (typeof officeKinds)[number];

/** A standing duty of a town's committee; at most one of each kind a town. Without holder it is vacant. */
export interface Office {
  readonly id: Id<'ofc'>;
  readonly townId: Id<'town'>;
  readonly kind: OfficeKind;
  readonly holderId?: Id<'mbr'>;
  /** Since when it is held, or vacant. */
  readonly sinceOn?: LocalDate;
  /** The last day of the term, inclusive. */
  readonly untilOn?: LocalDate;
  /** Of a vacant one: who held it last. */
  readonly formerId?: Id<'mbr'>;
}
