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
      msg('command.profile.menu'),
      buttons(
        commandButton(msg('command.profile.show.button'), 'profile/show', 'primary'),
        commandButton(msg('command.profile.language.button'), 'profile/language'),
        commandButton(msg('command.profile.timezone.button'), 'profile/timezone'),
      ),
    ),
});
