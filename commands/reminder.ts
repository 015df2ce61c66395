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
      msg('command.reminder.menu'),
      buttons(
        commandButton(msg('command.reminder.add.button'), 'reminder/add', 'primary'),
        commandButton(msg('command.reminder.list.button'), 'reminder/list'),
      ),
    ),
});
