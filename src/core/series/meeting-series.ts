import type { MeetingKind } from '../meeting/meeting.ts';
import type { Instant, LocalDate, WallTime } from '../time/instant.ts';
import type { Id } from '../world.ts';

/**
 * A meeting that recurs. It is promised on one town's clock: there it is always at the same hour. Its occurrences are
 * meetings of their own, made about a year ahead, which move and are called off like any other.
 */
export interface MeetingSeries {
  readonly id: Id<'ser'>;
  readonly twinningId: Id<'twn'>;
  readonly title: string;
  readonly kind?: MeetingKind;
  readonly lengthMinutes: number;
  /** RRULE text without DTSTART, UNTIL and COUNT. */
  readonly rule: string;
  /** The anchor: whose clock it is promised on. */
  readonly timeZone: string;
  /** Where the rule begins to count, with the time of day of every occurrence. */
  readonly startWall: WallTime;
  /** The last day on which it may fall, inclusive. */
  readonly untilOn?: LocalDate;
  /** The towns that take turns as host, in that order. */
  readonly hostTownIds: readonly Id<'town'>[];
  /** As in `Meeting`. */
  readonly participantIds: readonly Id<'mbr'>[];
  readonly organiserId: Id<'mbr'>;
  readonly createdAt: Instant;
  readonly endedAt?: Instant;
}
