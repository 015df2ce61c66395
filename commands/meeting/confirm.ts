import { defineCommand } from '../../src/chat/command.ts';

import { meeting, optional, slotNumber } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { confirmMeeting } from '../../src/core/meeting/decide-meeting.ts';
import { msg } from '../../src/core/message.ts';

/** Everybody sees the announcement in their space; who confirmed it gets a line of their own. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { meeting: meeting(), slot: optional(slotNumber()) },
  lead: 'meeting',
  form: ['meeting', 'slot'],
  async run({ meeting: number, slot }, context) {
    const confirmed = await confirmMeeting(context, context.inside, {
      number,
      ...(slot === undefined ? {} : { slot }),
    });
    return notice('good', msg('command.meeting.confirm.done', { title: confirmed.title }));
  },
});
