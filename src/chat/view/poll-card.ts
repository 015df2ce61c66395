import type { Member } from '../../core/committee/member.ts';
import { type Ballot, convened, type Meeting, type Slot } from '../../core/meeting/meeting.ts';
import { type Answer, answers } from '../../core/meeting/quorum.ts';
import { msg } from '../../core/message.ts';
import { instant, list, type Phrase } from '../../core/text.ts';
import type { Block, Button, Card, Control } from '../card.ts';
import { besideHolidays } from './holiday-notes.ts';
import { localTimes } from './local-times.ts';
import { type Facts, memberOrNobody, names } from './people.ts';

/** Up to so many slots each get their three buttons; more are answered by choosing from a list. */
const SLOTS_WITH_BUTTONS = 6;

/**
 * A vote in a space is answered silently, because its message is refreshed by its job; a private copy of the poll
 * has no other writer and is updated by the vote itself.
 */
type VoteCommand = 'meeting/vote' | 'meeting/vote-here';

/** The poll as every space sees it, at any stage of its life; or one person's own copy of it. */
export function pollCard(meeting: Meeting, facts: Facts, vote: VoteCommand = 'meeting/vote'): Card {
  const open = meeting.state === 'polling';
  const intro: Block[] = [
    {
      type: 'text',
      text: msg('poll.intro', {
        organiser: memberOrNobody(facts, meeting.organiserId),
        length: { type: 'duration', minutes: meeting.lengthMinutes },
      }),
    },
  ];
  return {
    tone: open ? 'attention' : 'neutral',
    title: msg('poll.title', { reference: `M-${meeting.number}`, title: meeting.title }),
    blocks: [
      ...intro,
      ...slotBlocks(meeting, facts, open, vote),
      ...(open ? openBlocks(meeting, facts, vote) : [closedBlock(meeting, facts)]),
    ],
  };
}

function slotBlocks(meeting: Meeting, facts: Facts, open: boolean, vote: VoteCommand): Block[] {
  const withButtons = open && meeting.slots.length <= SLOTS_WITH_BUTTONS;
  const blocks = meeting.slots.flatMap((slot): Block[] => [
    { type: 'text', text: slotText(slot, meeting, facts) },
    ...(withButtons
      ? [
          {
            type: 'controls' as const,
            controls: answers.map((answer) => ballotButton(meeting, slot, answer, vote)),
          },
        ]
      : []),
  ]);
  if (!open || withButtons) return blocks;
  return [
    ...blocks,
    { type: 'controls', controls: [ballotList(meeting, facts, 'yes', vote)] },
    { type: 'controls', controls: [ballotList(meeting, facts, 'if-need-be', vote)] },
  ];
}

function slotText(slot: Slot, meeting: Meeting, facts: Facts): Phrase {
  const who = (answer: Answer): readonly Member[] =>
    meeting.ballots
      .filter((ballot) => ballot.slot === slot.number && ballot.answer === answer)
      .flatMap((ballot) => facts.members.find((member) => member.id === ballot.memberId) ?? []);
  const tallies = answers.flatMap((answer) => {
    const members = who(answer);
    return members.length === 0
      ? []
      : [msg(`poll.tally.${answer}`, { count: members.length, names: names(members) })];
  });
  const text = msg('poll.slot', {
    number: slot.number,
    times: localTimes(slot.at, facts.scope.towns, facts.home),
    tally:
      tallies.length === 0 ? msg('poll.tally.nobody') : msg('list.plain', { items: list(tallies, 'none') }),
  });
  return besideHolidays(text, slot.at, meeting.lengthMinutes, facts);
}

const common = (meeting: Meeting) => ({ meeting: `M-${meeting.number}` });

function ballotButton(meeting: Meeting, slot: Slot, answer: Answer, vote: VoteCommand): Button {
  return {
    type: 'button',
    label: msg(`poll.answer.${answer}`),
    style: answer === 'yes' ? 'primary' : 'secondary',
    call: {
      command: vote,
      twinningId: meeting.twinningId,
      options: { ...common(meeting), slot: String(slot.number), answer },
    },
  };
}

function ballotList(meeting: Meeting, facts: Facts, answer: Answer, vote: VoteCommand): Control {
  return {
    type: 'select',
    placeholder: msg(`poll.choose.${answer === 'yes' ? 'yes' : 'if-need-be'}`),
    fills: 'slot',
    min: 1,
    max: meeting.slots.length,
    call: {
      command: vote,
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

/** Whoever is convened and has not said anything yet, by town. */
export function unansweredBy(meeting: Meeting, members: readonly Member[]): Member[] {
  const answered = new Set(meeting.ballots.map((ballot: Ballot) => ballot.memberId));
  return convened(meeting, members).filter((member) => !answered.has(member.id));
}

function openBlocks(meeting: Meeting, facts: Facts, vote: VoteCommand): Block[] {
  const waiting = unansweredBy(meeting, facts.members);
  const byTown = facts.scope.towns.flatMap((town) => {
    const groups = (['municipality', 'citizens', 'youth', undefined] as const).flatMap((group) => {
      const members = waiting.filter((member) => member.townId === town.id && member.represents === group);
      return members.length === 0
        ? []
        : [
            msg('poll.waiting.group', {
              group: group === undefined ? msg('choice.group.unknown') : msg(`choice.group.${group}`),
              names: names(members),
            }),
          ];
    });
    return groups.length === 0
      ? []
      : [
          msg('poll.waiting.town', {
            town: town.name,
            groups: msg('list.plain', { items: list(groups, 'none') }),
          }),
        ];
  });
  const all = (answer: 'yes' | 'no'): Button => ({
    type: 'button',
    label: msg(`poll.all.${answer}`),
    style: 'secondary',
    call: {
      command: vote,
      twinningId: meeting.twinningId,
      options: { ...common(meeting), slot: 'all', answer },
    },
  });
  const remind: Button = {
    type: 'button',
    label: msg('poll.remind'),
    style: 'secondary',
    call: { command: 'meeting/remind', twinningId: meeting.twinningId, options: common(meeting) },
  };
  return [
    { type: 'divider' },
    ...(byTown.length === 0
      ? []
      : [
          {
            type: 'text' as const,
            text: msg('poll.waiting', { towns: msg('list.plain', { items: list(byTown, 'none') }) }),
          },
        ]),
    ...(meeting.deadlineAt === undefined
      ? []
      : [
          {
            type: 'text' as const,
            small: true,
            text: msg('poll.deadline', {
              when: localTimes(meeting.deadlineAt, facts.scope.towns, facts.home),
            }),
          },
        ]),
    { type: 'controls', controls: [all('yes'), all('no'), ...(waiting.length === 0 ? [] : [remind])] },
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
  return {
    type: 'text',
    text: msg(meeting.state === 'cancelled' ? 'poll.closed.cancelled' : 'poll.closed.undecided'),
  };
}
