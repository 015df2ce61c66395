import type { BusySpan } from '../availability/busy.ts';
import type { Instant } from '../time/instant.ts';
import { minuteOfDay, timeOfWall } from '../time/wall-time.ts';
import { offsetMinutes, transitions, wallAt } from '../time/zone-offset.ts';
import { COMFORTS, comfortLevel, type Hardship, hardshipAt } from './slot-comfort.ts';
import type { SlotInTown } from './slot-search.ts';

/**
 * Who got up early, or stayed up late, for the last meetings. The towns' burdens are compared: a town's burden is the
 * sum of its levels of discomfort (`comfortLevel`) over the meetings it took part in, and each level more than the
 * least burdened town adds a tenth to its weight in the next search, up to 1.4. So the ledger decides whose turn it is
 * where hours are equally hard; because 1.4 is less than 1.5, it never makes a harder hour of one town win against a
 * lighter hour of another.
 */
export interface FairnessLedger {
  /** 1 to 1.4 for each of the towns, by its id. */
  readonly weights: ReadonlyMap<string, number>;
  /** Why some weigh more than 1: heaviest first, then in the order of the towns. */
  readonly turns: readonly SparedTurn[];
}

/** It is this town's turn to be spared. */
export interface SparedTurn {
  readonly townId: string;
  readonly hardship: Hardship | 'mixed';
  /** So many of the last `of` meetings of the town were at an inconvenient hour; all of them where both are the same. */
  readonly times: number;
  readonly of: number;
}

/** A meeting that has taken place, and the towns that took part. */
export interface HeldHour {
  readonly at: Instant;
  readonly lengthMinutes: number;
  readonly townIds: readonly string[];
}

interface TownClock {
  readonly id: string;
  readonly timeZone: string;
}

/** So many meetings back; what lies further back is forgiven. */
export const MEETINGS_COUNTED = 6;
/** Towns whose clocks are no further apart have the same evenings: nobody keeps count among them. */
const CLOSE_MINUTES = 120;
const WEIGHT_PERCENT_A_LEVEL = 10;
const MOST_EXTRA_PERCENT = 40;

/** Whether any two of these clocks are ever more than two hours apart in this time. */
export function areClocksFarApart(timeZones: readonly string[], { fromAt, untilAt }: BusySpan): boolean {
  const changes = timeZones.flatMap((timeZone) => transitions(timeZone, fromAt, untilAt).map(({ at }) => at));
  return [fromAt, ...changes].some((at) => {
    const offsets = timeZones.map((timeZone) => offsetMinutes(at, timeZone));
    return Math.max(...offsets) - Math.min(...offsets) > CLOSE_MINUTES;
  });
}

/** @param held the last ones first; those beyond `MEETINGS_COUNTED` do not count */
export function fairnessLedger(towns: readonly TownClock[], held: readonly HeldHour[]): FairnessLedger {
  const counted = held.slice(0, MEETINGS_COUNTED);
  const borne = towns.map((town) => ({ town, hours: hoursOf(town, counted) }));
  const burdens = borne.map(({ hours }) => hours.reduce((sum, { level }) => sum + level, 0));
  const least = Math.min(...burdens);
  const percentOf = (burden: number): number =>
    100 + Math.min(MOST_EXTRA_PERCENT, (burden - least) * WEIGHT_PERCENT_A_LEVEL);
  const ranked = borne
    .map((one, nth) => ({ ...one, percent: percentOf(burdens[nth] ?? least) }))
    .sort((a, b) => b.percent - a.percent);
  return {
    weights: new Map(ranked.map(({ town, percent }) => [town.id, percent / 100])),
    turns: ranked.filter(({ percent }) => percent > 100).map(({ town, hours }) => turnOf(town.id, hours)),
  };
}

/** The towns of which it is the turn, that have a good hour here while a town with less behind it takes a hard one. */
export function sparedTownIds(towns: readonly SlotInTown[], { weights, turns }: FairnessLedger): string[] {
  const weightOf = (townId: string): number => weights.get(townId) ?? Number.POSITIVE_INFINITY;
  const bearing = towns.filter(({ comfort }) => comfort !== 'good').map(({ townId }) => weightOf(townId));
  return turns
    .map(({ townId }) => townId)
    .filter(
      (id) =>
        towns.some(({ townId, comfort }) => townId === id && comfort === 'good') &&
        bearing.some((weight) => weight < weightOf(id)),
    );
}

interface LocalHour {
  readonly level: number;
  readonly hardship: Hardship | undefined;
}

/** How the town's last meetings sat with it, the last one first. */
function hoursOf({ id, timeZone }: TownClock, held: readonly HeldHour[]): LocalHour[] {
  return held
    .filter(({ townIds }) => townIds.includes(id))
    .map(({ at, lengthMinutes }) => {
      const minute = minuteOfDay(timeOfWall(wallAt(at, timeZone)));
      const level = comfortLevel(minute, lengthMinutes);
      return { level, hardship: hardshipAt(minute, COMFORTS[level] ?? 'night') };
    });
}

function turnOf(townId: string, hours: readonly LocalHour[]): SparedTurn {
  const hard = hours.map(({ hardship }) => hardship).filter((hardship) => hardship !== undefined);
  const kinds = new Set(hard);
  return {
    townId,
    hardship: kinds.size === 1 ? (hard[0] ?? 'mixed') : 'mixed',
    times: hard.length,
    of: hours.findLastIndex(({ hardship }) => hardship !== undefined) + 1,
  };
}
