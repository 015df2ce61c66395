import { mayManage } from '../../core/committee/may-manage.ts';
import type { Member } from '../../core/committee/member.ts';
import { convened, type Meeting, type Slot } from '../../core/meeting/meeting.ts';
import { type Answer, answers } from '../../core/meeting/quorum.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import type { Block, Button, Card, Control } from '../card.ts';
import { besideHolidays } from './holiday-notes.ts';
import { localTimes } from './local-times.ts';
import { type Facts, person } from './people.ts';
import { pollCard, stateBlocks } from './poll-card.ts';
import { closeButton, searchAgainButton } from './poll-end-card.ts';
import { tallyText } from './poll-tally.ts';

/** So many slots with their buttons fit beside the rest; more are leafed through. */
const SLOTS_A_PAGE = 5;
/** Both platforms list at least so many choices in one select. */
const MOST_CHOICES = 25;

/** Whose answers the copy shows, and who holds it. */
export interface BallotCopy {
  readonly holder: Member;
  /** Another member, whose answers the holder writes down. */
  readonly forMember?: Member;
  /** Counted from 1. */
  readonly page?: number;
}

/** On which page of a copy a slot stands. */
export function pageOfSlot(meeting: Meeting, slots: readonly number[] | 'all'): number {
  const first = slots === 'all' ? 0 : meeting.slots.findIndex(({ number }) => number === slots[0]);
  return Math.floor(Math.max(0, first) / perPage(meeting)) + 1;
}

const pagesOf = (meeting: Meeting): number => Math.ceil(meeting.slots.length / SLOTS_A_PAGE);
const perPage = (meeting: Meeting): number => Math.ceil(meeting.slots.length / pagesOf(meeting));

/**
 * One person's own copy of a poll: what they have answered stands under each time, and can be changed or taken back.
 * An office holder's copy for a member without chat is the same.
 */
export function ballotCard(meeting: Meeting, facts: Facts, copy: BallotCopy): Card {
  if (meeting.state !== 'polling') return pollCard(meeting, facts);
  const { forMember } = copy;
  const page = Math.min(Math.max(1, copy.page ?? 1), pagesOf(meeting));
  const from = (page - 1) * perPage(meeting);
  const params = { reference: `M-${meeting.number}`, title: meeting.title };
  return {
    tone: 'attention',
    title:
      forMember === undefined
        ? msg('poll.title', params)
        : msg('ballot.for', { ...params, name: person(forMember) }),
    blocks: [
      ...(forMember === undefined
        ? []
        : [{ type: 'text' as const, text: msg('ballot.intro.for', { name: person(forMember) }) }]),
      ...meeting.slots
        .slice(from, from + perPage(meeting))
        .flatMap((slot) => slotBlocks(slot, meeting, facts, copy)),
      { type: 'divider' },
      ...stateBlocks(meeting, facts, perPage(meeting)),
      { type: 'controls', controls: wholeControls(meeting, copy, page) },
      ...decidingBlocks(meeting, facts, copy),
    ],
  };
}

function slotBlocks(slot: Slot, meeting: Meeting, facts: Facts, copy: BallotCopy): Block[] {
  const { forMember, holder } = copy;
  const voter = forMember ?? holder;
  const given = meeting.ballots.find(
    ({ slot: number, memberId }) => number === slot.number && memberId === voter.id,
  )?.answer;
  const answer = given === undefined ? msg('ballot.own.none') : msg(`choice.answer.${given}`);
  return [
    {
      type: 'text',
      text: besideHolidays(
        msg('ballot.slot', {
          number: slot.number,
          times: localTimes(slot.at, facts.scope.towns, facts.home),
          tally: tallyText(slot, meeting, facts),
          own:
            forMember === undefined
              ? msg('ballot.own', { answer })
              : msg('ballot.theirs', { name: person(forMember), answer }),
        }),
        slot.at,
        meeting.lengthMinutes,
        facts,
      ),
    },
    {
      type: 'controls',
      controls: answers.map((choice) =>
        choice === given
          ? answerButton(meeting, copy, msg('ballot.take-back', { answer }), String(slot.number), 'none')
          : answerButton(meeting, copy, msg(`poll.answer.${choice}`), String(slot.number), choice),
      ),
    },
  ];
}

function answerButton(
  meeting: Meeting,
  copy: BallotCopy,
  label: Phrase,
  slot: string,
  answer: Answer | 'none',
): Button {
  return {
    type: 'button',
    label,
    style: answer === 'yes' && slot !== 'all' ? 'primary' : 'secondary',
    call: {
      command: copy.forMember === undefined ? 'meeting/vote-here' : 'meeting/record',
      twinningId: meeting.twinningId,
      options: { ...common(meeting), slot, answer, ...forOption(copy) },
    },
  };
}

