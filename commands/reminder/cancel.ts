import { defineCommand } from '../../src/chat/command.ts';

import { reminder } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { cancelNote } from '../../src/core/reminder/note-reminder.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { reminder: reminder() },
  lead: 'reminder',
  form: ['reminder'],
  async run({ reminder: number }, context) {
    const { text } = await cancelNote(context, context.inside, number);
    return notice(
      'good',
      msg('command.reminder.cancel.done', { reference: `R-${number}`, text: text ?? '' }),
    );
  },
});
