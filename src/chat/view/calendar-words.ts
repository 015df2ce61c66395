import type { CalendarEntry } from '../../core/calendar/calendar-entry.ts';
import { msg } from '../../core/message.ts';
import { list, type Phrase } from '../../core/text.ts';
import type { Town, TwinningScope } from '../../core/twinning/twinning.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import { plainMedium, type Wording, word } from '../../i18n/format.ts';
import { localTimes } from './local-times.ts';

/** A calendar entry in words, without markup. */
export interface WordedEntry {
  readonly title: string;
  /** The clocks of all towns first: a calendar shows only its owner's. */
  readonly description: string;
  readonly location?: string;
}

/** Whether what somebody looks at changes by itself. */
export type Standing = 'copy' | 'follows';

export function wordEntry(
  entry: CalendarEntry,
  standing: Standing,
  reader: Wording,
  home?: Town,
): WordedEntry {
  const { meeting, scope, cancelled, startAt } = entry;
  const say = (phrase: Phrase) => word(phrase, reader, plainMedium);
  const host = scope.towns.find(({ id }) => id === meeting.hostTownId)?.name;
  const lines: Phrase[] = [
    localTimes(startAt, scope.towns, home),
    ...(meeting.kind === undefined ? [] : [msg(`choice.meeting-kind.${meeting.kind}`)]),
    ...(host === undefined ? [] : [msg('calendar.entry.host', { town: host })]),
    ...(cancelled && meeting.cancelReason !== undefined
      ? [msg('meeting.cancelled.reason', { reason: meeting.cancelReason })]
      : []),
    msg('calendar.entry.reference', {
      reference: `M-${meeting.number}`,
      twinning: twinningName(scope),
    }),
    msg(`calendar.entry.${standing}`),
  ];
  return {
    title: say(
      cancelled
        ? msg('calendar.entry.cancelled', { title: meeting.title })
        : msg('list.plain', { items: list([meeting.title]) }),
    ),
    description: lines.map(say).join('\n'),
    ...(host === undefined ? {} : { location: host }),
  };
}

export const calendarName = (scopes: readonly TwinningScope[]): Phrase =>
  msg('calendar.name', { twinnings: list(scopes.map(twinningName)) });
