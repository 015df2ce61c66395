import type { Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import type { Button } from '../card.ts';
import type { CommandPath } from '../command-paths.generated.ts';

/** A button about this meeting, with what more its command needs. */
export const meetingButton = (
  meeting: Meeting,
  command: CommandPath,
  label: Phrase,
  more: Readonly<Record<string, string>> = {},
  style: Button['style'] = 'secondary',
  openForm = false,
): Button => ({
  type: 'button',
  label,
  style,
  call: {
    command,
    twinningId: meeting.twinningId,
    options: { meeting: `M-${meeting.number}`, ...more },
    ...(openForm ? { openForm } : {}),
  },
});

export const writeMinutesButton = (meeting: Meeting, isWritten = false): Button =>
  meetingButton(
    meeting,
    'meeting/minutes',
    msg(isWritten ? 'minutes.button.change' : 'minutes.button.write'),
    {},
    isWritten ? 'secondary' : 'primary',
    true,
  );

export const attendanceButton = (meeting: Meeting): Button =>
  meetingButton(meeting, 'meeting/attendance', msg('attendance.button'));

export const addToAgendaButton = (meeting: Meeting): Button =>
  meetingButton(meeting, 'meeting/agenda', msg('agenda.button.add'), {}, 'secondary', true);
