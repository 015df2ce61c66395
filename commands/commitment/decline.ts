import { refuseCommand } from '../../src/chat/move-command.ts';

export default refuseCommand('decline');
