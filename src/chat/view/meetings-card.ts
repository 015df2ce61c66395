import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import { DAY_MS, type Instant } from '../../core/time/instant.ts';
import type { Card } from '../card.ts';
import { localTimes } from './local-times.ts';
import { buttons, commandButton } from './notice.ts';
import type { Facts } from './people.ts';

const RECENT_MS = 60 * DAY_MS;
const MOST = 15;

/** Coming meetings by date, then those without one yet, then recent ones. */
export function meetingsCard(meetings: readonly Meeting[], facts: Facts, now: Instant): Card {
  const timeOf = (meeting: Meeting) => confirmedAt(meeting) ?? Math.min(...meeting.slots.map(({ at }) => at));
  const wanted = meetings.filter((meeting) => timeOf(meeting) > now - RECENT_MS);
  const rank = (meeting: Meeting) => (timeOf(meeting) < now ? 2 : meeting.state === 'confirmed' ? 0 : 1);
  const sorted = [...wanted].sort((a, b) => rank(a) - rank(b) || timeOf(a) - timeOf(b)).slice(0, MOST);
  const line = (meeting: Meeting): Phrase => {
    const at = confirmedAt(meeting);
    const params = {
      reference: `M-${meeting.number}`,
      title: meeting.title,
      state: msg(`meeting.state.${meeting.state}`),
    };
    return at === undefined
      ? msg('meetings.open', params)
      : msg('meetings.at', { ...params, times: localTimes(at, facts.scope.towns, facts.home) });
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
