import { moveCommand } from '../../src/chat/move-command.ts';

export default moveCommand('done');
