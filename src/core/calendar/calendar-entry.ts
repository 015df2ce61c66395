import type { Member } from '../committee/member.ts';
import { confirmedSlotOf } from '../meeting/meeting.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../time/instant.ts';
import type { Space, TwinningScope } from '../twinning/twinning.ts';
import type { DatedMeeting } from './calendar-store.ts';

/** A meeting as it stands in a calendar: names nobody who comes, because calendars are shown around. */
export interface CalendarEntry {
  /** The same for ever, whatever happens to the meeting: programs know it again by this. */
  readonly uid: string;
  /** Rises with every move and cancellation. */
  readonly sequence: number;
  readonly startAt: Instant;
  readonly endAt: Instant;
  /** Whose clock it was promised on. */
  readonly timeZone: string;
  readonly cancelled: boolean;
  readonly createdAt: Instant;
  readonly revisedAt: Instant;
  readonly meeting: DatedMeeting;
  readonly scope: TwinningScope;
}

/** A meeting that was held stays to be looked up. */
const HELD_DAYS = 366;
/** A cancelled one stays until every calendar has heard of it: programs that are offline ask late. */
const CANCELLED_DAYS = 30;

/** The earliest start of what may stand in a calendar. */
export const earliestStart = (now: Instant): Instant => now - HELD_DAYS * DAY_MS;

/** Undefined while no time is fixed, and for what was cancelled before one was. */
export function calendarEntry(meeting: DatedMeeting, scope: TwinningScope): CalendarEntry | undefined {
  const slot = confirmedSlotOf(meeting);
  if (slot === undefined || (meeting.state !== 'confirmed' && meeting.state !== 'cancelled'))
    return undefined;
  return {
    uid: `${meeting.id}@twinbell`,
    sequence: meeting.version,
    startAt: slot.at,
    endAt: slot.at + meeting.lengthMinutes * MINUTE_MS,
    timeZone: slot.timeZone,
    cancelled: meeting.state === 'cancelled',
    createdAt: meeting.createdAt,
    revisedAt: meeting.revisedAt ?? meeting.createdAt,
    meeting,
    scope,
  };
}

export type CalendarAudience =
  /** One person may be a member of several towns. */
  | { readonly type: 'member'; readonly persons: readonly Member[] }
  | { readonly type: 'space'; readonly space: Space; readonly members: readonly Member[] };

/** What this reader's calendar shows, soonest first. */
export function entriesFor(
  reader: CalendarAudience,
  meetings: readonly DatedMeeting[],
  scopes: readonly TwinningScope[],
  now: Instant,
): CalendarEntry[] {
  return meetings
    .flatMap((meeting) => {
      const scope = scopes.find(({ twinning }) => twinning.id === meeting.twinningId);
      const entry = scope && isFor(reader, meeting, scope) ? calendarEntry(meeting, scope) : undefined;
      return entry !== undefined && isKept(entry, now) ? [entry] : [];
    })
    .sort((a, b) => a.startAt - b.startAt || (a.uid < b.uid ? -1 : 1));
}

const isKept = ({ cancelled, endAt }: CalendarEntry, now: Instant): boolean =>
  endAt > now - (cancelled ? CANCELLED_DAYS : HELD_DAYS) * DAY_MS;

/**
 * A person's: what they are asked to come to. A committee's: all of its twinning. A youth group's: what everybody is
 * asked to, what is meant for the youth, and what one of its town's young people is asked to.
 */
function isFor(reader: CalendarAudience, meeting: DatedMeeting, scope: TwinningScope): boolean {
  const everybody = meeting.participantIds.length === 0;
  const asked = (member: Member) => everybody || meeting.participantIds.includes(member.id);
  if (reader.type === 'member')
    return reader.persons.some(
      (person) => scope.towns.some(({ id }) => id === person.townId) && asked(person),
    );
  const { space, members } = reader;
  if (space.twinningId !== meeting.twinningId) return false;
  if (space.audience === 'committee' || everybody || meeting.kind === 'youth') return true;
  return members.some(
    (member) => member.townId === space.townId && member.represents === 'youth' && asked(member),
  );
}
