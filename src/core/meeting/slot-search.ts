import type { Instant, LocalDate, WallTime } from '../time/instant.ts';
import { minuteOfDay, timeOfWall } from '../time/wall-time.ts';
import { DEFAULT_WEEKLY_HOURS, type WeeklyHours } from '../time/weekly-hours.ts';
import { wallAt } from '../time/zone-offset.ts';
import { DEFAULT_QUORUM, type QuorumMember, type QuorumResult, type QuorumRule, quorum } from './quorum.ts';
import { COMFORTS, type Comfort, comfortLevel } from './slot-comfort.ts';
import { pickStarts } from './slot-search-pick.ts';
import {
  blockedTimes,
  freeStarts,
  includesStart,
  type OffsetStretch,
  offsetStretches,
  STEP_MS,
  type StartGrid,
  startGrid,
  weekPattern,
} from './slot-search-ranges.ts';
import { type FreePerson, type Tally, tallyStarts } from './slot-search-tally.ts';

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
}

export interface SlotSearchResult {
  /** Best first. */
  readonly candidates: readonly SlotCandidate[];
  /** How many starts there are at which everybody can come. */
  readonly commonStarts: number;
  /**
   * True when the hours people gave never bring all towns together: then everybody was taken to be free at the
   * local hours of `widenedTo` as well, apart from days away and busy times.
   */
  readonly widened: boolean;
  /** Minutes of the local day. */
  readonly widenedTo?: { readonly startMinute: number; readonly endMinute: number };
}

const MOST_DAYS_MS = 400 * 86_400_000;

/** Tried in turn until all towns meet; the last is the whole day. */
export const WIDER_HOURS: readonly (readonly [startHour: number, endHour: number])[] = [
  [8, 22],
  [6, 24],
  [0, 24],
];

/**
 * Finds the starts that suit people best; the order of better and worse is that of `pickStarts`. Exact: equal to
 * asking each person's clock at every start. The order of people changes nothing. No candidates only when nobody
 * can come at any time between `fromAt` and `untilAt`.
 * @throws RangeError for an unknown zone, two people with one id, a length outside 1 to 1440, or too long a span.
 */
export function searchSlots(request: SlotSearchRequest): SlotSearchResult {
  refuseBadRequest(request);
  const grid = startGrid(request.fromAt, request.untilAt, request.lengthMinutes);
  const zones = new Map<string, OffsetStretch[]>();
  const stretchesOf = (timeZone: string): OffsetStretch[] => {
    const known = zones.get(timeZone);
    if (known !== undefined) return known;
    const stretches = offsetStretches(timeZone, request.fromAt, request.untilAt);
    zones.set(timeZone, stretches);
    return stretches;
  };
  const availabilities = request.people.map((person) => {
    const stretches = stretchesOf(person.timeZone);
    return { person, stretches, blocked: blockedTimes(person.away ?? [], person.busy ?? [], stretches) };
  });
  const freeAt = (hoursOf: (person: SlotSearchPerson) => WeeklyHours): FreePerson[] =>
    availabilities.map(({ person, stretches, blocked }) => ({
      ...person,
      starts: freeStarts(weekPattern(hoursOf(person)), stretches, blocked, grid),
    }));

  const rule = request.rule ?? DEFAULT_QUORUM;
  const ownHours = (person: SlotSearchPerson) => person.weeklyHours ?? DEFAULT_WEEKLY_HOURS;
  const usual = freeAt(ownHours);
  const usualTally = tallyStarts(usual, grid.count, rule);
  let free = usual;
  let tally = usualTally;
  let widenedTo: SlotSearchResult['widenedTo'];
  for (const [startHour, endHour] of WIDER_HOURS) {
    if (bringsTownsTogether(tally)) break;
    widenedTo = { startMinute: startHour * 60, endMinute: endHour * 60 };
    const wider = everyDay(startHour * 60, endHour * 60);
    free = freeAt((person) => [...ownHours(person), ...wider]);
    tally = tallyStarts(free, grid.count, rule);
  }
  const townZones = request.towns.map(({ timeZone }) => stretchesOf(timeZone));
  const picked = pickStarts(tally, usualTally.attending, townZones, grid, request.count ?? 6);
  return {
    candidates: picked.map((index) => candidateAt(index, request, grid, free, usual, rule)),
    commonStarts: tally.attending.reduce((sum, n) => sum + Number(n === request.people.length && n > 0), 0),
    widened: widenedTo !== undefined,
    ...(widenedTo === undefined ? {} : { widenedTo }),
  };
}

function refuseBadRequest({ people, fromAt, untilAt, lengthMinutes }: SlotSearchRequest): void {
  if (!Number.isInteger(lengthMinutes) || lengthMinutes < 1 || lengthMinutes > 1440) {
    throw new RangeError('A meeting lasts 1 to 1440 minutes');
  }
  if (!(untilAt - fromAt <= MOST_DAYS_MS)) throw new RangeError('Slots are searched over 400 days at most');
  if (new Set(people.map(({ id }) => id)).size !== people.length)
    throw new RangeError('Two people with one id');
}

function bringsTownsTogether(tally: Tally): boolean {
  // A grid without starts is not helped by wider hours.
  return tally.absentTowns.length === 0 || tally.absentTowns.includes(0);
}

function everyDay(startMinute: number, endMinute: number): WeeklyHours {
  return ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, startMinute, endMinute }));
}

function candidateAt(
  index: number,
  request: SlotSearchRequest,
  grid: StartGrid,
  free: readonly FreePerson[],
  usual: readonly FreePerson[],
  rule: QuorumRule,
): SlotCandidate {
  const at = (grid.first + index) * STEP_MS;
  const endAt = at + grid.lengthMs;
  const idsAt = (people: readonly FreePerson[]) =>
    new Set(people.filter(({ starts }) => includesStart(starts, index)).map(({ id }) => id));
  const attending = idsAt(free);
  const inUsualHours = idsAt(usual);
  const missing = request.people.filter(({ id }) => !attending.has(id));
  return {
    at,
    endAt,
    attendees: [...attending].sort(),
    missing: missing
      .map((person) => ({ id: person.id, why: whyMissing(person, at, endAt) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    missingRequired: missing
      .filter(({ required }) => required === true)
      .map(({ id }) => id)
      .sort(),
    outsideHours: [...attending].filter((id) => !inUsualHours.has(id)).sort(),
    quorum: quorum(
      [...request.people].sort((a, b) => (a.id < b.id ? -1 : 1)),
      attending,
      rule,
    ),
    towns: request.towns.map(({ id, timeZone }) => {
      const wall = wallAt(at, timeZone);
      const level = comfortLevel(minuteOfDay(timeOfWall(wall)), request.lengthMinutes);
      return { townId: id, wall, endWall: wallAt(endAt, timeZone), comfort: COMFORTS[level] ?? 'night' };
    }),
  };
}

function whyMissing(person: SlotSearchPerson, at: Instant, endAt: Instant): WhyMissing {
  const overlaps = (blocked: readonly number[]) =>
    blocked.some((start, i) => i % 2 === 0 && start < endAt && (blocked[i + 1] ?? 0) > at);
  const stretches = offsetStretches(person.timeZone, at, endAt);
  if (overlaps(blockedTimes(person.away ?? [], [], stretches))) return 'away';
  return overlaps(blockedTimes([], person.busy ?? [], stretches)) ? 'busy' : 'hours';
}
