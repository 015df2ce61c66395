import {
  type AvailabilityDay,
  type AvailabilityGrid,
  type AvailabilityHour,
  availabilityGrid,
} from '../../core/meeting/availability-grid.ts';
import type { Meeting, Slot } from '../../core/meeting/meeting.ts';
import type { SearchTerms } from '../../core/meeting/search-terms.ts';
import type { ExplainedSlots } from '../../core/meeting/slot-search.ts';
import { msg } from '../../core/message.ts';
import { instant, list, type Phrase, shortDay } from '../../core/text.ts';
import { HOUR_MS, type Instant, type LocalDate, MINUTE_MS } from '../../core/time/instant.ts';
import { dateAt, daysBetween } from '../../core/time/local-date.ts';
import { minuteOfDay, timeOfWall } from '../../core/time/wall-time.ts';
import { wallAt } from '../../core/time/zone-offset.ts';
import type { Town } from '../../core/twinning/twinning.ts';
import type { ImageBlock } from '../card.ts';
import type { ClockHour, HoursDay, HoursLegend, HoursPicture, HoursStretch, TownClock } from '../picture.ts';
import type { Facts } from './people.ts';

/** More would not be a small picture. What is offered on later days stands in the card's list. */
const MOST_DAYS = 8;
const MOST_CLOCKS = 5;
/** Fewer columns would look like another kind of picture. */
const FEWEST_HOURS = 10;
const MARGIN_HOURS = 1;
const DAY_BEGINS_MINUTE = 7 * 60;
const NIGHT_BEGINS_MINUTE = 23 * 60;

/** The days on which something is offered: how many can come when, on each town's clock. Nothing when nothing is. */
export function hoursPicture(
  draft: Meeting,
  facts: Facts,
  { people, rule }: Pick<SearchTerms, 'people' | 'rule'>,
  { widenedTo }: Pick<ExplainedSlots, 'widenedTo'>,
): ImageBlock<HoursPicture>[] {
  const { towns } = facts.scope;
  const home = facts.home ?? towns[0];
  const first = draft.slots[0];
  if (home === undefined || first === undefined) return [];
  const { lengthMinutes } = draft;
  const starts = draft.slots.map(({ at }) => at);
  const { timeZone } = home;
  const whole = availabilityGrid({ people, rule, widenedTo, starts, timeZone, lengthMinutes });
  const grid: AvailabilityGrid = { ...whole, days: whole.days.slice(0, MOST_DAYS) };
  const columns = columnsOf(grid, draft.slots);
  const clockTowns = [home, ...towns.filter(({ id }) => id !== home.id)];
  const stretches: HoursStretch[] = [];
  for (const day of grid.days) {
    const hours = day.hours.slice(columns.first, columns.last + 1);
    const clocks = clocksOf(day, hours, clockTowns);
    const row = rowOf(day, hours, draft, grid.quorumAsked);
    const last = stretches.at(-1);
    if (last !== undefined && sameClocks(last.clocks, clocks))
      stretches[stretches.length - 1] = { ...last, days: [...last.days, row] };
    else stretches.push({ clocks, days: [row] });
  }
  const picture: HoursPicture = {
    type: 'hours',
    people: people.length,
    stretches: stretches.map(withFewerClocks),
    legend: legendOf(people.length, grid, widenedTo !== undefined, stretches),
  };
  return [{ type: 'image', picture, alt: altOf(people.length, grid, draft, clockTowns, home) }];
}

