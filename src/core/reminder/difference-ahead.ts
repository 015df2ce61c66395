import { confirmedAt, type Meeting } from '../meeting/meeting.ts';
import { type DifferenceSpan, differenceSpans } from '../time/difference-spans.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../time/instant.ts';
import { addMonths, dateAt } from '../time/local-date.ts';
import { atTimeOfDay } from '../time/resolve-wall.ts';
import type { Town, TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import type { Reminder } from './reminder.ts';

/** When the announcement rings on the reader's clock, a month before the clocks change. */
const MORNING = '09:00';

/** Weeks in which the clocks of these towns are not as far from one's own as they usually are. */
export interface TownDifference extends DifferenceSpan {
  readonly towns: readonly Town[];
}

/** The differences from the clock of `home` that hold at one of the instants, by time; towns with the same one together. */
export function differencesAt(ats: readonly Instant[], home: Town, towns: readonly Town[]): TownDifference[] {
  if (ats.length === 0) return [];
  const found = new Map<string, TownDifference>();
  for (const town of towns) {
    if (town.timeZone === home.timeZone) continue;
    for (const span of differenceSpans(
      home.timeZone,
      town.timeZone,
      Math.min(...ats),
      Math.max(...ats) + 1,
    )) {
      if (!ats.some((at) => at >= span.fromAt && at < span.untilAt)) continue;
      const key = `${occurrenceOf(span)} ${span.usualMinutes} ${span.changedMinutes}`;
      found.set(key, { ...span, towns: [...(found.get(key)?.towns ?? []), town] });
    }
  }
  return [...found.values()].sort((a, b) => a.fromAt - b.fromAt || a.untilAt - b.untilAt);
}

/** One announcement a space and span, however many meetings lie in it: the reminder store keeps it one. */
const occurrenceOf = ({ fromAt, untilAt }: DifferenceSpan): string =>
  `clocks-${fromAt / MINUTE_MS}-${untilAt / MINUTE_MS}`;

/** The announcements that these meetings make necessary. Too late for one, their own cards and bells say it. */
export function planDifferenceReminders(
  meetings: readonly Meeting[],
  scope: TwinningScope,
  now: Instant,
  world: World,
): Reminder[] {
  const ats = meetings.map(confirmedAt).filter((at) => at !== undefined);
  return scope.spaces.flatMap((space): Reminder[] => {
    const home = scope.towns.find(({ id }) => id === space.townId);
    if (home === undefined) return [];
    const spans = new Map(differencesAt(ats, home, scope.towns).map((span) => [occurrenceOf(span), span]));
    return [...spans].flatMap(([occurrence, { fromAt }]): Reminder[] => {
      const on = addMonths(dateAt(fromAt, home.timeZone), -1);
      const dueAt = atTimeOfDay(on, MORNING, home.timeZone).at;
      if (dueAt <= now) return [];
      return [
        {
          id: world.newId('rem'),
          twinningId: scope.twinning.id,
          about: { type: 'twinning', id: scope.twinning.id },
          kind: 'difference-ahead',
          target: { type: 'space', spaceId: space.id },
          occurrence,
          subjectVersion: 1,
          dueAt,
          createdAt: now,
          state: 'scheduled',
          attempts: 0,
        },
      ];
    });
  });
}

/** What an announcement says when it rings. */
export interface DifferenceAhead {
  readonly differences: readonly TownDifference[];
  /** Confirmed, in these weeks, by time. */
  readonly meetings: readonly Meeting[];
}

/** As things stand now; no meetings where all were moved or called off. Undefined when no clocks differ then any more. */
export function differenceAhead(
  reminder: Pick<Reminder, 'target' | 'occurrence' | 'dueAt'>,
  scope: TwinningScope,
  meetings: readonly Meeting[],
): DifferenceAhead | undefined {
  const { target } = reminder;
  const space = target.type === 'space' ? scope.spaces.find(({ id }) => id === target.spaceId) : undefined;
  const home = scope.towns.find(({ id }) => id === space?.townId);
  const confirmed = meetings
    .filter(({ state }) => state === 'confirmed')
    .flatMap((meeting) => {
      const at = confirmedAt(meeting);
      return at === undefined ? [] : [{ meeting, at }];
    })
    .sort((a, b) => a.at - b.at);
  if (home === undefined) return undefined;
  const spans = scope.towns
    .filter(({ timeZone }) => timeZone !== home.timeZone)
    .flatMap((town) =>
      differenceSpans(home.timeZone, town.timeZone, reminder.dueAt, reminder.dueAt + 62 * DAY_MS),
    )
    .filter((span) => occurrenceOf(span) === reminder.occurrence);
  const [span] = spans;
  if (span === undefined) return undefined;
  const within = confirmed.filter(({ at }) => at >= span.fromAt && at < span.untilAt);
  const differences = differencesAt(
    within.map(({ at }) => at),
    home,
    scope.towns,
  ).filter((one) => occurrenceOf(one) === reminder.occurrence);
  return { differences, meetings: within.map(({ meeting }) => meeting) };
}
