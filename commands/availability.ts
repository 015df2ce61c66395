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
      msg('command.availability.menu'),
      buttons(
        commandButton(msg('command.availability.set.button'), 'availability/set', 'primary'),
        commandButton(msg('command.availability.show.button'), 'availability/show'),
      ),
    ),
});
