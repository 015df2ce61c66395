import { menuCommand } from '../src/chat/menu-command.ts';
import { msg } from '../src/core/message.ts';

export default menuCommand(msg('command.reminder.menu'), [
  [msg('command.reminder.add.button'), 'reminder/add'],
  [msg('command.reminder.list.button'), 'reminder/list'],
]);
