import { menuCommand } from '../src/chat/menu-command.ts';
import { msg } from '../src/core/message.ts';

export default menuCommand(msg('command.commitment.menu'), [
  [msg('command.commitment.add.button'), 'commitment/add'],
  [msg('command.commitment.list.button'), 'commitment/list'],
  [msg('command.commitment.paste.button'), 'commitment/paste'],
  [msg('command.commitment.plan.button'), 'commitment/plan'],
]);
