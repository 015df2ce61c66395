import type { CalendarTrouble } from '../core/availability/calendar-reader.ts';
import { calendarTrouble } from '../core/availability/calendar-trouble.ts';
import { refreshCalendar } from '../core/availability/private-calendar.ts';
import type { Member } from '../core/committee/member.ts';
import { msg } from '../core/message.ts';
import { takesDirectMessages } from '../core/reminder/reminder-plan.ts';
import type { JobContext } from './job.ts';
import { PlatformError } from './platform.ts';
import { readerOf } from './reader.ts';
import { notice } from './view/notice.ts';

/** What one run takes on; the rest is the next one's. */
const MOST_AT_ONCE = 50;

/** Reads the calendars that are due, one after the other. Returns how many it read or tried to. */
export async function refreshCalendars(context: JobContext): Promise<number> {
  const { world, database, privateCalendars, log } = context;
  if (privateCalendars === undefined) return 0;
  let tried = 0;
  for (const memberId of await database.busyCalendars.dueCalendars(world.now(), MOST_AT_ONCE)) {
    const refreshed = await refreshCalendar({ database, world }, privateCalendars, memberId);
    if (refreshed === undefined) continue;
    tried += 1;
    const { calendar, member, tell } = refreshed;
    const { trouble, failures } = calendar;
    if (trouble === undefined) continue;
    log.info('private-calendar.unread', { member: memberId, trouble, failures });
    if (tell) await tellOwner(member, trouble, context);
  }
  return tried;
}

/**
 * Tried once, and only directly: it is nobody else's business. It is written down as told before, so that a failure
 * here is a message less, never one more; `/availability show` says the same.
 */
async function tellOwner(
  member: Member,
  trouble: CalendarTrouble,
  { world, database, platforms, log }: JobContext,
): Promise<void> {
  if (!takesDirectMessages(member)) return;
  const town = await database.twinnings.town(member.townId);
  const card = notice('attention', msg('private-calendar.told', { why: calendarTrouble(trouble).phrase }));
  for (const account of member.accounts) {
    const platform = platforms.get(account.platform);
    if (platform === undefined) continue;
    const reader = readerOf({ platform: account.platform, member, town });
    try {
      await platform.send({ type: 'person', account }, { card, reader }, world.newId('dlv'));
      return;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const { kind, platformCode } = error;
      log.warn('private-calendar.not-told', { member: member.id, kind, platformCode });
      // It may have arrived: another account would make it two.
      if (kind === 'unavailable') return;
    }
  }
}
