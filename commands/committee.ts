import { menuCommand } from '../src/chat/menu-command.ts';
import { msg } from '../src/core/message.ts';

export default menuCommand(msg('command.committee.menu'), [
  [msg('command.committee.list.button'), 'committee/list'],
  [msg('command.committee.add.button'), 'committee/add'],
  [msg('command.committee.office.button'), 'committee/office'],
  [msg('command.committee.handover.button'), 'committee/handover'],
]);
