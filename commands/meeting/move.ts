import { defineCommand } from '../../src/chat/command.ts';
import { when } from '../../src/chat/date-options.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { clockNotes } from '../../src/chat/view/clock-notes.ts';
import { localTimes } from '../../src/chat/view/local-times.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { confirmedAt } from '../../src/core/meeting/meeting.ts';
import { moveMeeting } from '../../src/core/meeting/move-meeting.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { meeting: meeting(), when: when() },
  lead: 'meeting',
  form: ['meeting', 'when'],
  async run({ meeting: number, when: { value: to, notes } }, context) {
    const { inside } = context;
    const moved = await moveMeeting(context, inside, { number, to });
    const times = localTimes(confirmedAt(moved) ?? to.at, inside.scope.towns, context.town);
    return notice(
      'good',
      msg('command.meeting.move.done', { title: moved.title, times }),
      ...clockNotes(notes),
    );
  },
});
