import type { Meeting } from '../../core/meeting/meeting.ts';
import type { Attendance, Attendee } from '../../core/meeting/meeting-record.ts';
import { participation, type TownParticipation } from '../../core/meeting/participation.ts';
import { msg } from '../../core/message.ts';
import { list, type Phrase } from '../../core/text.ts';
import type { Block, Card, Select } from '../card.ts';
import { buttons } from './notice.ts';
import { type Facts, townName } from './people.ts';
import { meetingButton, writeMinutesButton } from './record-buttons.ts';

/** As many as the shorter of the two platforms' lists takes. */
const LIST = 25;

export interface AttendanceList {
  /** The list's number; its control carries it. */
  readonly part: number;
  readonly townId: string;
  readonly people: readonly Attendee[];
}

/** The people in lists as they are shown: one for each town, more where a town has many. */
export function attendanceLists(people: readonly Attendee[], facts: Pick<Facts, 'scope'>): AttendanceList[] {
  const lists = facts.scope.towns.flatMap(({ id }) => {
    const ofTown = people.filter(({ townId }) => townId === id);
    const parts: { townId: string; people: Attendee[] }[] = [];
    for (let at = 0; at < ofTown.length; at += LIST)
      parts.push({ townId: id, people: ofTown.slice(at, at + LIST) });
    return parts;
  });
  return lists.map((one, part) => ({ ...one, part }));
}

/** For whoever counts: who is there as it stands, and lists to change it. */
export function attendanceCard(
  meeting: Meeting,
  people: readonly Attendee[],
  isTaken: boolean,
  facts: Facts,
): Card {
  return {
    tone: isTaken ? 'good' : 'attention',
    title: msg('attendance.title', { reference: `M-${meeting.number}`, title: meeting.title }),
    blocks: [
      { type: 'text', text: msg(isTaken ? 'attendance.taken' : 'attendance.said') },
      ...byTown(participation(townIds(facts), [{ people }]), facts),
      ...attendanceLists(people, facts).map(
        (one): Block => ({ type: 'controls', controls: [select(meeting, one, facts)] }),
      ),
      ...(isTaken
        ? [buttons(writeMinutesButton(meeting))]
        : [buttons(meetingButton(meeting, 'meeting/attend', msg('attendance.keep'), {}, 'primary'))]),
    ],
  };
}

function select(meeting: Meeting, { part, townId, people }: AttendanceList, facts: Facts): Select {
  return {
    type: 'select',
    placeholder: msg('attendance.choose', { town: townName(facts, townId) }),
    fills: 'present',
    min: 0,
    // A list of one would be a choice that cannot be taken back.
    max: Math.max(2, people.length),
    call: {
      command: 'meeting/attend',
      twinningId: meeting.twinningId,
      options: { meeting: `M-${meeting.number}`, part: String(part) },
    },
    choices: people.map(({ memberId, group, present }) => ({
      value: memberId,
      label: name(facts, memberId),
      description: group === undefined ? msg('choice.group.unknown') : msg(`choice.group.${group}`),
      selected: present,
    })),
  };
}

const name = (facts: Facts, id: string): Phrase => {
  const member = facts.members.find((candidate) => candidate.id === id);
  return member === undefined ? msg('person.former') : msg('list.plain', { items: member.displayName });
};

/** How many were there, by town and group. */
export const attendanceBlocks = ({ people }: Pick<Attendance, 'people'>, facts: Facts): Block[] => [
  { type: 'text', small: true, text: msg('attendance.heading') },
  ...byTown(participation(townIds(facts), [{ people }]), facts),
];

/** The same over several meetings. */
export const participationBlocks = (attendances: readonly Attendance[], facts: Facts): Block[] => [
  { type: 'text', small: true, text: msg('participation.heading', { count: attendances.length }) },
  ...byTown(participation(townIds(facts), attendances), facts),
];

const townIds = (facts: Facts): string[] => facts.scope.towns.map(({ id }) => id);

function byTown(towns: readonly TownParticipation[], facts: Facts): Block[] {
  const items = participationItems(towns, facts);
  return items.length === 0 ? [] : [{ type: 'list', items }];
}

/** A line for each town that anybody was asked to come from. */
export const participationItems = (towns: readonly TownParticipation[], facts: Facts): Phrase[] =>
  towns.flatMap(({ townId, groups }) =>
    groups.length === 0
      ? []
      : [
          msg('attendance.town', {
            town: townName(facts, townId),
            groups: list(
              groups.map(({ group, present, convened }) =>
                msg('attendance.group', {
                  group: group === undefined ? msg('choice.group.unknown') : msg(`choice.group.${group}`),
                  present,
                  convened,
                }),
              ),
              'none',
            ),
          }),
        ],
  );