/** The hours in which as many towns as ever meet, and those that are offered, with a little on both sides. */
function columnsOf({ days }: AvailabilityGrid, slots: readonly Slot[]): { first: number; last: number } {
  const hours = days.flatMap((day) => day.hours.map((hour, column) => ({ hour, column })));
  const fewestAbsent = Math.min(...hours.map(({ hour }) => hour.absentTowns));
  const wanted = hours
    .filter(
      ({ hour }) =>
        (hour.canCome > 0 && hour.absentTowns === fewestAbsent) ||
        slots.some(({ at }) => at >= hour.at && at < hour.untilAt),
    )
    .map(({ column }) => column);
  const end = Math.max(...hours.map(({ column }) => column));
  let first = Math.max(0, Math.min(...wanted) - MARGIN_HOURS);
  let last = Math.min(end, Math.max(...wanted) + MARGIN_HOURS);
  while (last - first + 1 < FEWEST_HOURS && (first > 0 || last < end)) {
    if (first > 0) first -= 1;
    if (last < end) last += 1;
  }
  return { first, last };
}

function clocksOf(
  { on }: AvailabilityDay,
  hours: readonly AvailabilityHour[],
  towns: readonly Town[],
): TownClock[] {
  const clocks: { towns: string[]; hours: ClockHour[] }[] = [];
  for (const { name, timeZone } of towns) {
    const shown = hours.map(({ at }): ClockHour => {
      const time = timeOfWall(wallAt(at, timeZone));
      const minute = minuteOfDay(time);
      return {
        time,
        dayShift: daysBetween(on, dateAt(at, timeZone)),
        night: minute < DAY_BEGINS_MINUTE || minute >= NIGHT_BEGINS_MINUTE,
      };
    });
    const same = clocks.find((clock) => sameHours(clock.hours, shown));
    if (same === undefined) clocks.push({ towns: [name], hours: shown });
    else same.towns.push(name);
  }
  return clocks;
}

const sameHours = (a: readonly ClockHour[], b: readonly ClockHour[]): boolean =>
  a.length === b.length &&
  a.every(({ time, dayShift }, index) => b[index]?.time === time && b[index]?.dayShift === dayShift);

const sameClocks = (a: readonly TownClock[], b: readonly TownClock[]): boolean =>
  a.length === b.length &&
  a.every(({ towns, hours }, index) => {
    const other = b[index];
    return (
      other !== undefined && towns.join('\n') === other.towns.join('\n') && sameHours(hours, other.hours)
    );
  });

function withFewerClocks({ clocks, days }: HoursStretch): HoursStretch {
  if (clocks.length <= MOST_CLOCKS) return { clocks, days };
  const count = clocks.length - MOST_CLOCKS;
  return {
    clocks: clocks.slice(0, MOST_CLOCKS),
    moreClocks: msg('picture.hours.more-clocks', { count }),
    days,
  };
}

function rowOf(
  { on }: AvailabilityDay,
  hours: readonly AvailabilityHour[],
  draft: Meeting,
  quorumAsked: boolean,
): HoursDay {
  const fromAt = hours[0]?.at ?? 0;
  const untilAt = hours.at(-1)?.untilAt ?? fromAt;
  const column = (at: Instant) => Math.min(hours.length, (at - fromAt) / HOUR_MS);
  return {
    on,
    cells: hours.map(({ canCome, quorum, outsideHours }) => ({
      canCome,
      quorum: quorumAsked && quorum,
      outsideHours: outsideHours > 0,
    })),
    slots: draft.slots
      .filter(({ at }) => at >= fromAt && at < untilAt)
      .map(({ number, at }) => ({
        number,
        from: column(at),
        until: column(at + draft.lengthMinutes * MINUTE_MS),
        picked: draft.picked.includes(number),
      })),
  };
}

function legendOf(
  people: number,
  { quorumAsked }: AvailabilityGrid,
  widened: boolean,
  stretches: readonly HoursStretch[],
): HoursLegend {
  const shifts = stretches.flatMap(({ clocks }) =>
    clocks.slice(0, MOST_CLOCKS).flatMap(({ hours }) => hours.map(({ dayShift }) => dayShift)),
  );
  return {
    count: msg('picture.hours.legend.count', { people }),
    ...(quorumAsked ? { quorum: msg('picture.hours.legend.quorum') } : {}),
    slot: msg('picture.hours.legend.slot'),
    ...(widened ? { outsideHours: msg('picture.hours.legend.outside') } : {}),
    ...(shifts.some((shift) => shift > 0) ? { nextDay: msg('picture.hours.legend.next') } : {}),
    ...(shifts.some((shift) => shift < 0) ? { dayBefore: msg('picture.hours.legend.before') } : {}),
  };
}

