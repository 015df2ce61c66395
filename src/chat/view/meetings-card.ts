import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import { type Instant, MINUTE_MS } from '../../core/time/instant.ts';
import type { Card } from '../card.ts';
import { localTimes } from './local-times.ts';
import { buttons, commandButton } from './notice.ts';
import { type Paging, pagedList } from './paged-list.ts';
import type { Facts } from './people.ts';

/** Coming meetings by date, then those without one yet, then past ones, the latest first. */
export function meetingsCard(
  meetings: readonly Meeting[],
  facts: Facts,
  now: Instant,
  paging: Pick<Paging, 'reader' | 'place'>,
): Card {
  const propose = commandButton(msg('command.meeting.propose.button'), 'meeting/propose', 'primary');
  const lines = meetings.map((meeting) => ({ key: keyOf(meeting, now), line: line(meeting, facts) }));
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

function keyOf(meeting: Meeting, now: Instant): string {
  const at = confirmedAt(meeting) ?? Math.min(...meeting.slots.map((slot) => slot.at));
  const minute = Math.floor(at / MINUTE_MS);
  const [part, order] =
    at < now ? [2, LAST_MINUTE - minute] : [meeting.state === 'confirmed' ? 0 : 1, minute];
  return `${part}${String(order).padStart(9, '0')}${String(meeting.number).padStart(9, '0')}`;
}

function line(meeting: Meeting, facts: Facts): Phrase {
  const at = confirmedAt(meeting);
  const params = {
    reference: `M-${meeting.number}`,
    title: meeting.title,
    state: msg(`meeting.state.${meeting.state}`),
  };
  return at === undefined
    ? msg('meetings.open', params)
    : msg('meetings.at', { ...params, times: localTimes(at, facts.scope.towns, facts.home) });
}
