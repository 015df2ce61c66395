import type { Commitment } from '../../core/commitment/commitment.ts';
import type { HandedOver, Handover } from '../../core/committee/handover.ts';
import type { Office } from '../../core/committee/member.ts';
import type { Digest } from '../../core/digest/digest.ts';
import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import type { AgendaItem } from '../../core/meeting/meeting-record.ts';
import { msg } from '../../core/message.ts';
import type { DifferenceAhead } from '../../core/reminder/difference-ahead.ts';
import type { Reminder } from '../../core/reminder/reminder.ts';
import type { Silence } from '../../core/reminder/silence.ts';
import type { Review } from '../../core/review/review.ts';
import type { Anniversary } from '../../core/review/review-dates.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import type { Instant, LocalDate } from '../../core/time/instant.ts';
import type { Block, Button } from '../card.ts';
import { agendaBlocks } from './agenda-card.ts';
import { commitmentButtons } from './commitment-buttons.ts';
import { ownerName } from './commitment-card.ts';
import { whatOf } from './commitment-words.ts';
import { differenceNotes, differencePhrase } from './difference-notes.ts';
import { digestBody } from './digest-card.ts';
import { lateBody, newDateBlocks, todayIn } from './late-promise.ts';
import { localTimes } from './local-times.ts';
import { officeBody } from './office-reminder.ts';
import { type Facts, memberOrNobody, townName } from './people.ts';
import { attendanceButton, writeMinutesButton } from './record-buttons.ts';
import { anniversaryBody, reviewWaitingBody } from './renewal-bells.ts';
import { silenceBody } from './silence-card.ts';

/** What a reminder is about, as it stands when it rings. */
export interface Ringing {
  readonly reminder: Reminder;
  readonly meeting?: Meeting | undefined;
  readonly commitment?: Commitment | undefined;
  /** An hour before a meeting: what is to be talked about. */
  readonly agenda: readonly AgendaItem[];
  readonly difference?: DifferenceAhead | undefined;
  readonly office?: Office | undefined;
  readonly handover?: Handover | undefined;
  /** What the handover would pass on. */
  readonly share?: HandedOver | undefined;
  readonly anniversary?: Anniversary | undefined;
  readonly review?: Review | undefined;
  readonly digest?: Digest | undefined;
  readonly silence?: Silence | undefined;
  /** It stands in a space, before others. */
  readonly inSpace?: true;
  /** When it rings. */
  readonly now: Instant;
  /** It should have rung earlier: say so. */
  readonly late: boolean;
  /** In a space: the people it is for, notified there because they take no direct messages. */
  readonly addressed: Facts['members'];
}

const MOST_MEETINGS = 10;

/** What one reminder says, by itself or among others. */
export interface Body {
  readonly title: Phrase;
  readonly blocks: readonly Block[];
}

export function reminderBody(ringing: Ringing, facts: Facts): Body {
  const { reminder, meeting, commitment } = ringing;
  switch (reminder.kind) {
    case 'note':
      return {
        title: msg('reminder.note.title', { reference: `R-${reminder.number ?? 0}` }),
        blocks: [
          { type: 'text', text: msg('reminder.note.text', { text: reminder.text ?? '' }) },
          {
            type: 'text',
            small: true,
            text: msg('reminder.note.from', { name: memberOrNobody(facts, reminder.createdById) }),
          },
        ],
      };
    case 'meeting-days':
    case 'meeting-hour':
      return meetingBody(reminder.kind, meeting, ringing.agenda, facts);
    case 'minutes-missing':
      return minutesBody(meeting);
    case 'difference-ahead':
      return differenceBody(ringing, facts);
    case 'term-ending':
    case 'office-passed':
    case 'handover-open':
      return officeBody(ringing, facts);
    case 'anniversary':
      return anniversaryBody(given(ringing.anniversary, 'an anniversary'), facts);
    case 'review-waiting':
      return reviewWaitingBody(given(ringing.review, 'a review'));
    case 'digest':
      return digestBody(given(ringing.digest, 'a digest'), facts);
    case 'poll-open':
      return pollBody(ringing, facts);
    case 'silence':
      return silenceBody(ringing, facts);
    case 'commitment-late':
      return lateBody(ringing, facts);
    default:
      return commitmentBody(reminder.kind, commitment, facts, todayIn(ringing, facts));
  }
}

function given<T>(subject: T | undefined, what: string): T {
  if (subject === undefined) throw new RangeError(`a reminder without ${what}`);
  return subject;
}

