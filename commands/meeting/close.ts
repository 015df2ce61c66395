import { defineCommand } from '../../src/chat/command.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { closeEarly } from '../../src/core/meeting/decide-meeting.ts';
import { msg } from '../../src/core/message.ts';

/** Ends a poll before its deadline, as the deadline would. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { meeting: meeting() },
  async run({ meeting: number }, context) {
    const { state, title } = await closeEarly(context, context.inside, number);
    return state === 'confirmed'
      ? notice('good', msg('meeting.closed.confirmed', { title }))
      : notice('attention', msg('meeting.closed.undecided'));
  },
});
