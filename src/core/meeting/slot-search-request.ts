import { DAY_MS, type Instant, type LocalDate, type WallTime } from '../time/instant.ts';
import { isLocalDate } from '../time/local-date.ts';
import type { WeeklyHours } from '../time/weekly-hours.ts';
import type { QuorumMember, QuorumResult, QuorumRule } from './quorum.ts';
import type { Comfort } from './slot-comfort.ts';

export interface SlotSearchPerson extends QuorumMember {
  /** Slots without this person come after all others. */
  readonly required?: boolean | undefined;
  readonly timeZone: string;
  /** On the person's own clock; weekdays 17 to 21 and weekends 10 to 18 unless given. Empty means never. */
  readonly weeklyHours?: WeeklyHours | undefined;
  /** Local days on which the person cannot come, both inclusive. */
  readonly away?: readonly { readonly fromOn: LocalDate; readonly untilOn: LocalDate }[] | undefined;
  readonly busy?: readonly { readonly fromAt: Instant; readonly untilAt: Instant }[] | undefined;
}

export interface SlotSearchTown {
  readonly id: string;
  readonly timeZone: string;
  /**
   * How much an uncomfortable hour of this town counts, 1 unless given. A town that got up early the last times
   * is given more, so that it is another one's turn.
   */
  readonly weight?: number | undefined;
}

/** Why a town would rather not meet on some days. Further reasons join here; the card words each. */
export type PenaltyReason = { readonly kind: 'public-holiday'; readonly name: string };

/** Ranks the starts of a meeting that touches these days down; never blocks them. */
export interface SlotPenalty {
  readonly townId: string;
  /** Days of the town's own calendar, both inclusive. */
  readonly fromOn: LocalDate;
  readonly untilOn: LocalDate;
  /** As so many levels of comfort: with 2, a good hour counts like a hard one. */
  readonly levels: number;
  readonly reason: PenaltyReason;
}

export interface SlotSearchRequest {
  readonly people: readonly SlotSearchPerson[];
  /** The first is the anchor: its calendar decides what one day is. */
  readonly towns: readonly SlotSearchTown[];
  /** Meetings begin at or after this. */
  readonly fromAt: Instant;
  /** Meetings end by this; at most 400 days after `fromAt`. */
  readonly untilAt: Instant;
  /** 1 to 1440. */
  readonly lengthMinutes: number;
  readonly rule?: QuorumRule | undefined;
  readonly penalties?: readonly SlotPenalty[] | undefined;
  /** How many are wanted; 6 unless given. */
  readonly count?: number | undefined;
}

export type WhyMissing = 'away' | 'busy' | 'hours';

export interface SlotCandidate {
  readonly at: Instant;
  readonly endAt: Instant;
  /** Ids, sorted. In a widened search they may be asked to come outside their hours: see `outsideHours`. */
  readonly attendees: readonly string[];
  /** Sorted by id. */
  readonly missing: readonly { readonly id: string; readonly why: WhyMissing }[];
  readonly missingRequired: readonly string[];
  /** Attendees for whom it is outside the hours they gave; only in a widened search. Sorted. */
  readonly outsideHours: readonly string[];
  readonly quorum: QuorumResult;
  /** In the order of the towns given. */
  readonly towns: readonly SlotInTown[];
}

export interface SlotInTown {
  readonly townId: string;
  readonly wall: WallTime;
  readonly endWall: WallTime;
  readonly comfort: Comfort;
  /** What ranked this start down here, in the order given. */
  readonly penalties: readonly SlotPenalty[];
}

/** Minutes of the local day. */
export interface WidenedHours {
  readonly startMinute: number;
  readonly endMinute: number;
}

export interface ExplainedSlots {
  readonly candidates: readonly SlotCandidate[];
  /**
   * There when the hours people gave never bring all towns together: then everybody was taken to be free at these
   * local hours as well, apart from days away and busy times.
   */
  readonly widenedTo?: WidenedHours;
}

/** The candidates are the best ones, best first. */
export interface SlotSearchResult extends ExplainedSlots {
  /** Starts at which everybody can come; widened hours count here and in `deciding`. */
  readonly common: StartList;
  /** Starts at which everybody required can come and the quorum is met. */
  readonly deciding: StartList;
}

/** Many starts, listed only when somebody asks. */
export interface StartList {
  readonly count: number;
  list(): Instant[];
}

const MOST_DAYS_MS = 400 * DAY_MS;
/** Of weights and penalties; more would say no more. */
const MOST_LEVELS = 100;

/** @throws RangeError for what makes no sense; unknown zones are refused where they are read. */
export function refuseBadRequest(request: SlotSearchRequest): void {
  const { people, towns, fromAt, untilAt, lengthMinutes, penalties = [] } = request;
  if (!Number.isInteger(lengthMinutes) || lengthMinutes < 1 || lengthMinutes > 1440) {
    throw new RangeError('A meeting lasts 1 to 1440 minutes');
  }
  if (!(untilAt - fromAt <= MOST_DAYS_MS)) throw new RangeError('Slots are searched over 400 days at most');
  if (new Set(people.map(({ id }) => id)).size !== people.length)
    throw new RangeError('Two people with one id');
  if (towns.some(({ weight = 1 }) => !(weight > 0 && weight <= MOST_LEVELS)))
    throw new RangeError('A weight of a town that is no weight');
  for (const { levels, fromOn, untilOn } of penalties) {
    if (!(levels >= 0 && levels <= MOST_LEVELS)) throw new RangeError('A penalty of a size that is none');
    if (!isLocalDate(fromOn) || !isLocalDate(untilOn))
      throw new RangeError('A penalty on a day that is none');
  }
}
