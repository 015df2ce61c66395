import { Temporal } from 'temporal-polyfill';
import { quorum } from '../../../src/core/meeting/quorum.ts';
import type { SlotSearchPerson, SlotSearchRequest } from '../../../src/core/meeting/slot-search.ts';
import { DEFAULT_WEEKLY_HOURS, type WeeklyHours } from '../../../src/core/time/weekly-hours.ts';

/**
 * The slot search said again in the plainest way, as an oracle: every start is tried, every few minutes of it are
 * looked up on each person's clock by Temporal, and the best is taken out of the whole list each time. It shares
 * nothing with the search but the rule of the quorum. Hours, lengths, busy times and clock changes must be
 * multiples of `stepMinutes`.
 */
export interface NaiveResult {
  readonly candidates: readonly NaiveSlot[];
  readonly common: readonly number[];
  readonly deciding: readonly number[];
  readonly widened: readonly number[] | undefined;
}

export interface NaiveSlot {
  readonly at: number;
  readonly attendees: readonly string[];
  readonly walls: readonly string[];
}

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const WIDER = [undefined, [480, 1320], [360, 1440], [0, 1440]] as const;

interface Local {
  readonly date: string;
  readonly weekday: number;
  readonly minute: number;
}

const localTimes = new Map<string, Map<number, Local>>();

function localAt(at: number, zone: string): Local {
  let ofZone = localTimes.get(zone);
  if (ofZone === undefined) {
    ofZone = new Map();
    localTimes.set(zone, ofZone);
  }
  let local = ofZone.get(at);
  if (local === undefined) {
    // Text, because each field asked for would cost another conversion.
    const text = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toString();
    const date = text.slice(0, 10);
    const minute = Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));
    local = { date, weekday: weekdayOf(date), minute };
    ofZone.set(at, local);
  }
  return local;
}

const weekdays = new Map<string, number>();

function weekdayOf(date: string): number {
  let weekday = weekdays.get(date);
  if (weekday === undefined) {
    weekday = Temporal.PlainDate.from(date).dayOfWeek;
    weekdays.set(date, weekday);
  }
  return weekday;
}

/** Clocks are remembered over searches; this is for those who look at many weeks. */
export function forgetClocks(): void {
  localTimes.clear();
}

function inHours(local: Local, hours: WeeklyHours): boolean {
  const yesterday = local.weekday === 1 ? 7 : local.weekday - 1;
  return hours.some(
    ({ weekday, startMinute, endMinute }) =>
      (weekday === local.weekday && local.minute >= startMinute && local.minute < endMinute) ||
      (weekday === yesterday && local.minute + 1440 >= startMinute && local.minute + 1440 < endMinute),
  );
}

/** Whether somebody is free in the few minutes that begin here. */
function isFree(person: SlotSearchPerson, at: number, until: number, wider: WeeklyHours): boolean {
  const local = localAt(at, person.timeZone);
  if (!inHours(local, [...(person.weeklyHours ?? DEFAULT_WEEKLY_HOURS), ...wider])) return false;
  if (person.away?.some(({ fromOn, untilOn }) => local.date >= fromOn && local.date <= untilOn)) return false;
  return person.busy?.some(({ fromAt, untilAt }) => until > fromAt && at < untilAt) !== true;
}

/** Whether somebody is free from one instant to the other. */
export function canCome(person: SlotSearchPerson, at: number, endAt: number, wider: WeeklyHours): boolean {
  for (let t = at; t < endAt; t += 5 * MINUTE) if (!isFree(person, t, t + 5 * MINUTE, wider)) return false;
  return true;
}

