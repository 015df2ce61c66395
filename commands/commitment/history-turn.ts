import { historyCommand } from '../../src/chat/history-command.ts';

export default historyCommand('update');
