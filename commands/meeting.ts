import { defineCommand } from '../src/chat/command.ts';
import { buttons, commandButton, notice } from '../src/chat/view/notice.ts';
import { msg } from '../src/core/message.ts';

export default defineCommand({
  scope: 'anywhere',
  who: 'anyone',
  reply: 'private',
  surface: 'bare',
  options: {},
  run: async () =>
    notice(
      'neutral',
      msg('command.meeting.menu'),
      buttons(
        commandButton(msg('command.meeting.propose.button'), 'meeting/propose', 'primary'),
        commandButton(msg('command.meeting.poll.button'), 'meeting/poll'),
        commandButton(msg('command.meeting.list.button'), 'meeting/list'),
      ),
    ),
});
