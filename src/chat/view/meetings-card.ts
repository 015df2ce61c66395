import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import { ruleOf } from '../../core/series/make-occurrences.ts';
import type { MeetingSeries } from '../../core/series/meeting-series.ts';
import type { Phrase } from '../../core/text.ts';
import { type Instant, MINUTE_MS } from '../../core/time/instant.ts';
import type { Card } from '../card.ts';
import { localTimes } from './local-times.ts';
import { buttons, commandButton } from './notice.ts';
import { type Paging, pagedList } from './paged-list.ts';
import type { Facts } from './people.ts';
import { rulePhrase } from './rule-phrase.ts';

/**
 * Coming meetings by date (of a series the next one, and how it goes on), then those without one yet, then past ones,
 * the latest first.
 */
export function meetingsCard(
  meetings: readonly Meeting[],
  series: readonly MeetingSeries[],
  facts: Facts,
  now: Instant,
  paging: Pick<Paging, 'reader' | 'place'>,
): Card {
  const propose = commandButton(msg('command.meeting.propose.button'), 'meeting/propose', 'primary');
  const nextOnes = new Map(
    series.flatMap((one) => {
      const next = nextOf(one.id, meetings, now);
      return next === undefined ? [] : [[next, one] as const];
    }),
  );
  const lines = meetings
    .filter((meeting) => meeting.seriesId === undefined || nextOnes.has(meeting) || timeOf(meeting) < now)
    .map((meeting) => ({ key: keyOf(meeting, now), line: line(meeting, facts, nextOnes.get(meeting)) }));
  return {
    tone: 'neutral',
    title: msg('meetings.title'),
    blocks:
      lines.length === 0
        ? [{ type: 'text', text: msg('meetings.none') }, buttons(propose)]
        : pagedList(
            lines,
            { ...paging, command: 'meeting/page', twinningId: facts.scope.twinning.id },
            propose,
          ),
  };
}

const LAST_MINUTE = 999_999_999;

const timeOf = (meeting: Meeting): Instant =>
  confirmedAt(meeting) ?? Math.min(...meeting.slots.map((slot) => slot.at));

function keyOf(meeting: Meeting, now: Instant): string {
  const at = timeOf(meeting);
  const minute = Math.floor(at / MINUTE_MS);
  const [part, order] =
    at < now ? [2, LAST_MINUTE - minute] : [meeting.state === 'confirmed' ? 0 : 1, minute];
  return `${part}${String(order).padStart(9, '0')}${String(meeting.number).padStart(9, '0')}`;
}

function line(meeting: Meeting, facts: Facts, series: MeetingSeries | undefined): Phrase {
  const at = confirmedAt(meeting);
  const params = {
    reference: `M-${meeting.number}`,
    title: meeting.title,
    state: msg(`meeting.state.${meeting.state}`),
  };
  if (at === undefined) return msg('meetings.open', params);
  const times = localTimes(at, facts.scope.towns, facts.home);
  return series === undefined
    ? msg('meetings.at', { ...params, times })
    : msg('meetings.series', { ...params, times, rule: rulePhrase(ruleOf(series)) });
}

/** The next meeting of a series that takes place. */
function nextOf(id: MeetingSeries['id'], meetings: readonly Meeting[], now: Instant): Meeting | undefined {
  const coming = meetings.filter(
    (meeting) =>
      meeting.seriesId === id && meeting.state === 'confirmed' && (confirmedAt(meeting) ?? 0) >= now,
  );
  return coming.sort((a, b) => (confirmedAt(a) ?? 0) - (confirmedAt(b) ?? 0))[0];
}
