import type { Commitment } from '../../core/commitment/commitment.ts';
import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import type { Stores } from '../../core/stores.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Block, Card } from '../card.ts';
import { agendaBlocks } from './agenda-card.ts';
import { attendanceBlocks, participationBlocks } from './attendance-card.ts';
import { minutesCard } from './minutes-card.ts';
import { buttons } from './notice.ts';
import type { Facts } from './people.ts';
import { addToAgendaButton, attendanceButton, meetingButton, writeMinutesButton } from './record-buttons.ts';

/** Over so many meetings back participation is counted. */
const MEETINGS = 100;

/** What every space sees of the minutes; undefined while there are none. */
export async function minutesPosting(
  meeting: Meeting,
  facts: Facts,
  { records, commitments }: Stores,
): Promise<Card | undefined> {
  const minutes = await records.minutesOf(meeting.id);
  if (minutes === undefined) return undefined;
  const [attendance] = await records.attendanceOf([meeting.id]);
  const offered: Commitment[] = [];
  for (const { commitmentId } of minutes.offered) {
    const commitment = await commitments.commitment(commitmentId);
    if (commitment !== undefined) offered.push(commitment);
  }
  return minutesCard(meeting, { minutes, attendance, commitments: offered }, facts);
}

/** For /meeting show: the agenda, who was there, who has been there over time, and what can be done next. */
export async function recordBlocks(
  meeting: Meeting,
  facts: Facts,
  { records, meetings }: Stores,
  now: Instant,
): Promise<Block[]> {
  const agenda = await records.agendaOf(meeting.id);
  const shown = agenda.length === 0 ? [] : agendaBlocks(meeting, agenda, facts);
  // A poll fills its message with buttons: beside them only words have room.
  if (meeting.state === 'polling') return shown.filter(({ type }) => type !== 'controls');
  const past = await meetings.meetingsOf(meeting.twinningId, ['confirmed'], MEETINGS);
  const attendances = await records.attendanceOf([meeting, ...past].map(({ id }) => id));
  const own = attendances.find(({ meetingId }) => meetingId === meeting.id);
  const minutes = await records.minutesOf(meeting.id);
  const at = confirmedAt(meeting);
  const hasBegun = meeting.state === 'confirmed' && at !== undefined && at <= now;
  return [
    ...shown,
    ...(own === undefined ? [] : attendanceBlocks(own, facts)),
    ...(attendances.length < 2 ? [] : participationBlocks(attendances, facts)),
    ...(meeting.state === 'cancelled'
      ? []
      : [
          buttons(
            ...(minutes === undefined
              ? []
              : [meetingButton(meeting, 'meeting/minutes-page', msg('minutes.button.all'))]),
            ...(hasBegun
              ? [writeMinutesButton(meeting, minutes !== undefined), attendanceButton(meeting)]
              : [
                  addToAgendaButton(meeting),
                  ...(agenda.length === 0
                    ? []
                    : [meetingButton(meeting, 'meeting/agenda-page', msg('agenda.button.all'))]),
                ]),
          ),
        ]),
  ];
}
