import { menuCommand } from '../src/chat/menu-command.ts';
import { msg } from '../src/core/message.ts';

export default menuCommand(msg('command.profile.menu'), [
  [msg('command.profile.show.button'), 'profile/show'],
  [msg('command.profile.language.button'), 'profile/language'],
  [msg('command.profile.timezone.button'), 'profile/timezone'],
]);
