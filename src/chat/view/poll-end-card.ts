import type { Meeting } from '../../core/meeting/meeting.ts';
import { pollRanking, pollTrouble } from '../../core/meeting/poll-outcome.ts';
import { msg } from '../../core/message.ts';
import { instant } from '../../core/text.ts';
import type { Block, Button, Card } from '../card.ts';
import { localTimes } from './local-times.ts';
import { buttons, notice } from './notice.ts';
import { type Facts, memberOrNobody, names } from './people.ts';
import { termsOf } from './poll-tally.ts';
import { lacking } from './quorum-text.ts';

const titled = (meeting: Meeting) => ({ reference: `M-${meeting.number}`, title: meeting.title });

const control = (
  meeting: Meeting,
  label: Button['label'],
  command: Button['call']['command'],
  style: Button['style'],
  options: Button['call']['options'] = {},
): Button => ({
  type: 'button',
  label,
  style,
  call: {
    command,
    twinningId: meeting.twinningId,
    options: { meeting: `M-${meeting.number}`, ...options },
  },
});

export const closeButton = (meeting: Meeting): Button =>
  control(meeting, msg('meeting.close'), 'meeting/close', 'secondary');

export const searchAgainButton = (meeting: Meeting, style: Button['style'] = 'secondary'): Button =>
  control(meeting, msg('meeting.search-again'), 'meeting/search-again', style);

/** The deadline passed without a decision: says what is missing, and lets the organiser decide with one button. */
export function undecidedCard(meeting: Meeting, facts: Facts): Card {
  const { leading, tie } = pollRanking(meeting, facts.members, termsOf(facts));
  const organiser = memberOrNobody(facts, meeting.organiserId);
  const missing = leading === undefined ? [] : lacking(leading, facts);
  const times = (at: number) => localTimes(at, facts.scope.towns, facts.home);
  const tied = meeting.slots.filter(({ number }) => tie.includes(number));
  const text =
    leading === undefined
      ? msg('meeting.undecided.nobody', { organiser })
      : tied.length > 0
        ? msg('meeting.undecided.tie', { organiser })
        : missing.length > 0
          ? msg('meeting.undecided.lacking', { organiser, times: times(leading.at) })
          : msg('meeting.undecided.leading', { organiser, times: times(leading.at) });
  const choose = (slot: number, label: Button['label']): Button =>
    control(meeting, label, 'meeting/confirm', 'primary', { slot: String(slot) });
  const choices =
    leading === undefined
      ? []
      : tied.length > 0
        ? tied.map(({ number, at, timeZone }) => {
            const when = instant(at, facts.home?.timeZone ?? timeZone);
            return choose(number, msg('poll.choice', { number, when }));
          })
        : [choose(leading.slot, msg('meeting.undecided.confirm'))];
  const options = tied.map(({ number, at }) => msg('poll.choice', { number, when: times(at) }));
  return {
    tone: 'attention',
    title: msg('meeting.undecided.title', titled(meeting)),
    blocks: [
      { type: 'text', text },
      ...(options.length === 0 ? [] : [{ type: 'list' as const, items: options }]),
      ...(missing.length === 0
        ? []
        : [
            { type: 'text' as const, small: true, text: msg('meeting.undecided.missing') },
            { type: 'list' as const, items: missing },
          ]),
      ...(choices.length === 0 ? [] : [buttons(...choices)]),
      buttons(searchAgainButton(meeting, leading === undefined ? 'primary' : 'secondary')),
    ],
  };
}

/** While the poll is open: its times hardly work any more, and other ones can be looked for. */
export function stuckCard(meeting: Meeting, facts: Facts): Card {
  if (meeting.replacedBy !== undefined) return replacedCard(meeting, meeting.replacedBy);
  const title = msg('meeting.stuck.title', titled(meeting));
  if (meeting.state !== 'polling') {
    const over = meeting.state === 'cancelled' ? msg('poll.closed.cancelled') : msg('poll.closed.undecided');
    return { ...notice('neutral', over), title };
  }
  const trouble = pollTrouble(meeting, facts.members, termsOf(facts));
  if (trouble === undefined) return { ...notice('neutral', msg('meeting.stuck.over')), title };
  const { noneSuits, outOfReach } = trouble;
  const why: Block[] = [
    ...(noneSuits.length === 0
      ? []
      : [{ type: 'text' as const, text: msg('meeting.stuck.none-suits', { names: names(noneSuits) }) }]),
    ...(outOfReach ? [{ type: 'text' as const, text: msg('meeting.stuck.out-of-reach') }] : []),
  ];
  const organiser = memberOrNobody(facts, meeting.organiserId);
  return {
    tone: 'attention',
    title,
    blocks: [
      ...why,
      { type: 'text', text: msg('meeting.stuck.offer', { organiser }) },
      buttons(searchAgainButton(meeting, 'primary'), closeButton(meeting)),
    ],
  };
}

/** Another poll has taken its place. */
export const replacedCard = (meeting: Meeting, replacedBy: number): Card => ({
  ...notice('neutral', msg('meeting.replaced', { reference: `M-${replacedBy}` })),
  title: msg('meeting.card.title', titled(meeting)),
});
