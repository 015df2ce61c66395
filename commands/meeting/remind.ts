import { defineCommand } from '../../src/chat/command.ts';

import { meeting } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { remindUnanswered } from '../../src/core/meeting/remind-unanswered.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { meeting: meeting() },
  run: async ({ meeting: number }, context) =>
    notice(
      'good',
      msg('meeting.reminded', { count: await remindUnanswered(context, context.inside, number) }),
    ),
});
