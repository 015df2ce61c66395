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
      msg('command.committee.menu'),
      buttons(
        commandButton(msg('command.committee.list.button'), 'committee/list', 'primary'),
        commandButton(msg('command.committee.add.button'), 'committee/add'),
        commandButton(msg('command.committee.office.button'), 'committee/office'),
      ),
    ),
});
