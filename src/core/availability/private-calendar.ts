import type { Deps } from '../acting.ts';
import type { Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import type { Secrets } from '../secrets.ts';
import type { Transaction } from '../stores.ts';
import { type Instant, MINUTE_MS } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { BusyCalendar } from './busy-calendar-store.ts';
import { hostOf } from './calendar-address.ts';
import type { CalendarReader } from './calendar-reader.ts';
import { afterReading, busyWindow, isToBeTold, knownVersion, triedJustNow } from './calendar-schedule.ts';
import { calendarTrouble } from './calendar-trouble.ts';

/** What reading private calendars needs; where one of them is missing, there are none. */
export interface PrivateCalendars {
  readonly secrets: Secrets;
  readonly reader: CalendarReader;
}

/** Longer than any reading may take. */
const LEASE_MS = 2 * MINUTE_MS;

/** What its owner may see of it. */
export interface CalendarState {
  readonly calendar: BusyCalendar;
  /** Undefined when the address cannot be opened any more. */
  readonly host?: string;
  /** Busy times to come. */
  readonly busy: number;
}

export async function calendarState(
  { database, world }: Deps,
  { secrets }: PrivateCalendars,
  memberId: Id<'mbr'>,
): Promise<CalendarState | undefined> {
  const calendar = await database.busyCalendars.calendarOf(memberId);
  if (calendar === undefined) return undefined;
  const address = secrets.open(calendar.address, memberId);
  const busy = await database.busyCalendars.busyOf([memberId], busyWindow(world.now()));
  return {
    calendar,
    busy: busy.length,
    ...(address === undefined ? {} : { host: hostOf(address) }),
  };
}

/**
 * Reads the calendar once, and keeps its address and busy times only when that went well. Whoever belongs to several
 * towns is busy for all of them: there it is read by the next run of the job.
 * @throws DomainError that says why it cannot be read.
 */
export async function connectCalendar(
  { database, world }: Deps,
  { secrets, reader }: PrivateCalendars,
  member: Member,
  address: string,
): Promise<void> {
  // Of members who represent the youth nothing is kept but what is needed to reach them.
  if (member.represents === 'youth') throw refusal('error.private-calendar.youth');
  const timeZone = await zoneOf(database, member);
  const startedAt = world.now();
  const reading = await reader.read({ address, timeZone, window: busyWindow(startedAt) });
  if (reading.type === 'failed') throw calendarTrouble(reading.trouble).of('address');
  const now = world.now();
  await database.transaction(async (tx) => {
    for (const { id } of await everywhere(tx, member)) {
      if ((await tx.committees.lockMember(id)) === undefined) continue;
      const fresh: BusyCalendar = {
        memberId: id,
        address: secrets.seal(address, id),
        connectedAt: now,
        failures: 0,
        nextReadAt: now,
      };
      if (id === member.id && reading.type === 'busy')
        await tx.busyCalendars.saveCalendar(afterReading(fresh, reading, timeZone, now), reading.busy);
      else await tx.busyCalendars.saveCalendar(fresh, []);
    }
    await note(tx, world, now, member, 'availability/calendar');
  });
}

/** Reads it again. Undefined when it is not due, or somebody is at it; otherwise whether its owner is to be told. */
export async function refreshCalendar(
  { database, world }: Deps,
  { secrets, reader }: PrivateCalendars,
  memberId: Id<'mbr'>,
  when: 'due' | 'early' = 'due',
): Promise<{ readonly member: Member; readonly calendar: BusyCalendar; readonly tell: boolean } | undefined> {
  const early = when === 'early';
  const now = world.now();
  const claimId = world.newId('dlv');
  const kept = await database.busyCalendars.calendarOf(memberId);
  if (kept === undefined || (early && triedJustNow(kept, now))) return undefined;
  const claimed = await database.transaction((tx) =>
    tx.busyCalendars.claimCalendar(memberId, { now, leaseUntil: now + LEASE_MS, claimId, early }),
  );
  if (claimed === undefined) return undefined;
  const member = await database.committees.member(memberId);
  if (member === undefined || !member.active || member.represents === 'youth') {
    // Nobody is asked for a time any more, or nothing may be kept of them any more.
    await database.transaction((tx) => tx.busyCalendars.forgetCalendar(memberId));
    return undefined;
  }
  const timeZone = await zoneOf(database, member);
  const address = secrets.open(claimed.address, memberId);
  const reading =
    address === undefined
      ? ({ type: 'failed', trouble: 'key-lost' } as const)
      : await reader.read({
          address,
          timeZone,
          window: busyWindow(now),
          ...knownVersion(claimed, timeZone, now),
        });
  return await database.transaction(async (tx) => {
    const read = afterReading(claimed, reading, timeZone, world.now());
    // Once for each person, not for each town they belong to.
    const [first] = await everywhere(tx, member);
    const tell = isToBeTold(read) && first?.id === memberId;
    const calendar: BusyCalendar = tell ? { ...read, toldAt: world.now() } : read;
    const busy = reading.type === 'busy' ? reading.busy : undefined;
    if (!(await tx.busyCalendars.settleCalendar(claimId, calendar, busy))) return undefined;
    return { member, calendar, tell };
  });
}

/** The address and all that was read from there, for every town of the person; true when there was something. */
export async function forgetCalendar({ database, world }: Deps, member: Member): Promise<boolean> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    let found = false;
    for (const { id } of await everywhere(tx, member))
      if (await tx.busyCalendars.forgetCalendar(id)) found = true;
    if (found) await note(tx, world, now, member, 'availability/calendar-forget');
    return found;
  });
}

async function everywhere(tx: Transaction, member: Member): Promise<readonly Member[]> {
  const [account] = member.accounts;
  return account === undefined ? [member] : await tx.committees.membersByAccount(account);
}

async function zoneOf(database: Deps['database'], member: Member): Promise<string> {
  return member.timeZone ?? (await database.twinnings.town(member.townId))?.timeZone ?? 'UTC';
}

/** That it was done, never with what. */
async function note(
  tx: Transaction,
  world: Deps['world'],
  now: Instant,
  member: Member,
  action: string,
): Promise<void> {
  await tx.audit.record({
    id: world.newId('aud'),
    at: now,
    townId: member.townId,
    memberId: member.id,
    action,
    subjectId: member.id,
  });
}
