import { type CalendarEntry, calendarEntry } from '../../core/calendar/calendar-entry.ts';
import type { Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import type { Instant } from '../../core/time/instant.ts';
import { lineToWall } from '../../core/time/wall-time.ts';
import type { Block, Control } from '../card.ts';
import { LINK_LIMIT, link } from '../link.ts';
import { type WordedEntry, wordEntry } from './calendar-words.ts';
import { commandButton } from './notice.ts';
import type { Facts } from './people.ts';

/** Under a confirmed meeting: copies for one's own calendar, and the calendar that follows by itself. */
export function calendarBlocks(meeting: Meeting, facts: Facts): Block[] {
  const { calendar } = facts;
  const entry = calendarEntry(meeting, facts.scope);
  if (calendar === undefined || entry === undefined) return [];
  const { addresses, reader } = calendar;
  const worded = wordEntry(entry, 'copy', reader, facts.home);
  const controls: Control[] = [
    link(msg('calendar.add.google'), googleUrl(entry, worded)),
    link(msg('calendar.add.outlook'), outlookUrl('live', entry, worded)),
    link(msg('calendar.add.outlook-work'), outlookUrl('office', entry, worded)),
    ...(addresses === undefined
      ? []
      : [
          link(msg('calendar.add.file'), addresses.meetingFile(meeting.id, reader.language)),
          commandButton(msg('calendar.add.subscribe'), 'meeting/calendar'),
        ]),
  ];
  return [
    {
      type: 'text',
      small: true,
      text: msg(addresses === undefined ? 'calendar.add.copies' : 'calendar.add'),
    },
    { type: 'controls', controls },
  ];
}

/** Under a cancelled one: whoever has a copy gets rid of it by the same file, which now says that it is off. */
export function cancelledCalendarBlocks(meeting: Meeting, facts: Facts): Block[] {
  const { calendar } = facts;
  if (calendar?.addresses === undefined || calendarEntry(meeting, facts.scope) === undefined) return [];
  const url = calendar.addresses.meetingFile(meeting.id, calendar.reader.language);
  return [
    { type: 'text', small: true, text: msg('calendar.remove') },
    { type: 'controls', controls: [link(msg('calendar.remove.file'), url)] },
  ];
}

export const googleUrl = ({ startAt, endAt }: CalendarEntry, worded: WordedEntry): string =>
  fitting(worded, ({ title, description, location }) =>
    address('https://calendar.google.com/calendar/r/eventedit', {
      text: title,
      details: description,
      location,
      dates: `${compact(startAt)}/${compact(endAt)}`,
    }),
  );

export const outlookUrl = (
  edition: 'live' | 'office',
  { startAt, endAt }: CalendarEntry,
  worded: WordedEntry,
): string =>
  fitting(worded, ({ title, description, location }) =>
    address(`https://outlook.${edition}.com/calendar/deeplink/compose`, {
      path: '/calendar/action/compose',
      rru: 'addevent',
      startdt: utc(startAt),
      enddt: utc(endAt),
      subject: title,
      body: description,
      location,
    }),
  );

const utc = (at: Instant): string => `${lineToWall(at)}:00Z`;
const compact = (at: Instant): string => utc(at).replace(/[-:]/g, '');

function address(base: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `${base}?${given.join('&')}`;
}

/** All of it, else without what the title can do without, else with a shortened title: buttons take short addresses. */
function fitting(worded: WordedEntry, make: (words: Partial<WordedEntry>) => string): string {
  const [times] = worded.description.split('\n');
  const { title } = worded;
  const letters = [...title];
  const shorter = (length: number) => ({ title: `${letters.slice(0, length).join('')}…` });
  for (const words of [
    worded,
    { ...worded, description: times ?? '' },
    { title, description: times ?? '' },
    { title },
  ])
    if (make(words).length <= LINK_LIMIT) return make(words);
  let length = letters.length - 1;
  while (length > 0 && make(shorter(length)).length > LINK_LIMIT) length -= 1;
  return make(shorter(length));
}
