import { type Deps, post, refresh } from '../acting.ts';
import { fixedMeetingViews } from '../reminder/reminder.ts';
import { replanMeeting } from '../reminder/replan-meeting.ts';
import type { Transaction } from '../stores.ts';
import {
  type ClockSnapshot,
  clockSnapshot,
  formatSnapshot,
  offsetThen,
  readSnapshot,
} from '../time/clock-snapshot.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../time/instant.ts';
import { instantOf } from '../time/resolve-wall.ts';
import { offsetMinutes, wallAt } from '../time/zone-offset.ts';
import type { Space, TwinningScope } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import { confirmedSlotOf, type Meeting, raised, type Slot } from './meeting.ts';

const FACT = 'time-zone-data';
/** Meetings are planned about a year ahead; what lies further is compared by the rules of today. */
const KNOWN_DAYS = 3 * 366;

/** The slots to come whose instant does not follow any more from the wall time that was promised, corrected. */
export function correctedSlots(slots: readonly Slot[], now: Instant): Slot[] {
  return slots.flatMap((slot) => {
    // Also where the second of two equal hours was meant, of which the wall time alone would say the first.
    if (wallAt(slot.at, slot.timeZone) === slot.wall) return [];
    const { at } = instantOf(slot.wall, slot.timeZone);
    return Math.max(at, slot.at) <= now || at === slot.at ? [] : [{ ...slot, at }];
  });
}

/** The spaces whose town's clock shows another time at `at` than the old data made it show at `wasAt`. */
export function spacesThatMoved(
  { spaces, towns }: Pick<TwinningScope, 'spaces' | 'towns'>,
  before: ClockSnapshot,
  wasAt: Instant,
  at: Instant,
): Space[] {
  return spaces.filter(({ townId }) => {
    const zone = towns.find(({ id }) => id === townId)?.timeZone;
    if (zone === undefined) return false;
    const then = wasAt + (offsetThen(before, wasAt, zone) ?? offsetMinutes(wasAt, zone)) * MINUTE_MS;
    return then !== at + offsetMinutes(at, zone) * MINUTE_MS;
  });
}

/**
 * When the runtime has other time-zone data than the last time: meetings to come keep the wall time that was promised,
 * their instants follow, and spaces for which a meeting moved are told. Returns how many changed for somebody.
 */
export async function followTimeZoneData({ database, world }: Deps): Promise<number> {
  const now = world.now();
  const version = world.timeZoneData();
  const before = readSnapshot(await database.facts.fact(FACT));
  let moved = 0;
  if (before !== undefined && before.version !== version) {
    for (const id of await database.meetings.idsWithSlotsAfter(now - DAY_MS)) {
      const changed = await database.transaction((tx) => followMeeting(tx, world, now, id, before));
      if (changed) moved += 1;
    }
  }
  // Last: what was cut off is done again, and what was done already changes nothing.
  const zones = await database.twinnings.timeZones();
  const snapshot = clockSnapshot(version, zones, now - DAY_MS, now + KNOWN_DAYS * DAY_MS);
  await database.transaction((tx) => tx.facts.saveFact(FACT, formatSnapshot(snapshot)));
  return moved;
}

async function followMeeting(
  tx: Transaction,
  world: World,
  now: Instant,
  id: Id<'mtg'>,
  before: ClockSnapshot,
): Promise<boolean> {
  const meeting = await tx.meetings.lockMeeting(id);
  const scope = meeting && (await tx.twinnings.scope(meeting.twinningId));
  if (meeting === undefined || scope === undefined || meeting.state === 'cancelled') return false;
  const about = { type: 'meeting', id } as const;
  // Told before the work was cut off.
  const version = world.timeZoneData();
  if ((await tx.postings.postingsAbout(about)).some(({ args }) => args.timeZoneData === version))
    return false;
  const corrected = correctedSlots(meeting.slots, now);
  for (const { number, at } of corrected) await tx.meetings.correctSlot(id, number, at);
  const followed: Meeting = {
    ...meeting,
    slots: meeting.slots.map((slot) => corrected.find(({ number }) => number === slot.number) ?? slot),
  };
  const [was, is] = [confirmedSlotOf(meeting), confirmedSlotOf(followed)];
  if (meeting.state !== 'confirmed' || was === undefined || is === undefined) {
    if (corrected.length > 0) await refresh(tx, about, ['poll', 'poll-undecided']);
    return corrected.length > 0;
  }
  const told = is.at > now ? spacesThatMoved(scope, before, was.at, is.at) : [];
  if (was.at === is.at && told.length === 0) return false;
  const next: Meeting = { ...followed, ...raised(meeting, now) };
  await tx.meetings.saveMeeting(next);
  // Also where only a town's clock changed: its morning bells ring by that clock.
  await replanMeeting(tx, world, now, scope, next);
  await refresh(tx, about, ['poll', ...fixedMeetingViews]);
  for (const space of told) {
    const args = { timeZoneData: version, wasLine: wasLine(space, scope, before, was.at) };
    await post(tx, world, now, [space], about, 'meeting-moved', args);
  }
  return true;
}

/** What the old data made this town's clock show, as if that were UTC: today's data cannot say it any more. */
function wasLine(
  space: Space,
  { towns }: Pick<TwinningScope, 'towns'>,
  before: ClockSnapshot,
  wasAt: Instant,
): string {
  const zone = towns.find(({ id }) => id === space.townId)?.timeZone ?? 'UTC';
  return String(wasAt + (offsetThen(before, wasAt, zone) ?? offsetMinutes(wasAt, zone)) * MINUTE_MS);
}
