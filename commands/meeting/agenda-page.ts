import { agendaPageCommand } from '../../src/chat/agenda-pages.ts';

export default agendaPageCommand('private');
