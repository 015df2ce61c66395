import type { Language } from '../text.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { MINUTE_MS } from '../time/instant.ts';
import { addDays, dateAt } from '../time/local-date.ts';
import type { Town } from '../twinning/twinning.ts';
import type { Holiday, HolidayCalendar, HolidayKind } from './holiday-calendar.ts';

export interface TownHoliday extends Holiday {
  readonly townId: Town['id'];
}

/** The holidays of each town between two instants, on its own calendar; in the order of the towns. */
export async function holidaysOfTowns(
  calendar: HolidayCalendar,
  towns: readonly Town[],
  { fromAt, untilAt }: { readonly fromAt: Instant; readonly untilAt: Instant },
  language: Language,
): Promise<TownHoliday[]> {
  const found = await Promise.all(
    towns.map(async (town) => {
      const [fromOn, untilOn] = [dateAt(fromAt, town.timeZone), dateAt(untilAt, town.timeZone)];
      const holidays = await calendar.holidaysOf(town, fromOn, untilOn, language);
      return holidays.map((holiday): TownHoliday => ({ ...holiday, townId: town.id }));
    }),
  );
  return found.flat();
}

/** The holidays on the days that a meeting touches, in each town. */
export function holidaysAt(
  at: Instant,
  lengthMinutes: number,
  towns: readonly Town[],
  holidays: readonly TownHoliday[],
): TownHoliday[] {
  return towns.flatMap(({ id, timeZone }) => {
    const first = dateAt(at, timeZone);
    const last = dateAt(at + Math.max(lengthMinutes - 1, 0) * MINUTE_MS, timeZone);
    return holidays.filter(({ townId, on }) => townId === id && on >= first && on <= last);
  });
}

/** As many levels of comfort worse as this is a meeting on such a day. The others are shown, and cost nothing. */
const LEVELS: Readonly<Partial<Record<HolidayKind, number>>> = { public: 2, bank: 1 };

/** What the slot search takes to rank days down (`SlotSearchRequest.penalties`); it never blocks them. */
export interface HolidayPenalty {
  readonly townId: Town['id'];
  readonly fromOn: LocalDate;
  readonly untilOn: LocalDate;
  readonly levels: number;
  readonly reason: { readonly kind: 'public-holiday'; readonly name: string };
}

/** One penalty a town and day, of its weightiest holiday; days that follow each other under one name are one. */
export function penaltiesOf(holidays: readonly TownHoliday[]): HolidayPenalty[] {
  const weightiest = new Map<string, TownHoliday>();
  for (const holiday of holidays) {
    const key = `${holiday.townId} ${holiday.on}`;
    const other = weightiest.get(key);
    if (levelsOf(holiday) > (other === undefined ? 0 : levelsOf(other))) weightiest.set(key, holiday);
  }
  const sorted = [...weightiest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, holiday]) => holiday);
  const penalties: HolidayPenalty[] = [];
  for (const holiday of sorted) {
    const { townId, on, name } = holiday;
    const levels = levelsOf(holiday);
    const last = penalties.at(-1);
    const goesOn =
      last?.townId === townId &&
      last.reason.name === name &&
      last.levels === levels &&
      addDays(last.untilOn, 1) === on;
    if (goesOn) penalties[penalties.length - 1] = { ...last, untilOn: on };
    else
      penalties.push({ townId, fromOn: on, untilOn: on, levels, reason: { kind: 'public-holiday', name } });
  }
  return penalties;
}

const levelsOf = ({ kind }: Holiday): number => LEVELS[kind] ?? 0;
