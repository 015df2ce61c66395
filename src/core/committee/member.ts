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
}

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
  readonly sinceOn?: LocalDate;
  readonly untilOn?: LocalDate;
}