/** The same in words. Days whose best hours are the same are said in one breath: platforms take about 1000 letters. */
function altOf(
  people: number,
  { days, quorumAsked }: AvailabilityGrid,
  { slots }: Meeting,
  towns: readonly Town[],
  home: Town,
): Phrase {
  const groups = new Map<string, { best: BestRun; on: LocalDate; offered: Slot[] }>();
  for (const { on, hours } of days) {
    const best = bestRun(hours);
    const offered = slots.filter(({ at }) => hours.some((hour) => at >= hour.at && at < hour.untilAt));
    const { canCome, outsideHours, quorum } = best.hour;
    const clocks = clocksOf({ on, hours }, [{ ...best.hour, at: best.fromAt }], towns);
    const key = JSON.stringify([clocks, best.untilAt - best.fromAt, canCome, outsideHours > 0, quorum]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { best, on, offered });
    else group.offered.push(...offered);
  }
  const sentences = [...groups.values()].map(({ best, on, offered }) =>
    msg('picture.hours.alt.days', {
      slots: list(
        offered.map(({ number, at }) =>
          msg('picture.hours.alt.slot', {
            number,
            day: shortDay(dateAt(at, home.timeZone)),
            time: instant(at, home.timeZone, 'time'),
          }),
        ),
        'none',
      ),
      clocks: clockTimes(best.fromAt, on, towns),
      span: { type: 'duration', minutes: (best.untilAt - best.fromAt) / MINUTE_MS },
      count: best.hour.canCome,
      people,
      quorum: quorumAsked ? (best.hour.quorum ? 'met' : 'unmet') : 'other',
      outside: best.hour.outsideHours > 0 ? 'some' : 'other',
    }),
  );
  return msg('picture.hours.alt', {
    people,
    days: sentences.reduce((said, next) => msg('picture.hours.alt.and', { said, next })),
  });
}

/** A time on every town's clock, and where it is another day there. */
function clockTimes(at: Instant, on: LocalDate, towns: readonly Town[]): Phrase {
  const clocks = new Map<string, { timeZone: string; shift: number; names: string[] }>();
  for (const { name, timeZone } of towns) {
    const wall = wallAt(at, timeZone);
    const same = clocks.get(wall);
    if (same === undefined)
      clocks.set(wall, { timeZone, shift: daysBetween(on, dateAt(at, timeZone)), names: [name] });
    else same.names.push(name);
  }
  const entries = [...clocks.values()].map(({ timeZone, shift, names }) =>
    msg('picture.hours.alt.clock', {
      time: instant(at, timeZone, 'time'),
      towns: list(names),
      day: shift > 0 ? 'next' : shift < 0 ? 'before' : 'other',
    }),
  );
  return msg('list.plain', { items: list(entries, 'none') });
}

interface BestRun {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly hour: AvailabilityHour;
}

/** The longest stretch of hours in which as many can come as at the best hour, and the first of these. */
function bestRun(hours: readonly AvailabilityHour[]): BestRun {
  const rank = ({ quorum, canCome, outsideHours }: AvailabilityHour) =>
    (quorum ? 1e6 : 0) + canCome * 1000 - Math.min(999, outsideHours);
  const highest = Math.max(...hours.map(rank));
  let best: BestRun | undefined;
  let run: BestRun | undefined;
  for (const hour of hours) {
    if (rank(hour) !== highest) run = undefined;
    else if (run === undefined) run = { fromAt: hour.at, untilAt: hour.untilAt, hour };
    else run = { ...run, untilAt: hour.untilAt };
    if (run !== undefined && (best === undefined || run.untilAt - run.fromAt > best.untilAt - best.fromAt))
      best = run;
  }
  if (best === undefined) throw new RangeError('a day without hours');
  return best;
}
