import { type CalendarEntry, calendarEntry } from '../core/calendar/calendar-entry.ts';
import type { Posting } from '../core/reminder/reminder.ts';
import type { Space } from '../core/twinning/twinning.ts';
import type { EventCalendar } from './event-calendar.ts';
import type { JobContext } from './job.ts';
import { PlatformError } from './platform.ts';
import { spaceReader } from './reader.ts';
import { type Attempt, retry, type Sending } from './send-once.ts';
import { meetingEvent } from './view/meeting-event.ts';
import { readFacts } from './view/posting-card.ts';

/** left: there is nothing to be done until the meeting changes again. The announcement stands in any case. */
export type Showing = Sending | { readonly type: 'left' };

/**
 * Brings a meeting's event in one server up to date, makes it or calls it off. The event is a courtesy beside the
 * announcement: what the server refuses (the permission is missing, a hundred events are open) is left at once.
 * Undefined when there is nothing to show any more.
 */
export async function showEvent(
  posting: Posting,
  space: Space,
  attempt: Attempt,
  context: JobContext,
): Promise<Showing | undefined> {
  const { database, platforms, log } = context;
  const facts = await readFacts(database, space.twinningId);
  const home = facts?.scope.towns.find(({ id }) => id === space.townId);
  const meeting =
    posting.about.type === 'meeting' ? await database.meetings.meeting(posting.about.id) : undefined;
  const entry = facts && meeting && calendarEntry(meeting, facts.scope);
  if (facts === undefined || home === undefined || entry === undefined) return undefined;
  const events = platforms.get(space.platform)?.events;
  if (events === undefined) return { type: 'left' };
  const event = meetingEvent(entry, { ...facts, home }, spaceReader(space, home));
  try {
    return await follow(events, posting, space, entry, event, attempt);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warn('event.refused', { posting: posting.id, kind: error.kind, platformCode: error.platformCode });
    if (error.kind === 'busy') return { type: 'failed', outcome: retry(attempt, error.retryAfterMs) };
    if (error.kind !== 'unavailable') return { type: 'left' };
    // To change or call off twice does no harm; what may have been made is looked for before it is made again.
    return posting.message === undefined ? { type: 'unknown' } : { type: 'failed', outcome: retry(attempt) };
  }
}

async function follow(
  events: EventCalendar,
  { id, message }: Posting,
  { tenantId }: Space,
  { cancelled, startAt }: CalendarEntry,
  event: ReturnType<typeof meetingEvent>,
  { doubtful, now }: Attempt,
): Promise<Showing | undefined> {
  // What has begun or is over stays as it was; and no event may be made in the past.
  if (startAt <= now) return message === undefined ? { type: 'left' } : { type: 'sent', message };
  const made = message ?? (doubtful ? await events.find(tenantId, id) : undefined);
  if (cancelled) {
    if (made === undefined) return undefined;
    await events.cancel(made);
    return { type: 'sent', message: made };
  }
  if (made === undefined) return { type: 'sent', message: await events.create(tenantId, event, id) };
  await events.change(made, event, id);
  return { type: 'sent', message: made };
}
