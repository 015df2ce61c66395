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
      msg('command.commitment.menu'),
      buttons(
        commandButton(msg('command.commitment.add.button'), 'commitment/add', 'primary'),
        commandButton(msg('command.commitment.list.button'), 'commitment/list'),
      ),
    ),
});
