import { Temporal } from 'temporal-polyfill';
import { quorum } from '../../../src/core/meeting/quorum.ts';
import type { SlotSearchPerson, SlotSearchRequest } from '../../../src/core/meeting/slot-search.ts';
import { DEFAULT_WEEKLY_HOURS, type WeeklyHours } from '../../../src/core/time/weekly-hours.ts';

/**
 * The slot search said again in the plainest way, as an oracle: every start is tried, every five minutes of it
 * are looked up on each person's clock by Temporal, and the best is taken out of the whole list each time. Hours
 * and busy times must be multiples of five minutes.
 */
export interface NaiveSlot {
  readonly at: number;
  readonly attendees: readonly string[];
  readonly widened: boolean;
}

const FIVE = 5 * 60_000;
const QUARTER = 15 * 60_000;

interface Local {
  readonly date: string;
  readonly weekday: number;
  readonly minute: number;
}

const localTimes = new Map<string, Local>();

function localAt(at: number, zone: string): Local {
  const key = `${zone} ${at}`;
  let local = localTimes.get(key);
  if (local === undefined) {
    const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    local = {
      date: time.toPlainDate().toString(),
      weekday: time.dayOfWeek,
      minute: time.hour * 60 + time.minute,
    };
    localTimes.set(key, local);
  }
  return local;
}

function inHours(local: Local, hours: WeeklyHours): boolean {
  const yesterday = local.weekday === 1 ? 7 : local.weekday - 1;
  return hours.some(
    ({ weekday, startMinute, endMinute }) =>
      (weekday === local.weekday && local.minute >= startMinute && local.minute < endMinute) ||
      (weekday === yesterday && local.minute + 1440 >= startMinute && local.minute + 1440 < endMinute),
  );
}

export function canCome(person: SlotSearchPerson, at: number, endAt: number, wider: WeeklyHours): boolean {
  const hours = [...(person.weeklyHours ?? DEFAULT_WEEKLY_HOURS), ...wider];
  for (let t = at; t < endAt; t += FIVE) {
    const local = localAt(t, person.timeZone);
    if (!inHours(local, hours)) return false;
    if (person.away?.some(({ fromOn, untilOn }) => local.date >= fromOn && local.date <= untilOn))
      return false;
    if (person.busy?.some(({ fromAt, untilAt }) => t >= fromAt && t < untilAt)) return false;
  }
  return true;
}

export function naiveSearch(request: SlotSearchRequest): NaiveSlot[] {
  const { people, towns, fromAt, untilAt, lengthMinutes, rule, count = 6 } = request;
  const length = lengthMinutes * 60_000;
  const starts: number[] = [];
  for (let at = Math.ceil(fromAt / QUARTER) * QUARTER; at + length <= untilAt; at += QUARTER) starts.push(at);
  const townIds = [...new Set(people.map(({ townId }) => townId))];
  const byId = [...people].sort((a, b) => (a.id < b.id ? -1 : 1));

  let tried: { at: number; ids: string[]; absent: number; key: number[] }[] = [];
  let widened = false;
  for (const hours of [undefined, [480, 1320], [360, 1440], [0, 1440]]) {
    const wider: WeeklyHours =
      hours === undefined
        ? []
        : ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({
            weekday,
            startMinute: hours[0] ?? 0,
            endMinute: hours[1] ?? 0,
          }));
    widened = hours !== undefined;
    tried = starts.map((at) => {
      const coming = byId.filter((person) => canCome(person, at, at + length, wider));
      const usual = byId.filter((person) => canCome(person, at, at + length, []));
      const ids = coming.map(({ id }) => id);
      const absent = townIds.filter((town) => !coming.some(({ townId }) => townId === town)).length;
      const { missing, missingHeads, missingOffices } = quorum(byId, new Set(ids), rule);
      const levels = towns.map(({ timeZone }) => {
        const { minute } = localAt(at, timeZone);
        const end = minute + lengthMinutes;
        if (minute >= 480 && end <= 1320) return 0;
        if (minute >= 420 && end <= 1380) return 1;
        return minute >= 360 && end <= 1440 ? 2 : 3;
      });
      const requiredMissing = people.filter(
        ({ id, required }) => required === true && !ids.includes(id),
      ).length;
      const gaps = missing.length + missingOffices.length + (missingHeads > 0 ? 1 : 0);
      const sum = levels.reduce<number>((a, b) => a + b, 0);
      const key = [requiredMissing, gaps, absent, -ids.length, -usual.length, Math.max(...levels), sum];
      return { at, ids, absent, key };
    });
    if (tried.length === 0 || tried.some(({ absent }) => absent === 0)) break;
  }

  const anchor = towns[0]?.timeZone ?? 'UTC';
  const chosen: typeof tried = [];
  while (chosen.length < count) {
    const open = tried
      .filter(({ ids }) => ids.length > 0)
      .map((slot) => {
        const day = localAt(slot.at, anchor).date;
        const sameDay = chosen.filter((other) => localAt(other.at, anchor).date === day);
        const edges = towns.reduce((total, { timeZone }) => {
          const minute = localAt(slot.at, timeZone).minute % 60;
          return total + (minute === 0 ? 0 : minute === 30 ? 1 : 2);
        }, 0);
        return {
          slot,
          sameDay,
          key: [...slot.key, sameDay.length, Number(day.replaceAll('-', '')), edges, slot.at],
        };
      })
      .filter(({ sameDay }) => sameDay.length < 2)
      .filter(({ slot, sameDay }) => sameDay.every((other) => Math.abs(other.at - slot.at) >= 2 * 3_600_000));
    open.sort((a, b) => compare(a.key, b.key));
    const best = open[0];
    if (best === undefined) break;
    chosen.push(best.slot);
  }
  return chosen.map(({ at, ids }) => ({ at, attendees: ids, widened }));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const difference = value - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
