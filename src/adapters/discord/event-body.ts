import { createHash } from 'node:crypto';
import {
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  type RESTPostAPIGuildScheduledEventJSONBody,
} from 'discord.js';
import type { MeetingEvent } from '../../chat/event-calendar.ts';
import type { Phrase } from '../../core/text.ts';
import { plainMedium, word } from '../../i18n/format.ts';
import { clipMarkdown, label } from './clip.ts';
import { limits } from './limits.ts';
import { discordMedium } from './medium.ts';

/**
 * What tells an event from all others, as its last line: events have no field for that, and Discord gives the
 * description back as it was. It says who made it, so nobody wonders.
 */
export const eventMark = (mark: string): string =>
  `Twinbell ${createHash('sha256').update(mark).digest('hex').slice(0, 10)}`;

export const hasMark = (description: unknown, mark: string): boolean =>
  typeof description === 'string' && description.split('\n').at(-1)?.trim() === eventMark(mark);

/** A meeting as Discord takes it for a scheduled event that takes place outside of Discord. */
export function eventBody(event: MeetingEvent, mark: string): RESTPostAPIGuildScheduledEventJSONBody {
  const { reader, startAt, endAt, places } = event;
  // Names and places know no markup.
  const plainly = (phrase: Phrase): string => word(phrase, reader, plainMedium);
  const named = places.map(plainly);
  const place = named.find((one) => one.length <= limits.eventLocation) ?? named.at(-1) ?? '';
  return {
    entity_type: GuildScheduledEventEntityType.External,
    privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
    name: label(plainly(event.name), limits.eventName),
    description: description(event, mark),
    entity_metadata: { location: label(place, limits.eventLocation) },
    scheduled_start_time: new Date(startAt).toISOString(),
    scheduled_end_time: new Date(endAt).toISOString(),
  };
}

/** As many lines as fit, the first ones first; where some are missing it says '…'. The mark is always there. */
function description({ lines, reader }: MeetingEvent, mark: string): string {
  const last = eventMark(mark);
  const room = limits.eventDescription - last.length - '\n…\n'.length;
  const medium = discordMedium(new Set());
  let written = '';
  let left = false;
  for (const line of lines) {
    const worded = word(line, reader, medium);
    const more = written === '' ? clipMarkdown(worded, room) : `${written}\n${worded}`;
    if (more.length <= room) written = more;
    else left = true;
  }
  return [written, ...(left ? ['…'] : []), last].join('\n');
}
