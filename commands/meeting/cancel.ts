import { defineCommand } from '../../src/chat/command.ts';

import { meeting, optional, text } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { cancelMeeting } from '../../src/core/meeting/decide-meeting.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { meeting: meeting(), reason: optional(text('reason')) },
  lead: 'meeting',
  form: ['meeting', 'reason'],
  async run({ meeting: number, reason }, context) {
    const cancelled = await cancelMeeting(context, context.inside, {
      number,
      ...(reason === undefined ? {} : { reason }),
    });
    return notice('good', msg('command.meeting.cancel.done', { title: cancelled.title }));
  },
});
