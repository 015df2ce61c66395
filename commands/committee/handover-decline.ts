import { answerHandoverCommand } from '../../src/chat/answer-handover-command.ts';

export default answerHandoverCommand('decline');
