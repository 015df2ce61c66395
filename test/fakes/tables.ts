import type { AuditEntry } from '../../src/core/audit.ts';
import type { MemberAway } from '../../src/core/availability/away-store.ts';
import type { BusyCalendar, MemberBusy } from '../../src/core/availability/busy-calendar-store.ts';
import type { CalendarFeed } from '../../src/core/calendar/calendar-store.ts';
import type { Commitment } from '../../src/core/commitment/commitment.ts';
import type { CommitmentChange } from '../../src/core/commitment/commitment-change.ts';
import type { Handover } from '../../src/core/committee/handover.ts';
import type { Member, Office } from '../../src/core/committee/member.ts';
import type { Meeting } from '../../src/core/meeting/meeting.ts';
import type { AgendaItem, Attendance, Minutes } from '../../src/core/meeting/meeting-record.ts';
import type { Programme } from '../../src/core/programme/programme.ts';
import type { Posting, Reminder } from '../../src/core/reminder/reminder.ts';
import type { Review } from '../../src/core/review/review.ts';
import type { MeetingSeries } from '../../src/core/series/meeting-series.ts';
import type { Draft } from '../../src/core/stores.ts';
import type { Instant } from '../../src/core/time/instant.ts';
import type { TwinningSettings } from '../../src/core/twinning/settings.ts';
import type { Invitation, Space, Town, Twinning } from '../../src/core/twinning/twinning.ts';
import type { Id } from '../../src/core/world.ts';
import { LazyCopy } from './lazy-copy.ts';

export interface Joining {
  readonly twinningId: Id<'twn'>;
  readonly townId: Id<'town'>;
  readonly joinedAt: Instant;
}

/** Remembers that some earlier holder may have sent it, until it is known to be sent. */
export type Doubt<T> = T & { readonly doubtful: boolean };

/** What the fake database holds. Rows are never changed in place: a copy of the maps is a snapshot. */
export interface Tables {
  twinnings: Map<string, Twinning>;
  towns: Map<string, Town>;
  joinings: Map<string, Joining>;
  spaces: Map<string, Space>;
  invitations: Map<string, Invitation>;
  members: Map<string, Member>;
  offices: Map<string, Office>;
  meetings: Map<string, Meeting>;
  commitments: Map<string, Commitment>;
  /** By commitment and version. */
  commitmentChanges: Map<string, CommitmentChange>;
  reminders: Map<string, Doubt<Reminder>>;
  postings: Map<string, Doubt<Posting>>;
  drafts: Map<string, Draft>;
  seenRequests: Map<string, Instant>;
  audit: Map<string, AuditEntry>;
  away: Map<string, MemberAway>;
  agenda: Map<string, AgendaItem>;
  minutes: Map<string, Minutes>;
  attendance: Map<string, Attendance>;
  series: Map<string, MeetingSeries>;
  facts: Map<string, string>;
  busyCalendars: Map<string, BusyCalendar>;
  busyTimes: Map<string, MemberBusy>;
  counters: Map<string, number>;
  calendarFeeds: Map<string, CalendarFeed>;
  signingKeys: Map<string, string>;
  settings: Map<string, TwinningSettings>;
  handovers: Map<string, Handover>;
  reviews: Map<string, Review>;
  programmes: Map<string, Programme>;
}

export function emptyTables(): Tables {
  return {
    twinnings: new Map(),
    towns: new Map(),
    joinings: new Map(),
    spaces: new Map(),
    invitations: new Map(),
    members: new Map(),
    offices: new Map(),
    meetings: new Map(),
    commitments: new Map(),
    commitmentChanges: new Map(),
    reminders: new Map(),
    postings: new Map(),
    drafts: new Map(),
    seenRequests: new Map(),
    audit: new Map(),
    away: new Map(),
    agenda: new Map(),
    minutes: new Map(),
    attendance: new Map(),
    series: new Map(),
    facts: new Map(),
    busyCalendars: new Map(),
    busyTimes: new Map(),
    counters: new Map(),
    calendarFeeds: new Map(),
    signingKeys: new Map(),
    settings: new Map(),
    handovers: new Map(),
    reviews: new Map(),
    programmes: new Map(),
  };
}

export function snapshotOf(tables: Tables): Tables {
  return {
    twinnings: new LazyCopy(tables.twinnings),
    towns: new LazyCopy(tables.towns),
    joinings: new LazyCopy(tables.joinings),
    spaces: new LazyCopy(tables.spaces),
    invitations: new LazyCopy(tables.invitations),
    members: new LazyCopy(tables.members),
    offices: new LazyCopy(tables.offices),
    meetings: new LazyCopy(tables.meetings),
    commitments: new LazyCopy(tables.commitments),
    commitmentChanges: new LazyCopy(tables.commitmentChanges),
    reminders: new LazyCopy(tables.reminders),
    postings: new LazyCopy(tables.postings),
    drafts: new LazyCopy(tables.drafts),
    seenRequests: new LazyCopy(tables.seenRequests),
    audit: new LazyCopy(tables.audit),
    away: new LazyCopy(tables.away),
    agenda: new LazyCopy(tables.agenda),
    minutes: new LazyCopy(tables.minutes),
    attendance: new LazyCopy(tables.attendance),
    series: new LazyCopy(tables.series),
    facts: new LazyCopy(tables.facts),
    busyCalendars: new LazyCopy(tables.busyCalendars),
    busyTimes: new LazyCopy(tables.busyTimes),
    counters: new LazyCopy(tables.counters),
    calendarFeeds: new LazyCopy(tables.calendarFeeds),
    signingKeys: new LazyCopy(tables.signingKeys),
    settings: new LazyCopy(tables.settings),
    handovers: new LazyCopy(tables.handovers),
    reviews: new LazyCopy(tables.reviews),
    programmes: new LazyCopy(tables.programmes),
  };
}

/** What a snapshot has become, to be kept: a table that nobody changed is the very one that it was. */
export function settled(snapshot: Tables): Tables {
  return Object.fromEntries(
    Object.entries(snapshot).map(([name, rows]) => [name, rows instanceof LazyCopy ? rows.settled() : rows]),
  ) as unknown as Tables;
}

/** A copy for the outside, or of the outside: neither side can change the other's object. */
export function copy<T>(row: T): T {
  return structuredClone(row);
}

export function first<T>(rows: Iterable<T>, fits: (row: T) => boolean): T | undefined {
  for (const row of rows) if (fits(row)) return copy(row);
  return undefined;
}

/** Copies of the rows that fit, by the given keys in turn. */
export function select<T>(
  rows: Iterable<T>,
  fits: (row: T) => boolean,
  ...by: readonly ((row: T) => number | string)[]
): T[] {
  const found: T[] = [];
  for (const row of rows) if (fits(row)) found.push(copy(row));
  return found.sort((a, b) => {
    for (const key of by) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
}

export function next(
  tables: Tables,
  counter: 'meeting' | 'commitment' | 'reminder',
  twinningId: string,
): number {
  const key = `${counter}/${twinningId}`;
  const number = (tables.counters.get(key) ?? 0) + 1;
  tables.counters.set(key, number);
  return number;
}

/** @throws when two are the same: the database has a key on them. */
export function refuseTwice(owner: string, keys: readonly (string | number)[]): void {
  if (new Set(keys).size < keys.length) throw new Error(`${owner} has something twice`);
}

/** Replaces a row that must be there. */
export function replace<T extends { readonly id: string }>(rows: Map<string, T>, row: T): void {
  if (!rows.has(row.id)) throw new Error(`nothing to save: ${row.id} is not there`);
  rows.set(row.id, copy(row));
}
