import { defineCommand } from '../../src/chat/command.ts';

import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { instant } from '../../src/core/text.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},
  async run(_, { database, inside, reader }) {
    const mine = (await database.reminders.remindersAskedBy(inside.member.id)).filter(
      ({ twinningId }) => twinningId === inside.scope.twinning.id,
    );
    if (mine.length === 0) return notice('neutral', msg('command.reminder.list.none'));
    return {
      tone: 'neutral',
      title: msg('command.reminder.list.title'),
      blocks: [
        {
          type: 'list',
          items: mine.map(({ number, text, dueAt }) =>
            msg('command.reminder.list.item', {
              reference: `R-${number ?? 0}`,
              text: text ?? '',
              when: instant(dueAt, reader.timeZone),
            }),
          ),
        },
      ],
    };
  },
});
