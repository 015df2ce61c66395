import type { Meeting, Slot } from '../../core/meeting/meeting.ts';
import { type Answer, answers } from '../../core/meeting/quorum.ts';
import { msg } from '../../core/message.ts';
import { instant, type Phrase } from '../../core/text.ts';
import type { Block, Button, Card, Control } from '../card.ts';
import { besideHolidays } from './holiday-notes.ts';
import { localTimes } from './local-times.ts';
import { type Facts, memberOrNobody } from './people.ts';
import {
  recordedText,
  requiredText,
  standingText,
  tallyText,
  unansweredBy,
  waitingText,
} from './poll-tally.ts';

/** Up to so many slots each get their three buttons; more are answered by choosing from a list. */
const SLOTS_WITH_BUTTONS = 6;

/** The poll as every space sees it, at any stage of its life. */
export function pollCard(meeting: Meeting, facts: Facts): Card {
  const open = meeting.state === 'polling';
  const required = requiredText(meeting, facts);
  const intro: Block[] = [
    {
      type: 'text',
      text: msg(meeting.slots.length <= SLOTS_WITH_BUTTONS ? 'poll.intro' : 'poll.intro.list', {
        organiser: memberOrNobody(facts, meeting.organiserId),
        length: { type: 'duration', minutes: meeting.lengthMinutes },
      }),
    },
    ...(required === undefined ? [] : [{ type: 'text' as const, text: required }]),
  ];
  return {
    tone: open ? 'attention' : 'neutral',
    title: msg('poll.title', { reference: `M-${meeting.number}`, title: meeting.title }),
    blocks: [
      ...intro,
      ...slotBlocks(meeting, facts, open),
      ...(open ? openBlocks(meeting, facts) : [closedBlock(meeting, facts)]),
    ],
  };
}

function slotBlocks(meeting: Meeting, facts: Facts, open: boolean): Block[] {
  const withButtons = open && meeting.slots.length <= SLOTS_WITH_BUTTONS;
  const blocks = meeting.slots.flatMap((slot): Block[] => [
    { type: 'text', text: slotText(slot, meeting, facts) },
    ...(withButtons
      ? [
          {
            type: 'controls' as const,
            controls: answers.map((answer) => ballotButton(meeting, slot, answer)),
          },
        ]
      : []),
  ]);
  if (!open || withButtons) return blocks;
  return [
    ...blocks,
    { type: 'controls', controls: [ballotList(meeting, facts, 'yes')] },
    { type: 'controls', controls: [ballotList(meeting, facts, 'if-need-be')] },
  ];
}

const slotText = (slot: Slot, meeting: Meeting, facts: Facts): Phrase => {
  const text = msg('poll.slot', {
    number: slot.number,
    times: localTimes(slot.at, facts.scope.towns, facts.home),
    tally: tallyText(slot, meeting, facts),
  });
  return besideHolidays(text, slot.at, meeting.lengthMinutes, facts);
};

const common = (meeting: Meeting) => ({ meeting: `M-${meeting.number}` });

function ballotButton(meeting: Meeting, slot: Slot, answer: Answer): Button {
  return {
    type: 'button',
    label: msg(`poll.answer.${answer}`),
    style: answer === 'yes' ? 'primary' : 'secondary',
    call: {
      command: 'meeting/vote',
      twinningId: meeting.twinningId,
      options: { ...common(meeting), slot: String(slot.number), answer },
    },
  };
}

function ballotList(meeting: Meeting, facts: Facts, answer: Answer): Control {
  return {
    type: 'select',
    placeholder: msg(`poll.choose.${answer === 'yes' ? 'yes' : 'if-need-be'}`),
    fills: 'slot',
    min: 1,
    max: meeting.slots.length,
    call: {
      command: 'meeting/vote',
      twinningId: meeting.twinningId,
      options: { ...common(meeting), answer },
    },
    choices: meeting.slots.map((slot) => ({
      value: String(slot.number),
      label: msg('poll.choice', {
        number: slot.number,
        when: instant(slot.at, facts.home?.timeZone ?? slot.timeZone),
      }),
    })),
  };
}

function openBlocks(meeting: Meeting, facts: Facts): Block[] {
  const button = (label: Phrase, command: Button['call']['command'], options = {}): Button => ({
    type: 'button',
    label,
    style: 'secondary',
    call: { command, twinningId: meeting.twinningId, options: { ...common(meeting), ...options } },
  });
  const waiting = unansweredBy(meeting, facts.members).length > 0;
  return [
    { type: 'divider' },
    ...stateBlocks(meeting, facts),
    {
      type: 'controls',
      controls: [
        button(msg('poll.all.yes'), 'meeting/vote', { slot: 'all', answer: 'yes' }),
        button(msg('poll.all.no'), 'meeting/vote', { slot: 'all', answer: 'no' }),
        button(msg('poll.answer.mine'), 'meeting/ballot'),
        ...(waiting ? [button(msg('poll.remind'), 'meeting/remind')] : []),
      ],
    },
  ];
}

/** How an open poll stands: what is in front, who is waited for, until when. */
export function stateBlocks(meeting: Meeting, facts: Facts, slotsShown = meeting.slots.length): Block[] {
  const deadline =
    meeting.deadlineAt === undefined
      ? undefined
      : msg('poll.deadline', { when: localTimes(meeting.deadlineAt, facts.scope.towns, facts.home) });
  const waiting = waitingText(meeting, facts, slotsShown);
  const small = [standingText(meeting, facts), recordedText(meeting, facts), deadline];
  return [
    ...(waiting === undefined ? [] : [{ type: 'text' as const, text: waiting }]),
    ...small.flatMap((text) => (text === undefined ? [] : [{ type: 'text' as const, small: true, text }])),
  ];
}

function closedBlock(meeting: Meeting, facts: Facts): Block {
  const slot = meeting.slots.find((candidate) => candidate.number === meeting.confirmedSlot);
  if (meeting.state === 'confirmed' && slot !== undefined) {
    return {
      type: 'text',
      text: msg('poll.closed.confirmed', { times: localTimes(slot.at, facts.scope.towns, facts.home) }),
    };
  }
  if (meeting.replacedBy !== undefined)
    return { type: 'text', text: msg('poll.closed.replaced', { reference: `M-${meeting.replacedBy}` }) };
  return {
    type: 'text',
    text: msg(meeting.state === 'cancelled' ? 'poll.closed.cancelled' : 'poll.closed.undecided'),
  };
}