export function naiveSearch(request: SlotSearchRequest, stepMinutes = 5): NaiveResult {
  const { people, towns, fromAt, untilAt, lengthMinutes, rule, penalties = [], count = 6 } = request;
  const length = lengthMinutes * MINUTE;
  const step = stepMinutes * MINUTE;
  const starts: number[] = [];
  for (let at = Math.ceil(fromAt / QUARTER) * QUARTER; at + length <= untilAt; at += QUARTER) starts.push(at);
  const townIds = [...new Set(people.map(({ townId }) => townId))];
  const byId = [...people].sort((a, b) => (a.id < b.id ? -1 : 1));

  const comingAt = (wider: WeeklyHours): string[][] => {
    const free = byId.map((person) => {
      const known = new Map<number, boolean>();
      return (at: number): boolean => {
        let answer = known.get(at);
        if (answer === undefined) {
          answer = isFree(person, at, at + step, wider);
          known.set(at, answer);
        }
        return answer;
      };
    });
    return starts.map((start) =>
      byId
        .filter((_, nth) => {
          for (let at = start; at < start + length; at += step) if (free[nth]?.(at) !== true) return false;
          return true;
        })
        .map(({ id }) => id),
    );
  };
  const rank = (at: number, ids: readonly string[], usual: readonly string[]) => {
    const absent = townIds.filter(
      (town) => !byId.some(({ id, townId }) => townId === town && ids.includes(id)),
    );
    const { missing, missingHeads, missingOffices } = quorum(byId, new Set(ids), rule);
    const burdens = towns.map(({ id, timeZone, weight = 1 }) => {
      const { minute } = localAt(at, timeZone);
      const end = minute + lengthMinutes;
      const level =
        minute >= 480 && end <= 1320
          ? 0
          : minute >= 420 && end <= 1380
            ? 1
            : minute >= 360 && end <= 1440
              ? 2
              : 3;
      const borne = penalties.filter(({ townId, fromOn, untilOn }) => {
        if (townId !== id) return false;
        for (let t = at; t < at + length; t += step) {
          const { date } = localAt(t, timeZone);
          if (date >= fromOn && date <= untilOn) return true;
        }
        return false;
      });
      return (
        Math.round(weight * level * 100) +
        borne.reduce((sum, { levels }) => sum + Math.round(levels * 100), 0)
      );
    });
    const requiredMissing = people.filter(({ id, required }) => required === true && !ids.includes(id));
    const gaps = missing.length + missingOffices.length + (missingHeads > 0 ? 1 : 0);
    return {
      at,
      ids,
      absent: absent.length,
      decides: ids.length > 0 && requiredMissing.length === 0 && gaps === 0,
      key: [
        requiredMissing.length,
        gaps,
        absent.length,
        -ids.length,
        -usual.length,
        Math.max(0, ...burdens),
        burdens.reduce<number>((a, b) => a + b, 0),
      ],
    };
  };

  const usual = comingAt([]);
  let tried: ReturnType<typeof rank>[] = [];
  let widened: readonly number[] | undefined;
  for (const hours of WIDER) {
    widened = hours;
    const coming = hours === undefined ? usual : comingAt(everyDay(hours));
    tried = starts.map((at, nth) => rank(at, coming[nth] ?? [], usual[nth] ?? []));
    if (tried.length === 0 || tried.some(({ absent }) => absent === 0)) break;
  }

  const anchor = towns[0]?.timeZone ?? 'UTC';
  const chosen: typeof tried = [];
  const spreadKey = (at: number): number[] => {
    const { date } = localAt(at, anchor);
    const sameDay = chosen.filter((other) => localAt(other.at, anchor).date === date).length;
    const edges = towns.reduce((total, { timeZone }) => {
      const minute = localAt(at, timeZone).minute % 60;
      return total + (minute === 0 ? 0 : minute === 30 ? 1 : 2);
    }, 0);
    return [sameDay, Number(date.replaceAll('-', '')), edges, at];
  };
  const takeBest = (mostADay: number): boolean => {
    let best: { slot: (typeof tried)[number]; spread: number[] } | undefined;
    for (const slot of tried) {
      if (slot.ids.length === 0) continue;
      const order = best === undefined ? -1 : compare(slot.key, best.slot.key);
      if (order > 0 || chosen.some(({ at }) => Math.abs(at - slot.at) < 120 * MINUTE)) continue;
      const spread = spreadKey(slot.at);
      if ((spread[0] ?? 0) >= mostADay) continue;
      if (best === undefined || order < 0 || compare(spread, best.spread) < 0) best = { slot, spread };
    }
    if (best !== undefined) chosen.push(best.slot);
    return best !== undefined;
  };
  for (const mostADay of [2, Number.POSITIVE_INFINITY]) while (chosen.length < count && takeBest(mostADay));

  return {
    candidates: chosen.map(({ at, ids }) => ({
      at,
      attendees: ids,
      walls: towns.map(({ timeZone }) => {
        const { date, minute } = localAt(at, timeZone);
        const two = (n: number) => String(n).padStart(2, '0');
        return `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
      }),
    })),
    common: tried.filter(({ ids }) => ids.length > 0 && ids.length === people.length).map(({ at }) => at),
    deciding: tried.filter(({ decides }) => decides).map(({ at }) => at),
    widened,
  };
}

function everyDay([startMinute, endMinute]: readonly [number, number]): WeeklyHours {
  return ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, startMinute, endMinute }));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const difference = value - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
