import { defineCommand } from '../../src/chat/command.ts';

import { when } from '../../src/chat/date-options.ts';
import { choice, optional, text } from '../../src/chat/option-values.ts';
import { clockNotes } from '../../src/chat/view/clock-notes.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { addNote, audiences } from '../../src/core/reminder/note-reminder.ts';
import { instant, list } from '../../src/core/text.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { what: text('note'), when: when(), to: optional(choice('remind-whom', audiences)) },
  lead: 'what',
  form: ['what', 'when', 'to'],
  async run({ what, when: { value: moment, notes }, to = 'me' }, context) {
    const { space } = context.inside;
    const reminders = await addNote(context, context.inside, {
      text: what,
      when: moment,
      to,
      ...(space === undefined ? {} : { spaceId: space.id }),
    });
    return notice(
      'good',
      msg('command.reminder.add.done', {
        references: list(reminders.map(({ number }) => `R-${number ?? 0}`)),
        when: instant(moment.at, context.reader.timeZone),
        whom: msg(`choice.remind-whom.${to}`),
      }),
      ...clockNotes(notes),
    );
  },
});
