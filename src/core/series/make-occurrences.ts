import { confirmedAt, convened, type Meeting } from '../meeting/meeting.ts';
import { postEvents } from '../meeting/meeting-event.ts';
import { planDifferenceReminders } from '../reminder/difference-ahead.ts';
import { planMeetingReminders } from '../reminder/reminder-plan.ts';
import type { Transaction } from '../stores.ts';
import { DAY_MS, type Instant, type WallTime } from '../time/instant.ts';
import { endOfDay, occurrences } from '../time/recurrence.ts';
import { type RecurrenceRule, readRule } from '../time/recurrence-rule.ts';
import { instantOf } from '../time/resolve-wall.ts';
import { wallAt } from '../time/zone-offset.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import type { MeetingSeries } from './meeting-series.ts';

/** So far ahead the occurrences of a series are made: a yearly meeting is always there. */
const AHEAD_MS = 396 * DAY_MS;
export const MOST_AHEAD = 30;
/** A server shows a hundred events: a series may have its next ones there, and those only when they are near. */
const EVENTS_AHEAD_MS = 30 * DAY_MS;
const MOST_EVENTS = 2;

/** @throws RangeError when the store holds a rule that nobody could have given. */
export function ruleOf({ rule }: Pick<MeetingSeries, 'rule'>): RecurrenceRule {
  const read = readRule(rule);
  if ('problem' in read) throw new RangeError(`a series with an unreadable rule: ${rule}`);
  return read;
}

/** Where the rule puts the occurrences to come: a year of them, thirty at most, but always the next one. */
export function wallsAhead(series: MeetingSeries, now: Instant): WallTime[] {
  const { startWall, timeZone, untilOn } = series;
  const horizonWall = wallAt(now + AHEAD_MS, timeZone);
  const walls = occurrences(ruleOf(series), startWall, {
    fromWall: wallAt(now, timeZone),
    ...(untilOn === undefined ? {} : { untilWall: endOfDay(untilOn) }),
    most: MOST_AHEAD,
  });
  return walls
    .filter((wall) => instantOf(wall, timeZone).at > now)
    .filter((wall, index) => index === 0 || wall <= horizonWall);
}

/** Those that stand among the events of a server: the next two, within thirty days. What was called off is passed over. */
export function occurrencesWithEvents(occurrences: readonly Meeting[], now: Instant): Meeting[] {
  const startOf = (meeting: Meeting) => confirmedAt(meeting) ?? 0;
  return occurrences
    .filter((meeting) => meeting.state === 'confirmed' && startOf(meeting) > now)
    .filter((meeting) => startOf(meeting) <= now + EVENTS_AHEAD_MS)
    .sort((a, b) => startOf(a) - startOf(b))
    .slice(0, MOST_EVENTS);
}

/**
 * Makes those occurrences that are not there yet, each a confirmed meeting with its bells, and the events of those that
 * have come near. The series must be held (`lockSeries`), or new.
 */
export async function makeOccurrences(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  series: MeetingSeries,
): Promise<Meeting[]> {
  const there = await tx.meetings.occurrencesOf(series.id);
  const known = new Set(there.map(({ originalWall }) => originalWall));
  const missing = wallsAhead(series, now).filter((wall) => !known.has(wall));
  const made =
    missing.length === 0 ? [] : await makeMissing(tx, world, now, scope, series, missing, there.at(-1));
  for (const meeting of occurrencesWithEvents([...there, ...made], now))
    await postEvents(tx, world, now, scope, meeting);
  return made;
}

async function makeMissing(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  series: MeetingSeries,
  missing: readonly WallTime[],
  latest: Meeting | undefined,
): Promise<Meeting[]> {
  const members = await tx.committees.membersOf(scope.towns.map(({ id }) => id));
  const made: Meeting[] = [];
  let last = latest;
  for (const originalWall of missing) {
    const meeting = await occurrence(tx, world, now, scope, series, originalWall, last);
    // Who has left since the series began is not convened any more.
    const participantIds = convened(meeting, members).map(({ id }) => id);
    last = { ...meeting, participantIds: series.participantIds.length === 0 ? [] : participantIds };
    await tx.meetings.insertMeeting(last);
    made.push(last);
  }
  const reminders = [
    ...made.flatMap((meeting) => planMeetingReminders(meeting, scope, now, world)),
    ...planDifferenceReminders(made, scope, now, world),
  ];
  await tx.reminders.insertReminders(reminders);
  for (const { id, dueAt } of reminders) tx.wake({ type: 'reminder', id, at: dueAt });
  return made;
}

async function occurrence(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  series: MeetingSeries,
  originalWall: WallTime,
  last: Meeting | undefined,
): Promise<Meeting> {
  const { wall, timeZone, at } = instantOf(originalWall, series.timeZone);
  const hostTownId = nextHost(series, scope, last?.hostTownId);
  return {
    id: world.newId('mtg'),
    twinningId: series.twinningId,
    number: await tx.meetings.nextMeetingNumber(series.twinningId),
    title: series.title,
    ...(series.kind === undefined ? {} : { kind: series.kind }),
    ...(hostTownId === undefined ? {} : { hostTownId }),
    organiserId: series.organiserId,
    lengthMinutes: series.lengthMinutes,
    participantIds: series.participantIds,
    state: 'confirmed',
    slots: [{ number: 1, wall, timeZone, at }],
    picked: [1],
    ballots: [],
    confirmedSlot: 1,
    seriesId: series.id,
    originalWall,
    version: 1,
    createdAt: now,
  };
}

/** Whose turn it is after this host; a town that has left is passed over. */
export function nextHost(
  { hostTownIds }: Pick<MeetingSeries, 'hostTownIds'>,
  { towns }: Pick<TwinningScope, 'towns'>,
  last: Meeting['hostTownId'],
): Meeting['hostTownId'] {
  const there = hostTownIds.filter((id) => towns.some((town) => town.id === id));
  if (there.length === 0) return undefined;
  return there[(last === undefined ? 0 : there.indexOf(last) + 1) % there.length];
}