const common = (meeting: Meeting) => ({ meeting: `M-${meeting.number}` });

/** Without its prefix: a control's id has little room. */
const forOption = ({ forMember }: BallotCopy): { for?: string } =>
  forMember === undefined ? {} : { for: forMember.id.replace('mbr_', '') };

function wholeControls(meeting: Meeting, copy: BallotCopy, page: number): Control[] {
  const voter = copy.forMember ?? copy.holder;
  const pages = pagesOf(meeting);
  const next = (page % pages) + 1;
  const turn: Button = {
    type: 'button',
    label: msg('ballot.page', { page: next, pages }),
    style: 'secondary',
    call: {
      command: 'meeting/ballot-page',
      twinningId: meeting.twinningId,
      options: { ...common(meeting), page: String(next), ...forOption(copy) },
    },
  };
  return [
    answerButton(meeting, copy, msg('poll.all.yes'), 'all', 'yes'),
    answerButton(meeting, copy, msg('poll.all.no'), 'all', 'no'),
    ...(meeting.ballots.some(({ memberId }) => memberId === voter.id)
      ? [answerButton(meeting, copy, msg('ballot.take-back.all'), 'all', 'none')]
      : []),
    ...(pages > 1 ? [turn] : []),
  ];
}

/** For the organiser and those who hold an office: to end the poll, and to answer for others. */
function decidingBlocks(meeting: Meeting, facts: Facts, { holder, forMember }: BallotCopy): Block[] {
  const town = facts.scope.towns.find(({ id }) => id === holder.townId);
  const manages = town !== undefined && mayManage(town, holder, facts.offices);
  const standIn: Button = {
    type: 'button',
    label: msg('ballot.stand-in'),
    style: 'secondary',
    call: { command: 'meeting/stand-in', twinningId: meeting.twinningId, options: common(meeting) },
  };
  const decides = manages || meeting.organiserId === holder.id;
  const controls = [
    ...(manages ? [standIn] : []),
    ...(decides && forMember === undefined ? [closeButton(meeting), searchAgainButton(meeting)] : []),
  ];
  return controls.length === 0 ? [] : [{ type: 'controls', controls }];
}

/** For whom of their town the holder may write answers down: who has no chat first, then who has not answered. */
export function standInCard(meeting: Meeting, facts: Facts, holder: Member): Card {
  const town = facts.scope.towns.find(({ id }) => id === holder.townId)?.name ?? '';
  const answered = new Set(meeting.ballots.map(({ memberId }) => memberId));
  const rank = ({ id, accounts }: Member) => Number(accounts.length > 0) * 2 + Number(answered.has(id));
  const others = convened(meeting, facts.members)
    .filter(({ id, townId }) => townId === holder.townId && id !== holder.id)
    .sort((a, b) => rank(a) - rank(b));
  const title = msg('poll.title', { reference: `M-${meeting.number}`, title: meeting.title });
  if (others.length === 0)
    return {
      tone: 'neutral',
      title,
      blocks: [{ type: 'text', text: msg('ballot.stand-in.nobody', { town }) }],
    };
  const state = ({ id, accounts }: Member): Phrase =>
    answered.has(id)
      ? msg('ballot.stand-in.done')
      : accounts.length === 0
        ? msg('ballot.stand-in.no-chat')
        : msg('ballot.stand-in.waiting');
  const parts = Array.from({ length: Math.ceil(others.length / MOST_CHOICES) }, (_, part) =>
    others.slice(part * MOST_CHOICES, (part + 1) * MOST_CHOICES),
  );
  return {
    tone: 'neutral',
    title,
    blocks: [
      { type: 'text', text: msg('ballot.stand-in.whom', { town }) },
      ...parts.map(
        (members, part): Block => ({
          type: 'controls',
          controls: [
            {
              type: 'select',
              placeholder: msg('ballot.stand-in.pick'),
              fills: 'for',
              min: 1,
              max: 1,
              call: {
                command: 'meeting/ballot-page',
                twinningId: meeting.twinningId,
                // Only so that several selects in one message have ids of their own: each opens the first page.
                options: { ...common(meeting), part: String(part + 1) },
              },
              choices: members.map((member) => ({
                value: member.id.replace('mbr_', ''),
                label: msg('ballot.stand-in.choice', { name: person(member), state: state(member) }),
              })),
            },
          ],
        }),
      ),
    ],
  };
}
