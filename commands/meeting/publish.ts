import { defineCommand } from '../../src/chat/command.ts';

import { meeting } from '../../src/chat/option-values.ts';
import { localTimes } from '../../src/chat/view/local-times.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { publishPoll } from '../../src/core/meeting/publish-poll.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting() },
  async run({ meeting: number }, context) {
    const { scope } = context.inside;
    const poll = await publishPoll(context, context.inside, { number });
    return notice(
      'good',
      msg('meeting.published', {
        title: poll.title,
        reference: `M-${poll.number}`,
        until: localTimes(poll.deadlineAt ?? context.now, scope.towns, context.town),
      }),
    );
  },
});
