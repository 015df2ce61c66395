import { defineCommand } from '../../src/chat/command.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { forgetCalendar } from '../../src/core/availability/private-calendar.ts';
import { msg } from '../../src/core/message.ts';

/** Works also where private calendars are switched off: what is kept can always be forgotten. */
export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: {},
  async run(_, context) {
    await forgetCalendar(context, context.member);
    return notice('good', msg('private-calendar.forgotten'));
  },
});
