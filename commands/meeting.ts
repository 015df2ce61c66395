import { menuCommand } from '../src/chat/menu-command.ts';
import { msg } from '../src/core/message.ts';

export default menuCommand(msg('command.meeting.menu'), [
  [msg('command.meeting.propose.button'), 'meeting/propose'],
  [msg('command.meeting.poll.button'), 'meeting/poll'],
  [msg('command.meeting.list.button'), 'meeting/list'],
  [msg('command.meeting.calendar.button'), 'meeting/calendar'],
]);
