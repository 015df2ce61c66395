import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import { instant, list, type Phrase } from '../../core/text.ts';
import type { Block, Card } from '../card.ts';
import { calendarBlocks, cancelledCalendarBlocks } from './calendar-links.ts';
import { differenceNotes } from './difference-notes.ts';
import { localTimes } from './local-times.ts';
import { type Facts, memberOrNobody, names, townName } from './people.ts';

const reference = (meeting: Meeting) => `M-${meeting.number}`;

/** "It is fixed", in every space. */
export function confirmedCard(meeting: Meeting, facts: Facts): Card {
  return {
    tone: 'good',
    title: msg('meeting.confirmed.title', { reference: reference(meeting), title: meeting.title }),
    blocks: [
      { type: 'text', text: msg('meeting.confirmed.when', { times: times(meeting, facts) }) },
      ...clocks(meeting, facts),
      ...details(meeting, facts),
      { type: 'text', small: true, text: msg('meeting.confirmed.reminders') },
      ...calendarBlocks(meeting, facts),
    ],
  };
}

/** When it was to be, and when it is now: also after it moved once more. */
export function movedCard(meeting: Meeting, facts: Facts, args: Readonly<Record<string, string>>): Card {
  const was = Number(args.was);
  const wasLine = Number(args.wasLine);
  return {
    tone: 'attention',
    title: msg('meeting.moved.title', { reference: reference(meeting), title: meeting.title }),
    blocks: [
      ...(Number.isFinite(was)
        ? [
            {
              type: 'text' as const,
              text: msg('meeting.moved.was', { times: localTimes(was, facts.scope.towns, facts.home) }),
            },
          ]
        : []),
      // On this clock by the old data: a wall time, written as an instant of UTC.
      ...(Number.isFinite(wasLine)
        ? [
            {
              type: 'text' as const,
              text: msg('meeting.moved.time-zone-data', { when: instant(wasLine, 'UTC') }),
            },
          ]
        : []),
      { type: 'text', text: msg('meeting.moved.now', { times: times(meeting, facts) }) },
      ...clocks(meeting, facts),
      ...details(meeting, facts),
      { type: 'text', small: true, text: msg('meeting.moved.reminders') },
    ],
  };
}

export function cancelledCard(meeting: Meeting, facts: Facts): Card {
  return {
    tone: 'bad',
    title: msg('meeting.cancelled.title', { reference: reference(meeting), title: meeting.title }),
    blocks: [
      ...(confirmedAt(meeting) === undefined
        ? []
        : [{ type: 'text' as const, text: msg('meeting.cancelled.when', { times: times(meeting, facts) }) }]),
      ...(meeting.cancelReason === undefined
        ? []
        : [
            {
              type: 'text' as const,
              text: msg('meeting.cancelled.reason', { reason: meeting.cancelReason }),
            },
          ]),
      { type: 'text', small: true, text: msg('meeting.cancelled.reminders') },
      ...cancelledCalendarBlocks(meeting, facts),
    ],
  };
}

/** One meeting in full, for /meeting show. */
export function meetingCard(meeting: Meeting, facts: Facts): Card {
  const at = confirmedAt(meeting);
  return {
    tone: 'neutral',
    title: msg('meeting.card.title', { reference: reference(meeting), title: meeting.title }),
    blocks: [
      {
        type: 'text',
        text:
          meeting.replacedBy === undefined
            ? msg(`meeting.state.${meeting.state}`)
            : msg('meeting.replaced', { reference: `M-${meeting.replacedBy}` }),
      },
      ...(at === undefined ? [] : [{ type: 'text' as const, text: times(meeting, facts) }]),
      ...details(meeting, facts),
      ...(meeting.state === 'confirmed' ? calendarBlocks(meeting, facts) : []),
    ],
  };
}

function clocks(meeting: Meeting, facts: Facts): Block[] {
  const at = confirmedAt(meeting);
  return at === undefined ? [] : differenceNotes([at], facts);
}

function times(meeting: Meeting, facts: Facts): Phrase {
  const at = confirmedAt(meeting);
  return at === undefined ? msg('meeting.no-time') : localTimes(at, facts.scope.towns, facts.home);
}

function details(meeting: Meeting, facts: Facts): Block[] {
  const required = facts.members.filter(({ id }) => meeting.requiredIds?.includes(id));
  const link = facts.settings?.videoLink;
  const coming = facts.members.filter((member) =>
    meeting.ballots.some(
      (ballot) =>
        ballot.memberId === member.id && ballot.slot === meeting.confirmedSlot && ballot.answer !== 'no',
    ),
  );
  return [
    {
      type: 'fields',
      fields: [
        {
          label: msg('meeting.field.length'),
          value: msg('list.plain', { items: list([{ type: 'duration', minutes: meeting.lengthMinutes }]) }),
        },
        {
          label: msg('meeting.field.organiser'),
          value: msg('list.plain', { items: list([memberOrNobody(facts, meeting.organiserId)]) }),
        },
        ...(meeting.kind === undefined
          ? []
          : [{ label: msg('meeting.field.kind'), value: msg(`choice.meeting-kind.${meeting.kind}`) }]),
        ...(meeting.hostTownId === undefined
          ? []
          : [
              {
                label: msg('meeting.field.host'),
                value: msg('list.plain', { items: list([townName(facts, meeting.hostTownId)]) }),
              },
            ]),
        ...(required.length === 0 ? [] : [{ label: msg('meeting.field.required'), value: names(required) }]),
        ...(coming.length === 0 ? [] : [{ label: msg('meeting.field.coming'), value: names(coming) }]),
        ...(link === undefined
          ? []
          : [{ label: msg('meeting.field.video'), value: msg('list.plain', { items: list([link]) }) }]),
      ],
    },
  ];
}
