import type { DigestTime } from '../digest/digest-time.ts';
import type { Language } from '../text.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import type { Id } from '../world.ts';

export type PlatformName = 'slack' | 'discord';

/** The partnership of two or more towns. Everything shared belongs to it. */
export interface Twinning {
  readonly id: Id<'twn'>;
  readonly name: string;
  readonly sinceOn?: LocalDate;
  readonly createdAt: Instant;
}

/** A community. It may take part in several twinnings; its members and offices are its own. */
export interface Town {
  readonly id: Id<'town'>;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The part of the country whose public holidays it keeps, as the holiday calendar names it: BY, SCT, 68. */
  readonly region?: string;
  readonly timeZone: string;
  readonly language: Language;
  /** Who started or joined for it: its contact person while no office is held. */
  readonly founderId?: Id<'mbr'>;
  readonly createdAt: Instant;
}

export type Audience = 'committee' | 'youth';

/** A chat home of a town in one twinning. The channel decides which twinning a command is about. */
export interface Space {
  readonly id: Id<'spc'>;
  readonly twinningId: Id<'twn'>;
  readonly townId: Id<'town'>;
  readonly platform: PlatformName;
  /** Slack team or Discord guild. */
  readonly tenantId: string;
  readonly channelId: string;
  readonly audience: Audience;
  readonly language: Language;
  /** When the weekly summary comes, or that none is wanted; Monday at nine unless given. */
  readonly digest?: DigestTime | 'off';
  readonly boundAt: Instant;
}

/** A one-time code that lets a partner town join, or binds another channel of the same town. */
export interface Invitation {
  readonly id: Id<'inv'>;
  readonly digest: string;
  readonly for: 'partner' | 'space';
  readonly twinningId: Id<'twn'>;
  /** The inviting town; with `for: 'space'` the town whose space it will be. */
  readonly townId: Id<'town'>;
  readonly audience: Audience;
  readonly expiresAt: Instant;
  readonly usedAt?: Instant;
}

/** A twinning as every command needs it: with its towns in the order they joined, and their spaces. */
export interface TwinningScope {
  readonly twinning: Twinning;
  readonly towns: readonly Town[];
  readonly spaces: readonly Space[];
}
