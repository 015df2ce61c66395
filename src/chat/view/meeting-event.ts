import type { CalendarEntry } from '../../core/calendar/calendar-entry.ts';
import { msg } from '../../core/message.ts';
import { list, type Param, type Phrase } from '../../core/text.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import type { Reader } from '../call.ts';
import type { MeetingEvent } from '../event-calendar.ts';
import { localTimes } from './local-times.ts';
import type { Facts } from './people.ts';

const plain = (param: Param): Phrase => msg('list.plain', { items: list([param]) });

/** A fixed meeting as an event that a whole server sees: names nobody, and says every town's time. */
export function meetingEvent(
  { meeting, scope, startAt, endAt }: CalendarEntry,
  { home, settings }: Pick<Facts, 'home' | 'settings'>,
  reader: Reader,
): MeetingEvent {
  const host = scope.towns.find(({ id }) => id === meeting.hostTownId)?.name;
  const link = settings?.videoLink;
  const reference = `M-${meeting.number}`;
  return {
    reader,
    name: plain(meeting.title),
    lines: [
      localTimes(startAt, scope.towns, home),
      ...(link === undefined ? [] : [msg('event.video', { link })]),
      ...(meeting.kind === undefined ? [] : [msg(`choice.meeting-kind.${meeting.kind}`)]),
      ...(host === undefined ? [] : [msg('calendar.entry.host', { town: host })]),
      msg('calendar.entry.reference', { reference, twinning: twinningName(scope) }),
      msg('event.follows'),
    ],
    places: [
      ...(link === undefined ? [] : [plain(link)]),
      ...(host === undefined ? [] : [plain(host)]),
      msg('event.online'),
    ],
    startAt,
    endAt,
  };
}
