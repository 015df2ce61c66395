import { menuCommand } from '../src/chat/menu-command.ts';
import { msg } from '../src/core/message.ts';

export default menuCommand(msg('command.availability.menu'), [
  [msg('command.availability.set.button'), 'availability/set'],
  [msg('command.availability.away.button'), 'availability/away'],
  [msg('command.availability.show.button'), 'availability/show'],
]);
