import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import { ruleOf } from '../../core/series/make-occurrences.ts';
import type { MeetingSeries } from '../../core/series/meeting-series.ts';
import type { Phrase } from '../../core/text.ts';
import { DAY_MS, type Instant } from '../../core/time/instant.ts';
import type { Card } from '../card.ts';
import { localTimes } from './local-times.ts';
import { buttons, commandButton } from './notice.ts';
import type { Facts } from './people.ts';
import { rulePhrase } from './rule-phrase.ts';

const RECENT_MS = 60 * DAY_MS;
const MOST = 15;

/** Coming meetings by date (of a series the next one), then those without one yet, then recent ones. */
export function meetingsCard(
  meetings: readonly Meeting[],
  series: readonly MeetingSeries[],
  facts: Facts,
  now: Instant,
): Card {
  const timeOf = (meeting: Meeting) => confirmedAt(meeting) ?? Math.min(...meeting.slots.map(({ at }) => at));
  const nextOnes = new Set(series.flatMap(({ id }) => nextOf(id, meetings, now) ?? []));
  const wanted = meetings.filter(
    (meeting) =>
      timeOf(meeting) > now - RECENT_MS &&
      (meeting.seriesId === undefined || nextOnes.has(meeting) || timeOf(meeting) < now),
  );
  const rank = (meeting: Meeting) => (timeOf(meeting) < now ? 2 : meeting.state === 'confirmed' ? 0 : 1);
  const sorted = [...wanted].sort((a, b) => rank(a) - rank(b) || timeOf(a) - timeOf(b)).slice(0, MOST);
  const line = (meeting: Meeting): Phrase => {
    const at = confirmedAt(meeting);
    const params = {
      reference: `M-${meeting.number}`,
      title: meeting.title,
      state: msg(`meeting.state.${meeting.state}`),
    };
    if (at === undefined) return msg('meetings.open', params);
    const times = localTimes(at, facts.scope.towns, facts.home);
    const own = series.find(({ id }) => id === meeting.seriesId);
    // A series is one line: its next meeting, and how it goes on.
    return own !== undefined && nextOnes.has(meeting)
      ? msg('meetings.series', { ...params, times, rule: rulePhrase(ruleOf(own)) })
      : msg('meetings.at', { ...params, times });
  };
  return {
    tone: 'neutral',
    title: msg('meetings.title'),
    blocks: [
      sorted.length === 0
        ? { type: 'text', text: msg('meetings.none') }
        : { type: 'list', items: sorted.map(line) },
      buttons(commandButton(msg('command.meeting.propose.button'), 'meeting/propose', 'primary')),
    ],
  };
}

/** The next meeting of a series that takes place. */
function nextOf(id: MeetingSeries['id'], meetings: readonly Meeting[], now: Instant): Meeting | undefined {
  const coming = meetings.filter(
    (meeting) =>
      meeting.seriesId === id && meeting.state === 'confirmed' && (confirmedAt(meeting) ?? 0) >= now,
  );
  return coming.sort((a, b) => (confirmedAt(a) ?? 0) - (confirmedAt(b) ?? 0))[0];
}