function meetingBody(
  kind: 'meeting-days' | 'meeting-hour',
  meeting: Meeting | undefined,
  agenda: readonly AgendaItem[],
  facts: Facts,
): Body {
  if (meeting === undefined) throw new RangeError('a meeting reminder without its meeting');
  const at = confirmedAt(meeting);
  if (at === undefined) throw new RangeError('a meeting reminder before it was confirmed');
  const link = facts.settings?.videoLink;
  return {
    title: msg(kind === 'meeting-hour' ? 'reminder.meeting-hour.title' : 'reminder.meeting-days.title', {
      reference: `M-${meeting.number}`,
      title: meeting.title,
    }),
    blocks: [
      {
        type: 'text',
        text: msg('reminder.meeting.when', { times: localTimes(at, facts.scope.towns, facts.home) }),
      },
      ...(link === undefined
        ? []
        : [
            {
              type: 'fields' as const,
              fields: [
                { label: msg('meeting.field.video'), value: msg('list.plain', { items: list([link]) }) },
              ],
            },
          ]),
      ...differenceNotes([at], facts),
      ...(agenda.length === 0 ? [] : agendaBlocks(meeting, agenda, facts)),
    ],
  };
}

function minutesBody(meeting: Meeting | undefined): Body {
  if (meeting === undefined) throw new RangeError('a reminder of minutes without its meeting');
  return {
    title: msg('reminder.minutes-missing.title', {
      reference: `M-${meeting.number}`,
      title: meeting.title,
    }),
    blocks: [
      { type: 'text', text: msg('reminder.minutes-missing.text') },
      { type: 'controls', controls: [writeMinutesButton(meeting), attendanceButton(meeting)] },
    ],
  };
}

function differenceBody({ difference }: Ringing, facts: Facts): Body {
  const { home } = facts;
  if (difference === undefined || home === undefined)
    throw new RangeError('an announcement of other clocks without them');
  return {
    title: msg('reminder.difference.title'),
    blocks: [
      ...difference.differences.map((one): Block => ({ type: 'text', text: differencePhrase(one, home) })),
      { type: 'text', text: msg('reminder.difference.meetings') },
      {
        type: 'list',
        items: difference.meetings.slice(0, MOST_MEETINGS).map((meeting) =>
          msg('reminder.difference.meeting', {
            reference: `M-${meeting.number}`,
            title: meeting.title,
            times: localTimes(confirmedAt(meeting) ?? 0, facts.scope.towns, home),
          }),
        ),
      },
    ],
  };
}

function pollBody({ meeting }: Ringing, facts: Facts): Body {
  if (meeting === undefined) throw new RangeError('a poll reminder without its poll');
  const open: Button = {
    type: 'button',
    label: msg('reminder.poll.show'),
    style: 'primary',
    call: {
      command: 'meeting/ballot',
      twinningId: meeting.twinningId,
      options: { meeting: `M-${meeting.number}` },
    },
  };
  return {
    title: msg('reminder.poll.title', { reference: `M-${meeting.number}`, title: meeting.title }),
    blocks: [
      ...(meeting.deadlineAt === undefined
        ? []
        : [
            {
              type: 'text' as const,
              text: msg('reminder.poll.deadline', {
                times: localTimes(meeting.deadlineAt, facts.scope.towns, facts.home),
              }),
            },
          ]),
      { type: 'controls', controls: [open] },
    ],
  };
}

function commitmentBody(
  kind: 'commitment-days' | 'commitment-today' | 'commitment-overdue' | 'commitment-dateless',
  commitment: Commitment | undefined,
  facts: Facts,
  todayOn: LocalDate,
): Body {
  if (commitment === undefined) throw new RangeError('a commitment reminder without its commitment');
  const owner = facts.scope.towns.find((town) => town.id === commitment.ownerTownId);
  const buttons = commitmentButtons(commitment, owner === undefined ? facts : { ...facts, home: owner });
  const params = { reference: `C-${commitment.number}`, what: whatOf(commitment, facts) };
  return {
    title: msg(`reminder.${kind}.title`, params),
    blocks: [
      { type: 'text', text: dueText(kind, commitment.dueOn) },
      {
        type: 'text',
        small: true,
        text: msg('reminder.commitment.owner', {
          owner: ownerName(commitment, facts),
          town: townName(facts, commitment.ownerTownId),
        }),
      },
      ...(buttons.length === 0 ? [] : [{ type: 'controls' as const, controls: buttons }]),
      ...(kind === 'commitment-overdue' ? newDateBlocks(commitment, todayOn) : []),
    ],
  };
}

function dueText(kind: Parameters<typeof commitmentBody>[0], dueOn: LocalDate | undefined): Phrase {
  if (kind === 'commitment-dateless') return msg('reminder.commitment-dateless.text');
  if (dueOn === undefined) throw new RangeError('a reminder of a due day without one');
  return msg(`reminder.${kind}.text`, { due: day(dueOn) });
}
